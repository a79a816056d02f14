import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { AsOf } from '../figures/as-of.tsx';
import { FilterList } from '../filters/filter-list.tsx';
import { RangeChoice } from '../filters/range-choice.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { useRange } from '../filters/use-range.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay, useMayOpen } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { NotYours } from '../states/trouble.tsx';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { ROUTING_WORDS } from '../words/routing-words.ts';
import { ChoicesTable } from './choices-table.tsx';
import { READS_ROUTING } from './reads-routing.ts';
import { RouteTable } from './route-table.tsx';
import { type RoutingSearch, readRoutingSearch } from './routing-search.ts';
import { SavingsTable } from './savings-table.tsx';

type Route = AnswerOf<'listRoutes'>['rows'][number];

const route = getRouteApi('/routing');
const WORDS = ROUTING_WORDS;

/** Which models calls may be routed to, how good they are, and what that saved. */
export function RoutingPage() {
  const mayOpen = useMayOpen();
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      {mayOpen(READS_ROUTING) ? <Figures /> : <NotYours permission={READS_ROUTING.permission} />}
    </Page>
  );
}

function Figures() {
  const search = readRoutingSearch(route.useSearch());
  const navigate = route.useNavigate();
  const may = useMay();
  const { span } = useRange(search, '30d');
  const named = search.useCase === undefined ? {} : { useCaseId: search.useCase };
  const savings = useOperation('readRouteSavings', { query: { ...span, ...named } });
  const routes = usePages('listRoutes', named, (page, signal) =>
    callOperation('listRoutes', { query: { ...named, ...page }, signal }),
  );
  const change = (part: RoutingSearch) =>
    void navigate({ search: readRoutingSearch({ ...search, ...part }), replace: true });
  return (
    <>
      <div className="filter-bar no-print">
        <RangeChoice search={search} usual="30d" onChange={change} />
        <FilterList
          of="listUseCases"
          isListed={may('control.read:catalogue')}
          label={FILTER_WORDS.useCase}
          value={search.useCase}
          onTake={(useCase) => void navigate({ search: readRoutingSearch({ ...search, useCase }), replace: true })}
        />
      </div>
      <Together queries={[savings, routes]} lines={14}>
        <Stack gap="md">
          <Panel title={WORDS.saved} note={WORDS.savedNote} flush>
            <Loaded query={savings} lines={4}>
              {(report) => <SavingsTable report={report} />}
            </Loaded>
          </Panel>
          <Panel title={WORDS.choices} note={WORDS.choicesNote} flush>
            <Loaded query={savings} lines={4}>
              {({ choices }) => <ChoicesTable choices={choices} search={search} />}
            </Loaded>
          </Panel>
          <Panel
            title={WORDS.standing}
            note={WORDS.standingNote}
            flush
            action={<RowsExport of="exportRoutesCsv" request={{ query: named }} />}
          >
            <Paged
              query={routes}
              empty={
                <Empty
                  title={WORDS.standingNone}
                  action={
                    <TextLink to="/use-cases" mt={6}>
                      {WORDS.toUseCases}
                    </TextLink>
                  }
                >
                  {WORDS.standingNoneWhy}
                </Empty>
              }
            >
              {(rows) => <RouteTable routes={rows} groups={byUseCase(rows)} />}
            </Paged>
          </Panel>
        </Stack>
        {savings.data === undefined ? null : <AsOf at={savings.dataUpdatedAt} more={WORDS.counts} />}
      </Together>
    </>
  );
}

function byUseCase(routes: readonly Route[]): readonly string[] {
  return [...new Set(routes.map(({ useCaseId }) => useCaseId))];
}
