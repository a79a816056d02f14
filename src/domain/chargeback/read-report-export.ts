import type { ReadReport, ReportFault, ReportLine } from './cost-report.ts';
import { type CsvRecord, readCsv } from './csv-records.ts';
import { firstFaults } from './report-fields.ts';

/** Reads the CSV that a vendor's console exports, a line a record; every fault is told, the first ones at least. */
export function readReportExport(
  text: string,
  readRecord: (record: CsvRecord) => ReportLine | ReportFault,
  isCounted: (record: CsvRecord) => boolean = () => true,
): ReadReport {
  const records = readCsv(text);
  if ('kind' in records)
    return { kind: 'faulty', faults: [{ line: records.line, detail: `The file ${records.detail}.` }] };
  const read = records.filter(isCounted).map(readRecord);
  const faults = read.flatMap((one) => ('cost' in one ? [] : [one]));
  if (faults.length > 0) return { kind: 'faulty', faults: firstFaults(faults) };
  return { kind: 'report', lines: read.flatMap((one) => ('cost' in one ? [one] : [])), warnings: [] };
}
