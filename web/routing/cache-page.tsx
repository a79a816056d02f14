import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { AsOf } from '../figures/as-of.tsx';
import { bytesInWords } from '../figures/bytes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { percent } from '../figures/percent.ts';
import { RangeChoice } from '../filters/range-choice.tsx';
import { useRange } from '../filters/use-range.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { NotYours } from '../states/trouble.tsx';
import { CACHE_WORDS } from '../words/routing-words.ts';
import { AvoidedTable } from './avoided-table.tsx';
import { KeepingTable } from './keeping-table.tsx';
import { PurgeButton } from './purge-button.tsx';
import { PurgesPanel, usePurges } from './purges-panel.tsx';
import { READS_ROUTING } from './reads-routing.ts';
import { type RoutingSearch, readRoutingSearch } from './routing-search.ts';

type State = AnswerOf<'readCache'>;

const route = getRouteApi('/cache');
const WORDS = CACHE_WORDS;
const USE_CASES_MAX = 500;

/** What is kept to be given again, what that saved, and the orders to forget. */
export function CachePage() {
  const may = useMay();
  const maySee = may(READS_ROUTING.permission);
  return (
    <Page title={WORDS.title} lead={WORDS.lead} action={may('control.write:catalogue') ? <PurgeButton /> : null}>
      {maySee ? <Kept /> : <NotYours permission={READS_ROUTING.permission} />}
    </Page>
  );
}

function Kept() {
  const search = readRoutingSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { span } = useRange(search, '30d');
  const state = useOperation('readCache', {});
  const avoided = useOperation('readAvoidedCosts', { query: span });
  const useCases = useOperation('listUseCases', { query: { limit: USE_CASES_MAX } });
  const purges = usePurges();
  const change = (part: RoutingSearch) =>
    void navigate({ search: readRoutingSearch({ ...search, ...part }), replace: true });
  return (
    <>
      <div className="filter-bar no-print">
        <RangeChoice search={search} usual="30d" onChange={change} />
      </div>
      <Together queries={[state, avoided, useCases, purges]} lines={18}>
        <Stack gap="md">
          <Panel title={WORDS.avoided} note={WORDS.avoidedNote} flush>
            <Loaded query={avoided} lines={3}>
              {(report) => <AvoidedTable report={report} />}
            </Loaded>
          </Panel>
          <Loaded query={state} lines={4}>
            {(cache) => <NowPanel cache={cache} />}
          </Loaded>
          <Panel title={WORDS.useCases} note={WORDS.useCasesNote} flush>
            <Loaded query={useCases} lines={3}>
              {({ rows }) => {
                const keeping = rows.filter(({ cache, status }) => cache.mode !== 'off' && status !== 'archived');
                return keeping.length === 0 ? (
                  <div className="more">
                    <Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>
                  </div>
                ) : (
                  <KeepingTable useCases={keeping} stored={state.data?.shared.useCases ?? []} />
                );
              }}
            </Loaded>
          </Panel>
          <PurgesPanel />
        </Stack>
        {state.data === undefined ? null : <AsOf at={state.dataUpdatedAt} />}
      </Together>
    </>
  );
}

function NowPanel({ cache: { gatewayId, memory, shared } }: { readonly cache: State }) {
  const again = memory.hits + memory.joined;
  const asked = again + memory.misses;
  return (
    <Panel title={WORDS.now} note={WORDS.nowNote(gatewayId)}>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="lg">
        <Figure
          label={WORDS.answers}
          value={count(memory.answers)}
          note={WORDS.room(bytesInWords(memory.bytes), bytesInWords(memory.bytesMax))}
        />
        <Figure
          label={WORDS.given}
          value={count(again)}
          note={asked === 0 ? WORDS.givenNone : WORDS.givenOf(percent(again / asked), count(asked))}
        />
        <Figure label={WORDS.joined} value={count(memory.joined)} note={WORDS.waiting(count(memory.waiting))} />
        <Figure
          label={WORDS.gone}
          value={count(memory.evictions + memory.purged)}
          note={WORDS.goneNote(count(memory.purged))}
        />
      </SimpleGrid>
      {shared.lost === 0 ? null : (
        <Group mt="sm">
          <Text size="sm">{WORDS.lost(count(shared.lost))}</Text>
        </Group>
      )}
    </Panel>
  );
}
