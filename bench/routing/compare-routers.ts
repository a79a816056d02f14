import { type Nanodollars, nanodollars } from '../../src/domain/money/nanodollars.ts';
import { type Calibration, fitCalibration, type Observation } from '../../src/domain/routing/calibration.ts';
import { chooseRoute } from '../../src/domain/routing/choose-route.ts';
import { estimateDifficulty } from '../../src/domain/routing/estimate-difficulty.ts';
import { NOTHING_WARM, type WarmPrefix } from '../../src/domain/routing/expected-cost.ts';
import type { RouteCandidate } from '../../src/domain/routing/route-candidate.ts';
import { netSaving } from '../../src/domain/routing/route-saving.ts';
import { aCandidate, aPrice, aQuestion, aRule } from '../../src/domain/routing/routing.fixture.ts';
import { warmAfter } from '../../src/domain/routing/warm-after.ts';
import { priceUsage } from '../../src/domain/usage/price-usage.ts';
import { NO_TOKENS, type TokenUsage } from '../../src/domain/usage/token-usage.ts';
import { type BenchCall, type Conversation, makeConversations, type Random, randomOf } from './workload.ts';

const SMALL = aCandidate('small', aPrice({ input: 0.25, read: 0.025, output: 2 }));
const LARGE = aCandidate('large', aPrice({ input: 2.5, read: 0.25, output: 15 }));
const BOOK = {
  version: 'bench',
  rowsByPriceKey: new Map(
    [SMALL, LARGE].map(({ model, price }) => [model.priceKey, price === undefined ? [] : [price]]),
  ),
};
/** Of calls, as much was compared beforehand as a sample of a twentieth gives of ten times the workload. */
const COMPARED_SHARE = 0.05;

export type Routed = {
  readonly router: string;
  readonly 'cost $': number;
  readonly 'saved %': number;
  readonly 'told as saved $': number;
  readonly 'to the small model %': number;
  readonly 'right %': number;
  /** Of all answers: wrong here, right at the large model. */
  readonly 'quality lost %': number;
  readonly 'conversations that changed model %': number;
};

/** Where a call goes; `kept` is where its conversation was, with what is warm there. */
type Router = (call: BenchCall, at: { readonly kept: Kept | undefined; readonly draw: number }) => 'small' | 'large';
type Kept = { readonly modelId: 'small' | 'large'; readonly warm: WarmPrefix };

/** All routers on the same conversations, from one seed. */
export function compareRouters(seed: number, conversationCount: number): readonly Routed[] {
  const conversations = makeConversations(conversationCount, randomOf(seed));
  const calibration = calibrate(makeConversations(conversationCount, randomOf(seed + 1)), randomOf(seed + 2));
  const routed = routerOf({ calibration, difficultyMax: 0.1, sticky: true });
  const random = randomOf(seed + 3);
  const share = shareOf(conversations, routed);
  const routers: readonly (readonly [string, Router])[] = [
    ['always the large model', () => 'large'],
    ['always the small model', () => 'small'],
    ['random, with the share of the router', () => (random() < share ? 'small' : 'large')],
    ['by the score alone, at most 0.35', routerOf({ calibration: null, difficultyMax: 0.35, sticky: true })],
    ['calibrated, risk at most 10 %', routed],
    ['calibrated, risk at most 5 %', routerOf({ calibration, difficultyMax: 0.05, sticky: true })],
    ['calibrated, risk at most 20 %', routerOf({ calibration, difficultyMax: 0.2, sticky: true })],
    ['risk at most 10 %, blind to caches', routerOf({ calibration, difficultyMax: 0.1, sticky: false })],
  ];
  const large = runAll(conversations, () => 'large');
  return routers.map(([router, route]) => rowOf(router, runAll(conversations, route), large.cost));
}

/** The house's choice as the path makes it; blind: each call as if it were the first of its conversation. */
function routerOf(options: {
  readonly calibration: Calibration | null;
  readonly difficultyMax: number;
  readonly sticky: boolean;
}): Router {
  const rule = aRule({ difficultyMax: options.difficultyMax });
  return (call, { kept }) => {
    const choice = chooseRoute(
      aQuestion({
        rule,
        reference: LARGE,
        others: [SMALL],
        raw: estimateDifficulty(call.shape),
        calibrationOf: () => options.calibration ?? undefined,
        tokens: { inputTokens: call.inputTokens, outputTokens: 300 },
        kept: options.sticky && kept !== undefined ? { ...kept, atMonotonicMs: 0 } : undefined,
        warm: options.sticky ? (kept?.warm ?? null) : null,
      }),
    );
    return choice.model.id === 'small' ? 'small' : 'large';
  };
}

