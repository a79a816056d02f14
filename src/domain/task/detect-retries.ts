import { nanodollars } from '../money/nanodollars.ts';
import type { CallOutcome } from '../usage/call-record.ts';
import { hasFailed, type TaskCall } from './task-call.ts';
import type { WasteFinding, WasteQuestion } from './waste.ts';
import { wordCount } from './word-cost.ts';

/** So many calls that sent again what had failed, or was refused … */
export const RETRIES_MIN = 3;
/** … or one, where what had failed is at least this part of the task's cost, in hundredths. */
export const FAILED_PERCENT_MIN = 25n;

/** The same content sent again because it was not answered. What the failed calls cost counts as wasted. */
export function detectRetries({ calls, cost }: WasteQuestion): WasteFinding | null {
  const refusedAgain = calls.reduce((sum, { repeats }) => sum + (repeats ?? 0), 0) + refusedTwice(calls);
  const again = cost.retries + refusedAgain;
  const isDear = cost.retries > 0 && cost.failedCost * 100n >= cost.cost * FAILED_PERCENT_MIN && cost.failedCost > 0n;
  if (again < RETRIES_MIN && !isDear) return null;
  const cause = mostFrequent(calls.filter(hasFailed)) ?? 'refused';
  return {
    kind: 'retries',
    calls: again,
    wasted: nanodollars(cost.failedCost),
    sentence: `${wordCount(again, 'call')} sent again what had not been answered; most often ${REASONS[cause]}.`,
    remedy: REMEDIES[cause],
    evidence: { retries: cost.retries, refusedAgain, failed: cost.failed, cause },
  };
}

/** A refusal of the same content is the same each time. */
function refusedTwice(calls: readonly TaskCall[]): number {
  const refused = calls.filter(({ outcome, conversationHash }) => outcome === 'refused' && conversationHash !== null);
  return refused.length - new Set(refused.map(({ conversationHash }) => conversationHash)).size;
}

function mostFrequent(failed: readonly TaskCall[]): CallOutcome | undefined {
  const groups = [...Map.groupBy(failed, ({ outcome }) => outcome)];
  return groups.sort(([, one], [, other]) => other.length - one.length)[0]?.[0];
}

const SLOW = 'the model took too long';
const BROKEN = 'the model could not be reached, or gave an error';
const OURS = 'something went wrong in the gateway';

const REASONS: { readonly [Outcome in CallOutcome]: string } = {
  completed: OURS,
  refused: 'it was refused',
  client_left: 'the client left before the answer was whole',
  client_stalled: 'the client did not read the answer',
  upstream_error: BROKEN,
  upstream_unreachable: BROKEN,
  upstream_timeout: SLOW,
  deadline: SLOW,
  gateway_error: OURS,
  crashed: OURS,
};

const WAIT =
  'Give the client a longer time-out, or ask for a stream: an answer that is cut off is paid for all the same.';
const FALL_BACK = 'Ask the owner of the use case for a second target or model to fall back on.';
const TELL = 'Tell whoever runs the gateway; the ids of the calls are in your record.';

const REMEDIES: { readonly [Outcome in CallOutcome]: string } = {
  completed: TELL,
  refused: 'A refusal says what to change; sent again unchanged, the same content is refused again.',
  client_left: WAIT,
  client_stalled: WAIT,
  upstream_error: FALL_BACK,
  upstream_unreachable: FALL_BACK,
  upstream_timeout: FALL_BACK,
  deadline: 'Ask for less in one call: shorter output, or the work in parts.',
  gateway_error: TELL,
  crashed: TELL,
};
