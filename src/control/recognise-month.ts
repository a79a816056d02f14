import { recipientId } from '../domain/recognition/award.ts';
import { type GivenMonth, giveAwards } from '../domain/recognition/give-awards.ts';
import type { RecognitionRuleVersion } from '../domain/recognition/recognition-rule.ts';
import { periodBefore, periodIdAt, periodOf } from '../domain/score/score-period.ts';
import type { Actor, Stored, WriteUnit } from '../ports/control-store.ts';
import type { RecognitionMonth } from '../ports/recognition-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import type { RecognitionContext } from './recognition-context.ts';
import { recognitionRuleFor } from './recognition-rules.ts';
import { sliceMonth } from './slice-month.ts';

export type StoredMonth = Stored<RecognitionMonth>;

const SYSTEM: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };
const DAY_MS = 86_400_000;
/** So long after a month the house recognises it by itself: late events and contests come first. */
const PATIENCE_MS = 5 * DAY_MS;

type Judged = GivenMonth & { readonly version: RecognitionRuleVersion; readonly periodId: string };

/** Recognises a month, once: all of its awards with their points and audit event, or nothing. */
export async function recogniseMonth(
  context: RecognitionContext,
  { actor }: Commander,
  order: { readonly periodId: string },
): Promise<StoredMonth | ControlRefusal> {
  const judged = await judgeMonth(context, order.periodId);
  if (isControlRefusal(judged)) return judged;
  return give(context, judged, { actor, givenBy: actor.id });
}

/** What recognising a month would give; nothing is written. */
export type MonthPreview = Pick<GivenMonth, 'teamPoints' | 'personPoints' | 'left'> & {
  readonly periodId: string;
  readonly ruleVersion: number;
  readonly counts: readonly AwardCount[];
};

/** How many recipients of a kind reached a level. Null: one to four people, which would tell of single ones. */
export type AwardCount = {
  readonly recipientKind: 'person' | 'team';
  readonly categoryId: string;
  readonly level: string;
  readonly many: number | null;
};

const COUNT_MIN = 5;

export async function previewMonth(
  context: RecognitionContext,
  order: { readonly periodId: string },
): Promise<MonthPreview | ControlRefusal> {
  const judged = await judgeMonth(context, order.periodId);
  if (isControlRefusal(judged)) return judged;
  const { version, periodId, teamPoints, personPoints, left, awards } = judged;
  const groups = Map.groupBy(awards, ({ award }) =>
    [award.recipient.kind, award.categoryId, award.givenLevel].join('\n'),
  );
  const counts = [...groups.values()].flatMap((own): readonly AwardCount[] => {
    const award = own[0]?.award;
    if (award === undefined) return [];
    const { recipient, categoryId, givenLevel } = award;
    const many = recipient.kind === 'person' && own.length < COUNT_MIN ? null : own.length;
    return [{ recipientKind: recipient.kind, categoryId, level: givenLevel, many }];
  });
  return { periodId, ruleVersion: version.version, teamPoints, personPoints, left, counts };
}

/** The month before, when it is over long enough, was scored, and was not recognised yet. Gives back how many awards there are. */
export async function recogniseDueMonth(context: RecognitionContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const periodId = periodBefore(periodIdAt(nowMs));
  const period = periodOf(periodId);
  if (period === undefined || nowMs < period.toMs + PATIENCE_MS) return 0;
  if ((await context.store.get('recognition_month', periodId)) !== undefined) return 0;
  const judged = await judgeMonth(context, periodId);
  // Without a rule, or before its scores are told, there is nothing to give.
  if (isControlRefusal(judged)) return 0;
  const given = await give(context, judged, { actor: SYSTEM, givenBy: null });
  return isControlRefusal(given) ? 0 : judged.awards.length;
}

