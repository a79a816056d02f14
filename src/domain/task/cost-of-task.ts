import type { Lane } from '../identity/key-grant.ts';
import { type Nanodollars, nanodollars, parseNanodollars } from '../money/nanodollars.ts';
import { addTokens, inputTokens, NO_TOKENS, type TokenUsage } from '../usage/token-usage.ts';
import { hasFailed, isAnswered, type TaskCall } from './task-call.ts';

/** What somebody who knows says of a task's result; `unknown` while no outcome is booked on it. */
export type TaskOutcome = 'unknown' | 'accepted' | 'rejected';

/** A task with its whole cost: what its calls came to, how often it took, what failed, what was saved. */
export type CostOfTask = {
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  readonly calls: number;
  readonly answered: number;
  readonly refused: number;
  /** Let through and come to nothing: errors, time-outs, clients that left. */
  readonly failed: number;
  /** Different conversations that were answered: how often somebody, or an agent, went on. */
  readonly iterations: number;
  /** Calls that sent again what had not been answered. */
  readonly retries: number;
  readonly tokens: TokenUsage;
  /** Of the calls whose price is known. */
  readonly cost: Nanodollars;
  readonly unpriced: number;
  readonly estimated: number;
  /** Of it, what failed calls cost. */
  readonly failedCost: Nanodollars;
  /** What answers from the cache and of workflows would have cost. */
  readonly cacheSaved: Nanodollars;
  /** What routing saved, net; below zero where it lost. */
  readonly routeSaved: Nanodollars;
  /** Those that answered, the dearest first. */
  readonly models: readonly string[];
  /** Of most of its cost. */
  readonly useCaseId: string | null;
  /** Of the last call. */
  readonly teamId: string | null;
  readonly lane: Lane | null;
  /** The one template that all answered calls name. */
  readonly templateId: string | null;
  /** Visible output of the answered conversations, each once. */
  readonly sizeTokens: number;
  /** What an answered call sent on average. */
  readonly contextTokens: number;
  /** As far as it is known: something was answered, the last call too, and nobody rejected the result. */
  readonly succeeded: boolean;
  /** There are more calls than were looked at: what is said of it is the least. */
  readonly isPartial: boolean;
};

/** What calls of one task come to. They are given oldest first, at least one. */
export function costOfTask(
  calls: readonly TaskCall[],
  known: { readonly outcome: TaskOutcome; readonly isPartial: boolean },
): CostOfTask {
  const answered = calls.filter(isAnswered);
  const failed = calls.filter(hasFailed);
  const last = calls.at(-1);
  const [template] = answered;
  const isOneTemplate = answered.every(({ templateId }) => templateId === template?.templateId);
  return {
    startedAtMs: calls[0]?.admittedAtMs ?? 0,
    lastAtMs: Math.max(0, ...calls.map(({ settledAtMs }) => settledAtMs)),
    calls: calls.length,
    answered: answered.length,
    refused: calls.length - answered.length - failed.length,
    failed: failed.length,
    iterations: onceEach(answered).length,
    retries: countRetries(calls),
    tokens: calls.reduce((sum, { usage }) => addTokens(sum, usage), NO_TOKENS),
    cost: costOfCalls(calls),
    unpriced: calls.filter(({ costNanodollars }) => costNanodollars === null).length,
    estimated: calls.filter(({ usageBasis }) => usageBasis === 'estimated').length,
    failedCost: costOfCalls(failed),
    cacheSaved: sumOf(calls, ({ avoidedCostNanodollars }) => avoidedCostNanodollars),
    routeSaved: sumOf(calls, ({ routeSavingNanodollars }) => routeSavingNanodollars),
    models: dearestFirst(answered, ({ modelId }) => modelId),
    useCaseId: dearestFirst(calls, ({ useCaseId }) => useCaseId)[0] ?? null,
    teamId: last?.teamId ?? null,
    lane: last?.lane ?? null,
    templateId: isOneTemplate ? (template?.templateId ?? null) : null,
    sizeTokens: onceEach(answered).reduce((sum, { usage }) => sum + usage.outputVisibleTokens, 0),
    contextTokens: meanContext(answered),
    succeeded: last !== undefined && isAnswered(last) && known.outcome !== 'rejected',
    isPartial: known.isPartial,
  };
}

export function costOfCalls(calls: readonly TaskCall[]): Nanodollars {
  return sumOf(calls, ({ costNanodollars }) => costNanodollars);
}

/** Calls whose conversation had been sent before, and never been answered until then. */
export function countRetries(calls: readonly TaskCall[]): number {
  const unanswered = new Set<string>();
  let retries = 0;
  for (const call of calls) {
    const { conversationHash } = call;
    if (conversationHash === null) continue;
    if (unanswered.has(conversationHash)) retries += 1;
    if (hasFailed(call)) unanswered.add(conversationHash);
    else unanswered.delete(conversationHash);
  }
  return retries;
}

/** The last answer to each conversation: what is sent and answered again brings nothing new. */
function onceEach(answered: readonly TaskCall[]): readonly TaskCall[] {
  const byConversation = new Map(answered.map((call) => [call.conversationHash ?? call.callId, call]));
  return [...byConversation.values()];
}

function meanContext(answered: readonly TaskCall[]): number {
  const asked = answered.filter(({ answeredBy }) => answeredBy !== 'cache' && answeredBy !== 'workflow');
  if (asked.length === 0) return 0;
  return Math.round(asked.reduce((sum, { usage }) => sum + inputTokens(usage), 0) / asked.length);
}

function dearestFirst(calls: readonly TaskCall[], nameOf: (call: TaskCall) => string | null): readonly string[] {
  const sums = new Map<string, { cost: bigint; calls: number }>();
  for (const call of calls) {
    const name = nameOf(call);
    if (name === null) continue;
    const sum = sums.get(name) ?? { cost: 0n, calls: 0 };
    sums.set(name, { cost: sum.cost + BigInt(call.costNanodollars ?? '0'), calls: sum.calls + 1 });
  }
  const ordered = [...sums].sort(([, one], [, other]) => {
    if (one.cost !== other.cost) return one.cost > other.cost ? -1 : 1;
    return other.calls - one.calls;
  });
  return ordered.map(([name]) => name);
}

function sumOf(calls: readonly TaskCall[], amountOf: (call: TaskCall) => string | null): Nanodollars {
  let sum = 0n;
  for (const call of calls) sum += parseNanodollars(amountOf(call) ?? '0') ?? 0n;
  return nanodollars(sum);
}
