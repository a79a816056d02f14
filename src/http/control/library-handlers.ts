import { type ControlRefusal, isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import {
  changeAsset,
  createAsset,
  deprecateAsset,
  forkAsset,
  labelAsset,
  restoreAsset,
} from '../../control/library-assets.ts';
import { findAsset, findVersion, type StoredAsset, type StoredVersion } from '../../control/library-context.ts';
import { declineVersion, proposeVersion, withdrawProposal } from '../../control/library-proposals.ts';
import { copyAsset, readReuse, starterSet } from '../../control/library-reads.ts';
import { maySeeDrafts } from '../../control/library-rights.ts';
import {
  hiddenAsset,
  myAssets,
  readAssetReuse,
  type StandingAsset,
  withStandings,
} from '../../control/library-standing.ts';
import { approveVersion, draftVersion, publishVersion } from '../../control/library-versions.ts';
import type { SimilarityContext } from '../../control/similarity-context.ts';
import { chooseRange } from '../../control/usage.ts';
import type { AssetDefinition, VersionProposal } from '../../domain/library/asset.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireMomentOrNull, toWireRow } from './wire-rows.ts';

type LibraryOperation =
  | 'listLibrary'
  | 'listLibraryVersions'
  | 'listStarterSet'
  | 'readLibraryReuse'
  | 'readAssetReuse'
  | 'listMyAssets'
  | `${'create' | 'read' | 'change' | 'label' | 'deprecate' | 'restore' | 'fork'}LibraryAsset`
  | 'withdrawLibraryProposal'
  | `${'read' | 'draft' | 'publish' | 'propose' | 'approve' | 'decline' | 'render'}LibraryVersion`;

/** Looks at what somebody would keep, and says why it cannot be. */
type Guard = (definition: AssetDefinition) => ControlRefusal | undefined;

export function libraryHandlers(context: SimilarityContext, guard: Guard): Handlers<LibraryOperation> {
  return {
    ...standingHandlers(context),
    createLibraryAsset: async ({ commander, body }) => outAsset(await createAsset(context, commander, body)),
    changeLibraryAsset: async ({ commander, params, body, expectedRevision }) =>
      outAsset(await changeAsset(context, commander, { ...params, expectedRevision, changes: body })),
    labelLibraryAsset: async ({ commander, params, body, expectedRevision }) =>
      outAsset(await labelAsset(context, commander, { ...params, ...body, expectedRevision })),
    deprecateLibraryAsset: async ({ commander, params, body, expectedRevision }) =>
      outAsset(await deprecateAsset(context, commander, { ...params, ...body, expectedRevision })),
    restoreLibraryAsset: async ({ commander, params, expectedRevision }) =>
      outAsset(await restoreAsset(context, commander, { ...params, expectedRevision })),
    forkLibraryAsset: async ({ commander, params, body: { version, ...fork } }) =>
      outAsset(await forkAsset(context, commander, { ...fork, from: { ...params, version } })),
    ...versionHandlers(context, guard),
    readLibraryReuse: async ({ query: { from, to, by, assetId } }) => {
      const asked = { fromMs: fromOptional(from), toMs: fromOptional(to) };
      const range = chooseRange(asked, context.clock.nowMs());
      if (isControlRefusal(range)) return range;
      const filter = { ...range, ...(assetId === undefined ? {} : { assetId }) };
      const span = { from: toWireMoment(range.fromMs), to: toWireMoment(range.toMs) };
      return answer({ ...span, by, rows: await readReuse(context, filter, by) });
    },
    listStarterSet: async ({ grant }) => {
      const starters = await starterSet(context, grant);
      const rows = starters.map(({ asset, version, used }) => ({
        used,
        asset: toWireRow(asset),
        version: version === null ? null : toWireVersion(version),
      }));
      return answer({ roles: grant.roles, rows });
    },
  };
}

type StandingOperation = 'listLibrary' | 'readLibraryAsset' | 'readAssetReuse' | 'listMyAssets';

function standingHandlers(context: SimilarityContext): Handlers<StandingOperation> {
  const { store } = context;
  return {
    listLibrary: async ({ query, commander }) => {
      const page = await listRows(store, { noun: 'library_asset', query, toWire: (stored) => stored });
      if (page.kind !== 'answer') return page;
      const rows = await withStandings(context, commander, page.value.rows);
      return answer({ rows: rows.map(toWireStanding), next: page.value.next });
    },
    readLibraryAsset: async ({ params, commander }) => {
      const asset = await findAsset(store, params);
      if (isControlRefusal(asset)) return asset;
      const [seen] = await withStandings(context, commander, [asset]);
      return seen === undefined ? hiddenAsset(asset.row) : answer(toWireStanding(seen));
    },
    readAssetReuse: async ({ params, query: { from, to }, commander }) => {
      const range = chooseRange({ fromMs: fromOptional(from), toMs: fromOptional(to) }, context.clock.nowMs());
      if (isControlRefusal(range)) return range;
      const reuse = await readAssetReuse(context, commander, { ...range, assetId: params.id });
      if (isControlRefusal(reuse)) return reuse;
      return answer({ from: toWireMoment(range.fromMs), to: toWireMoment(range.toMs), ...reuse });
    },
    listMyAssets: async ({ commander }) => {
      const { own, toDecide } = await myAssets(context, commander);
      const waiting = toDecide.map(({ asset, version, before }) => ({
        ...{ asset: toWireRow(asset), version: toWireVersion(version), before },
      }));
      return answer({ own: own.map(toWireStanding), toDecide: waiting });
    },
  };
}

function toWireStanding({ stored, standing }: StandingAsset) {
  return { ...toWireRow(stored), standing };
}

type VersionOperation =
  | 'listLibraryVersions'
  | 'withdrawLibraryProposal'
  | Extract<LibraryOperation, `${string}LibraryVersion`>;

function versionHandlers(context: SimilarityContext, guard: Guard): Handlers<VersionOperation> {
  const { store } = context;
  return {
    listLibraryVersions: async ({ params, query, commander }) => {
      const asset = await findAsset(store, params);
      if (isControlRefusal(asset)) return asset;
      const ofAsset = { ...query, assetId: params.id };
      const page = await listRows(store, { noun: 'library_version', query: ofAsset, toWire: (stored) => stored });
      if (page.kind !== 'answer') return page;
      const isSeen = await maySeeDrafts(store, commander, asset.row);
      const rows = page.value.rows.filter(({ row }) => isSeen || row.state === 'published');
      return answer({ rows: rows.map(toWireVersion), next: page.value.next });
    },
    readLibraryVersion: async ({ params, commander }) => {
      const version = await findVersion(store, params);
      const asset = await findAsset(store, { id: params.id });
      if (isControlRefusal(version) || isControlRefusal(asset)) return outVersion(version);
      const isSeen = version.row.state === 'published' || (await maySeeDrafts(store, commander, asset.row));
      return isSeen ? outVersion(version) : hiddenVersion(params);
    },
    draftLibraryVersion: async ({ commander, params, body }) =>
      guard(body) ?? outVersion(await draftVersion(context, commander, { ...params, definition: body })),
    proposeLibraryVersion: async ({ commander, params }) =>
      outVersion(await proposeVersion(context, commander, params)),
    withdrawLibraryProposal: async ({ commander, params }) =>
      outVersion(await withdrawProposal(context, commander, params)),
    declineLibraryVersion: async ({ commander, params, body }) =>
      outVersion(await declineVersion(context, commander, { ...params, ...body })),
    publishLibraryVersion: async ({ commander, params }) =>
      outVersion(await publishVersion(context, commander, params)),
    approveLibraryVersion: async ({ commander, params, body }) =>
      outVersion(await approveVersion(context, commander, { ...params, ...body })),
    renderLibraryVersion: async ({ params, body, grant }) => {
      const version = params.version === 'current' ? null : params.version;
      const rendered = await copyAsset(context, grant, { id: params.id, version, ...body });
      return isControlRefusal(rendered) ? rendered : answer(rendered);
    },
  };
}

function outAsset(stored: StoredAsset | ControlRefusal) {
  return isControlRefusal(stored) ? stored : answer(toWireRow(stored));
}

function outVersion(stored: StoredVersion | ControlRefusal) {
  return isControlRefusal(stored) ? stored : answer(toWireVersion(stored));
}

function toWireVersion(stored: StoredVersion) {
  const { publishedAtMs, approvedAtMs, proposal, ...rest } = stored.row;
  return {
    ...rest,
    proposal: proposal === null ? null : toWireProposal(proposal),
    publishedAt: toWireMomentOrNull(publishedAtMs),
    approvedAt: toWireMomentOrNull(approvedAtMs),
    ...toWireKept(stored),
  };
}

function toWireProposal({ proposedAtMs, answer: said, ...proposal }: VersionProposal) {
  const wire = said === null ? null : { by: said.by, reason: said.reason, at: toWireMoment(said.atMs) };
  return { ...proposal, proposedAt: toWireMoment(proposedAtMs), answer: wire };
}

function hiddenVersion({ id, version }: { readonly id: string; readonly version: number }): ControlRefusal {
  return refuseCommand('not_found', `"${id}" has no version ${version}.`);
}

function fromOptional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
