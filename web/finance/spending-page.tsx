import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { AsOf } from '../figures/as-of.tsx';
import { comparedInWords } from '../figures/compared.ts';
import { count, roughly } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import { FilterList } from '../filters/filter-list.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { useCalendar } from '../filters/use-range.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { useNow } from '../states/use-now.ts';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { CallsFigure, CallsLink } from './calls-link.tsx';
import { DaysPanel } from './days-panel.tsx';
import { SpendingFiles } from './export-menu.tsx';
import { monthAt, periodInWords, periodsAt } from './periods.ts';
import { ShowbackTable } from './showback-table.tsx';
import {
  FILTERS,
  type FilterName,
  filtersOf,
  GROUPINGS,
  type Grouping,
  readSpendingSearch,
  type SpendingSearch,
} from './spending-search.ts';
import { useSpending } from './use-spending.ts';

type Showback = AnswerOf<'readShowback'>;

const WORDS = FINANCE_WORDS.spending;
const route = getRouteApi('/spending');

/** A period by team, project, …: drilled into by narrowing, down to the days. */
export function SpendingPage() {
  const search = readSpendingSearch(route.useSearch());
  const navigate = route.useNavigate();
  const nowMs = useNow();
  const calendar = useCalendar();
  const period = search.period ?? monthAt(nowMs, calendar);
  const by = search.by ?? 'team';
  const { showback, days, before, other, top, queries } = useSpending({ search, period, by });
  const change = (next: SpendingSearch) => void navigate({ search: next, replace: true });
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      <FilterBar
        page="spending"
        search={search}
        read={readSpendingSearch}
        parts={['compare']}
        printed={[periodInWords(period), ...filtersOf(search).map(([, value]) => value)].join(' · ')}
        onChange={change}
        action={<SpendingFiles search={search} period={period} by={by} top={top} />}
      >
        <SpendingFields search={search} period={period} by={by} onChange={change} />
      </FilterBar>
      <Narrowing search={search} onChange={change} />
      <Together queries={queries} lines={14}>
        <Loaded query={showback} lines={12}>
          {(data) => (
            <Stack gap="md">
              <Sums
                showback={data}
                search={search}
                before={search.compare === undefined ? null : { showback: before.data, time: periodInWords(other) }}
              />
              {by === 'day' ? null : <DaysPanel days={days} period={period} />}
              <Panel title={WORDS.rows(WORDS.groupings[by])} note={WORDS.tableNote} flush>
                {data.rows.length === 0 ? (
                  <div className="more">
                    <Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>
                  </div>
                ) : (
                  <ShowbackTable
                    showback={data}
                    search={search}
                    onChoose={(group) =>
                      change({ ...search, by: by === 'team' ? 'use_case' : 'team', [FILTERS[by]]: group })
                    }
                  />
                )}
              </Panel>
              <AsOf at={data.asOf} more={`${WORDS.counts} ${WORDS.zone(data.timeZone)}`} />
            </Stack>
          )}
        </Loaded>
      </Together>
    </Page>
  );
}

/** Names are typed, or chosen by their rows; projects, cost centres and days by their rows alone. */
function Names({ search, onChange }: Pick<FieldsProps, 'search' | 'onChange'>) {
  const may = useMay();
  const take = (part: { readonly [Name in FilterName]?: string | undefined }) =>
    onChange(readSpendingSearch({ ...search, ...part }));
  const isListed = may('control.read:catalogue');
  return (
    <>
      <FilterList
        of="listTeams"
        isListed={may('control.read:directory')}
        label={FILTER_WORDS.team}
        value={search.teamId}
        onTake={(teamId) => take({ teamId })}
      />
      <FilterList
        of="listUseCases"
        isListed={isListed}
        label={FILTER_WORDS.useCase}
        value={search.useCaseId}
        onTake={(useCaseId) => take({ useCaseId })}
      />
      <FilterList
        of="listModels"
        isListed={isListed}
        label={FILTER_WORDS.model}
        value={search.modelId}
        onTake={(modelId) => take({ modelId })}
      />
    </>
  );
}

type FieldsProps = {
  readonly search: SpendingSearch;
  readonly period: string;
  readonly by: Grouping;
  readonly onChange: (search: SpendingSearch) => void;
};

