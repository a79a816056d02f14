import {
  type AllowanceRule,
  type AllowanceRuleVersion,
  checkAllowanceRule,
  isRuledBy,
} from '../domain/budget/allowance-rule.ts';
import { amountInWords } from '../domain/budget/envelope-amount.ts';
import { type AllowanceMeasures, evaluateAllowance, type KeptEvaluation } from '../domain/budget/evaluate-allowance.ts';
import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import { createPeriods, type PeriodBounds } from '../domain/budget/period.ts';
import type { AllowanceInputs } from '../ports/allowance-inputs.ts';
import type { Actor, ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import { currentAllowanceRule } from './allowance-rules.ts';
import { readStoredCalendar } from './calendars.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { personBehind } from './exception-parties.ts';
import { everyRow } from './find-dependants.ts';

export type AllowanceContext = ControlContext & { readonly allowanceInputs: AllowanceInputs };

/** What an evaluation comes to, or would. A preview has no id that could be read again. */
export type SeenEvaluation = Omit<KeptEvaluation, 'id'> & {
  readonly window: { readonly fromMs: number; readonly toMs: number };
};

const SYSTEM: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };
const DAY_MS = 86_400_000;
/** Of one round of the upkeep; the next one takes the others. */
const ENVELOPES_MAX = 200;

export type Question = {
  readonly envelope: KeptEnvelope;
  readonly version: Pick<AllowanceRuleVersion, 'version' | 'rule'>;
  readonly period: PeriodBounds;
  readonly measures: AllowanceMeasures;
  readonly nowMs: number;
  readonly evaluatedBy: string | null;
};

/** What the published rule, or a draft of one, would give an envelope at this moment, and why. Nothing is written. */
export async function previewAllowance(
  context: AllowanceContext,
  commander: Commander,
  order: { readonly envelopeId: string; readonly draft: AllowanceRule | null },
): Promise<SeenEvaluation | ControlRefusal> {
  const faults = order.draft === null ? [] : checkAllowanceRule(order.draft);
  if (faults.length > 0) return refuseCommand('rule_broken', faults.join(' '));
  const question = await questionOf(context, order, 'control.read', commander);
  if (isControlRefusal(question)) return question;
  return seen(await evaluated(context.store, question), question);
}

/** Judges the rule now and writes what it unlocks into the ledger of the period that runs; what was given before stays. */
export async function evaluateEnvelope(
  context: AllowanceContext,
  commander: Commander,
  order: { readonly envelopeId: string },
): Promise<Stored<KeptEvaluation> | ControlRefusal> {
  const question = await questionOf(context, { ...order, draft: null }, 'control.write', commander);
  if (isControlRefusal(question)) return question;
  return context.store.write(commander.actor, (unit) => carryOut(context, unit, question));
}

/** Judges the rule for each envelope whose period has begun and was not judged yet. Gives back how many were. */
export async function evaluateDueAllowances(context: AllowanceContext): Promise<number> {
  const current = await currentAllowanceRule(context.store);
  if (current === undefined) return 0;
  const nowMs = context.clock.nowMs();
  const periodOf = createPeriods((await readStoredCalendar(context.store)).row);
  let judged = 0;
  for await (const { row: envelope } of everyRow(context.store, 'envelope')) {
    if (judged >= ENVELOPES_MAX) break;
    if (envelope.status !== 'active' || !isRuledBy(envelope, current.row.rule)) continue;
    const period = periodOf(envelope.period, nowMs);
    if ((await evaluationsOf(context.store, { envelopeId: envelope.id, period })).length > 0) continue;
    const measures = await measure(context, envelope, current.row.rule);
    const question = { envelope, version: current.row, period, measures, nowMs, evaluatedBy: null };
    const done = await context.store.write(SYSTEM, async (unit) => {
      // Another gateway may have judged it meanwhile.
      if ((await evaluationsOf(unit, { envelopeId: envelope.id, period })).length > 0) return undefined;
      return carryOut(context, unit, question);
    });
    if (done !== undefined) judged += 1;
  }
  return judged;
}

