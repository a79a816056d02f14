import type { KeyGrant } from '../domain/identity/key-grant.ts';
import type { Notice } from '../domain/notice/notice.ts';
import { overdueNotice } from '../domain/score/overdue-notice.ts';
import { CONTEST_DAYS, CONTESTS_OPEN_MAX, isOverdue, type ScoreContest } from '../domain/score/score-contest.ts';
import { periodOf } from '../domain/score/score-period.ts';
import type { Actor, ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { KeptScore } from '../ports/score-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { personOf, rulesOf } from './my-scores.ts';
import { recordLooks } from './record-looks.ts';
import { SCORES_ACTOR, type ScoreContext } from './score-context.ts';

export type StoredContest = Stored<ScoreContest>;

const DAY_MS = 86_400_000;

/** Opens a case about one's own score. Somebody else answers it within a fortnight. */
export async function openContest(
  context: ScoreContext,
  by: { readonly commander: Commander; readonly grant: KeyGrant },
  order: { readonly periodId: string; readonly rule: string | null; readonly words: string },
): Promise<StoredContest | ControlRefusal> {
  const personId = personOf(by.grant);
  if (isControlRefusal(personId)) return personId;
  const { periodId, rule, words } = order;
  const kept = await context.scores.result({ periodId, personId });
  if (kept === undefined) return refuseCommand('not_found', `You have no score of ${periodId} to contest.`);
  if (rule !== null && !rulesOf(kept).has(rule))
    return refuseCommand('rule_broken', `Your score has no rule "${rule}". It has ${[...rulesOf(kept)].join(', ')}.`);
  const nowMs = context.clock.nowMs();
  return context.store.write(by.commander.actor, async (unit) => {
    let open = 0;
    for await (const { row } of everyRow(unit, 'score_contest', { personId })) if (row.state === 'open') open += 1;
    if (open >= CONTESTS_OPEN_MAX)
      return refuseCommand('rule_broken', `${open} of your contests are open. Wait for an answer, or withdraw one.`);
    const contest: ScoreContest = {
      ...{ id: context.chance.uuid(nowMs), personId, periodId, rule, words, state: 'open' },
      ...{ millipoints: kept.score.millipoints, formulaVersion: kept.score.formulaVersion },
      ...{ openedAtMs: nowMs, dueAtMs: nowMs + CONTEST_DAYS * DAY_MS, overdueNotedAtMs: null },
      ...{ decidedBy: null, decidedAtMs: null, answer: null },
    };
    return saveContest(unit, { stored: undefined, next: contest, type: 'score_contest.opened' });
  });
}

export async function withdrawContest(
  context: ScoreContext,
  by: { readonly commander: Commander; readonly grant: KeyGrant },
  order: { readonly id: string },
): Promise<StoredContest | ControlRefusal> {
  const personId = personOf(by.grant);
  if (isControlRefusal(personId)) return personId;
  const nowMs = context.clock.nowMs();
  return context.store.write(by.commander.actor, async (unit) => {
    const stored = await unit.get('score_contest', order.id);
    if (stored === undefined || stored.row.personId !== personId) return noContest(order.id);
    if (stored.row.state === 'withdrawn') return stored;
    if (stored.row.state !== 'open') return refuseCommand('rule_broken', `The contest is ${stored.row.state} already.`);
    const next = { ...stored.row, state: 'withdrawn', decidedBy: personId, decidedAtMs: nowMs } as const;
    return saveContest(unit, { stored, next, type: 'score_contest.withdrawn' });
  });
}

/** One's own, in the order in which they were opened. */
export async function listMyContests(
  { store }: Pick<ScoreContext, 'store'>,
  grant: KeyGrant,
): Promise<readonly StoredContest[] | ControlRefusal> {
  const personId = personOf(grant);
  if (isControlRefusal(personId)) return personId;
  const contests: StoredContest[] = [];
  for await (const stored of everyRow(store, 'score_contest', { personId })) contests.push(stored);
  return contests;
}

/** A contest with the score that it is about, for whoever answers it: that they looked is written down, and its person sees it. */
export async function readContest(
  context: ScoreContext,
  commander: Commander,
  order: { readonly id: string },
): Promise<{ readonly stored: StoredContest; readonly kept: KeptScore | undefined } | ControlRefusal> {
  const stored = await context.store.get('score_contest', order.id);
  if (stored === undefined) return noContest(order.id);
  const barred = await whyNotAnswer(context.store, commander.actor, stored.row);
  if (barred !== undefined) return refuseCommand('four_eyes', barred);
  const { personId, periodId } = stored.row;
  const why = `to answer the contest ${order.id}`;
  await recordLooks(context, commander, { personIds: [personId], what: `the score of ${periodId}`, why });
  return { stored, kept: await context.scores.result({ periodId, personId }) };
}

/** Answers a contest. What it upheld is put right where the fault was; the score is told anew from the facts as they are now. */
export async function decideContest(
  context: ScoreContext,
  { actor }: Commander,
  order: { readonly id: string; readonly decision: 'upheld' | 'rejected'; readonly answer: string },
): Promise<StoredContest | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const decided = await context.store.write(actor, async (unit) => {
    const stored = await unit.get('score_contest', order.id);
    if (stored === undefined) return noContest(order.id);
    const barred = await whyNotAnswer(unit, actor, stored.row);
    if (barred !== undefined) return refuseCommand('four_eyes', barred);
    if (stored.row.state !== 'open') return refuseCommand('rule_broken', `The contest is ${stored.row.state} already.`);
    const { decision: state, answer } = order;
    const next: ScoreContest = { ...stored.row, state, answer, decidedBy: actor.id, decidedAtMs: nowMs };
    return saveContest(unit, { stored, next, type: `score_contest.${state}` });
  });
  if (!isControlRefusal(decided) && order.decision === 'upheld') {
    const { personId, periodId } = decided.row;
    const atMs = periodOf(periodId)?.fromMs ?? nowMs;
    await context.scores.touch([{ personId, atMs, cause: `contest:${order.id}` }]);
  }
  return decided;
}