type Sums = {
  readonly cost: bigint;
  readonly told: bigint;
  readonly calls: number;
  readonly toSmall: number;
  readonly right: number;
  readonly lost: number;
  readonly changed: number;
  readonly conversations: number;
};

function runAll(conversations: readonly Conversation[], route: Router): Sums {
  const sums = { cost: 0n, told: 0n, calls: 0, toSmall: 0, right: 0, lost: 0, changed: 0, conversations: 0 };
  for (const { calls } of conversations) {
    let kept: Kept | undefined;
    let hasChanged = false;
    for (const call of calls) {
      const modelId = route(call, { kept, draw: 0.5 });
      const candidate = modelId === 'small' ? SMALL : LARGE;
      const hasMoved = kept !== undefined && kept.modelId !== modelId;
      const usage = usageOf(call, hasMoved ? NOTHING_WARM : (kept?.warm ?? NOTHING_WARM));
      const cost = costOf(candidate, usage);
      sums.cost += cost;
      sums.told += toldSaving(usage, cost, { modelId, warm: hasMoved ? (kept?.warm ?? null) : null });
      sums.calls += 1;
      sums.toSmall += Number(modelId === 'small');
      const isRight = modelId === 'small' ? call.smallIsRight : call.largeIsRight;
      sums.right += Number(isRight);
      sums.lost += Number(!isRight && call.largeIsRight);
      hasChanged ||= hasMoved;
      kept = { modelId, warm: warmAfter(usage, candidate.price) };
    }
    sums.changed += Number(hasChanged);
    sums.conversations += 1;
  }
  return sums;
}

function usageOf(call: BenchCall, warm: WarmPrefix): TokenUsage {
  const read = Math.min(warm.tokens, call.inputTokens);
  return {
    ...NO_TOKENS,
    inputUncachedTokens: call.inputTokens - read,
    inputCacheReadTokens: read,
    outputVisibleTokens: call.outputTokens,
  };
}

function costOf({ model }: RouteCandidate, usage: TokenUsage): Nanodollars {
  const asked = { usage, priceBook: BOOK, priceKey: model.priceKey, atMs: 1, serviceTier: null, region: null };
  return priceUsage(asked).costNanodollars ?? nanodollars(0n);
}

/** What would stand on the record of the call. */
function toldSaving(
  usage: TokenUsage,
  costNanodollars: Nanodollars,
  { modelId, warm }: { readonly modelId: string; readonly warm: WarmPrefix | null },
): bigint {
  const reference = { priceKey: LARGE.model.priceKey, region: null };
  const servedByReference = modelId === 'large';
  return netSaving({ usage, costNanodollars, priceBook: BOOK, atMs: 1, reference, servedByReference, warm }) ?? 0n;
}

/** What shadows of an earlier time would have seen: two right answers agree, others hardly ever do. */
function calibrate(conversations: readonly Conversation[], random: Random): Calibration | null {
  const observations: Observation[] = [];
  for (const { calls } of conversations)
    for (const call of calls) {
      if (random() >= COMPARED_SHARE) continue;
      const agreed = call.smallIsRight && call.largeIsRight ? random() < 0.97 : random() < 0.1;
      observations.push({ raw: estimateDifficulty(call.shape), agreed });
    }
  return fitCalibration(observations, 1);
}

function shareOf(conversations: readonly Conversation[], route: Router): number {
  const { toSmall, calls } = runAll(conversations, route);
  return toSmall / calls;
}

function rowOf(router: string, sums: Sums, atLarge: bigint): Routed {
  const percent = (part: number, of: number): number => Math.round((part / of) * 1_000) / 10;
  return {
    router,
    'cost $': Math.round(Number(sums.cost) / 1e7) / 100,
    'saved %': percent(Number(atLarge - sums.cost), Number(atLarge)),
    'told as saved $': Math.round(Number(sums.told) / 1e7) / 100,
    'to the small model %': percent(sums.toSmall, sums.calls),
    'right %': percent(sums.right, sums.calls),
    'quality lost %': percent(sums.lost, sums.calls),
    'conversations that changed model %': percent(sums.changed, sums.conversations),
  };
}
