import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { ColumnChart } from '../charts/column-chart.tsx';
import { amountInWords } from '../figures/amounts.ts';
import { Figure } from '../figures/figure.tsx';
import { Moment, momentInWords } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useWrite } from '../request/use-write.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import { ENVELOPE_WORDS } from '../words/envelope-words.ts';

type Envelope = AnswerOf<'readEnvelope'>;
type Beside = NonNullable<Envelope['metricBesideSpend']>;
type Value = AnswerOf<'listMetricValues'>['rows'][number];

const WORDS = ENVELOPE_WORDS;
const PAGE_ROWS = 12;
const NUMBER = /^-?\d{1,12}([.,]\d{1,9})?$/;

export type MetricPanelProps = { readonly envelope: Envelope; readonly beside: Beside };

/** What an envelope is meant to move: what was reported, beside what was spent. */
export function MetricPanel({ envelope, beside }: MetricPanelProps) {
  const may = useMay();
  const isOpen = envelope.status === 'active';
  return (
    <Panel
      title={`${WORDS.metric}: ${beside.name}`}
      note={WORDS.metricPanelNote}
      action={
        <Group gap="xs">
          {may('control.read:budgets') ? (
            <RowsExport of="exportMetricValuesCsv" request={{ params: { id: envelope.id } }} />
          ) : null}
          {may('control.write:budgets') && isOpen ? <ReportButton id={envelope.id} name={beside.name} /> : null}
        </Group>
      }
    >
      <Stack gap="md">
        <div className="grid-figures">
          <Figure
            label={WORDS.latest}
            value={beside.latest === null ? WORDS.noValue : withUnit(beside.latest.value, beside)}
            note={beside.latest === null ? undefined : <Moment at={beside.latest.at} day />}
          />
          <Figure label={WORDS.target} value={targetInWords(beside)} note={standing(beside)} />
          <Figure
            label={WORDS.spentBeside}
            value={amountInWords(beside.spent, envelope.unit)}
            note={WORDS.spentSince(momentInWords({ at: envelope.balance.periodStart, day: true }))}
          />
        </div>
        {may('control.read:budgets') ? <Reported id={envelope.id} beside={beside} /> : null}
      </Stack>
    </Panel>
  );
}

/** Asked for where it is shown: whoever leads a part of the organisation sees the latest value alone. */
function Reported({ id, beside }: { readonly id: string; readonly beside: Beside }) {
  const values = usePages(
    'listMetricValues',
    id,
    (page, signal) => callOperation('listMetricValues', { params: { id }, query: { ...page }, signal }),
    PAGE_ROWS,
  );
  return (
    <Paged query={values} empty={<Empty title={WORDS.noValues}>{WORDS.noValuesWhy}</Empty>}>
      {(rows) => <Values rows={rows} beside={beside} />}
    </Paged>
  );
}

function Values({ rows, beside }: { readonly rows: readonly Value[]; readonly beside: Beside }) {
  return (
    <Stack gap="md">
      {rows.length < 2 || rows.some(({ value }) => value < 0) ? null : (
        <ColumnChart
          label={WORDS.chart(beside.name)}
          columns={[WORDS.at, WORDS.value]}
          values={rows.toReversed().map(({ at, value }) => ({
            name: momentInWords({ at }),
            short: momentInWords({ at, day: true }),
            value,
            words: withUnit(value, beside),
          }))}
          format={(value) => withUnit(value, beside)}
        />
      )}
      <table className="table table-inset">
        <thead>
          <tr>
            <th>{WORDS.at}</th>
            <th className="number">{WORDS.value}</th>
            <th>{WORDS.reportedBy}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, value, reportedBy }) => (
            <tr key={at}>
              <td>
                <Moment at={at} />
              </td>
              <td className="number">{withUnit(value, beside)}</td>
              <td>{reportedBy}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Stack>
  );
}

function ReportButton({ id, name }: { readonly id: string; readonly name: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {WORDS.report}
      </Button>
      {isOpen ? (
        <Modal opened onClose={() => setOpen(false)} title={`${WORDS.report}: ${name}`}>
          <ReportForm id={id} close={() => setOpen(false)} />
        </Modal>
      ) : null}
    </>
  );
}

function ReportForm({ id, close }: { readonly id: string; readonly close: () => void }) {
  const form = useForm({
    initialValues: { value: '', at: localMinute(new Date()) },
    validate: {
      value: (text) => (NUMBER.test(text.trim()) ? null : WORDS.numberWrong),
      at: (text) => (Number.isNaN(Date.parse(text)) ? BUDGET_WORDS.when : null),
    },
  });
  const write = useWrite({
    carryOut: ({ value, at }: typeof form.values, idempotencyKey) =>
      callOperation('reportMetricValues', {
        params: { id },
        body: { values: [{ at: new Date(at).toISOString(), value: Number(value.trim().replace(',', '.')) }] },
        idempotencyKey,
      }),
    changes: ['listMetricValues', 'readEnvelope'],
    done: close,
  });
  return (
    <form onSubmit={form.onSubmit((values) => write.mutate(values))} noValidate>
      <Stack gap="sm">
        {write.error === null ? null : <Trouble error={write.error} />}
        <div className="grid-pairs">
          <TextInput label={WORDS.value} inputMode="decimal" data-autofocus {...form.getInputProps('value')} />
          <TextInput type="datetime-local" label={WORDS.at} {...form.getInputProps('at')} />
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {BUDGET_WORDS.make.cancel}
          </Button>
          <Button type="submit" loading={write.isPending}>
            {WORDS.report}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** As a field of this kind wants it, on the reader's clock. */
function localMinute(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day}T${two(now.getHours())}:${two(now.getMinutes())}`;
}

function withUnit(value: number, { unit }: Pick<Beside, 'unit'>): string {
  const number = value.toLocaleString('en', { maximumFractionDigits: 6 });
  return unit === '' ? number : `${number} ${unit}`;
}

function targetInWords(beside: Beside): string {
  if (beside.target === null) return WORDS.noTarget;
  const value = withUnit(beside.target, beside);
  return beside.better === 'higher' ? WORDS.atLeast(value) : WORDS.atMost(value);
}

function standing({ latest, target, better }: Beside): string | undefined {
  if (latest === null || target === null) return undefined;
  return (better === 'higher' ? latest.value >= target : latest.value <= target) ? WORDS.reached : WORDS.notReached;
}
