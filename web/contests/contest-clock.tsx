import { Mark } from '../states/mark.tsx';
import { useNow } from '../states/use-now.ts';
import { CONTEST_WORDS } from '../words/contest-words.ts';

const DAY_MS = 86_400_000;
const SOON_DAYS = 3;

/** How long there is to answer, or since when it is late. */
export function ContestClock({ dueAt }: { readonly dueAt: string }) {
  const leftMs = Date.parse(dueAt) - useNow();
  const days = Math.floor(Math.abs(leftMs) / DAY_MS);
  if (leftMs <= 0) return <Mark tone="stop">{CONTEST_WORDS.overdue(days)}</Mark>;
  return <Mark tone={days < SOON_DAYS ? 'warn' : 'plain'}>{CONTEST_WORDS.due(days)}</Mark>;
}
