import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { deliverNotices } from '../../../src/control/deliver-notices.ts';
import { type DigestContext, raiseDigests } from '../../../src/control/digests.ts';
import { keepTasks } from '../../../src/control/keep-tasks.ts';
import type { NoticeChannel } from '../../../src/ports/notice-channel.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

const HOUR_MS = 3_600_000;
/** A Monday in Berlin. */
const MONDAY_MS = Date.parse('2026-11-23T00:00:00+01:00');
const PEOPLE = ['bea', 'cem', 'dan', 'eli'];

type Sent = {
  readonly channel: string;
  readonly subject: string;
  readonly words: string;
  readonly to: readonly string[];
};

describe('digests', () => {
  let house: ControlHouse;
  let admin: ControlClient;
  let context: DigestContext;
  const sent: Sent[] = [];

  before(async () => {
    house = await openControlHouse();
    admin = await house.admin();
    context = { ...house.context, ...house.noticeParts, ...house.taskParts };
    house.noticeParts.channels.push(
      channelOf('chat', null),
      channelOf('mail', { owner: true, callers: false, addresses: ['finance@example.test'] }),
      { ...channelOf('budgets', { owner: true, callers: false, addresses: [] }), envelopeIds: ['one'] },
    );
    for (const id of PEOPLE) await house.addPerson(id);
    await admin.call('changeCalendar', { body: { timeZone: 'Europe/Berlin' } });
    await admin.call('changeTeam', { params: { id: 'support' }, body: { managerPersonId: 'bea' } });
    const calls = ['ada', ...PEOPLE].map((personId, at) =>
      sampleCall(at + 1, {
        personId,
        taskId: `of-${personId}`,
        costNanodollars: '20000000',
        admittedAtMs: MONDAY_MS - 50 * HOUR_MS,
      }),
    );
    const ingest = createIngest({
      pool: house.database.pool,
      clock: { nowMs: () => house.clock.ms },
      log: () => undefined,
    });
    await ingest(batchOf(1, { settles: calls }));
    house.clock.ms = MONDAY_MS;
    await house.database.pool.query('update tokenward.task_progress set settled_until = $1', [
      new Date(MONDAY_MS - 90 * HOUR_MS),
    ]);
    await keepTasks(context);
  });
  after(() => house.close());

  function channelOf(name: string, audience: NoticeChannel['audience']): NoticeChannel {
    return {
      ...{ name, kind: audience === null ? 'slack' : 'email', kinds: null, envelopeIds: null, audience },
      send: async ({ notice: { subject, words }, recipients }) => {
        sent.push({ channel: name, subject, words, to: recipients });
        return { kind: 'sent' };
      },
    };
  }

  /** The next turn of the timers. */
  async function turn(atMs: number): Promise<number> {
    house.clock.ms = atMs;
    await house.database.pool.query('delete from tokenward.notice_turn');
    const raised = await raiseDigests(context);
    await deliverNotices(context);
    return raised;
  }

  test('before Monday morning nobody is told anything', async () => {
    assert.equal(await turn(MONDAY_MS - 2 * HOUR_MS), 0);
    assert.equal(await turn(MONDAY_MS + 6 * HOUR_MS), 0);
    assert.deepEqual(sent, []);
  });

  test('whoever said that they want no digest gets none, and the trail says who said so', async () => {
    await house.refresh();
    const dan = house.clientOf(await house.makeKeyOf('dan', ['call']));
    assert.equal((await dan.call('readMyDigest', {})).wanted, true);
    assert.equal((await dan.call('chooseMyDigest', { body: { wanted: false } })).wanted, false);
    const { rows } = await admin.call('listAuditEvents', { query: { subject: 'person:dan', limit: 10 } });
    assert.ok(rows.some(({ body }) => body.includes('digest.chosen')));
  });

  test('on Monday morning each person is told of their own week by mail alone, and the team by every channel, once', async () => {
    assert.equal(await turn(MONDAY_MS + 7.5 * HOUR_MS), 5);
    assert.equal(await turn(MONDAY_MS + 9 * HOUR_MS), 0);
    const mine = sent.filter(({ subject }) => subject.startsWith('Your week'));
    assert.deepEqual(mine.map(({ to }) => to).sort(), [
      ['ada@example.test'],
      ['bea@example.test'],
      ['cem@example.test'],
      ['eli@example.test'],
    ]);
    assert.ok(mine.every(({ channel }) => channel === 'mail'));
    const ada = mine.find(({ to }) => to.includes('ada@example.test'));
    assert.match(ada?.words ?? '', /^In the week from 2026-11-16 on: You worked on 1 task with 1 call for 2 cents\./);
    assert.match(ada?.words ?? '', /the task "of-ada", under My costs.*https:\/\/ward\.example\/costs$/s);
    const team = sent.filter(({ subject }) => subject.startsWith('The week of the team'));
    assert.deepEqual(team.map(({ channel, to }) => [channel, to]).sort(), [
      ['chat', []],
      ['mail', ['bea@example.test', 'finance@example.test']],
    ]);
    assert.match(
      team[0]?.words ?? '',
      /^In the week from 2026-11-16 on 5 people of the team support worked on 5 tasks for 10 cents\./,
    );
    assert.doesNotMatch(team[0]?.words ?? '', /ada|bea|cem|dan|eli/);
  });

  test('the list of notices says that somebody was told, and never what', async () => {
    const { rows } = await admin.call('listNotices', { query: { kind: 'my_digest' } });
    assert.equal(rows.length, 4);
    assert.ok(rows.every(({ words, detail }) => words === 'For its reader alone.' && Object.keys(detail).length === 0));
  });

  test('a preview shows the same at any time: one’s own to each, teams to who may read the control plane', async () => {
    house.clock.ms = MONDAY_MS + 60 * HOUR_MS;
    const ada = house.clientOf(await house.makeKey(['call']));
    const mine = await ada.call('readMyDigest', {});
    assert.deepEqual(
      [mine.week, mine.wanted, mine.channels, mine.digest?.subject],
      ['2026-11-16', true, ['mail'], 'Your week: 1 task, 2 cents'],
    );
    const { digests } = await admin.call('previewTeamDigests', {});
    assert.deepEqual(
      digests.map(({ teamIds, people }) => [teamIds, people]),
      [[['support'], 5]],
    );
    await assert.rejects(ada.call('previewTeamDigests', {}), /control\.read/);
  });
});
