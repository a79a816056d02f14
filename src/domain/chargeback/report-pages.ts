import type { ReadReport, ReportFault, ReportLine } from './cost-report.ts';
import { type LocatedJson, readLocatedJson } from './located-json.ts';
import { firstFaults, itemsOf, memberOf } from './report-fields.ts';

/** How one vendor's pages are read: the day of a bucket, and a line of its results. */
export type PageReading = {
  readonly dayOf: (bucket: LocatedJson) => string | undefined;
  readonly lineOf: (result: LocatedJson, day: string) => ReportLine | ReportFault;
};

/**
 * Reads what both vendors' APIs answer: pages `{ data: [{ …, results: […] }], has_more }`, one, a list of them, or one a line.
 * OpenAI called the member `result` for a time.
 */
export function readPages(text: string, reading: PageReading): ReadReport {
  const values = readLocatedJson(text);
  if ('kind' in values)
    return { kind: 'faulty', faults: [{ line: values.line, detail: `The file ${values.detail}.` }] };
  const pages = values.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
  const lines: ReportLine[] = [];
  const faults: ReportFault[] = [];
  for (const page of pages) {
    if (memberOf(page, 'data')?.kind !== 'list') {
      faults.push({ line: page.line, detail: 'This is no page of a cost report: it has no list "data".' });
    }
    for (const bucket of itemsOf(memberOf(page, 'data'))) {
      const day = reading.dayOf(bucket);
      if (day === undefined)
        faults.push({ line: bucket.line, detail: 'The bucket does not say on which day it begins.' });
      for (const result of itemsOf(memberOf(bucket, 'results') ?? memberOf(bucket, 'result'))) {
        const read = day === undefined ? undefined : reading.lineOf(result, day);
        if (read === undefined) continue;
        if ('cost' in read) lines.push(read);
        else faults.push(read);
      }
    }
  }
  if (faults.length > 0) return { kind: 'faulty', faults: firstFaults(faults) };
  return { kind: 'report', lines, warnings: pages.length > 0 && hasMore(pages.at(-1)) ? [MORE] : [] };
}

const MORE = 'The last page says that there are more: fetch them and import all pages together.';

function hasMore(page: LocatedJson | undefined): boolean {
  const more = memberOf(page, 'has_more');
  return more?.kind === 'flag' && more.value;
}
