import { Button, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { AsOf } from '../figures/as-of.tsx';
import { comparedInWords } from '../figures/compared.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { dayInWords, Moment } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { ExportMenu } from '../filters/export-menu.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import type { Span } from '../filters/range.ts';
import { type ChosenTime, useCompared, useRange } from '../filters/use-range.ts';
import { Named, NamesOf } from '../names/names.tsx';
import { addressOf, callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded, Waiting } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { Trouble } from '../states/trouble.tsx';
import { COST_WORDS } from '../words/cost-words.ts';
import { ChargedPanel } from './charged-panel.tsx';
import { readCostSearch } from './cost-search.ts';

type TaskSummary = AnswerOf<'listTasks'>['rows'][number];

const route = getRouteApi('/costs');
const PAGE_ROWS = 50;

/** What the reader's tasks cost, against what, and the cheaper way. */
export function CostsPage() {
  const search = readCostSearch(route.useSearch());
  const navigate = route.useNavigate();
  const time = useRange(search, '30d');
  const compared = useCompared(search, '30d');
  const { span } = time;
  const listed = { ...span, ...(search.useCase === undefined ? {} : { useCaseId: search.useCase }) };
  const queries = [useOperation('readMyTasks', { query: span }), useTaskPages(listed)];
  return (
    <Page title={COST_WORDS.title} lead={COST_WORDS.lead}>
      <FilterBar
        page="costs"
        search={search}
        read={readCostSearch}
        usual="30d"
        parts={['compare', 'useCase']}
        onChange={(next) => void navigate({ search: next, replace: true })}
        action={<Files listed={listed} span={span} />}
      />
      <Together queries={queries} lines={14}>
        <Stack gap="md">
          <SumsPanel time={time} compared={compared} />
          <TasksPanel listed={listed} />
          <ChargedPanel />
        </Stack>
      </Together>
    </Page>
  );
}

type Listed = Span & { readonly useCaseId?: string };

function Files({ listed, span }: { readonly listed: Listed; readonly span: Span }) {
  return (
    <ExportMenu
      files={[
        { label: COST_WORDS.exportTasks, href: addressOf('exportMyTasksCsv', { query: listed }), name: 'my-tasks.csv' },
        { label: COST_WORDS.exportCalls, href: addressOf('exportMyCallsCsv', { query: span }), name: 'my-calls.csv' },
      ]}
      note={COST_WORDS.exportNote}
    />
  );
}

type SumsProps = { readonly time: ChosenTime; readonly compared: ChosenTime | null };

function SumsPanel({ time: { span, stretch }, compared }: SumsProps) {
  const tasks = useOperation('readMyTasks', { query: span });
  const before = useOperation('readMyTasks', { query: compared?.span ?? span }, { enabled: compared !== null });
  const difference = (cost: string) =>
    compared === null || before.data === undefined
      ? undefined
      : comparedInWords({
          ...{ now: Number(cost), before: Number(before.data.costNanodollars), days: stretch },
          beforeInWords: dollars(before.data.costNanodollars),
          time: COST_WORDS.days(dayInWords(compared.stretch.first), dayInWords(compared.stretch.last)),
        });
  return (
    <Panel title={COST_WORDS.sums}>
      <Loaded query={tasks} lines={4}>
        {(data) => (
          <Stack gap="md">
            <div className="grid-figures">
              <Figure
                label={COST_WORDS.cost}
                value={dollars(data.costNanodollars)}
                note={difference(data.costNanodollars) ?? COST_WORDS.tasks(data.tasks)}
                rows="tasks"
              />
              <Figure
                label={COST_WORDS.others}
                value={data.compared.tasks === 0 ? COST_WORDS.unknown : dollars(data.compared.mediansNanodollars)}
                note={COST_WORDS.compared(data.compared.tasks)}
                rows="tasks"
              />
              <Figure
                label={COST_WORDS.mine}
                value={dollars(data.compared.costNanodollars)}
                note={COST_WORDS.mineNote}
                rows="tasks"
              />
              <Figure
                label={COST_WORDS.saved}
                value={dollars(data.cacheSavedNanodollars)}
                note={COST_WORDS.savedNote}
              />
            </div>
            {data.sentences.length === 0 ? null : (
              <ul className="sentences">
                {data.sentences.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
            <AsOf at={tasks.dataUpdatedAt} more={COST_WORDS.whole} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}

function useTaskPages(listed: Listed) {
  return usePages(
    'listTasks',
    listed,
    (page, signal) =>
      callOperation('listTasks', {
        query: { ...listed, ...page },
        signal,
      }),
    PAGE_ROWS,
  );
}

function TasksPanel({ listed }: { readonly listed: Listed }) {
  const tasks = useTaskPages(listed);
  const rows = tasks.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Panel id="tasks" title={COST_WORDS.list} note={COST_WORDS.listNote} flush={rows.length > 0}>
      {tasks.error === null ? null : <Trouble error={tasks.error} retry={() => void tasks.refetch()} />}
      {tasks.isPending ? <Waiting lines={6} /> : null}
      {tasks.data !== undefined && rows.length === 0 ? (
        <Empty title={COST_WORDS.noTask}>{COST_WORDS.noTaskWhy}</Empty>
      ) : null}
      {rows.length === 0 ? null : (
        <NamesOf answers={tasks.data?.pages ?? []}>
          <TaskTable rows={rows} />
        </NamesOf>
      )}
      {tasks.hasNextPage ? (
        <div className="more">
          <Button
            variant="default"
            size="compact-sm"
            loading={tasks.isFetchingNextPage}
            onClick={() => void tasks.fetchNextPage()}
          >
            {COST_WORDS.more}
          </Button>
        </div>
      ) : null}
      {rows.length > 0 && !tasks.hasNextPage ? (
        <Text size="xs" c="dimmed" className="more">
          {COST_WORDS.all(rows.length)}
        </Text>
      ) : null}
    </Panel>
  );
}

function TaskTable({ rows }: { readonly rows: readonly TaskSummary[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{COST_WORDS.task}</th>
            <th>{COST_WORDS.useCase}</th>
            <th>{COST_WORDS.last}</th>
            <th className="number">{COST_WORDS.callCount}</th>
            <th className="number">{COST_WORDS.cost}</th>
            <th className="number">{COST_WORDS.median}</th>
            <th>{COST_WORDS.waste}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((task) => (
            <tr key={task.taskId}>
              <td>
                <TextLink to="/costs/$taskId" params={{ taskId: task.taskId }} size="sm" className="task-name">
                  {task.taskId}
                </TextLink>
              </td>
              <td data-label={COST_WORDS.useCase}>
                {task.useCaseId === null ? COST_WORDS.none : <Named of="use_case" id={task.useCaseId} />}
              </td>
              <td data-label={COST_WORDS.last}>
                <Moment at={task.lastAt} />
              </td>
              <td data-label={COST_WORDS.callCount} className="number">
                {count(task.calls)}
              </td>
              <td data-label={COST_WORDS.cost} className="number">
                {dollars(task.costNanodollars)}
              </td>
              <td data-label={COST_WORDS.median} className="number">
                {task.baseline.medianNanodollars === null
                  ? COST_WORDS.unknown
                  : dollars(task.baseline.medianNanodollars)}
              </td>
              <td data-label={COST_WORDS.waste}>{task.waste.map(({ kind }) => COST_WORDS.wastes[kind]).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
