import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { CallOutcome } from '../../domain/usage/call-record.ts';
import type { UpstreamFailure } from '../../ports/upstream.ts';

export type FailureReading = { readonly outcome: CallOutcome; readonly refusal: Refusal };

/** Says a failure of the upstream in the house's words; the failure's own detail is for the log. */
export function readUpstreamFailure(upstreamId: string, failure: UpstreamFailure): FailureReading {
  switch (failure.kind) {
    case 'busy':
      return reading(
        'upstream_unreachable',
        'upstream_busy',
        `"${upstreamId}" is at its limit of calls at once. Try again shortly.`,
      );
    case 'unreachable':
      return reading('upstream_unreachable', 'upstream_unreachable', `"${upstreamId}" could not be reached.`);
    case 'first_byte_timeout':
    case 'late':
      return reading('upstream_timeout', 'upstream_timeout', `"${upstreamId}" did not begin to answer in time.`);
    case 'idle_timeout':
      return reading('upstream_timeout', 'upstream_timeout', `"${upstreamId}" stopped in the middle of its answer.`);
    case 'broken':
    case 'aborted':
      return reading('upstream_error', 'upstream_broken', `"${upstreamId}" broke off or sent what is not an answer.`);
  }
}

function reading(outcome: CallOutcome, code: Refusal['code'], why: string): FailureReading {
  return { outcome, refusal: refuse(code, why) };
}
