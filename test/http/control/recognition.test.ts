import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { announceAwards } from '../../../src/control/announce-awards.ts';
import { recogniseDueMonth } from '../../../src/control/recognise-month.ts';
import type { RecognitionContext } from '../../../src/control/recognition-context.ts';
import { reviewAwards } from '../../../src/control/review-awards.ts';
import type { NoticeChannel } from '../../../src/ports/notice-channel.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { plantOutcome, plantRun, plantScores, turnOutcome } from './plant-scores.ts';

const DAY_MS = 86_400_000;
const OCTOBER = '2026-10';
const OCTOBER_MS = Date.UTC(2026, 9, 10);
const NOVEMBER_MS = Date.UTC(2026, 10, 1);
const MEMBERS = ['ada', 'bob', 'cyd', 'dan', 'eve'];

describe('recognition by the control API', () => {
  let house: ControlHouse;
  let context: RecognitionContext;
  let clients: Readonly<Record<string, ControlClient>>;
  const client = (name: string): ControlClient => {
    const found = clients[name];
    assert.ok(found, name);
    return found;
  };
  before(async () => {
    house = await openControlHouse();
    house.clock.ms = OCTOBER_MS;
    context = { ...house.context, ...house.noticeParts, ...house.recognitionParts };
    const admin = await house.admin();
    await admin.call('createTeam', { body: { id: 'sales', name: 'Sales' } });
    for (const id of ['bob', 'cyd', 'dan', 'eve', 'zoe', 'gil']) await house.addPerson(id);
    await admin.call('changePerson', { params: { id: 'zoe' }, body: { teamId: 'sales' } });
    await admin.call('changePerson', { params: { id: 'gil' }, body: { teamId: 'sales' } });
    const made: Record<string, ControlClient> = { admin };
    for (const id of [...MEMBERS, 'zoe']) made[id] = house.clientOf(await house.makeKeyOf(id, ['call']));
    made['gil'] = house.clientOf(await house.makeKeyOf('gil', ['control.read', 'control.write']));
    clients = made;
    for (const personId of MEMBERS) {
      const verifiedAtMs = OCTOBER_MS + DAY_MS;
      for (const at of [1, 2]) await plantOutcome(house.database, { id: `${personId}-${at}`, personId, verifiedAtMs });
    }
    await plantScores(
      house.database,
      MEMBERS.map((personId) => ({
        ...{ personId, periodId: OCTOBER, scoredAtMs: NOVEMBER_MS + DAY_MS, safety: 20 },
        impact: { [`${personId}-1`]: personId === 'ada' ? 12 : 2, [`${personId}-2`]: personId === 'ada' ? 5 : 2 },
      })),
    );
  });
  after(() => house.close());

  const refusal = async (work: Promise<unknown>): Promise<ProblemError['problem']> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError, 'it was not refused');
    return error.problem;
  };
  const seenBy = async (name: string): Promise<readonly string[]> => {
    const { rows } = await client(name).call('listRecognition', { query: {} });
    return rows.map(({ recipientId, level, points }) => `${recipientId} ${level ?? '-'} ${points}`);
  };
  const mine = async (name: string) => (await client(name).call('readMyRecognition', {})).awards;

  test('a rule is published before the work, with 60 to 70 percent for teams and no other', async () => {
    const admin = client('admin');
    const { current, starter } = await admin.call('readRecognitionRule', {});
    assert.equal(current, null);
    const broken = refusal(
      admin.call('publishRecognitionRule', { body: { rule: { ...starter, teamSharePercent: 50 }, note: 'less' } }),
    );
    assert.match((await broken).detail, /Teams get 60 to 70 whole percent/);
    const first = await admin.call('publishRecognitionRule', { body: { rule: starter, note: 'the beginning' } });
    assert.deepEqual([first.version, first.fromMonth], [1, OCTOBER]);
    const second = await admin.call('publishRecognitionRule', {
      body: { rule: { ...starter, poolPoints: 10 }, note: 'less to give' },
    });
    assert.deepEqual([second.version, second.fromMonth], [2, '2026-11'], 'nobody’s targets move inside a month');
  });

  test('a month is recognised when it is over and everybody’s scores were told since, and not before', async () => {
    const order = { params: { month: OCTOBER } };
    assert.match((await refusal(client('admin').call('recogniseMonth', order))).detail, /is not over/);
    house.clock.ms = NOVEMBER_MS + 2 * DAY_MS;
    assert.match((await refusal(client('admin').call('recogniseMonth', order))).detail, /score it first/);
    const id = '019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11';
    await plantRun(house.database, { id, periodId: OCTOBER, atMs: NOVEMBER_MS + DAY_MS, people: 5 });
    assert.equal(await recogniseDueMonth(context), 0, 'late events and contests come first');
    const preview = await client('admin').call('previewRecognition', order);
    assert.deepEqual(preview.counts, [
      { recipientKind: 'person', categoryId: 'automation', level: 'gold', many: null },
      { recipientKind: 'team', categoryId: 'automation', level: 'silver', many: 1 },
    ]);
    house.clock.ms = NOVEMBER_MS + 6 * DAY_MS;
    const both = await Promise.all([recogniseDueMonth(context), recogniseDueMonth(context)]);
    assert.deepEqual(both.toSorted(), [0, 2], 'once, whoever does it');
    assert.match((await refusal(client('admin').call('recogniseMonth', order))).detail, /recognised already/);
    const { rows } = await client('admin').call('listRecognitionMonths', { query: {} });
    const [month] = rows;
    assert.deepEqual([month?.teamPoints, month?.personPoints, month?.people], [650, 350, null]);
  });

  test('what a person is recognised for is theirs alone until they show it; a team’s is for everybody', async () => {
    const [award] = await mine('ada');
    assert.deepEqual([award?.level, award?.points, award?.scorePoints], ['gold', 350, 17]);
    assert.match(award?.citation ?? '', /17\.0 points of the score came of 2 outcomes \(Automation coverage\)/);
    assert.deepEqual(await seenBy('ada'), ['support silver 650', 'ada gold 350']);
    for (const other of ['bob', 'zoe']) assert.deepEqual(await seenBy(other), ['support silver 650']);
    assert.deepEqual(await seenBy('gil'), ['support silver 650'], 'whoever runs the house sees no more');
    await client('ada').call('chooseMyRecognition', { body: { shownTo: 'team' } });
    assert.deepEqual(await seenBy('bob'), ['support silver 650', 'ada gold 350']);
    assert.deepEqual(await seenBy('zoe'), ['support silver 650']);
    await client('ada').call('chooseMyRecognition', { body: { shownTo: 'organisation' } });
    assert.deepEqual(await seenBy('zoe'), ['support silver 650', 'ada gold 350']);
  });

  test('people are told of their own at once, and everybody three days later, of those who show it', async () => {
    const mail = channelOf('mail', { owner: false, callers: false, addresses: ['all@example.test'] });
    house.noticeParts.channels.push(channelOf('chat', null), mail);
    assert.equal(await announceAwards(context), 1, 'Ada alone has an award of her own');
    const own = await house.noticeParts.notices.list({ kind: 'my_recognition' }, { limit: 10, afterId: null });
    assert.deepEqual(
      own.notices.flatMap(({ deliveries }) => deliveries.map(({ channel, recipients }) => [channel, recipients])),
      [['mail', ['ada@example.test']]],
    );
    assert.doesNotMatch(own.notices[0]?.notice.id ?? '', /ada/, 'the outbox does not tell whom');
    house.clock.ms += 3 * DAY_MS;
    assert.equal((await announceAwards(context)) + (await announceAwards(context)), 1, 'once');
    const all = await house.noticeParts.notices.list({ kind: 'recognition' }, { limit: 10, afterId: null });
    const [notice] = all.notices;
    assert.equal(notice?.notice.subject, 'Recognition for 2026-10: 1 team, 1 person');
    assert.match(notice?.notice.words ?? '', /Support: Silver in automation\. .*\n\nAda: Gold in automation\. /);
    assert.equal(notice?.deliveries.length, 2);
  });

  test('an outcome that is reverted after recognition lowers it, with the reason, a posting and an audit event; and gives it back when it holds after all', async () => {
    await turnOutcome(house.database, 'ada-1', 'reverted');
    house.clock.ms += DAY_MS;
    assert.equal(await reviewAwards(context), 2, 'Ada’s, and her team’s');
    const [award] = await mine('ada');
    assert.deepEqual([award?.level, award?.state, award?.points], ['bronze', 'lowered', 87]);
    assert.match(
      award?.changeReason ?? '',
      /1 of the outcomes that it rested on does not count any more: ada-1 was reverted\./,
    );
    const postings = await house.recognitionParts.recognition.postings(award?.id ?? '');
    assert.deepEqual(
      postings.map(({ points }) => points),
      [350, -263],
    );
    assert.equal(await reviewAwards(context), 0, 'once');
    const { rows } = await client('admin').call('listAuditEvents', {
      query: { subject: `recognition:${award?.id ?? ''}`, limit: 10 },
    });
    assert.match(rows[0]?.body ?? '', /recognition\.reviewed/);
    await turnOutcome(house.database, 'ada-1', 'counted');
    assert.equal(await reviewAwards(context), 2);
    assert.deepEqual([(await mine('ada'))[0]?.level, (await mine('ada'))[0]?.points], ['gold', 350]);
  });

  test('a score that is told anew is looked at again: with a breach, nothing of the month is left, and others see none of it', async () => {
    const anew = { personId: 'ada', periodId: OCTOBER, scoredAtMs: house.clock.ms + 1, safety: 5, compliance: 0.7 };
    await plantScores(house.database, [{ ...anew, impact: { 'ada-1': 12, 'ada-2': 5 } }]);
    house.clock.ms += DAY_MS;
    await reviewAwards(context);
    const [award] = await mine('ada');
    assert.deepEqual([award?.level, award?.state, award?.points], [null, 'withdrawn', 0]);
    assert.equal(award?.changeReason, 'the score of the month was told anew.');
    assert.equal(
      (await seenBy('zoe')).some((row) => row.startsWith('ada')),
      false,
    );
  });

  test('scorecards of a regulated team are for its people and its manager alone, from that moment on', async () => {
    const body = { teamId: 'support', private: true, reason: 'regulated work' };
    await client('admin').call('setPrivateScorecard', { body });
    assert.deepEqual(await seenBy('zoe'), []);
    assert.equal((await seenBy('bob')).length, 1);
    const bands = async (name: string) =>
      (await client(name).call('listTeamStandings', { query: { period: OCTOBER } })).rows;
    assert.deepEqual([(await bands('bob')).length, await bands('zoe')], [1, []], 'nor where it stands by its scores');
    const me = await client('bob').call('readMyRecognition', {});
    assert.deepEqual([me.privateTeam, me.shownTo], [true, 'nobody']);
    await client('admin').call('setPrivateScorecard', { body: { ...body, private: false, reason: 'no longer' } });
    assert.equal((await seenBy('zoe')).length, 1);
  });

  test('nothing goes to performance reviews by default; it takes a second person, a month, each person’s yes, and leaves a trace', async () => {
    const ask = () => client('gil').call('exportRecognition', { query: { why: 'reviews of spring' } });
    assert.match((await refusal(ask())).detail, /not exported to performance reviews/);
    const wish = { purpose: 'reviews of spring', agreedWith: 'the works council, 3 November' };
    const { id } = await client('gil').call('proposeRecognitionExport', { body: wish });
    const yes = { params: { id }, body: { decision: 'approve', reason: 'agreed' } } as const;
    assert.equal((await refusal(client('gil').call('decideRecognitionExport', yes))).code, 'four_eyes');
    await client('admin').call('decideRecognitionExport', yes);
    assert.match((await refusal(ask())).detail, /Everybody is being told/);
    house.clock.ms += 30 * DAY_MS;
    assert.deepEqual((await ask()).rows, [], 'nobody has said yes');
    await turnOutcome(house.database, 'ada-1', 'counted');
    await plantScores(house.database, [
      {
        personId: 'ada',
        periodId: OCTOBER,
        scoredAtMs: house.clock.ms + 1,
        safety: 20,
        impact: { 'ada-1': 12, 'ada-2': 5 },
      },
    ]);
    house.clock.ms += DAY_MS;
    await reviewAwards(context);
    await client('ada').call('chooseMyRecognition', { body: { exportable: true } });
    assert.deepEqual(
      (await ask()).rows.map(({ recipientId, level }) => [recipientId, level]),
      [['ada', 'gold']],
    );
    const looks = (await client('ada').call('listLooksAtMe', { query: {} })).rows;
    assert.deepEqual(
      looks.map(({ lookerId, what, why }) => [lookerId, what, why]),
      [['gil', 'recognition, for performance reviews', 'reviews of spring']],
    );
    const file = () => textOf(client('gil').file('exportRecognitionForReviewsCsv', { query: { why: 'on paper' } }));
    const [head, line, ...more] = (await file()).trim().split(/\r?\n/);
    assert.match(head ?? '', /^person,team,month,category,level,state,citation/);
    assert.match(line ?? '', /^ada,support,2026-10,.*,gold,given,/);
    assert.deepEqual(more, [], 'never a score');
    await client('admin').call('decideRecognitionExport', {
      params: { id },
      body: { decision: 'end', reason: 'over' },
    });
    assert.match((await refusal(ask())).detail, /not exported/);
    assert.match((await refusal(file())).detail, /not exported/);
  });
});

async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(pieces)).toString('utf8');
}

function channelOf(name: string, audience: NoticeChannel['audience']): NoticeChannel {
  return {
    ...{ name, kind: audience === null ? 'slack' : 'email', kinds: null, envelopeIds: null, audience },
    send: () => Promise.resolve({ kind: 'sent' }),
  };
}
