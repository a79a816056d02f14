import { NativeSelect, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { Figure } from '../figures/figure.tsx';
import { dayInWords } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { useCalendar } from '../filters/use-range.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { useNow } from '../states/use-now.ts';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { ImportsPanel } from './imports-panel.tsx';
import { daysOfMonth, MONTH, monthAt, periodsAt } from './periods.ts';
import { useCostReports } from './use-cost-reports.ts';
import { VENDORS, type Vendor } from './vendor.ts';

type Reconciliation = AnswerOf<'readReconciliation'>;

const WORDS = FINANCE_WORDS.bills;
const route = getRouteApi('/bills');

/** Ours beside the vendor's, and the reports that were imported. */
export function BillsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const nowMs = useNow();
  const calendar = useCalendar();
  const month = search.month ?? monthAt(nowMs, calendar, 1);
  const vendor = search.vendor ?? 'openai';
  const reconciliation = useOperation('readReconciliation', { query: { month, vendor } });
  const reports = useCostReports();
  const change = (next: { readonly month?: string; readonly vendor?: Vendor }) =>
    void navigate({ search: { month, vendor, ...next }, replace: true });
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      <div className="filter-bar no-print">
        <NativeSelect
          label={WORDS.vendor}
          data={VENDORS.map((value) => ({ value, label: WORDS.vendors[value] }))}
          value={vendor}
          onChange={({ currentTarget: { value } }) =>
            change({ vendor: VENDORS.find((name) => name === value) ?? vendor })
          }
        />
        <NativeSelect
          label={WORDS.month}
          data={periodsAt(nowMs, calendar).filter(({ value }) => MONTH.test(value))}
          value={month}
          onChange={({ currentTarget }) => change({ month: currentTarget.value })}
        />
      </div>
      <Together queries={[reconciliation, reports]} lines={12}>
        <Stack gap="md">
          <Loaded query={reconciliation} lines={8}>
            {(data) => <Compared data={data} mayImport={may('finance:finance')} />}
          </Loaded>
          <ImportsPanel reports={reports} mayImport={may('finance:finance')} vendor={vendor} />
        </Stack>
      </Together>
    </Page>
  );
}

type ComparedProps = { readonly data: Reconciliation; readonly mayImport: boolean };

function Compared({ data, mayImport }: ComparedProps) {
  return (
    <Stack gap="md">
      {data.rows.length === 0 ? null : (
        <Panel title={WORDS.days(data.days, daysOfMonth(data.month))}>
          <div className="grid-figures">
            <Figure label={WORDS.ours} value={decimalDollars(data.oursDollars)} />
            <Figure
              label={WORDS.theirs}
              value={
                <TextLink to="/bills/lines" search={{ vendor: data.vendor, month: data.month }} inherit>
                  {decimalDollars(data.theirsDollars)}
                </TextLink>
              }
            />
            <Figure label={WORDS.residual} value={decimalDollars(data.residualDollars)} />
          </div>
        </Panel>
      )}
      <Panel
        title={WORDS.rows}
        note={WORDS.rowsNote}
        flush={data.rows.length > 0}
        action={
          data.rows.length === 0 ? undefined : (
            <RowsExport of="exportReconciliationCsv" request={{ query: { vendor: data.vendor, month: data.month } }} />
          )
        }
      >
        {data.rows.length === 0 ? (
          <Empty title={WORDS.noBill}>{mayImport ? WORDS.noBillWhy : WORDS.noBillYet}</Empty>
        ) : (
          <div className="table-scroll">
            <table className="table table-stack">
              <thead>
                <tr>
                  <th>{WORDS.day}</th>
                  <th>{WORDS.model}</th>
                  <th className="number">{WORDS.ours}</th>
                  <th className="number">{WORDS.theirs}</th>
                  <th className="number">{WORDS.residual}</th>
                  <th>{WORDS.why}</th>
                </tr>
              </thead>
              <tbody>
                {data.rows.toSorted(byResidual).map((row) => (
                  <BillRow
                    key={`${row.day} ${row.model ?? ''} ${row.projectId ?? ''}`}
                    row={row}
                    vendor={data.vendor}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </Stack>
  );
}

type Row = Reconciliation['rows'][number];

function BillRow({ row, vendor }: { readonly row: Row; readonly vendor: Vendor }) {
  return (
    <tr>
      <td>{dayInWords(row.day)}</td>
      <td data-label={WORDS.model}>{row.model ?? WORDS.noModel}</td>
      <td data-label={WORDS.ours} className="number">
        <Ours row={row} />
      </td>
      <td data-label={WORDS.theirs} className="number">
        <Theirs row={row} vendor={vendor} />
      </td>
      <td data-label={WORDS.residual} className="number">
        {decimalDollars(row.residualDollars)}
      </td>
      <td data-label={WORDS.why}>
        <Text size="xs">{row.reasons.map(reasonInWords).join(' ')}</Text>
      </td>
    </tr>
  );
}

/** What was metered, with the calls behind it for whoever may see them. */
function Ours({ row: { day, model, calls, oursDollars } }: { readonly row: Row }) {
  const may = useMay();
  if (model === null || calls === 0 || !may('control.read:usage')) return decimalDollars(oursDollars);
  return (
    <TextLink to="/calls" search={{ from: day, to: day, model }} inherit aria-label={WORDS.callsOf(model, day)}>
      {decimalDollars(oursDollars)}
    </TextLink>
  );
}

/** What is billed, with the lines of the report that say so. */
function Theirs({ row: { day, model, projectId, theirsDollars }, vendor }: { row: Row; vendor: Vendor }) {
  if (Number(theirsDollars) === 0) return decimalDollars(theirsDollars);
  const about = model === null ? { only: 'no_model' as const } : { model };
  return (
    <TextLink
      to="/bills/lines"
      search={{ vendor, month: day.slice(0, 7), day, ...about, ...(projectId === null ? {} : { project: projectId }) }}
      inherit
      aria-label={`${WORDS.linesFor(`${model ?? WORDS.noModel}, ${day}`)}: ${decimalDollars(theirsDollars)}`}
    >
      {decimalDollars(theirsDollars)}
    </TextLink>
  );
}

const REASONS: ReadonlyMap<string, string> = new Map(Object.entries(WORDS.reasons));

function reasonInWords(reason: string): string {
  return REASONS.get(reason) ?? reason;
}

function byResidual(left: Row, right: Row): number {
  return Math.abs(Number(right.residualDollars)) - Math.abs(Number(left.residualDollars));
}
