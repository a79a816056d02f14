import { type ControlRefusal, isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { findSimilar, readDrift, readLineage, readSignals, readStarterRoles } from '../../control/library-insight.ts';
import { seenAssets } from '../../control/library-standing.ts';
import { acceptMerge, declineMerge, undoMerge } from '../../control/merge-decisions.ts';
import { proposeMerge } from '../../control/propose-merges.ts';
import type { SimilarityContext } from '../../control/similarity-context.ts';
import { changeSimilarityRule, lookedAtUseCases, readSimilarityRule } from '../../control/similarity-rule.ts';
import { chooseRange } from '../../control/usage.ts';
import type { KeyScope } from '../../domain/identity/key-grant.ts';
import type { MergeProposal } from '../../domain/similarity/merge-proposal.ts';
import type { SimilarityRule } from '../../domain/similarity/similarity-rule.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { toldRange } from './told-range.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireRow } from './wire-rows.ts';

type SimilarityOperation =
  | 'readSimilarityRule'
  | 'changeSimilarityRule'
  | 'listMergeProposals'
  | 'readMergeProposal'
  | `${'propose' | 'accept' | 'decline' | 'undo'}Merge`
  | 'findSimilarAssets'
  | 'readLineage'
  | 'readTemplateDrift'
  | 'readLibrarySignals'
  | 'listStarterRoles';

export function similarityHandlers(context: SimilarityContext): Handlers<SimilarityOperation> {
  const { store } = context;
  const outRule = async (stored: Stored<SimilarityRule>) =>
    answer({ ...toWireRow(stored), lookedAt: await lookedAtUseCases(store, stored.row) });
  return {
    readSimilarityRule: async () => outRule(await readSimilarityRule(store)),
    changeSimilarityRule: async ({ commander, body, expectedRevision }) => {
      const changed = await changeSimilarityRule(context, commander, { changes: body, expectedRevision });
      return isControlRefusal(changed) ? changed : outRule(changed);
    },
    listMergeProposals: async ({ commander, query }) => {
      const maySee = mayReadLibrary(commander.scopes);
      if (!maySee && query.kind === 'prompts') return answer({ rows: [], next: null });
      const seen = maySee ? query : { ...query, kind: 'assets' as const };
      return listRows(store, { noun: 'merge_proposal', query: seen, toWire: toWireProposal });
    },
    readMergeProposal: async ({ commander, params }) => {
      const stored = await store.get('merge_proposal', params.id);
      const isSeen = stored !== undefined && (stored.row.kind === 'assets' || mayReadLibrary(commander.scopes));
      return isSeen
        ? answer(toWireProposal(stored))
        : refuseCommand('not_found', `There is no proposal "${params.id}".`);
    },
    proposeMerge: async ({ commander, body }) => out(await proposeMerge(context, commander, body)),
    acceptMerge: async ({ commander, params, body }) =>
      out(await acceptMerge(context, commander, { ...params, ...body })),
    declineMerge: async ({ commander, params, body }) =>
      out(await declineMerge(context, commander, { ...params, ...body })),
    undoMerge: async ({ commander, params, body }) => out(await undoMerge(context, commander, { ...params, ...body })),
    findSimilarAssets: async ({ body }) => answer({ rows: await findSimilar(context, body.text) }),
    readLineage: async ({ params, commander }) => {
      const lineage = await readLineage(context, params.id);
      if (isControlRefusal(lineage)) return lineage;
      const seen = await seenAssets(
        context,
        commander,
        lineage.forks.map(({ assetId }) => assetId),
      );
      return answer({ ...lineage, forks: lineage.forks.filter(({ assetId }) => seen.has(assetId)) });
    },
    ...reportHandlers(context),
  };
}

type ReportOperation = 'readTemplateDrift' | 'readLibrarySignals' | 'listStarterRoles';

function reportHandlers(context: SimilarityContext): Handlers<ReportOperation> {
  const rangeOf = ({ from, to }: { readonly from?: string; readonly to?: string }) =>
    chooseRange({ fromMs: fromOptional(from), toMs: fromOptional(to) }, context.clock.nowMs());
  return {
    readTemplateDrift: async ({ query }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const { by, assetId = null } = query;
      return answer({ ...spanOf(range), by, rows: await readDrift(context, { ...range, assetId }, by) });
    },
    readLibrarySignals: async ({ query, caller }) => {
      const told = await toldRange(context, query, caller);
      if (isControlRefusal(told)) return told;
      const { teamId } = query;
      const rows = await readSignals(context, told);
      const own = teamId === undefined ? rows : rows.filter(({ teamIds }) => teamIds.includes(teamId));
      return answer({ ...spanOf(told.range), rows: own });
    },
    listStarterRoles: async ({ query }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      return answer({ ...spanOf(range), rows: await readStarterRoles(context, range) });
    },
  };
}

/** What teams send is told to those who may read the library; what assets say everybody may read anyway. */
function mayReadLibrary(scopes: readonly KeyScope[]): boolean {
  return scopes.includes('control.read') || scopes.includes('control.write');
}

function out(stored: Stored<MergeProposal> | ControlRefusal) {
  return isControlRefusal(stored) ? stored : answer(toWireProposal(stored));
}

function toWireProposal(stored: Stored<MergeProposal>) {
  const { about: _about, shapeIds, ...rest } = stored.row;
  return { ...rest, prompts: shapeIds.length, ...toWireKept(stored) };
}

function spanOf({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) {
  return { from: toWireMoment(fromMs), to: toWireMoment(toMs) };
}

function fromOptional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
