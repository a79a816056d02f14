import type { CaseCatalog } from '../domain/policy/case-facts.ts';
import { checkRules, type PolicyRemark } from '../domain/policy/check-policy.ts';
import { compileRow } from '../domain/policy/compile-matrix.ts';
import { compilePolicy } from '../domain/policy/compile-policy.ts';
import { PHRASES } from '../domain/policy/obligation-text.ts';
import type { PolicyDocument } from '../domain/policy/policy-document.ts';
import type { PolicyRule } from '../domain/policy/policy-rule.ts';
import { type CaseResult, runCases } from '../domain/policy/run-cases.ts';
import type { PolicyLanguage } from '../ports/policy-language.ts';

/** Something to say about a document, and where: an RFC 6901 pointer, and in the text of the rules a line. */
export type PlacedRemark = {
  readonly severity: 'fault' | 'warning';
  readonly pointer: string;
  readonly line: number | null;
  readonly what: string;
  readonly remedy: string;
};

export type CheckedPolicy = {
  /** Empty when the document could not be read. */
  readonly rules: readonly PolicyRule[];
  readonly remarks: readonly PlacedRemark[];
  readonly cases: readonly CaseResult[];
};

/** Reads a document, looks at all of its rules together, and tries its cases. */
export async function checkDocument(
  language: PolicyLanguage,
  document: PolicyDocument,
  catalog: CaseCatalog,
): Promise<CheckedPolicy> {
  const { rules, faults, lineOf } = await readRules(language, document);
  if (faults.length > 0) return { rules: [], remarks: faults, cases: [] };
  const remarks = checkRules(rules, catalog).map((remark) => placed(remark, document, lineOf));
  const cases = runCases(compilePolicy({ version: 'checked', rules }), document.cases, catalog);
  return { rules, remarks, cases };
}

export function isFit(checked: CheckedPolicy): boolean {
  return !checked.remarks.some(({ severity }) => severity === 'fault') && failingCases(checked).length === 0;
}

export function failingCases({ cases }: CheckedPolicy): readonly CaseResult[] {
  return cases.filter(({ faults }) => faults.length > 0);
}

type ReadDocument = {
  readonly rules: readonly PolicyRule[];
  readonly faults: readonly PlacedRemark[];
  readonly lineOf: ReadonlyMap<string, number>;
};

async function readRules(language: PolicyLanguage, document: PolicyDocument): Promise<ReadDocument> {
  const rules: PolicyRule[] = [];
  const faults: PlacedRemark[] = [];
  for (const [index, row] of document.matrix.entries()) {
    const rule = compileRow(row);
    if (!('fault' in rule)) rules.push(rule);
    else
      faults.push(
        faultAt(`/matrix/${index}/does`, null, { what: rule.fault, remedy: `write one of: ${PHRASES.join(' · ')}` }),
      );
  }
  const read = await language.read(document.rules);
  if (read.kind === 'faults') {
    faults.push(...read.faults.map((fault) => faultAt('/rules', fault.line, fault)));
    return { rules, faults, lineOf: new Map() };
  }
  return { rules: [...rules, ...read.rules], faults, lineOf: read.lineOf };
}

function faultAt(
  pointer: string,
  line: number | null,
  fault: { readonly what: string; readonly remedy: string },
): PlacedRemark {
  return { severity: 'fault', pointer, line, what: fault.what, remedy: fault.remedy };
}

function placed(
  { severity, ruleId, what, remedy }: PolicyRemark,
  document: PolicyDocument,
  lineOf: ReadonlyMap<string, number>,
): PlacedRemark {
  const row = document.matrix.findIndex(({ id }) => id === ruleId);
  const pointer = row >= 0 ? `/matrix/${row}` : '/rules';
  return { severity, pointer, line: row >= 0 ? null : (lineOf.get(ruleId ?? '') ?? null), what, remedy };
}
