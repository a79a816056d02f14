import { outputTokens } from '../usage/token-usage.ts';
import { costOfCalls } from './cost-of-task.ts';
import type { WasteFinding, WasteQuestion } from './waste.ts';
import { wordCount } from './word-cost.ts';

/** Of what the use case expects of an answer, so much was written when its client left. */
export const WRITTEN_SHARE = 0.8;
/** Where nobody said what is expected. */
export const WRITTEN_TOKENS = 1_000;

/**
 * Answers that were written, for the most part, and never read: their client left, or stopped reading. One that leaves early,
 * because it has seen enough, saves what is not written yet, and is no waste. What a record does not say is whether a person
 * read what their client received.
 */
export function detectUnreadOutput({ calls, expectedOutputTokens }: WasteQuestion): WasteFinding | null {
  const most = expectedOutputTokens === null ? WRITTEN_TOKENS : Math.ceil(expectedOutputTokens * WRITTEN_SHARE);
  const unread = calls.filter(
    ({ outcome, usage }) =>
      (outcome === 'client_left' || outcome === 'client_stalled') && outputTokens(usage) >= Math.max(1, most),
  );
  if (unread.length === 0) return null;
  const written = unread.reduce((sum, { usage }) => sum + outputTokens(usage), 0);
  return {
    kind: 'unread_output',
    calls: unread.length,
    wasted: costOfCalls(unread),
    sentence: `${wordCount(unread.length, 'answer')} of ${wordCount(written, 'token')} in all ${unread.length === 1 ? 'was' : 'were'} mostly written and then not read.`,
    remedy: 'Give the client a longer time-out, ask for a shorter answer, or stop early what you do not need.',
    evidence: { outputTokens: written },
  };
}
