import { Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { amountInWords } from '../figures/amounts.ts';
import { momentInWords } from '../figures/moment.tsx';
import { Share } from '../figures/share.tsx';
import { ExportMenu } from '../filters/export-menu.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { ScopeWords } from '../names/scope-words.tsx';
import { addressOf } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { ALLOWANCE_WORDS } from '../words/allowance-words.ts';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import { ENVELOPE_WORDS } from '../words/envelope-words.ts';
import { TRANSFER_WORDS } from '../words/transfer-words.ts';
import { beginsAnew } from './begins-anew.ts';
import { EnvelopeButton } from './envelope-button.tsx';
import { SuspensePanel, useSuspense } from './suspense-panel.tsx';
import { toneOf } from './tone-of.ts';

type Envelope = AnswerOf<'listEnvelopes'>['rows'][number];
type Forecast = AnswerOf<'listForecasts'>['rows'][number];

const route = getRouteApi('/budgets');
const ROWS_MAX = 200;

/** All envelopes in the period that runs, with what they will come to. */
export function BudgetsPage() {
  const { state = 'active' } = route.useSearch();
  const navigate = route.useNavigate();
  const envelopes = useOperation('listEnvelopes', { query: { limit: ROWS_MAX, status: state } });
  const suspense = useSuspense();
  const forecasts = useOperation('listForecasts', { query: { limit: ROWS_MAX } });
  const mayMake = useMay()('control.write:budgets');
  const byEnvelope = new Map(forecasts.data?.rows.map((forecast) => [forecast.envelopeId, forecast]));
  return (
    <Page title={BUDGET_WORDS.title} lead={BUDGET_WORDS.lead} action={mayMake ? <EnvelopeButton /> : undefined}>
      <Together queries={[envelopes, suspense]} lines={14}>
        <Stack gap="md">
          <Group gap="lg">
            <TextLink to="/transfers">{TRANSFER_WORDS.title}</TextLink>
            <TextLink to="/allowances">{ALLOWANCE_WORDS.title}</TextLink>
          </Group>
          <SuspensePanel />
          <Panel
            title={BUDGET_WORDS.list}
            note={BUDGET_WORDS.listNote}
            flush
            action={
              <Group gap="xs" wrap="nowrap">
                <FilterSelect
                  small
                  label={ENVELOPE_WORDS.state}
                  all={ENVELOPE_WORDS.active}
                  options={{ archived: ENVELOPE_WORDS.archivedOnes }}
                  value={state === 'archived' ? state : undefined}
                  onTake={(taken) =>
                    void navigate({ search: taken === undefined ? {} : { state: taken }, replace: true })
                  }
                />
                <Files state={state} />
              </Group>
            }
          >
            <Loaded query={envelopes} lines={8}>
              {({ rows }) =>
                rows.length === 0 ? (
                  <div className="more">
                    <NoEnvelope state={state} />
                  </div>
                ) : (
                  <EnvelopeTable rows={rows} forecasts={byEnvelope} />
                )
              }
            </Loaded>
          </Panel>
        </Stack>
      </Together>
    </Page>
  );
}

/** What stands in the table: where each stands, and what it will come to. */
function Files({ state }: { readonly state: 'active' | 'archived' }) {
  const files = [
    {
      label: BUDGET_WORDS.exportRows,
      href: addressOf('exportEnvelopesCsv', { query: { status: state } }),
      name: 'envelopes.csv',
    },
    { label: BUDGET_WORDS.exportForecasts, href: addressOf('exportForecastsCsv', {}), name: 'forecasts.csv' },
  ];
  return <ExportMenu isSmall files={files} />;
}

function NoEnvelope({ state }: { readonly state: 'active' | 'archived' }) {
  if (state === 'archived') return <Empty title={ENVELOPE_WORDS.noneArchived}>{ENVELOPE_WORDS.noneArchivedWhy}</Empty>;
  return <Empty title={BUDGET_WORDS.none}>{BUDGET_WORDS.noneWhy}</Empty>;
}

type TableProps = { readonly rows: readonly Envelope[]; readonly forecasts: ReadonlyMap<string, Forecast> };

function EnvelopeTable({ rows, forecasts }: TableProps) {
  return (
    <div className="table-scroll">
      <table className="table table-stack table-lines">
        <thead>
          <tr>
            <th>{BUDGET_WORDS.envelope}</th>
            <th className="number">{BUDGET_WORDS.spent}</th>
            <th className="number">{BUDGET_WORDS.held}</th>
            <th className="number">{BUDGET_WORDS.limit}</th>
            <th className="number">{BUDGET_WORDS.forecast}</th>
            <th>{BUDGET_WORDS.exhausted}</th>
            <th>{BUDGET_WORDS.resets}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((envelope) => (
            <EnvelopeRow key={envelope.id} envelope={envelope} forecast={forecasts.get(envelope.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { readonly envelope: Envelope; readonly forecast: Forecast | undefined };

function EnvelopeRow({ envelope, forecast }: RowProps) {
  const { balance, unit } = envelope;
  const expected = forecast?.end?.p50 ?? forecast?.runRate ?? null;
  const exhausted = forecast?.exhaustion?.median ?? null;
  return (
    <tr>
      <td>
        <TextLink to="/budgets/$envelopeId" params={{ envelopeId: envelope.id }} size="sm">
          {envelope.name}
        </TextLink>
        <Text size="xs" c="dimmed">
          <ScopeWords of={envelope.scope} />
        </Text>
      </td>
      <td className="number line-figure" data-label={BUDGET_WORDS.spent}>
        {amountInWords(balance.spent, unit)}
        <Share of={balance.usedPercent / 100} tone={toneOf(balance.usedPercent)} />
      </td>
      <td className="number line-usual" data-label={BUDGET_WORDS.held}>
        {amountInWords(balance.held, unit)}
      </td>
      <td className="number line-named" data-label={BUDGET_WORDS.limit}>
        {amountInWords(balance.limit, unit)}
      </td>
      <td className={expected === null ? 'number line-usual' : 'number line-named'} data-label={BUDGET_WORDS.forecast}>
        {expected === null ? BUDGET_WORDS.notForecast : amountInWords(expected, unit)}
      </td>
      <td className={exhausted === null ? 'line-usual' : 'line-named'} data-label={BUDGET_WORDS.exhausted}>
        {expected === null ? '–' : exhaustionInWords(exhausted)}
      </td>
      <td className="line-named" data-label={BUDGET_WORDS.resets}>
        {unit === 'concurrency' ? BUDGET_WORDS.noPeriod : beginsAnew(balance)}
      </td>
    </tr>
  );
}

function exhaustionInWords(day: string | null): string {
  return day === null ? BUDGET_WORDS.never : BUDGET_WORDS.about(momentInWords({ at: `${day}T12:00:00Z`, day: true }));
}
