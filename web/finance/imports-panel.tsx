import { Button, FileButton, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { dayInWords, Moment } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import type { useCostReports } from './use-cost-reports.ts';
import type { Vendor } from './vendor.ts';

const WORDS = FINANCE_WORDS.bills;
type CostReport = AnswerOf<'listCostReports'>['rows'][number];

const BYTES_MAX = 10_000_000;

export type ImportsPanelProps = {
  readonly reports: ReturnType<typeof useCostReports>;
  readonly mayImport: boolean;
  /** Whose bills the page is about: a file is read as one of these. */
  readonly vendor: Vendor;
};

/** What was imported, and importing more. */
export function ImportsPanel({ reports, mayImport, vendor }: ImportsPanelProps) {
  const { load, take, isTooLarge } = useImport(vendor);
  return (
    <Panel
      title={WORDS.imports}
      note={WORDS.importsNote}
      flush
      action={
        <Group gap="xs">
          <RowsExport of="exportCostReportsCsv" request={{}} />
          {mayImport ? (
            <FileButton onChange={take} accept=".json,.csv,application/json,text/csv">
              {(button) => (
                <Button variant="default" size="compact-sm" loading={load.isPending} {...button}>
                  {WORDS.importOf(WORDS.vendors[vendor])}
                </Button>
              )}
            </FileButton>
          ) : null}
        </Group>
      }
    >
      {load.error === null && !isTooLarge ? null : (
        <div className="more">
          {load.error === null ? null : <Trouble error={load.error} />}
          {isTooLarge ? (
            <Text size="sm" role="alert" c="var(--house-stop)">
              {WORDS.tooLarge}
            </Text>
          ) : null}
        </div>
      )}
      <Paged query={reports} empty={<Empty title={WORDS.none} />}>
        {(rows) => <ImportsTable rows={rows} />}
      </Paged>
    </Panel>
  );
}

type ImportsTableProps = { readonly rows: readonly CostReport[] };

function ImportsTable({ rows }: ImportsTableProps) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.file}</th>
          <th>{WORDS.vendor}</th>
          <th>{WORDS.span}</th>
          <th className="number">{WORDS.cost}</th>
          <th>{WORDS.when}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((report) => (
          <tr key={report.id}>
            <td dir="auto">{report.fileName}</td>
            <td data-label={WORDS.vendor}>{WORDS.vendors[report.vendor]}</td>
            <td data-label={WORDS.span}>
              {dayInWords(report.fromDay)} – {dayInWords(report.toDay)}
            </td>
            <td data-label={WORDS.cost} className="number">
              <TextLink
                to="/bills/lines"
                search={{ report: report.id }}
                inherit
                aria-label={`${WORDS.linesIn(report.fileName)}: ${decimalDollars(report.costDollars)}`}
              >
                {decimalDollars(report.costDollars)}
              </TextLink>
            </td>
            <td data-label={WORDS.when}>
              <Moment at={report.importedAt} /> · {report.importedBy}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Reads a file as a cost report of the vendor; the same content is taken once. */
function useImport(vendor: Vendor) {
  const queries = useQueryClient();
  const [isTooLarge, setTooLarge] = useState(false);
  const load = useMutation({
    mutationFn: async (file: File) =>
      callOperation('importCostReport', {
        body: { vendor, fileName: file.name.slice(0, 200), text: await file.text() },
        idempotencyKey: newWriteName(),
      }),
    onSuccess: async (made) => {
      notifications.show({
        title: made.isKnown ? WORDS.known(made.fileName) : WORDS.imported(made.fileName),
        message: made.warnings.join(' '),
      });
      await forget(queries, ['listCostReports', 'readReconciliation']);
    },
  });
  const take = (file: File | null) => {
    setTooLarge(file !== null && file.size > BYTES_MAX);
    if (file !== null && file.size <= BYTES_MAX) load.mutate(file);
  };
  return { load, take, isTooLarge };
}