/** Tells the trail, and by `tell` people, once, of each contest that nobody answered in time. */
export async function noteOverdueContests(
  { store, clock }: Pick<ScoreContext, 'store' | 'clock'>,
  tell: (notices: readonly Notice[]) => Promise<unknown>,
): Promise<number> {
  const nowMs = clock.nowMs();
  const overdue: StoredContest[] = [];
  for await (const stored of everyRow(store, 'score_contest', { state: 'open' }))
    if (isOverdue(stored.row, nowMs) && stored.row.overdueNotedAtMs === null) overdue.push(stored);
  // Told first: a notice has one id however often it is raised, and what is noted is not come back to.
  await tell(overdue.map(({ row }) => overdueNotice(row, nowMs)));
  for (const { row } of overdue)
    await store.write(SCORES_ACTOR, async (unit) => {
      const stored = await unit.get('score_contest', row.id);
      if (stored?.row.state !== 'open' || stored.row.overdueNotedAtMs !== null) return;
      const next = { ...stored.row, overdueNotedAtMs: nowMs };
      await saveContest(unit, { stored, next, type: 'score_contest.overdue' });
    });
  return overdue.length;
}

/** Why somebody is too near to answer: whose it is, who leads them (nobody's score is shown to their manager), who opened or decided a breach of theirs. */
export async function whyNotAnswer(
  unit: ReadUnit,
  actor: Actor,
  { personId }: ScoreContest,
): Promise<string | undefined> {
  if (actor.kind !== 'person') return 'Only a person answers a contest.';
  if (actor.id === personId) return 'Nobody answers their own contest.';
  const person = await unit.get('person', personId);
  const team = person === undefined ? undefined : await unit.get('team', person.row.teamId);
  if (team?.row.managerPersonId === actor.id) return 'Whoever leads somebody does not answer their contest.';
  for await (const { row } of everyRow(unit, 'breach', { personId }))
    if (row.openedBy === actor.id || row.decidedBy === actor.id)
      return 'Whoever opened or decided a breach of somebody does not answer their contest.';
  return undefined;
}

function noContest(id: string): ControlRefusal {
  return refuseCommand('not_found', `There is no contest "${id}" that you may see.`);
}

/** The contestant's words stand in the row, not in the trail. */
async function saveContest(
  unit: WriteUnit,
  saved: { readonly stored: StoredContest | undefined; readonly next: ScoreContest; readonly type: string },
): Promise<StoredContest> {
  const { stored, next, type } = saved;
  await unit.put('score_contest', next, { managedBy: 'api', expectedRevision: stored?.revision ?? null });
  const { personId, periodId, rule, state, decidedBy, answer, dueAtMs } = next;
  const detail = { personId, periodId, rule, state, decidedBy, answer, dueAtMs };
  await unit.audit({ type, subject: `score_contest:${next.id}`, detail });
  return readBack(unit, 'score_contest', next.id);
}
