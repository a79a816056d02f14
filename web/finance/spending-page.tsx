import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { count, roughly } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { useNow } from '../states/use-now.ts';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { DaysPanel } from './days-panel.tsx';
import { ExportMenu } from './export-menu.tsx';
import { monthAt, periodsAt } from './periods.ts';
import { queryOf } from './showback-query.ts';
import { ShowbackTable } from './showback-table.tsx';
import { FILTERS, filtersOf, GROUPINGS, type SpendingSearch } from './spending-search.ts';

type Showback = AnswerOf<'readShowback'>;

const WORDS = FINANCE_WORDS.spending;
const route = getRouteApi('/spending');

/** A period by team, project, …: drilled into by narrowing, down to the days. */
export function SpendingPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nowMs = useNow();
  const period = search.period ?? monthAt(nowMs);
  const by = search.by ?? 'team';
  const showback = useOperation('readShowback', { query: { ...queryOf(search), period, by } });
  const change = (next: SpendingSearch) => void navigate({ search: next, replace: true });
  return (
    <Page title={WORDS.title} lead={WORDS.lead} action={<ExportMenu search={search} period={period} />}>
      <div className="filter-bar no-print">
        <NativeSelect
          label={WORDS.period}
          data={[...periodsAt(nowMs)]}
          value={period}
          onChange={({ currentTarget }) => change({ ...search, period: currentTarget.value })}
        />
        <NativeSelect
          label={WORDS.by}
          data={GROUPINGS.map((value) => ({ value, label: WORDS.groupings[value] }))}
          value={by}
          onChange={({ currentTarget: { value } }) =>
            change({ ...search, by: GROUPINGS.find((name) => name === value) ?? by })
          }
        />
        <Narrowing search={search} onChange={change} />
      </div>
      <Loaded query={showback} lines={12}>
        {(data) => (
          <Stack gap="md">
            <Sums showback={data} />
            {by === 'day' ? null : <DaysPanel search={search} period={period} />}
            <Panel title={WORDS.rows(WORDS.groupings[by])} note={WORDS.tableNote} flush>
              {data.rows.length === 0 ? (
                <div className="more">
                  <Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>
                </div>
              ) : (
                <ShowbackTable
                  showback={data}
                  onChoose={(group) =>
                    change({ ...search, by: by === 'team' ? 'use_case' : 'team', [FILTERS[by]]: group })
                  }
                />
              )}
            </Panel>
            <Text size="xs" c="dimmed">
              {WORDS.zone(data.timeZone)}
            </Text>
          </Stack>
        )}
      </Loaded>
    </Page>
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

function Sums({ showback: { totals, months, closedMonths } }: { readonly showback: Showback }) {
  const isClosed = closedMonths.length === months.length;
  return (
    <Panel
      title={WORDS.sums}
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
          value={decimalDollars(totals.costDollars)}
          note={WORDS.calls(Number(totals.calls))}
        />
        <Figure label={WORDS.list} value={decimalDollars(totals.listCostDollars)} />
        <Figure
          label={WORDS.estimated}
          value={decimalDollars(totals.estimatedCostDollars)}
          note={WORDS.estimatedNote}
        />
        <Figure
          label={WORDS.unpriced}
          value={count(Number(totals.callsUnpriced))}
          note={WORDS.unpricedNote(roughly(Number(totals.tokensUnpriced)))}
        />
      </div>
    </Panel>
  );
}
