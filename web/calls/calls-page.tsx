import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { AsOf } from '../figures/as-of.tsx';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { ExportMenu } from '../filters/export-menu.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import { FilterSelect, namesOf } from '../filters/filter-select.tsx';
import { FilterText } from '../filters/filter-text.tsx';
import type { Span } from '../filters/range.ts';
import { useRange } from '../filters/use-range.ts';
import { Caller, Named } from '../names/names.tsx';
import { addressOf, callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { CALLS_WORDS } from '../words/calls-words.ts';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { type CallsSearch, readCallsSearch } from './call-search.ts';
import { OpenCallsPanel, useOpenCalls } from './open-calls-panel.tsx';
import { SumsPanel } from './sums-panel.tsx';

type Call = AnswerOf<'readCall'>;

const route = getRouteApi('/calls');

/** The rows that figures are made of. */
export function CallsPage() {
  const search = readCallsSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { span } = useRange(search, '7d');
  const query = queryOf(search, span);
  const { only: _only, ...summed } = query;
  // Sums of one person's calls would be written down as one more look at them.
  const hasSums = search.person === undefined;
  const sums = useOperation('readUsage', { query: summed }, { enabled: hasSums });
  const calls = usePages('listCalls', { query }, (page, signal) =>
    callOperation('listCalls', { query: { ...query, ...page }, signal }),
  );
  const open = useOpenCalls();
  const change = (next: CallsSearch) => void navigate({ search: next, replace: true });
  const take: OwnFiltersProps['onTake'] = (part) => change(readCallsSearch({ ...search, ...part }));
  return (
    <Page title={CALLS_WORDS.title} lead={CALLS_WORDS.lead}>
      <FilterBar
        page="calls"
        search={search}
        read={readCallsSearch}
        usual="7d"
        parts={['team', 'useCase', 'model']}
        onChange={change}
        action={
          <ExportMenu
            files={[{ label: CALLS_WORDS.file, href: addressOf('exportCallsCsv', { query }), name: 'calls.csv' }]}
            note={CALLS_WORDS.fileNote}
          />
        }
      >
        <OwnFilters search={search} onTake={take} />
      </FilterBar>
      <Together queries={[...(hasSums ? [sums, calls] : [calls]), ...(open.mayRead ? [open.query] : [])]} lines={14}>
        <Stack gap="md">
          <OpenCallsPanel />
          {sums.data === undefined || !hasSums ? null : <SumsPanel sums={sums.data} search={search} />}
          <Panel
            title={CALLS_WORDS.list}
            note={hasSums ? CALLS_WORDS.listNote : `${CALLS_WORDS.listNote}. ${CALLS_WORDS.sumsOfPerson}`}
            flush
          >
            <Paged query={calls} empty={<Empty title={CALLS_WORDS.none}>{CALLS_WORDS.noneWhy}</Empty>}>
              {(rows) => <CallTable calls={rows} />}
            </Paged>
          </Panel>
        </Stack>
        {calls.data === undefined ? null : <AsOf at={calls.dataUpdatedAt} more={CALLS_WORDS.counts} />}
      </Together>
    </Page>
  );
}

type OwnFiltersProps = {
  readonly search: CallsSearch;
  readonly onTake: (part: { readonly [Name in keyof CallsSearch]?: string | undefined }) => void;
};

/** What only this page can be narrowed by. */
function OwnFilters({ search, onTake }: OwnFiltersProps) {
  return (
    <>
      <FilterSelect
        label={FILTER_WORDS.tier}
        all={FILTER_WORDS.all}
        options={FILTER_WORDS.tiers}
        value={search.tier}
        onTake={(tier) => onTake({ tier })}
      />
      <FilterSelect
        label={CALLS_WORDS.lane}
        all={FILTER_WORDS.all}
        options={CALLS_WORDS.lanes}
        value={search.lane}
        onTake={(lane) => onTake({ lane })}
      />
      <FilterSelect
        label={CALLS_WORDS.only}
        all={CALLS_WORDS.onlyAll}
        options={CALLS_WORDS.onlys}
        value={search.only}
        onTake={(only) => onTake({ only })}
      />
      <FilterText
        label={CALLS_WORDS.person}
        help={FILTER_WORDS.all}
        value={search.person}
        onTake={(person) => onTake({ person })}
      />
      <FilterText
        label={CALLS_WORDS.task}
        help={FILTER_WORDS.all}
        value={search.task}
        onTake={(task) => onTake({ task })}
      />
    </>
  );
}

function queryOf({ team, project, useCase, model, person, task, ...search }: CallsSearch, span: Span) {
  const { costCentre, lane, tier, only } = search;
  return {
    ...span,
    ...(costCentre === undefined ? {} : { costCentre }),
    ...(lane === undefined ? {} : { lane }),
    ...(tier === undefined ? {} : { tier }),
    ...(only === undefined ? {} : { only }),
    ...(team === undefined ? {} : { teamId: team }),
    ...(project === undefined ? {} : { projectId: project }),
    ...(useCase === undefined ? {} : { useCaseId: useCase }),
    ...(model === undefined ? {} : { modelId: model }),
    ...(person === undefined ? {} : { personId: person }),
    ...(task === undefined ? {} : { taskId: task }),
  };
}

function CallTable({ calls }: { readonly calls: readonly Call[] }) {
  return (
    <table className="table table-stack table-lines">
      <thead>
        <tr>
          <th>{CALLS_WORDS.when}</th>
          <th>{CALLS_WORDS.who}</th>
          <th>{CALLS_WORDS.team}</th>
          <th>{CALLS_WORDS.useCase}</th>
          <th>{CALLS_WORDS.model}</th>
          <th>{CALLS_WORDS.outcome}</th>
          <th className="number">{CALLS_WORDS.tokens}</th>
          <th className="number">{CALLS_WORDS.cost}</th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <CallRow key={call.callId} call={call} />
        ))}
      </tbody>
    </table>
  );
}

