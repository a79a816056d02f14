import type { ReadReport, ReportFault, ReportLine } from './cost-report.ts';
import type { CsvRecord } from './csv-records.ts';
import type { LocatedJson } from './located-json.ts';
import { readReportExport } from './read-report-export.ts';
import { isFault, looksLikeJson, memberOf, normaliseModel, readCost, readDay, wordOf } from './report-fields.ts';
import { readPages } from './report-pages.ts';

/**
 * Pages of `GET /v1/organization/costs` (types of the vendor's own client, openai 7.57.0), or the CSV that its dashboard
 * exports: `start_time`, `amount_value`, `amount_currency`, `line_item`, `project_id`. Amounts are dollars.
 */
export function readOpenAiReport(text: string): ReadReport {
  if (!looksLikeJson(text)) return readReportExport(text, readRecord, hasAmount);
  return readPages(text, {
    dayOf: (bucket) => readDay(wordOf(memberOf(bucket, 'start_time')) ?? ''),
    lineOf: (result, day) => readResult(result, day),
  });
}

function readResult(result: LocatedJson, day: string): ReportLine | ReportFault {
  const { line } = result;
  const amount = memberOf(result, 'amount');
  const value = wordOf(memberOf(amount, 'value'));
  if (value === undefined) return { line, detail: 'The result has no "amount" with a "value".' };
  const cost = readCost(value, { line, currency: wordOf(memberOf(amount, 'currency')) ?? 'usd' });
  if (isFault(cost)) return cost;
  const item = wordOf(memberOf(result, 'line_item')) ?? 'all';
  return { line, day, item, model: modelOf(item), vendorProject: wordOf(memberOf(result, 'project_id')) ?? null, cost };
}

/** Days without a cost stand in the export with empty fields. */
function hasAmount({ fields }: CsvRecord): boolean {
  return fields.get('amount_value') !== '';
}

function readRecord({ line, fields }: CsvRecord): ReportLine | ReportFault {
  const value = fields.get('amount_value');
  if (value === undefined) return { line, detail: 'The file has no column "amount_value".' };
  const day = readDay(fields.get('start_time') ?? fields.get('start_time_iso') ?? '');
  if (day === undefined) return { line, detail: '"start_time" is neither seconds since 1970 nor a date.' };
  const cost = readCost(value, { line, currency: fields.get('amount_currency') ?? '' });
  if (isFault(cost)) return cost;
  const item = fields.get('line_item') || 'all';
  return { line, day, item, model: modelOf(item), vendorProject: fields.get('project_id') || null, cost };
}

/** `gpt-4o-2024-08-06, cached input` is a model's; `web search` is not. */
function modelOf(item: string): string | null {
  const comma = item.indexOf(',');
  return comma <= 0 ? null : normaliseModel(item.slice(0, comma));
}
