import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { amountInWords } from '../figures/amounts.ts';
import { momentInWords } from '../figures/moment.tsx';
import { Share } from '../figures/share.tsx';
import { ExportMenu } from '../filters/export-menu.tsx';
import { addressOf } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import { EnvelopeButton } from './envelope-button.tsx';
import { toneOf } from './tone-of.ts';

type Envelope = AnswerOf<'listEnvelopes'>['rows'][number];
type Forecast = AnswerOf<'listForecasts'>['rows'][number];

const ROWS_MAX = 200;

/** All envelopes in the period that runs, with what they will come to. */
export function BudgetsPage() {
  const envelopes = useOperation('listEnvelopes', { query: { limit: ROWS_MAX } });
  const forecasts = useOperation('listForecasts', { query: { limit: ROWS_MAX } });
  const mayMake = useMay()('control.write:budgets');
  const byEnvelope = new Map(forecasts.data?.rows.map((forecast) => [forecast.envelopeId, forecast]));
  return (
    <Page title={BUDGET_WORDS.title} lead={BUDGET_WORDS.lead} action={mayMake ? <EnvelopeButton /> : undefined}>
      <Panel title={BUDGET_WORDS.list} note={BUDGET_WORDS.listNote} flush action={<Files />}>
        <Loaded query={envelopes} lines={8}>
          {({ rows }) =>
            rows.length === 0 ? (
              <div className="more">
                <Empty title={BUDGET_WORDS.none}>{BUDGET_WORDS.noneWhy}</Empty>
              </div>
            ) : (
              <EnvelopeTable rows={rows} forecasts={byEnvelope} />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

/** What stands in the table: where each stands, and what it will come to. */
function Files() {
  const files = [
    { label: BUDGET_WORDS.exportRows, href: addressOf('exportEnvelopesCsv', {}), name: 'envelopes.csv' },
    { label: BUDGET_WORDS.exportForecasts, href: addressOf('exportForecastsCsv', {}), name: 'forecasts.csv' },
  ];
  return <ExportMenu isSmall files={files} />;
}

type TableProps = { readonly rows: readonly Envelope[]; readonly forecasts: ReadonlyMap<string, Forecast> };

function EnvelopeTable({ rows, forecasts }: TableProps) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
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
          {envelope.scopeInWords}
        </Text>
      </td>
      <td className="number" data-label={BUDGET_WORDS.spent}>
        {amountInWords(balance.spent, unit)}
        <Share of={balance.usedPercent / 100} tone={toneOf(balance.usedPercent)} />
      </td>
      <td className="number" data-label={BUDGET_WORDS.held}>
        {amountInWords(balance.held, unit)}
      </td>
      <td className="number" data-label={BUDGET_WORDS.limit}>
        {amountInWords(balance.limit, unit)}
      </td>
      <td className="number" data-label={BUDGET_WORDS.forecast}>
        {expected === null ? BUDGET_WORDS.notForecast : amountInWords(expected, unit)}
      </td>
      <td data-label={BUDGET_WORDS.exhausted}>{expected === null ? '–' : exhaustionInWords(exhausted)}</td>
      <td data-label={BUDGET_WORDS.resets}>{unit === 'concurrency' ? BUDGET_WORDS.noPeriod : balance.resets}</td>
    </tr>
  );
}

function exhaustionInWords(day: string | null): string {
  return day === null ? BUDGET_WORDS.never : BUDGET_WORDS.about(momentInWords({ at: `${day}T12:00:00Z`, day: true }));
}