function CallRow({ call }: { readonly call: Call }) {
  const tokens = Object.values(call.usage).reduce((sum, part) => sum + part, 0);
  return (
    <tr>
      <td>
        <Moment at={call.admittedAt} />
      </td>
      <td data-label={CALLS_WORDS.who}>
        {call.personId === null && call.serviceAccountId === null ? CALLS_WORDS.nobody : <Caller of={call} />}
      </td>
      <td data-label={CALLS_WORDS.team}>
        <Named of="team" id={call.teamId} />
      </td>
      <td data-label={CALLS_WORDS.useCase}>
        <Named of="use_case" id={call.useCaseId} />
      </td>
      <td data-label={CALLS_WORDS.model}>
        <span>
          {call.modelId ?? call.requestedModel}
          <Why call={call} />
        </span>
      </td>
      <td data-label={CALLS_WORDS.outcome} className={call.outcome === 'completed' ? 'line-usual' : 'line-figure'}>
        <span>
          <Mark tone={call.outcome === 'completed' ? 'good' : call.outcome === 'refused' ? 'stop' : 'warn'}>
            {CALLS_WORDS.outcomes[call.outcome]}
          </Mark>{' '}
          {call.errorCode === null ? null : (
            <Text span size="xs" c="dimmed" className="line-usual">
              {call.errorCode}
            </Text>
          )}
        </span>
      </td>
      <td data-label={CALLS_WORDS.tokens} className="number line-named">
        {count(tokens)}
      </td>
      <td data-label={CALLS_WORDS.cost} className="number line-figure">
        {call.costNanodollars === null ? CALLS_WORDS.unpriced : dollars(call.costNanodollars)}
      </td>
    </tr>
  );
}

/** Why this model, where it was not simply the one that was asked for; or what answered in a model's place. */
function Why({ call: { answeredBy, routeReason } }: { readonly call: Call }) {
  const reason = namesOf(CALLS_WORDS.reasons).find((name) => name === routeReason);
  const why =
    answeredBy === 'cache' || answeredBy === 'workflow'
      ? CALLS_WORDS.answeredBy[answeredBy]
      : reason === undefined
        ? undefined
        : CALLS_WORDS.reasons[reason];
  if (why === undefined) return null;
  return (
    <Text size="xs" c="dimmed" component="span" display="block">
      {why}
    </Text>
  );
}
