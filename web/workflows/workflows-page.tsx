import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { dollars } from '../figures/money.ts';
import { FilterList } from '../filters/filter-list.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { useRange } from '../filters/use-range.ts';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { AvoidedTable } from '../routing/avoided-table.tsx';
import { READS_ROUTING } from '../routing/reads-routing.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay, useMayOpen } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { NotYours } from '../states/trouble.tsx';
import { WORKFLOW_WORDS } from '../words/workflow-words.ts';
import { readWorkflowSearch, type WorkflowSearch } from './workflow-search.ts';

export type Workflow = AnswerOf<'readWorkflow'>;

export const WORKFLOW_TONES: Readonly<Record<Workflow['status'], Tone>> = {
  active: 'good',
  blocked: 'stop',
  archived: 'plain',
};
export const READS_WORKFLOWS = { permission: 'control.read:library', within: ['use_case'] } as const;

const route = getRouteApi('/workflows');
const WORDS = WORKFLOW_WORDS;

/** Registered answers that need no model: which there are, whether they may answer, and what they saved. */
export function WorkflowsPage() {
  const may = useMay();
  const mayOpen = useMayOpen();
  return (
    <Page
      title={WORDS.title}
      lead={WORDS.lead}
      action={may('control.write:library') ? <ButtonLink to="/workflows/new">{WORDS.make}</ButtonLink> : null}
    >
      {mayOpen(READS_WORKFLOWS) ? <Lists /> : <NotYours permission={READS_WORKFLOWS.permission} />}
    </Page>
  );
}

function Lists() {
  const search = readWorkflowSearch(route.useSearch());
  const navigate = route.useNavigate();
  const mayOpen = useMayOpen();
  const { span } = useRange({}, '30d');
  const { state, useCase } = search;
  const query = {
    ...(state === undefined ? {} : { status: state }),
    ...(useCase === undefined ? {} : { useCaseId: useCase }),
  };
  const seesSavings = mayOpen(READS_ROUTING);
  const workflows = usePages('listWorkflows', { query }, (page, signal) =>
    callOperation('listWorkflows', { query: { ...query, ...page }, signal }),
  );
  const avoided = useOperation('readAvoidedCosts', { query: span }, { enabled: seesSavings });
  const change = (part: WorkflowSearch) =>
    void navigate({ search: readWorkflowSearch({ ...search, ...part }), replace: true });
  const isNarrowed = Object.keys(query).length > 0;
  return (
    <Together queries={seesSavings ? [workflows, avoided] : [workflows]} lines={12}>
      <div className="filter-bar no-print">
        <FilterSelect
          label={WORDS.state}
          all={WORDS.every}
          options={WORDS.states}
          value={state}
          onTake={(chosen) => change({ state: chosen })}
        />
        <FilterList
          of="listUseCases"
          isListed={seesSavings}
          label={WORDS.useCase}
          value={useCase}
          onTake={(chosen) => change({ useCase: chosen })}
        />
      </div>
      <Stack gap="md">
        <Panel title={WORDS.list} flush action={<RowsExport of="exportWorkflowsCsv" request={{ query }} />}>
          <Paged
            query={workflows}
            empty={
              <Empty title={isNarrowed ? WORDS.noneLeft : WORDS.none}>{isNarrowed ? undefined : WORDS.noneWhy}</Empty>
            }
          >
            {(rows) => <WorkflowTable rows={rows} />}
          </Paged>
        </Panel>
        {seesSavings ? (
          <Panel title={WORDS.saved} note={WORDS.savedNote} flush>
            <Loaded query={avoided} lines={2}>
              {(report) => <AvoidedTable report={report} only="workflow" />}
            </Loaded>
          </Panel>
        ) : null}
      </Stack>
    </Together>
  );
}

function WorkflowTable({ rows }: { readonly rows: readonly Workflow[] }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.name}</th>
          <th>{WORDS.useCase}</th>
          <th>{WORDS.kind}</th>
          <th>{WORDS.state}</th>
          <th>{WORDS.approval}</th>
          <th className="number">{WORDS.baseline}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <TextLink to="/workflows/$workflowId" params={{ workflowId: row.id }} dir="auto">
                {row.name}
              </TextLink>
              <Text size="xs" c="dimmed">
                {row.model}
              </Text>
            </td>
            <td data-label={WORDS.useCase}>
              <Named of="use_case" id={row.useCaseId} />
            </td>
            <td data-label={WORDS.kind}>{WORDS.kinds[row.work.kind]}</td>
            <td data-label={WORDS.state}>
              <Mark tone={WORKFLOW_TONES[row.status]}>{WORDS.states[row.status]}</Mark>
            </td>
            <td data-label={WORDS.approval}>
              {row.isApproved ? (
                <bdi>{WORDS.approved(row.approvedBy ?? '')}</bdi>
              ) : (
                <Mark tone="warn">{WORDS.notApproved}</Mark>
              )}
            </td>
            <td data-label={WORDS.baseline} className="number">
              {row.baselineNanodollars === null ? WORDS.median : dollars(row.baselineNanodollars)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
