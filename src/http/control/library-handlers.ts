import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import {
  changeAsset,
  createAsset,
  deprecateAsset,
  forkAsset,
  labelAsset,
  restoreAsset,
} from '../../control/library-assets.ts';
import { findAsset, findVersion, type StoredAsset, type StoredVersion } from '../../control/library-context.ts';
import { copyAsset, readReuse, starterSet } from '../../control/library-reads.ts';
import { approveVersion, draftVersion, publishVersion } from '../../control/library-versions.ts';
import type { SimilarityContext } from '../../control/similarity-context.ts';
import { chooseRange } from '../../control/usage.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireMomentOrNull, toWireRow } from './wire-rows.ts';

type LibraryOperation =
  | 'listLibrary'
  | 'listLibraryVersions'
  | 'listStarterSet'
  | 'readLibraryReuse'
  | `${'create' | 'read' | 'change' | 'label' | 'deprecate' | 'restore' | 'fork'}LibraryAsset`
  | `${'read' | 'draft' | 'publish' | 'approve' | 'render'}LibraryVersion`;

export function libraryHandlers(context: SimilarityContext): Handlers<LibraryOperation> {
  const { store } = context;
  return {
    listLibrary: ({ query }) => listRows(store, { noun: 'library_asset', query, toWire: toWireRow }),
    createLibraryAsset: async ({ commander, body }) => outAsset(await createAsset(context, commander, body)),
    readLibraryAsset: async ({ params }) => outAsset(await findAsset(store, params)),
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
    ...versionHandlers(context),
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

type VersionOperation = 'listLibraryVersions' | Extract<LibraryOperation, `${string}LibraryVersion`>;

function versionHandlers(context: SimilarityContext): Handlers<VersionOperation> {
  const { store } = context;
  return {
    listLibraryVersions: async ({ params, query }) => {
      const asset = await findAsset(store, params);
      if (isControlRefusal(asset)) return asset;
      const ofAsset = { ...query, assetId: params.id };
      return listRows(store, { noun: 'library_version', query: ofAsset, toWire: toWireVersion });
    },
    readLibraryVersion: async ({ params }) => outVersion(await findVersion(store, params)),
    draftLibraryVersion: async ({ commander, params, body }) =>
      outVersion(await draftVersion(context, commander, { ...params, definition: body })),
    publishLibraryVersion: async ({ commander, params }) =>
      outVersion(await publishVersion(context, commander, params)),
    approveLibraryVersion: async ({ commander, params }) =>
      outVersion(await approveVersion(context, commander, params)),
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
  const { publishedAtMs, approvedAtMs, ...rest } = stored.row;
  return {
    ...rest,
    publishedAt: toWireMomentOrNull(publishedAtMs),
    approvedAt: toWireMomentOrNull(approvedAtMs),
    ...toWireKept(stored),
  };
}

function fromOptional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