async function judgeMonth(context: RecognitionContext, periodId: string): Promise<Judged | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const period = periodOf(periodId);
  if (period === undefined) return refuseCommand('rule_broken', `"${periodId}" is no month: write it as 2026-03.`);
  if (nowMs < period.toMs) return refuseCommand('rule_broken', `The month ${periodId} is not over.`);
  if ((await context.store.get('recognition_month', periodId)) !== undefined) return alreadyGiven(periodId);
  const version = await recognitionRuleFor(context.store, periodId);
  if (version === undefined)
    return refuseCommand(
      'rule_broken',
      `No rule of recognition holds for ${periodId}: targets are published before the work, not after it.`,
    );
  const run = await context.scores.lastRun(periodId);
  const finished = run?.finished;
  if (finished === undefined || finished === null || finished.failure !== null || finished.atMs < period.toMs)
    return refuseCommand(
      'rule_broken',
      `Not everybody’s scores of ${periodId} were told since it ended: score it first.`,
    );
  const active = await activePeople(context);
  const people = (await sliceMonth(context, version.rule, { periodId })).filter(({ personId }) => active.has(personId));
  const standings = await context.scores.standings(periodId);
  const teamIds = new Set(standings.flatMap(({ standing }) => (standing.kind === 'band' ? [standing.teamId] : [])));
  const facts = { periodId, formulaVersion: finished.formulaVersion, people, teamIds };
  return { ...giveAwards(version, facts, nowMs), version, periodId };
}

function alreadyGiven(periodId: string): ControlRefusal {
  return refuseCommand('rule_broken', `The month ${periodId} is recognised already; what changes since is reviewed.`);
}

async function activePeople({ store }: ControlContext): Promise<ReadonlySet<string>> {
  const active = new Set<string>();
  for await (const { row } of everyRow(store, 'person', { status: 'active' })) active.add(row.id);
  return active;
}

/** What it rests on is noted after it: were that cut short, a score that is told anew would still bring an award up for review. */
async function give(
  context: RecognitionContext,
  judged: Judged,
  by: { readonly actor: Actor; readonly givenBy: string | null },
): Promise<StoredMonth | ControlRefusal> {
  const given = await writeMonth(context, judged, by);
  if (!isControlRefusal(given)) await context.recognition.keepEvidence(judged.awards);
  return given;
}

function writeMonth(
  context: RecognitionContext,
  judged: Judged,
  by: { readonly actor: Actor; readonly givenBy: string | null },
): Promise<StoredMonth | ControlRefusal> {
  return context.store.write(by.actor, async (unit) => {
    // Another process may have given it meanwhile.
    if ((await unit.get('recognition_month', judged.periodId)) !== undefined) return alreadyGiven(judged.periodId);
    const { version, periodId, awards, teamPoints, personPoints } = judged;
    const { poolPoints, teamSharePercent } = version.rule;
    const ids = (kind: 'person' | 'team'): number =>
      new Set(
        awards.filter(({ award }) => award.recipient.kind === kind).map(({ award }) => recipientId(award.recipient)),
      ).size;
    const row: RecognitionMonth = {
      ...{ id: periodId, ruleVersion: version.version, poolPoints, teamSharePercent, teamPoints, personPoints },
      ...{ teams: ids('team'), people: ids('person'), givenBy: by.givenBy, givenAtMs: context.clock.nowMs() },
    };
    await unit.put('recognition_month', row, { managedBy: 'api', expectedRevision: null });
    await unit.recognition.give(awards);
    await auditMonth(context, unit, { row, judged });
    return readBack(unit, 'recognition_month', periodId);
  });
}

/** Teams are named; of people only a digest is, by which what was given can be proven to whoever shows it. */
async function auditMonth(
  { sha256 }: Pick<RecognitionContext, 'sha256'>,
  unit: WriteUnit,
  { row, judged }: { readonly row: RecognitionMonth; readonly judged: Judged },
): Promise<void> {
  const told = judged.awards.map(({ award }) => award);
  const teams = told
    .filter(({ recipient }) => recipient.kind === 'team')
    .map(({ id, level, points }) => ({ id, level, points }));
  const people = told
    .filter(({ recipient }) => recipient.kind === 'person')
    .map(({ id, level, points, citation }) => [id, level, points, citation]);
  const { id: _id, givenBy: _givenBy, givenAtMs: _givenAtMs, ...figures } = row;
  const detail = { ...figures, left: judged.left, awards: teams, peopleDigest: sha256(JSON.stringify(people)) };
  await unit.audit({ type: 'recognition.given', subject: `recognition:${row.id}`, detail });
}
