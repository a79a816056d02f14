import { Button, FileButton, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { decimalDollars } from '../figures/amounts.ts';
import { Moment } from '../figures/moment.tsx';
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
import { VENDORS, type Vendor } from './vendor.ts';

const WORDS = FINANCE_WORDS.bills;
const BYTES_MAX = 10_000_000;

export type ImportsPanelProps = {
  readonly reports: ReturnType<typeof useCostReports>;
  readonly mayImport: boolean;
};

/** What was imported, and importing more. */
export function ImportsPanel({ reports, mayImport }: ImportsPanelProps) {
  return (
    <Panel
      title={WORDS.imports}
      note={WORDS.importsNote}
      flush
      action={<RowsExport of="exportCostReportsCsv" request={{}} />}
    >
      {mayImport ? (
        <div className="more">
          <ImportForm />
        </div>
      ) : null}
      <Paged query={reports} empty={<Empty title={WORDS.none} />}>
        {(rows) => (
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
                    {report.fromDay} – {report.toDay}
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
        )}
      </Paged>
    </Panel>
  );
}

function ImportForm() {
  const queries = useQueryClient();
  const [vendor, setVendor] = useState<Vendor>('openai');
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
  return (
    <Stack gap="xs">
      {load.error === null ? null : <Trouble error={load.error} />}
      {isTooLarge ? (
        <Text size="sm" role="alert" c="var(--house-stop)">
          {WORDS.tooLarge}
        </Text>
      ) : null}
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={WORDS.vendor}
          data={VENDORS.map((value) => ({ value, label: WORDS.vendors[value] }))}
          value={vendor}
          onChange={({ currentTarget: { value } }) => setVendor(VENDORS.find((name) => name === value) ?? vendor)}
        />
        <FileButton onChange={take} accept=".json,.csv,application/json,text/csv">
          {(button) => (
            <Button variant="default" loading={load.isPending} {...button}>
              {WORDS.import}
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  );
}
