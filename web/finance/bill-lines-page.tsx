import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { RequestOf } from '../../src/client/operation-request.ts';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { dayInWords } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { ButtonLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { periodInWords } from './periods.ts';
import type { BillLinesSearch } from './vendor.ts';

type Line = AnswerOf<'listCostReportLines'>['rows'][number];
type Query = NonNullable<RequestOf<'listCostReportLines'>['query']>;

const WORDS = FINANCE_WORDS.bills;
const route = getRouteApi('/bills/lines');

/** The lines of vendors' reports that an amount of the bills is made of. */
export function BillLinesPage() {
  const search = route.useSearch();
  const query = queryOf(search);
  const lines = usePages('listCostReportLines', query, (page, signal) =>
    callOperation('listCostReportLines', { query: { ...query, ...page }, signal }),
  );
  const { month, vendor } = search;
  const [first] = lines.data?.pages ?? [];
  return (
    <Page
      title={WORDS.lines}
      lead={WORDS.linesOf(aboutOf(search, first?.rows[0]))}
      action={
        <ButtonLink
          variant="default"
          to="/bills"
          search={{ ...(month === undefined ? {} : { month }), ...(vendor === undefined ? {} : { vendor }) }}
        >
          {WORDS.title}
        </ButtonLink>
      }
    >
      <Panel
        title={
          first === undefined || first.lines === 0
            ? WORDS.lines
            : WORDS.linesSum(first.lines, decimalDollars(first.costDollars))
        }
        note={search.report === undefined ? WORDS.linesCount : WORDS.linesOfReport}
        flush
        action={<RowsExport of="exportCostReportLinesCsv" request={{ query }} />}
      >
        <Paged query={lines} empty={<Empty title={WORDS.noLine}>{WORDS.noLineWhy}</Empty>}>
          {(rows) => <LinesTable rows={rows} />}
        </Paged>
      </Panel>
    </Page>
  );
}

function LinesTable({ rows }: { readonly rows: readonly Line[] }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.item}</th>
          <th>{WORDS.day}</th>
          <th>{WORDS.model}</th>
          <th>{WORDS.project}</th>
          <th>{WORDS.file}</th>
          <th className="number">{WORDS.charged}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((line) => (
          <tr key={`${line.reportId} ${line.line} ${line.item} ${line.model ?? ''} ${line.costDollars}`}>
            <td dir="auto">{line.item}</td>
            <td data-label={WORDS.day}>{dayInWords(line.day)}</td>
            <td data-label={WORDS.model}>{line.model ?? WORDS.noModel}</td>
            <td data-label={WORDS.project}>{line.projectId ?? line.vendorProject ?? '–'}</td>
            <td data-label={WORDS.file}>
              <Stack gap={0}>
                <span dir="auto">{WORDS.lineOf(line.line, line.fileName)}</span>
                {line.counts ? null : (
                  <Text size="xs" c="dimmed" component="span">
                    {WORDS.replaced}
                  </Text>
                )}
              </Stack>
            </td>
            <td data-label={WORDS.charged} className="number">
              {decimalDollars(line.costDollars)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function queryOf({ report, vendor, month, day, model, project, only }: BillLinesSearch): Query {
  if (report !== undefined) return { reportId: report };
  const named = Object.entries({ vendor, month, day, model, projectId: project, only });
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

/** Which lines these are, in words. */
function aboutOf({ report, vendor, month, day, model, only }: BillLinesSearch, line: Line | undefined): string {
  if (report !== undefined) return line?.fileName ?? WORDS.theReport;
  const parts = [
    vendor === undefined ? undefined : WORDS.vendors[vendor],
    only === 'no_model' ? WORDS.noModel : model,
    day === undefined ? (month === undefined ? undefined : periodInWords(month)) : dayInWords(day),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
