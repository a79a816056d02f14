import { previewAllowanceRule } from '../../control/allowance-previews.ts';
import { currentAllowanceRule, publishAllowanceRule } from '../../control/allowance-rules.ts';
import { type AllowanceContext, evaluateEnvelope, previewAllowance } from '../../control/allowances.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { everyRow } from '../../control/find-dependants.ts';
import type { AllowanceRuleVersion } from '../../domain/budget/allowance-rule.ts';
import { amountInWords } from '../../domain/budget/envelope-amount.ts';
import type { KeptEvaluation } from '../../domain/budget/evaluate-allowance.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { toWireAmount, toWireUnit } from './wire-envelopes.ts';
import { toWireMoment } from './wire-rows.ts';

type AllowanceOperation =
  | 'readAllowanceRule'
  | 'publishAllowanceRule'
  | 'previewAllowance'
  | 'previewAllowanceRule'
  | 'evaluateAllowance'
  | 'listAllowanceEvaluations';

export function allowanceHandlers(context: AllowanceContext): Handlers<AllowanceOperation> {
  return {
    readAllowanceRule: async () => {
      const current = await currentAllowanceRule(context.store);
      const earlier: AllowanceRuleVersion[] = [];
      for await (const { row } of everyRow(context.store, 'allowance_rule'))
        if (row.version !== current?.row.version) earlier.push(row);
      return answer({
        current: current === undefined ? null : toWireRule(current.row),
        earlier: earlier.reverse().map(toWireRule),
      });
    },
    publishAllowanceRule: async ({ commander, body }) => {
      const published = await publishAllowanceRule(context, commander, body);
      return isControlRefusal(published) ? published : answer(toWireRule(published.row));
    },
    previewAllowance: async ({ commander, body }) => {
      const seen = await previewAllowance(context, commander, body);
      if (isControlRefusal(seen)) return seen;
      const { window } = seen;
      return answer({
        ...toWireEvaluation(seen),
        windowFrom: toWireMoment(window.fromMs),
        windowTo: toWireMoment(window.toMs),
      });
    },
    previewAllowanceRule: async ({ commander, body }) => {
      const seen = await previewAllowanceRule(context, commander, body);
      if (isControlRefusal(seen)) return seen;
      return answer({
        envelopes: seen.envelopes,
        judged: seen.rows.length,
        tranches: seen.tranches.map(({ not_measured: notMeasured, ...counts }) => ({ ...counts, notMeasured })),
        totals: seen.totals.map(({ unit, base, granted }) => ({
          unit: toWireUnit(unit),
          base: toWireAmount(unit, base),
          granted: toWireAmount(unit, granted),
        })),
        rows: seen.rows.map((row) => ({ ...toWireEvaluation(row), envelopeName: row.envelopeName })),
        windowFrom: toWireMoment(seen.window.fromMs),
        windowTo: toWireMoment(seen.window.toMs),
      });
    },
    evaluateAllowance: async ({ commander, body }) => {
      const evaluated = await evaluateEnvelope(context, commander, body);
      if (isControlRefusal(evaluated)) return evaluated;
      return answer({ id: evaluated.row.id, ...toWireEvaluation(evaluated.row) });
    },
    listAllowanceEvaluations: ({ query }) =>
      listRows(context.store, {
        noun: 'allowance_evaluation',
        query,
        toWire: ({ row }) => ({ id: row.id, ...toWireEvaluation(row) }),
      }),
  };
}

function toWireRule({ version, rule, note, publishedBy, publishedAtMs }: AllowanceRuleVersion) {
  return { version, rule, note, publishedBy, publishedAt: toWireMoment(publishedAtMs) };
}

function toWireEvaluation(evaluation: Omit<KeptEvaluation, 'id'>) {
  const { unit, hardCap, granted, tranches, envelopeId, ruleVersion, evaluatedBy } = evaluation;
  const kept = tranches.reduce((sum, { state, amount }) => (state === 'kept' ? sum + amount : sum), 0n);
  const before = kept === 0n ? '' : `, after ${amountInWords(unit, kept)} earlier in this period`;
  return {
    ...{ envelopeId, ruleVersion, evaluatedBy },
    periodStart: toWireMoment(evaluation.periodStartMs),
    periodEnd: toWireMoment(evaluation.periodEndMs),
    evaluatedAt: toWireMoment(evaluation.evaluatedAtMs),
    unit: toWireUnit(unit),
    base: toWireAmount(unit, hardCap),
    granted: toWireAmount(unit, granted),
    tranches: tranches.map((tranche) => ({ ...tranche, amount: toWireAmount(unit, tranche.amount) })),
    sentence: `${amountInWords(unit, granted)} more beside the base of ${amountInWords(unit, hardCap)}${before}.`,
  };
}
