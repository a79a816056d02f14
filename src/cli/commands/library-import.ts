import { isDeepStrictEqual } from 'node:util';
import type { ControlClient } from '../../client/create-control-client.ts';
import { ProblemError } from '../../client/problem-error.ts';
import type { AnswerOf } from '../../contract/routes.ts';
import type { AssetContent, VersionContent } from './library-files.ts';

type Asset = AnswerOf<'createLibraryAsset'>;
type Version = AnswerOf<'readLibraryVersion'>;
type PlaceOf = (pointer: string) => string;

/** An asset of the folder; both files of it have been read. */
export type AssetInFolder = {
  readonly id: string;
  readonly content: AssetContent;
  readonly placeOf: PlaceOf;
  readonly versions: readonly {
    readonly version: number;
    readonly content: VersionContent;
    readonly placeOf: PlaceOf;
  }[];
};

export type Imported = { readonly changes: readonly string[]; readonly faults: readonly string[] };

type Report = { readonly changes: string[]; readonly faults: string[] };

/**
 * Brings the library to what one folder says of an asset. What stands there already is left alone, so that importing twice
 * changes nothing; what is published and reads otherwise is a fault and stays as it is. Approval is a person's word and is
 * never imported.
 */
export async function importAsset(client: ControlClient, wanted: AssetInFolder): Promise<Imported> {
  const report: Report = { changes: [], faults: [] };
  try {
    const asset = await bringAsset(client, wanted, report);
    const known = await versionsOf(client, wanted.id);
    for (const version of wanted.versions) await bringVersion(client, { id: wanted.id, known, ...version }, report);
    if (report.faults.length === 0) await bringStanding(client, { wanted, asset }, report);
  } catch (error) {
    report.faults.push(...faultsOf(error, wanted.placeOf));
  }
  return report;
}

async function bringAsset(client: ControlClient, wanted: AssetInFolder, report: Report): Promise<Asset> {
  const { id, content } = wanted;
  const { kind, name, description, ownerPersonId, useCaseId, starterRoles, forkedFrom } = content;
  const said = { name, description, useCaseId, starterRoles, ...(ownerPersonId === null ? {} : { ownerPersonId }) };
  const found = await orNull(client.call('readLibraryAsset', { params: { id } }));
  if (found === null && forkedFrom === null) {
    report.changes.push(`${id} is new`);
    return client.call('createLibraryAsset', { body: { id, kind, ...said } });
  }
  if (found === null && forkedFrom !== null) {
    const body = { id, name, useCaseId, version: forkedFrom.version };
    await client.call('forkLibraryAsset', { params: { id: forkedFrom.assetId }, body });
    report.changes.push(`${id} is new, forked from ${forkedFrom.assetId}@${forkedFrom.version}`);
    return client.call('changeLibraryAsset', { params: { id }, body: said });
  }
  if (found === null) throw new Error('an asset is there or is made');
  if (found.kind !== kind || !isDeepStrictEqual(found.forkedFrom, forkedFrom))
    report.faults.push(`${wanted.placeOf('/kind')}  "${id}" is another kind of thing here, or forked otherwise`);
  const members = new Map<string, unknown>(Object.entries(found));
  if (Object.entries(said).every(([member, value]) => isDeepStrictEqual(value, members.get(member)))) return found;
  report.changes.push(`${id} is described otherwise`);
  return client.call('changeLibraryAsset', { params: { id }, body: said });
}

type BroughtVersion = AssetInFolder['versions'][number] & {
  readonly id: string;
  readonly known: readonly Version[];
};

async function bringVersion(client: ControlClient, brought: BroughtVersion, report: Report): Promise<void> {
  const { id, version, content, placeOf, known } = brought;
  const { state, ...definition } = content;
  const found = known.find((row) => row.version === version);
  const isSame = found !== undefined && saysTheSame(found, definition);
  if (found?.state === 'published') {
    if (!isSame)
      report.faults.push(`${placeOf('/text')}  ${id}@${version} is published and says something else → write the next`);
    return;
  }
  try {
    if (!isSame) {
      const drafted = await client.call('draftLibraryVersion', { params: { id }, body: definition });
      report.changes.push(`${drafted.id} is written`);
      if (drafted.version !== version) {
        report.faults.push(
          `${placeOf('')}  the next version of ${id} is ${drafted.version} → name it v${drafted.version}.md`,
        );
        return;
      }
    }
    if (state === 'draft') return;
    await client.call('publishLibraryVersion', { params: { id, version } });
    report.changes.push(`${id}@${version} is published`);
  } catch (error) {
    report.faults.push(...faultsOf(error, placeOf));
  }
}

function saysTheSame(found: Version, definition: object): boolean {
  const members = new Map<string, unknown>(Object.entries(found));
  return Object.entries(definition).every(([member, value]) => isDeepStrictEqual(value, members.get(member)));
}

/** Labels and deprecation: what is in use, and what should not be. */
async function bringStanding(
  client: ControlClient,
  { wanted, asset }: { readonly wanted: AssetInFolder; readonly asset: Asset },
  report: Report,
): Promise<void> {
  const { id, content, placeOf } = wanted;
  for (const label of ['production', 'canary'] as const) {
    const version = content.labels[label] ?? null;
    if ((asset.labels[label] ?? null) === version) continue;
    try {
      await client.call('labelLibraryAsset', { params: { id }, body: { label, version } });
      report.changes.push(version === null ? `${id} has no ${label}` : `${id}: ${label} is ${version}`);
    } catch (error) {
      report.faults.push(...faultsOf(error, () => placeOf(`/labels/${label}`)));
    }
  }
  if (isDeepStrictEqual(asset.deprecation, content.deprecation)) return;
  if (content.deprecation === null) await client.call('restoreLibraryAsset', { params: { id } });
  else await client.call('deprecateLibraryAsset', { params: { id }, body: content.deprecation });
  report.changes.push(content.deprecation === null ? `${id} is in use again` : `${id} is deprecated`);
}

async function versionsOf(client: ControlClient, id: string): Promise<readonly Version[]> {
  const versions: Version[] = [];
  for await (const row of client.rows('listLibraryVersions', { params: { id }, query: {} })) versions.push(row);
  return versions;
}

async function orNull<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not_found') return null;
    throw error;
  }
}

/** What the server refused, at the line of the file that it is about; what is no refusal ends the import. */
function faultsOf(error: unknown, placeOf: PlaceOf): readonly string[] {
  if (!(error instanceof ProblemError)) throw error;
  const { errors, detail } = error.problem;
  if (errors.length === 0) return [`${placeOf('')}  ${detail}`];
  return errors.map((fault) => `${placeOf(fault.pointer)}  ${fault.detail}`);
}
