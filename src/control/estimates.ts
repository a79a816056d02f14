import type { UseCase } from '../domain/catalog/use-case.ts';
import type { DataClass } from '../domain/detection/data-class.ts';
import { type CallEstimate, estimateCall, inputBetween } from '../domain/estimate/estimate-call.ts';
import { type ExpectedOutput, expectOutput } from '../domain/estimate/expect-output.ts';
import { type PointsOutlook, pointsOutlook, type UsedTemplate } from '../domain/estimate/outlook.ts';
import { wordEstimate } from '../domain/estimate/word-estimate.ts';
import type { KeyGrant } from '../domain/identity/key-grant.ts';
import type { AssetVersion } from '../domain/library/asset.ts';
import { DEFAULT_FORMULA } from '../domain/score/formula.ts';
import { periodIdAt } from '../domain/score/score-period.ts';
import { estimateBodyTokens } from '../domain/usage/estimate-tokens.ts';
import type { Snapshot } from '../ports/snapshot.ts';
import type { UsageStore } from '../ports/usage-store.ts';
import type { ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { type MyBudget, myBudgets } from './my-budgets.ts';
import { readScoredPeriod } from './score-context.ts';
import { choicesOf } from './task-context.ts';

export type EstimateContext = ControlContext & {
  readonly usage: Pick<UsageStore, 'calls'>;
  readonly snapshot: () => Snapshot;
};

export type EstimateWish = {
  readonly texts: readonly string[];
  readonly useCaseId: string;
  /** Null: the first of the use case's stack. */
  readonly model: string | null;
  /** `id@version` */
  readonly template: string | null;
  readonly dataClass: DataClass | null;
};

export type MyEstimate = {
  readonly modelId: string;
  readonly estimate: CallEstimate;
  readonly sentences: readonly string[];
  readonly tightest: MyBudget | null;
  readonly points: PointsOutlook;
};

const OWN_CALLS_READ = 50;
const OWN_CALLS_WITHIN_MS = 90 * 86_400_000;

/** What a call of whoever asks would cost and mean. Nothing of the text is kept, and nothing is held in an envelope. */
export async function estimateMyCall(
  context: EstimateContext,
  grant: KeyGrant,
  wish: EstimateWish,
): Promise<MyEstimate | ControlRefusal> {
  const snapshot = context.snapshot();
  const asked = findAsked(snapshot, grant, wish);
  if (isControlRefusal(asked)) return asked;
  const { useCase, model } = asked;
  const atMs = context.clock.nowMs();
  const template = await findTemplate(context, wish.template);
  const ownCalls = await outputsOf(context, { grant, useCaseId: useCase.id, modelId: model.id, atMs });
  const expected = template?.version.expectedOutputTokens ?? null;
  const outputOf = ({ outputTokensMax }: { readonly outputTokensMax: number | null }): ExpectedOutput =>
    expectOutput({
      ownCalls,
      template: expected,
      useCase: useCase.expectedOutputTokens,
      limit: lesser(useCase.maxOutputTokens, outputTokensMax),
    });
  const estimate = estimateCall({
    ...{ model, outputOf, atMs, dataClass: wish.dataClass },
    choices: choicesOf(snapshot, useCase),
    inputTokens: inputBetween(tokensOf(wish.texts)),
  });
  const formula = (await readScoredPeriod(context.store, periodIdAt(atMs)))?.formula ?? DEFAULT_FORMULA;
  return {
    ...{ modelId: model.id, estimate, sentences: wordEstimate(model.id, estimate) },
    tightest: await tightestOf(context, grant, useCase.id),
    points: pointsOutlook(formula, template === null ? null : usedBy(grant, template)),
  };
}

function findAsked(snapshot: Snapshot, grant: KeyGrant, { useCaseId, model: wanted }: EstimateWish) {
  const useCase: UseCase | undefined = snapshot.useCases.get(useCaseId);
  if (useCase === undefined || !grant.allowedUseCaseIds.includes(useCaseId))
    return refuseCommand('reference_unknown', `You have no use case "${useCaseId}".`);
  const modelId = wanted ?? useCase.modelStack.find((id) => snapshot.models.get(id)?.status === 'active');
  const model = snapshot.models.get(modelId ?? '');
  if (model === undefined || !useCase.modelStack.includes(model.id))
    return refuseCommand('reference_unknown', `"${useCaseId}" has no model "${modelId ?? ''}".`);
  return { useCase, model };
}

/** As a client writes them into a body. */
function tokensOf(texts: readonly string[]): number {
  const messages = texts.map((content) => ({ role: 'user', content }));
  return estimateBodyTokens(new TextEncoder().encode(JSON.stringify({ messages })));
}

type FoundTemplate = { readonly version: AssetVersion; readonly ownerPersonId: string };

async function findTemplate({ store }: EstimateContext, header: string | null): Promise<FoundTemplate | null> {
  if (header === null) return null;
  const version = await store.get('library_version', header);
  if (version === undefined || version.row.state !== 'published') return null;
  const asset = await store.get('library_asset', version.row.assetId);
  return asset === undefined ? null : { version: version.row, ownerPersonId: asset.row.ownerPersonId };
}

function usedBy({ owner }: KeyGrant, { version, ownerPersonId }: FoundTemplate): UsedTemplate {
  return {
    isApproved: version.approvedBy !== null,
    isOwn: owner.kind === 'person' && owner.personId === ownerPersonId,
  };
}

/** Of the newest calls of this kind by whoever asks: nobody else's are looked at. */
async function outputsOf(
  { usage }: EstimateContext,
  { grant, useCaseId, modelId, atMs }: { grant: KeyGrant; useCaseId: string; modelId: string; atMs: number },
): Promise<readonly number[]> {
  const { owner, keyId } = grant;
  const whose = owner.kind === 'person' ? { personId: owner.personId } : { keyId };
  const filter = { fromMs: atMs - OWN_CALLS_WITHIN_MS, toMs: atMs + 1, useCaseId, modelId, ...whose };
  const { calls } = await usage.calls(filter, { limit: OWN_CALLS_READ, afterId: null });
  return calls.flatMap(({ outcome, usage: used }) =>
    outcome === 'completed' ? [used.outputVisibleTokens + used.outputReasoningTokens] : [],
  );
}

async function tightestOf(context: EstimateContext, grant: KeyGrant, useCaseId: string): Promise<MyBudget | null> {
  const mine = await myBudgets(context.store, { ...grant, allowedUseCaseIds: [useCaseId] }, context.clock.nowMs());
  const fullest = mine.toSorted((one, other) => other.seen.standing.usedPercent - one.seen.standing.usedPercent);
  return fullest[0] ?? null;
}

function lesser(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}