function SpendingFields({ search, period, by, onChange }: FieldsProps) {
  const periods = periodsAt(useNow(), useCalendar());
  const isListed = periods.some(({ value }) => value === period);
  return (
    <>
      <NativeSelect
        label={WORDS.period}
        data={[...periods, ...(isListed ? [] : [{ value: period, label: period }])]}
        value={period}
        onChange={({ currentTarget }) => onChange({ ...search, period: currentTarget.value })}
      />
      <NativeSelect
        label={WORDS.by}
        data={GROUPINGS.map((value) => ({ value, label: WORDS.groupings[value] }))}
        value={by}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...search, by: GROUPINGS.find((name) => name === value) ?? by })
        }
      />
      <Names search={search} onChange={onChange} />
      <FilterSelect
        label={WORDS.tier}
        all={FILTER_WORDS.all}
        options={FILTER_WORDS.tiers}
        value={search.tier}
        onTake={(tier) => onChange(readSpendingSearch({ ...search, tier }))}
      />
    </>
  );
}

type NarrowingProps = { readonly search: SpendingSearch; readonly onChange: (search: SpendingSearch) => void };

/** Each filter as a button that takes it away. */
function Narrowing({ search, onChange }: NarrowingProps) {
  const filters = filtersOf(search);
  if (filters.length === 0) return null;
  return (
    <Group gap={6} role="group" aria-label={WORDS.narrowed}>
      {filters.map(([name, value]) => (
        <Button
          key={name}
          size="compact-sm"
          variant="light"
          rightSection={<IconX size={14} />}
          aria-label={WORDS.widen(`${WORDS.groupings[name]} ${value}`)}
          onClick={() => {
            const { [FILTERS[name]]: _taken, ...rest } = search;
            onChange(rest);
          }}
        >
          {WORDS.groupings[name]}: {value}
        </Button>
      ))}
    </Group>
  );
}

type Before = { readonly showback: Showback | undefined; readonly time: string };
type SumsProps = { readonly showback: Showback; readonly search: SpendingSearch; readonly before: Before | null };

function Sums({ showback, search, before }: SumsProps) {
  const { totals, months, closedMonths, days } = showback;
  const isClosed = closedMonths.length === months.length;
  const rows = { search, months: { first: months[0] ?? '', last: months.at(-1) ?? '' } };
  const calls = Number(totals.calls);
  return (
    <Panel
      title={WORDS.sums}
      note={days.past < days.all ? WORDS.unfinished(days.past, days.all) : undefined}
      action={
        <Mark tone={isClosed ? 'good' : 'plain'}>
          {isClosed
            ? WORDS.closed
            : closedMonths.length === 0
              ? WORDS.open
              : WORDS.partlyClosed(closedMonths.length, months.length)}
        </Mark>
      }
    >
      <div className="grid-figures">
        <Figure
          label={WORDS.total}
          value={<CallsFigure {...rows} calls={calls} value={decimalDollars(totals.costDollars)} />}
          note={before === null ? <CallsLink {...rows} calls={calls} /> : comparedWith(showback, before)}
        />
        <Figure
          label={WORDS.list}
          value={<CallsFigure {...rows} calls={calls} value={decimalDollars(totals.listCostDollars)} />}
        />
        <Figure
          label={WORDS.estimated}
          value={
            <CallsFigure
              {...rows}
              only="estimated"
              calls={Number(totals.estimatedCostDollars) === 0 ? 0 : calls}
              value={decimalDollars(totals.estimatedCostDollars)}
            />
          }
          note={WORDS.estimatedNote}
        />
        <Figure
          label={WORDS.unpriced}
          value={
            <CallsFigure
              {...rows}
              only="unpriced"
              calls={Number(totals.callsUnpriced)}
              value={count(Number(totals.callsUnpriced))}
            />
          }
          note={WORDS.unpricedNote(roughly(Number(totals.tokensUnpriced)))}
        />
      </div>
    </Panel>
  );
}

/** What the other period came to, beside this one. */
function comparedWith({ totals, days }: Showback, { showback, time }: Before) {
  if (showback === undefined) return null;
  const { costDollars } = showback.totals;
  return comparedInWords({
    ...{ now: Number(totals.costDollars), before: Number(costDollars), days },
    ...{ beforeInWords: decimalDollars(costDollars), time },
  });
}
