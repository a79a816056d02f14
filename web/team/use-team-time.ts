import { dayAt } from '../filters/calendar-days.ts';
import { type ChosenTime, useCalendar, useCompared, useRange } from '../filters/use-range.ts';
import { chosenMonth } from '../filters/whole-months.ts';
import { useMay } from '../shell/session.tsx';
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
  const isByMonth = !useMay()('control.read:usage');
  const month = chosenMonth(search, dayAt(useNow(), useCalendar().timeZone));
  const { compare } = search;
  const asked = isByMonth ? { ...month, compare } : search;
  const time = useRange(asked, USUAL);
  const compared = useCompared(asked, USUAL);
  return { time, compared, isByMonth };
}
