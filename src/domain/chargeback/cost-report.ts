import type { Femtodollars } from '../money/femtodollars.ts';
import { readAnthropicReport } from './read-anthropic-report.ts';
import { readOpenAiReport } from './read-openai-report.ts';
import type { ReportVendor } from './shared-cost.ts';

/** What a vendor says that a day cost, of one model and project as far as the report tells them apart. */
export type ReportLine = {
  /** In the file. */
  readonly line: number;
  /** UTC, as vendors count days. */
  readonly day: string;
  /** As `normaliseModel` writes it; null for what is no model's: a tool, a fee. */
  readonly model: string | null;
  /** The vendor's project or workspace; null where the report does not say. */
  readonly vendorProject: string | null;
  readonly item: string;
  /** May be negative: a credit. */
  readonly cost: Femtodollars;
};

export type ReportFault = { readonly line: number; readonly detail: string };

export type ReadReport =
  | { readonly kind: 'report'; readonly lines: readonly ReportLine[]; readonly warnings: readonly string[] }
  | { readonly kind: 'faulty'; readonly faults: readonly ReportFault[] };

/** Reads a report whole or not at all. JSON is told from CSV by its first character. */
export function readCostReport(report: { readonly vendor: ReportVendor; readonly text: string }): ReadReport {
  const read = report.vendor === 'openai' ? readOpenAiReport(report.text) : readAnthropicReport(report.text);
  if (read.kind === 'faulty' || read.lines.length > 0) return read;
  return { kind: 'faulty', faults: [{ line: 1, detail: 'The file has no line with a cost.' }] };
}

/** The days that a report says all of, in their order. */
export function daysOf(lines: readonly ReportLine[]): readonly string[] {
  return [...new Set(lines.map(({ day }) => day))].sort();
}