/** Everything that the rule is judged by; whoever owns the envelope may ask, and whoever has the scope. */
async function questionOf(
  context: AllowanceContext,
  { envelopeId, draft }: { readonly envelopeId: string; readonly draft: AllowanceRule | null },
  scope: 'control.read' | 'control.write',
  { actor, scopes }: Commander,
): Promise<Question | ControlRefusal> {
  const stored = await context.store.get('envelope', envelopeId);
  const isOwner = stored !== undefined && stored.row.ownerPersonId === (await personBehind(context.store, actor));
  if (stored === undefined || !(isOwner || scopes.includes(scope)))
    return refuseCommand('not_found', `There is no envelope "${envelopeId}" that you may ask for.`);
  const { row: envelope } = stored;
  if (envelope.status !== 'active') return refuseCommand('archived', `The envelope "${envelopeId}" is archived.`);
  const published = await currentAllowanceRule(context.store);
  const rule = draft ?? published?.row.rule;
  if (rule === undefined) return refuseCommand('rule_broken', 'No allowance rule is published: publish one first.');
  if (!isRuledBy(envelope, rule))
    return refuseCommand('rule_broken', `The rule is not for "${envelopeId}": its allowance is its cap.`);
  const nowMs = context.clock.nowMs();
  const period = createPeriods((await readStoredCalendar(context.store)).row)(envelope.period, nowMs);
  const version = { version: draft === null ? (published?.row.version ?? 0) : 0, rule };
  return { envelope, version, period, measures: await measure(context, envelope, rule), nowMs, evaluatedBy: actor.id };
}

export function measure(
  context: AllowanceContext,
  { scope }: KeptEnvelope,
  rule: AllowanceRule,
): Promise<AllowanceMeasures> {
  const toMs = context.clock.nowMs();
  const { windowDays, callsMin } = rule;
  return context.allowanceInputs.measure({ scope, fromMs: toMs - windowDays * DAY_MS, toMs, callsMin });
}

export async function evaluated(unit: ReadUnit, question: Question): Promise<Omit<KeptEvaluation, 'id'>> {
  const { envelope, version, period, measures, nowMs, evaluatedBy } = question;
  const { hardCap, unit: counted } = envelope;
  const before = await evaluationsOf(unit, { envelopeId: envelope.id, period });
  const given = new Map<string, bigint>();
  for (const { tranches } of before)
    for (const { id, state, amount } of tranches) if (state === 'unlocked') given.set(id, amount);
  return {
    ...evaluateAllowance({ rule: version.rule, hardCap, measures, given }),
    envelopeId: envelope.id,
    periodStartMs: period.startMs,
    periodEndMs: period.endMs,
    ruleVersion: version.version,
    evaluatedAtMs: nowMs,
    evaluatedBy,
    unit: counted,
    hardCap,
  };
}

/** One entry of the ledger for each tranche that is unlocked now, with the rule as its reason. */
async function carryOut(
  context: AllowanceContext,
  unit: WriteUnit,
  question: Question,
): Promise<Stored<KeptEvaluation>> {
  const evaluation = await evaluated(unit, question);
  const { envelopeId, periodStartMs, periodEndMs, ruleVersion, evaluatedBy } = evaluation;
  const row: KeptEvaluation = { ...evaluation, id: context.chance.uuid(question.nowMs) };
  const account = { envelopeId, periodStartMs };
  if (row.granted > 0n && !(await unit.ledger.open({ ...account, periodEndMs })))
    throw new Error(`the account of ${envelopeId} could not be opened`);
  for (const { id, state, amount } of row.tranches) {
    if (state !== 'unlocked' || amount === 0n) continue;
    const reason = `allowance rule ${ruleVersion}: tranche ${id}`;
    if (!(await unit.ledger.adjust(account, amount, { actor: evaluatedBy ?? 'system', reason })))
      throw new Error(`the account of ${envelopeId} was lost while it was written to`);
  }
  await unit.put('allowance_evaluation', row, { managedBy: 'api', expectedRevision: null });
  const tranches = row.tranches.map(({ id, state, amount }) => ({ id, state, amount: amount.toString() }));
  const detail = { ruleVersion, periodStartMs, tranches, granted: amountInWords(row.unit, row.granted) };
  await unit.audit({ type: 'allowance.evaluated', subject: `envelope:${envelopeId}`, detail });
  return readBack(unit, 'allowance_evaluation', row.id);
}

async function evaluationsOf(
  unit: ReadUnit,
  account: { readonly envelopeId: string; readonly period: PeriodBounds },
): Promise<readonly KeptEvaluation[]> {
  const where = { envelopeId: account.envelopeId, periodStartMs: String(account.period.startMs) };
  const rows: KeptEvaluation[] = [];
  for await (const { row } of everyRow(unit, 'allowance_evaluation', where)) rows.push(row);
  return rows;
}

function seen(evaluation: Omit<KeptEvaluation, 'id'>, { version, nowMs }: Question): SeenEvaluation {
  return { ...evaluation, window: { fromMs: nowMs - version.rule.windowDays * DAY_MS, toMs: nowMs } };
}
