import { nanodollars } from '../money/nanodollars.ts';
import { inputTokens, outputTokens } from '../usage/token-usage.ts';
import { costOfCalls } from './cost-of-task.ts';
import { isAnswered, type TaskCall } from './task-call.ts';
import type { WasteFinding, WasteQuestion } from './waste.ts';
import { wordCount } from './word-cost.ts';

/** The same conversation answered so often. */
export const SAME_ANSWERED_MIN = 3;
/** The same beginning asked to go on in so many ways. */
export const SAME_PREFIX_MIN = 4;
/** So many calls in a row that each grew by as much and were answered with as much. */
export const EQUAL_STEPS_MIN = 6;
/** The same request in so many tasks of one owner within a day. */
export const SAME_REQUEST_TASKS_MIN = 3;
/** Tokens by which equal steps may differ: a counter, a time. */
const STEP_TOKENS = 3;
const STEP_SHARE = 0.03;

type Loop = { readonly calls: number; readonly wasted: bigint; readonly sentence: string; readonly remedy: string };

const REMEDY_AGENT =
  'Give the agent a limit of steps and a reason to stop, and look at the tool whose result it does not get on with.';

/** Work that goes round: of the signs that are seen the dearest. All but what had to be asked once counts as wasted. */
export function detectLoops({ calls, same }: WasteQuestion): WasteFinding | null {
  const answered = calls.filter(isAnswered);
  const loops = [sameConversation(answered), samePrefix(answered), equalSteps(answered), sameRequest(calls, same)];
  const seen = loops.filter((loop) => loop !== null);
  const [worst] = seen.sort((one, other) => (one.wasted > other.wasted ? -1 : 1));
  if (worst === undefined) return null;
  const { calls: count, wasted, sentence, remedy } = worst;
  return { kind: 'loops', calls: count, wasted: nanodollars(wasted), sentence, remedy, evidence: { calls: count } };
}

function sameConversation(answered: readonly TaskCall[]): Loop | null {
  const groups = Map.groupBy(answered, ({ conversationHash }) => conversationHash);
  const again = [...groups].flatMap(([hash, group]) =>
    hash === null || group.length < SAME_ANSWERED_MIN ? [] : group.slice(1),
  );
  if (again.length === 0) return null;
  return {
    calls: again.length,
    wasted: costOfCalls(again),
    sentence: `${wordCount(again.length, 'call')} asked again, word for word, what had been answered.`,
    remedy: 'Keep the answer and use it again, or let the owner of the use case turn on the cache.',
  };
}

function samePrefix(answered: readonly TaskCall[]): Loop | null {
  const groups = Map.groupBy(answered, ({ prefixHashes }) => prefixHashes[0] ?? null);
  let worst: readonly TaskCall[] = [];
  for (const [hash, group] of groups) if (hash !== null && group.length > worst.length) worst = group;
  if (worst.length < SAME_PREFIX_MIN) return null;
  const again = worst.slice(0, -1);
  return {
    calls: again.length,
    wasted: costOfCalls(again),
    sentence: `The same conversation was continued in ${worst.length} ways; one answer of them was probably used.`,
    remedy:
      'Say what was wrong with the answer instead of asking anew, or start from a template that others do well with.',
  };
}

/** An agent that gets the same result for the same step, again and again: each call is new, and each grows alike. */
function equalSteps(answered: readonly TaskCall[]): Loop | null {
  let longest: readonly TaskCall[] = [];
  let from = 0;
  for (let at = 1; at < answered.length; at += 1) {
    if (!isEqualStep(answered, at, from)) from = isEqualStep(answered, at, at - 1) ? at - 1 : at;
    if (at - from + 1 > longest.length) longest = answered.slice(from, at + 1);
  }
  if (longest.length < EQUAL_STEPS_MIN) return null;
  const [one, other] = longest;
  if (one === undefined || other === undefined) return null;
  const again = longest.slice(2);
  const grown = inputTokens(other.usage) - inputTokens(one.usage);
  return {
    calls: again.length,
    wasted: costOfCalls(again),
    sentence: `${wordCount(longest.length, 'call')} in a row grew by the same ${wordCount(grown, 'token')} and got an answer of the same length: that looks like a loop.`,
    remedy: REMEDY_AGENT,
  };
}

/** Whether the step to `at` is like the one before it; the first step of a run only has to be one. */
function isEqualStep(answered: readonly TaskCall[], at: number, from: number): boolean {
  const grown = growth(answered, at);
  if (grown <= 0) return false;
  const [one, other] = [answered[at - 1], answered[at]];
  if (one === undefined || other === undefined) return false;
  if (!isAlike(outputTokens(one.usage), outputTokens(other.usage))) return false;
  return at - 1 === from || isAlike(grown, growth(answered, at - 1));
}

function growth(answered: readonly TaskCall[], at: number): number {
  const [before, call] = [answered[at - 1], answered[at]];
  return before === undefined || call === undefined ? 0 : inputTokens(call.usage) - inputTokens(before.usage);
}

function isAlike(one: number, other: number): boolean {
  return one > 0 && other > 0 && Math.abs(one - other) <= Math.max(STEP_TOKENS, STEP_SHARE * Math.max(one, other));
}

function sameRequest(calls: readonly TaskCall[], same: WasteQuestion['same']): Loop | null {
  if (same.answered < SAME_REQUEST_TASKS_MIN || !calls.some(isAnswered)) return null;
  const { tasks } = same;
  return {
    calls: calls.length,
    wasted: costOfCalls(calls),
    sentence: `The same request began ${wordCount(tasks, 'other task')} within a day, and was answered there too.`,
    remedy:
      'Keep the answer and use it again; what is asked regularly is cheaper from the cache or as a registered workflow.',
  };
}
