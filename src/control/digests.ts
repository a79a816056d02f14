import type { KeyGrant } from '../domain/identity/key-grant.ts';
import { addNanodollars } from '../domain/money/nanodollars.ts';
import type { Notice } from '../domain/notice/notice.ts';
import { createLocalHour, nextLoudMs } from '../domain/notice/quiet-hours.ts';
import type { ComparedTask } from '../domain/task/digest.ts';
import { type GroupDigest, myDigest, myDigestId, type TeamWeek, teamDigest } from '../domain/task/digest-notices.ts';
import { type DigestWeek, isDigestTime, weekBefore } from '../domain/task/digest-week.ts';
import { GROUP_PEOPLE_MIN, mergeTeams } from '../domain/task/merge-teams.ts';
import type { NoticeWay, RaisedNotice } from '../ports/notice-store.ts';
import { readStoredCalendar } from './calendars.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import type { NoticeContext } from './notice-context.ts';
import { isWanted } from './raise-notices.ts';
import { compareTasks } from './report-tasks.ts';
import { createPeerReader, type PeerReader, type TaskContext } from './task-context.ts';

export type DigestContext = NoticeContext & TaskContext;

const TURN_MS = 30 * 60_000;
const PEOPLE_AT_ONCE = 200;
/** Of one person's week; whoever has more is told of these. */
const TASKS_MAX = 500;

/**
 * Puts the digests of the last week into the outbox on Monday morning by the organisation's clocks: each once, whoever raises
 * it and however often. A person's goes to that person by e-mail and nowhere else. Gives back how many are new.
 */
export async function raiseDigests(context: DigestContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const { row: calendar } = await readStoredCalendar(context.store);
  if (!isDigestTime(calendar, nowMs) || !(await context.notices.takeTurn('digests', TURN_MS))) return 0;
  const week = weekBefore(calendar, nowMs);
  const loudMs = nextLoudMs(nowMs, context.quietHours, createLocalHour(calendar.timeZone));
  const raised = await raiseTeamDigests(context, week, loudMs);
  return raised + (await raiseMyDigests(context, week, loudMs));
}

async function raiseTeamDigests(context: DigestContext, week: DigestWeek, loudMs: number): Promise<number> {
  const raised: RaisedNotice[] = [];
  for (const { notice, group } of await teamDigests(context, week)) {
    const managers = await addressesOf(context, await managersOf(context, group.teams));
    const wanted = context.channels.filter((channel) => isWanted(channel, notice));
    const ways = wanted.map(({ name, audience }) => ({
      channel: name,
      recipients: audience === null ? [] : [...new Set([...managers, ...audience.addresses])],
      notBeforeMs: loudMs,
    }));
    raised.push({
      notice,
      ways: ways.filter(({ recipients, channel }) => recipients.length > 0 || isOwnReceiver(context, channel)),
    });
  }
  return (await context.notices.raise(raised)).length;
}

function isOwnReceiver({ channels }: DigestContext, name: string): boolean {
  return channels.find((channel) => channel.name === name)?.audience === null;
}

async function raiseMyDigests(context: DigestContext, week: DigestWeek, loudMs: number): Promise<number> {
  const peersOf = createPeerReader(context);
  let count = 0;
  for (let afterId: string | null = null; ; ) {
    const people: readonly string[] = await context.tasks.people(
      { fromMs: week.startMs, toMs: week.endMs },
      { limit: PEOPLE_AT_ONCE, afterId },
    );
    const known = await context.notices.known(people.map((personId) => myDigestId(personId, week)));
    for (const personId of people)
      if (!known.has(myDigestId(personId, week)))
        count += await raiseMyDigest(context, { personId, week, loudMs, peersOf });
    afterId = people.at(-1) ?? null;
    if (people.length < PEOPLE_AT_ONCE) return count;
  }
}

async function raiseMyDigest(
  context: DigestContext,
  { personId, week, loudMs, peersOf }: { personId: string; week: DigestWeek; loudMs: number; peersOf: PeerReader },
): Promise<number> {
  const [address] = await addressesOf(context, [personId]);
  if (address === undefined || !(await wantsDigest(context, personId))) return 0;
  const notice = await weekOf(context, { personId, week, peersOf });
  if (notice === null) return 0;
  const ways = personalWays(context, notice, { address, loudMs });
  return ways.length === 0 ? 0 : (await context.notices.raise([{ notice, ways }])).length;
}

/** Channels that write to people; what has a receiver of its own, as a chat has, never gets what is one person's. */
export function personalWays(
  context: Pick<NoticeContext, 'channels'>,
  notice: Notice,
  { address, loudMs }: { readonly address: string; readonly loudMs: number },
): readonly NoticeWay[] {
  const personal = context.channels.filter((channel) => channel.audience !== null && isWanted(channel, notice));
  return personal.map(({ name }) => ({ channel: name, recipients: [address], notBeforeMs: loudMs }));
}

