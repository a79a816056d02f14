import { Group, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { USE_CASE_ROUTING_WORDS } from '../words/routing-words.ts';
import { CacheRulePanel } from './cache-rule-panel.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { ExplainPanel } from './explain-panel.tsx';
import { RouteTable } from './route-table.tsx';
import { RulePanel } from './rule-panel.tsx';

const route = getRouteApi('/routing/$useCaseId');
const WORDS = USE_CASE_ROUTING_WORDS;
const ROUTES_MAX = 50;
const COMPARISONS_SHOWN = 20;

/** How calls of one use case find their model, and whether an earlier answer may be given again. */
export function UseCaseRoutingPage() {
  const { useCaseId } = route.useParams();
  const useCase = useOperation('readUseCase', { params: { id: useCaseId } });
  const routes = useOperation('listRoutes', { query: { useCaseId, limit: ROUTES_MAX } });
  const comparisons = usePages(
    'listRouteComparisons',
    { useCaseId },
    (page, signal) => callOperation('listRouteComparisons', { query: { useCaseId, ...page }, signal }),
    COMPARISONS_SHOWN,
  );
  const wasCompared = comparisons.data?.pages.some(({ rows }) => rows.length > 0) === true;
  return (
    <Page
      title={WORDS.title(useCase.data?.name ?? useCaseId)}
      lead={WORDS.lead}
      action={
        <Group gap="sm">
          <TextLink to="/workflows" search={{ useCase: useCaseId }}>
            {WORDS.toWorkflows}
          </TextLink>
          <ButtonLink variant="default" to="/use-cases/$useCaseId" params={{ useCaseId }}>
            {WORDS.toUseCase}
          </ButtonLink>
        </Group>
      }
    >
      <Together queries={[useCase, routes, comparisons]} lines={16}>
        <Loaded query={useCase} lines={12}>
          {(row) => (
            <Stack gap="md">
              <RulePanel useCase={row} />
              {row.routing === null ? null : (
                <Panel title={WORDS.models} note={WORDS.modelsNote} flush>
                  <Loaded query={routes} lines={4}>
                    {({ rows }) => (
                      <div className="table-scroll">
                        <RouteTable routes={rows} />
                      </div>
                    )}
                  </Loaded>
                </Panel>
              )}
              {row.routing === null ? null : <ExplainPanel useCase={row} />}
              <CacheRulePanel useCase={row} />
              {row.routing === null && !wasCompared ? null : (
                <Panel
                  title={WORDS.comparisons}
                  note={WORDS.comparisonsNote}
                  flush
                  action={<RowsExport of="exportRouteComparisonsCsv" request={{ query: { useCaseId } }} />}
                >
                  <Paged
                    query={comparisons}
                    empty={<Empty title={WORDS.comparisonsNone}>{WORDS.comparisonsNoneWhy}</Empty>}
                  >
                    {(rows) => <ComparisonTable rows={rows} />}
                  </Paged>
                </Panel>
              )}
            </Stack>
          )}
        </Loaded>
      </Together>
    </Page>
  );
}
