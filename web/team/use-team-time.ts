import { type Calendar, dayAt } from '../filters/calendar-days.ts';
import { type Span, spanOf, stretchOf } from '../filters/range.ts';
import { type ChosenTime, useCalendar, useCompared, useRange } from '../filters/use-range.ts';
import { chosenMonth } from '../filters/whole-months.ts';
import { type SessionFacts, useSession } from '../shell/session.tsx';
import { useNow } from '../states/use-now.ts';
import type { TeamSearch } from './team-search.ts';

export const USUAL = '30d';

export type TeamTime = {
  readonly time: ChosenTime;
  readonly compared: ChosenTime | null;
  /** Whether the reader is told of teams by whole months alone; the server holds to it. */
  readonly isByMonth: boolean;
};

/** The time that the board is about: any, for whoever may read single calls; for others a month that is over. */
export function useTeamTime(search: TeamSearch): TeamTime {
  const isByMonth = !mayAnyTime(useSession());
  const at = { nowMs: useNow(), calendar: useCalendar() };
  const asked = isByMonth ? byMonth(search, at) : search;
  const time = useRange(asked, USUAL);
  const compared = useCompared(asked, USUAL);
  return { time, compared, isByMonth };
}

/** The same time before the page is drawn. */
export function teamSpan(search: TeamSearch, by: { readonly session: SessionFacts } & At): Span {
  const asked = mayAnyTime(by.session) ? search : byMonth(search, by);
  return spanOf(stretchOf({ ...asked, range: asked.range ?? USUAL }, by), by);
}

type At = { readonly nowMs: number; readonly calendar: Calendar };

function mayAnyTime({ permissions }: Pick<SessionFacts, 'permissions'>): boolean {
  return permissions.includes('control.read:usage');
}

function byMonth(search: TeamSearch, { nowMs, calendar }: At) {
  return { ...chosenMonth(search, dayAt(nowMs, calendar.timeZone)), range: undefined, compare: search.compare };
}