async function weekOf(
  context: TaskContext,
  asked: { readonly personId: string; readonly week: DigestWeek; readonly peersOf: PeerReader },
): Promise<Notice | null> {
  const { personId, week, peersOf } = asked;
  const owner = { kind: 'person', personId } as const;
  const filter = { fromMs: week.startMs, toMs: week.endMs, owner };
  const { tasks } = await context.tasks.list(filter, { limit: TASKS_MAX, after: null });
  const compared: readonly ComparedTask[] = await compareTasks(tasks, peersOf);
  return myDigest(personId, week, { compared, nowMs: context.clock.nowMs() });
}

/** What is told of teams; a group is compared with the same teams a week before where they were five people then too. */
async function teamDigests(context: TaskContext, week: DigestWeek): Promise<readonly GroupDigest[]> {
  const teams: readonly TeamWeek[] = await context.tasks.teams({ fromMs: week.startMs, toMs: week.endMs });
  const { row: calendar } = await readStoredCalendar(context.store);
  const earlier = weekBefore(calendar, week.startMs);
  const before: readonly TeamWeek[] = await context.tasks.teams({ fromMs: earlier.startMs, toMs: earlier.endMs });
  return mergeTeams(teams).map((group) => {
    const same = before.filter((one) => group.teams.some(({ teamId }) => teamId === one.teamId));
    const people = new Set(same.flatMap(({ personIds }) => personIds)).size;
    const cost = people >= GROUP_PEOPLE_MIN ? addNanodollars(same.map((one) => one.cost)) : null;
    return teamDigest(group, week, { before: cost, nowMs: context.clock.nowMs() });
  });
}

async function managersOf({ store }: TaskContext, teams: readonly TeamWeek[]): Promise<readonly string[]> {
  const managers = new Set<string>();
  for (const { teamId } of teams) {
    const team = teamId === null ? undefined : (await store.get('team', teamId))?.row;
    if (team?.managerPersonId) managers.add(team.managerPersonId);
  }
  return [...managers];
}

/** Of those who have not left. */
export async function addressesOf(
  { store }: Pick<TaskContext, 'store'>,
  personIds: readonly string[],
): Promise<readonly string[]> {
  const addresses: string[] = [];
  for (const id of personIds) {
    const person = (await store.get('person', id))?.row;
    if (person?.status === 'active') addresses.push(person.email);
  }
  return addresses;
}

async function wantsDigest({ store }: TaskContext, personId: string): Promise<boolean> {
  return (await store.get('digest_choice', personId))?.row.wanted ?? true;
}

export type MyDigest = {
  readonly week: DigestWeek;
  readonly wanted: boolean;
  /** The channels that would carry it; empty where none writes to people. */
  readonly channels: readonly string[];
  /** Null: there was no task in that week. */
  readonly notice: Notice | null;
};

/** As far as channels choose by it. */
const OF_ONE_PERSON = { kind: 'my_digest', envelopeId: null } as const;

const PEOPLE_ALONE = refuseCommand('rule_broken', 'Digests are for people; this key is a service account’s.');

/** What a person is told, or would be told, of the last whole week. */
export async function readMyDigest(context: DigestContext, { owner }: KeyGrant): Promise<MyDigest | ControlRefusal> {
  if (owner.kind !== 'person') return PEOPLE_ALONE;
  const { personId } = owner;
  const { row: calendar } = await readStoredCalendar(context.store);
  const week = weekBefore(calendar, context.clock.nowMs());
  const notice = await weekOf(context, { personId, week, peersOf: createPeerReader(context) });
  const wanted = await wantsDigest(context, personId);
  const personal = context.channels.filter((channel) => channel.audience !== null && isWanted(channel, OF_ONE_PERSON));
  return { week, wanted, channels: personal.map(({ name }) => name), notice };
}

/** Sets whether a person gets the digest. */
export async function chooseMyDigest(
  context: DigestContext,
  by: { readonly commander: Commander; readonly grant: KeyGrant },
  wanted: boolean,
): Promise<MyDigest | ControlRefusal> {
  const { owner } = by.grant;
  if (owner.kind !== 'person') return PEOPLE_ALONE;
  await context.store.write(by.commander.actor, async (unit) => {
    const put = await unit.put('digest_choice', { id: owner.personId, wanted }, { managedBy: 'api' });
    if (put !== 'unchanged')
      await unit.audit({ type: 'digest.chosen', subject: `person:${owner.personId}`, detail: { wanted } });
  });
  return readMyDigest(context, by.grant);
}

/** What is told, or would be told, of teams for the last whole week. */
export async function previewTeamDigests(
  context: DigestContext,
): Promise<{ readonly week: DigestWeek; readonly digests: readonly GroupDigest[] }> {
  const { row: calendar } = await readStoredCalendar(context.store);
  const week = weekBefore(calendar, context.clock.nowMs());
  return { week, digests: await teamDigests(context, week) };
}
