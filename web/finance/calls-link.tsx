import type { CallsSearch } from '../calls/call-search.ts';
import { count } from '../figures/counts.ts';
import { addDays, addMonths } from '../filters/calendar-days.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import type { SpendingSearch } from './spending-search.ts';

const WORDS = FINANCE_WORDS.spending;

type Months = { readonly first: string; readonly last: string };

/** The same of the list of calls. */
function callsSearch(search: SpendingSearch, months: Months): CallsSearch {
  const { costCentre, lane, day, tier } = search;
  const from = day ?? `${months.first}-01`;
  const to = day ?? addDays(addMonths(`${months.last}-01`, 1), -1);
  const { teamId: team, projectId: project, useCaseId: useCase, modelId: model } = search;
  const named = Object.entries({ team, project, useCase, model, costCentre, lane, tier }).filter(
    ([, value]) => value !== undefined,
  );
  return { from, to, only: 'charged', ...Object.fromEntries(named) };
}

export type CallsCountProps = {
  readonly search: SpendingSearch;
  readonly months: Months;
  readonly calls: number;
  readonly group: string;
};

/** How many calls, which lead to the calls themselves for whoever may see them. */
export function CallsCount({ search, months, calls, group }: CallsCountProps) {
  const may = useMay();
  const asked = callsSearch(search, months);
  if (calls === 0 || !may('control.read:usage')) return count(calls);
  return (
    <TextLink to="/calls" search={asked} inherit aria-label={`${WORDS.callsOf(group)}: ${count(calls)}`}>
      {count(calls)}
    </TextLink>
  );
}

export type CallsLinkProps = { readonly search: SpendingSearch; readonly months: Months; readonly calls: number };

/** The same in words, for a sum. */
export function CallsLink({ search, months, calls }: CallsLinkProps) {
  const may = useMay();
  const asked = callsSearch(search, months);
  if (calls === 0 || !may('control.read:usage')) return WORDS.calls(calls);
  return (
    <TextLink to="/calls" search={asked} size="xs">
      {WORDS.calls(calls)}
    </TextLink>
  );
}

export type CallsFigureProps = {
  readonly search: SpendingSearch;
  readonly months: Months;
  readonly only?: NonNullable<CallsSearch['only']>;
  /** How it is read; nothing of none leads nowhere. */
  readonly value: string;
  readonly calls: number;
};

/** A sum that leads to the calls that it is made of. */
export function CallsFigure({ search, months, only, value, calls }: CallsFigureProps) {
  const may = useMay();
  if (calls === 0 || !may('control.read:usage')) return value;
  return (
    <TextLink to="/calls" search={{ ...callsSearch(search, months), ...(only === undefined ? {} : { only }) }} inherit>
      {value}
    </TextLink>
  );
}
