import type { AllowanceRule, AllowanceRuleVersion } from '../../domain/budget/allowance-rule.ts';
import type { EvaluatedTranche, KeptEvaluation } from '../../domain/budget/evaluate-allowance.ts';
import type { BigintColumn } from '../control/column-values.ts';
import { nounTable } from '../control/noun-table.ts';

type RuleRow = {
  readonly id: string;
  readonly version: number;
  readonly rule: AllowanceRule;
  readonly note: string;
  readonly published_by: string;
  readonly published_at: Date;
};

export const allowanceRuleTable = nounTable<AllowanceRuleVersion, RuleRow>({
  table: 'allowance_rule',
  columns: ['id', 'version', 'rule', 'note', 'published_by', 'published_at'],
  toRow: (version) => ({
    id: version.id,
    version: version.version,
    rule: JSON.stringify(version.rule),
    note: version.note,
    published_by: version.publishedBy,
    published_at: new Date(version.publishedAtMs),
  }),
  fromRow: (row) => ({
    id: row.id,
    version: row.version,
    rule: row.rule,
    note: row.note,
    publishedBy: row.published_by,
    publishedAtMs: row.published_at.getTime(),
  }),
});

type EvaluationRow = {
  readonly id: string;
  readonly envelope_id: string;
  readonly period_start_ms: BigintColumn;
  readonly period_end_ms: BigintColumn;
  readonly rule_version: number;
  readonly evaluated_at: Date;
  readonly evaluated_by: string | null;
  readonly unit: KeptEvaluation['unit'];
  readonly hard_cap: string;
  readonly tranches: readonly TrancheColumn[];
  readonly granted: string;
};
type TrancheColumn = Omit<EvaluatedTranche, 'amount'> & { readonly amount: string };

export const allowanceEvaluationTable = nounTable<KeptEvaluation, EvaluationRow>({
  table: 'allowance_evaluation',
  // biome-ignore format: one line is enough
  columns: ['id', 'envelope_id', 'period_start_ms', 'period_end_ms', 'rule_version', 'evaluated_at', 'evaluated_by', 'unit', 'hard_cap', 'tranches', 'granted'],
  toRow: (evaluation) => ({
    id: evaluation.id,
    envelope_id: evaluation.envelopeId,
    period_start_ms: evaluation.periodStartMs,
    period_end_ms: evaluation.periodEndMs,
    rule_version: evaluation.ruleVersion,
    evaluated_at: new Date(evaluation.evaluatedAtMs),
    evaluated_by: evaluation.evaluatedBy,
    unit: evaluation.unit,
    hard_cap: evaluation.hardCap.toString(),
    tranches: JSON.stringify(evaluation.tranches.map((one) => ({ ...one, amount: one.amount.toString() }))),
    granted: evaluation.granted.toString(),
  }),
  fromRow: (row) => ({
    id: row.id,
    envelopeId: row.envelope_id,
    periodStartMs: Number(row.period_start_ms),
    periodEndMs: Number(row.period_end_ms),
    ruleVersion: row.rule_version,
    evaluatedAtMs: row.evaluated_at.getTime(),
    evaluatedBy: row.evaluated_by,
    unit: row.unit,
    hardCap: BigInt(row.hard_cap),
    tranches: row.tranches.map((one) => ({ ...one, amount: BigInt(one.amount) })),
    granted: BigInt(row.granted),
  }),
});
