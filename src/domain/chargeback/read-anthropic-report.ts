import { femtodollars } from '../money/femtodollars.ts';
import type { ReadReport, ReportFault, ReportLine } from './cost-report.ts';
import type { CsvRecord } from './csv-records.ts';
import type { LocatedJson } from './located-json.ts';
import { readReportExport } from './read-report-export.ts';
import { isFault, looksLikeJson, memberOf, normaliseModel, readCost, readDay, wordOf } from './report-fields.ts';
import { readPages } from './report-pages.ts';

const CENTS = 100n;

/**
 * Pages of `GET /v1/organizations/cost_report`, whose amounts are decimal texts of cents ("123.45" is $1.23, says the vendor's
 * reference), or the CSV that its console exports: `usage_date_utc`, `model`, `workspace`, `token_type`, `cost_usd`, in dollars.
 */
export function readAnthropicReport(text: string): ReadReport {
  if (!looksLikeJson(text)) return readReportExport(text, readRecord);
  return readPages(text, {
    dayOf: (bucket) => readDay(wordOf(memberOf(bucket, 'starting_at')) ?? ''),
    lineOf: (result, day) => readResult(result, day),
  });
}

function readResult(result: LocatedJson, day: string): ReportLine | ReportFault {
  const { line } = result;
  const amount = wordOf(memberOf(result, 'amount'));
  if (amount === undefined) return { line, detail: 'The result has no "amount".' };
  const cents = readCost(amount, { line, currency: wordOf(memberOf(result, 'currency')) ?? 'usd' });
  if (isFault(cents)) return cents;
  const model = wordOf(memberOf(result, 'model'));
  return {
    line,
    day,
    item: wordOf(memberOf(result, 'description')) ?? wordOf(memberOf(result, 'cost_type')) ?? 'all',
    model: model === undefined ? null : normaliseModel(model),
    vendorProject: wordOf(memberOf(result, 'workspace_id')) ?? null,
    cost: roundedHundredth(cents),
  };
}

function readRecord({ line, fields }: CsvRecord): ReportLine | ReportFault {
  const value = fields.get('cost_usd');
  if (value === undefined) return { line, detail: 'The file has no column "cost_usd".' };
  const day = readDay(fields.get('usage_date_utc') ?? '');
  if (day === undefined) return { line, detail: '"usage_date_utc" is no date.' };
  const cost = readCost(value, { line, currency: 'usd' });
  if (isFault(cost)) return cost;
  const model = fields.get('model') || null;
  const item = fields.get('token_type') || fields.get('cost_type') || 'all';
  const vendorProject = fields.get('workspace') || null;
  return { line, day, item, model: model === null ? null : normaliseModel(model), vendorProject, cost };
}

/** Up, as everything in the house; the vendor writes fewer digits than are lost here. */
function roundedHundredth(cents: bigint) {
  const whole = cents / CENTS;
  return femtodollars(cents % CENTS > 0n ? whole + 1n : whole);
}
