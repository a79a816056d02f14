import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { noteOverdueContests } from '../../../src/control/score-contests.ts';
import type { ScoreContext } from '../../../src/control/score-context.ts';
import { compareProposals } from '../../../src/control/score-formulas.ts';
import { runScores } from '../../../src/control/score-runs.ts';
import { scoreTouched } from '../../../src/control/score-touched.ts';
import type { Notice } from '../../../src/domain/notice/notice.ts';
import { DEFAULT_FORMULA } from '../../../src/domain/score/formula.ts';
import { aUseCase } from '../../fakes/catalog-rows.ts';
import { changeOutcome, plantWork } from '../../fakes/plant-work.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse, START_MS } from './control-house.ts';

const DAY_MS = 86_400_000;
const PERIOD = '2026-11';
const PEOPLE = ['bea', 'cem', 'dan', 'eli', 'fay'];
const { version: _version, ...FORMULA } = DEFAULT_FORMULA;

describe('scores by the control API', () => {
  let house: ControlHouse;
  let context: ScoreContext;
  let ada: ControlClient;
  let bea: ControlClient;
  let admin: ControlClient;
  let second: ControlClient;

  before(async () => {
    house = await openControlHouse();
    context = { ...house.context, ...house.recognitionParts };
    for (const personId of PEOPLE) await house.addPerson(personId);
    const system = { kind: 'system', id: 'test', keyId: null, requestId: 'planting' } as const;
    await house.store.write(system, (unit) =>
      unit.put('use_case', aUseCase({ id: 'support', modelStack: [] }), { managedBy: 'api' }),
    );
    const author = { owner: 'fay', id: 'recap' };
    await house.database.pool.query(
      `insert into tokenward.library_asset (id, kind, name, description, owner_person_id, use_case_id, labels, starter_roles, status,
         revision, managed_by, created_at, updated_at, changed_version)
       values ($1, 'template', 'Recap', '', $2, 'support', '{}', '[]', 'active', 1, 'api', now(), now(), 0)`,
      [author.id, author.owner],
    );
    await house.database.pool.query(
      `insert into tokenward.library_version (id, asset_id, version, state, definition, written_by, published_at, revision,
         managed_by, created_at, updated_at, changed_version)
       values ('recap@1', 'recap', 1, 'published', '{}', 'fay', now(), 1, 'api', now(), now(), 0)`,
    );
    await plantWork(house.database, [
      ...Array.from({ length: 8 }, (_, at) => ({
        ...{ id: `ada-${at}`, personId: 'ada', atMs: START_MS - at * 2 * DAY_MS, dollars: 100 },
        ...(at === 0 ? { measuredDollars: 100 } : {}),
        ...(at < 3 ? { templateId: 'recap' } : {}),
      })),
      ...PEOPLE.slice(0, 4).map((personId) => ({
        ...{ id: `${personId}-0`, personId, atMs: START_MS, dollars: 50, measuredDollars: 50 },
      })),
    ]);
    ada = house.clientOf(await house.makeKey(['call']));
    bea = house.clientOf(await house.makeKeyOf('bea', ['call']));
    admin = house.clientOf(await house.makeKeyOf('cem', EVERY_SCOPE));
    second = house.clientOf(await house.makeKeyOf('dan', EVERY_SCOPE));
    assert.equal(await runScores(context), 1);
  });
  after(() => house.close());

  const leads = (managerPersonId: string | null, teamId: string) =>
    house.store.write({ kind: 'system', id: 'test', keyId: null, requestId: 'leading' }, async (unit) => {
      const team = await unit.get('team', teamId);
      assert.ok(team !== undefined);
      await unit.put('team', { ...team.row, managerPersonId }, { managedBy: 'api', expectedRevision: team.revision });
    });
  const mine = (client: ControlClient) => client.call('explainMyScore', { params: { period: PERIOD } });
  const postings = async (client: ControlClient) =>
    (await client.call('listMyPostings', { params: { period: PERIOD }, query: {} })).rows;
  const sum = (points: readonly number[]): number => points.reduce((all, one) => all + Math.round(one * 1_000), 0);

  test('a score explains every point: parts add up to it, lines to their part, postings to the score', async () => {
    const score = await mine(ada);
    assert.equal(score.state, 'scored');
    assert.ok((score.points ?? 0) > 20);
    const whole = Math.round((score.points ?? 0) * 1_000);
    assert.equal(sum(score.parts.map(({ points }) => points)), whole);
    for (const { lines, points } of score.parts)
      if (lines.length > 0) assert.equal(sum(lines.map((line) => line.points)), Math.round(points * 1_000));
    const posted = await postings(ada);
    assert.equal(sum(posted.map(({ points }) => points)), whole);
    for (const { entries, points } of posted)
      assert.equal(sum(entries.map((entry) => entry.points)), Math.round(points * 1_000));
    assert.match(
      score.sentence,
      /^\d+\.\d points of 100, from 8 outcomes; with what is usual .* nineteen times in twenty/,
    );
    assert.match(score.arithmetic, /^impact \d+\.\d \+ safety \d+\.\d/);
    const impact = score.parts.find(({ rule }) => rule === 'impact');
    assert.ok(impact?.lines.some(({ evidenceIds }) => evidenceIds.includes('e-ada-3')));
    assert.ok(score.shown !== null && score.shown.lower < score.shown.points && score.shown.points < score.shown.upper);
  });

  test('whoever has no work has no score, and is told what to do; a service account has none', async () => {
    const fay = house.clientOf(await house.makeKeyOf('fay', ['call']));
    const { rows } = await fay.call('listMyScores', {});
    assert.deepEqual(
      rows.map(({ period }) => period),
      [PERIOD],
    );
    await assert.rejects(fay.call('explainMyScore', { params: { period: '2026-09' } }), /no score of 2026-09/);
    const team = await ada.call('listTeamStandings', { query: {} });
    assert.equal(team.rows[0]?.kind, 'too_little_evidence');
    assert.equal(team.rows[0]?.band, null);
  });

  test('scoring again changes nothing, and nothing of the ledger can be changed', async () => {
    house.clock.ms += 1_000;
    await admin.call('orderScoreRun', { body: {} });
    const before = await postings(ada);
    await runScores(context);
    const [run] = (await admin.call('listScoreRuns', {})).rows;
    assert.deepEqual([run?.state, run?.changed, run?.period], ['done', 0, PERIOD]);
    assert.deepEqual(await postings(ada), before);
    await assert.rejects(
      house.database.pool.query('update tokenward.points_posting set millipoints = 0'),
      /append-only/,
    );
    await assert.rejects(house.database.pool.query('delete from tokenward.points_posting'), /append-only/);
  });

  test('reuse is drawn by lot, looked at by somebody else, and counts from then on', async () => {
    const fay = house.clientOf(await house.makeKeyOf('fay', ['call']));
    const before = (await mine(fay)).parts.find(({ rule }) => rule === 'reuse')?.points;
    const clients = await Promise.all(
      ['bea', 'cem', 'dan', 'eli'].map(async (personId) => house.clientOf(await house.makeKeyOf(personId, ['call']))),
    );
    const drawn = await Promise.all(clients.map((client) => client.call('listMyAdoptionChecks', {})));
    const at = drawn.findIndex(({ rows }) => rows.length > 0);
    const [check] = drawn[at]?.rows ?? [];
    const checker = clients[at];
    assert.ok(check !== undefined && checker !== undefined && check.authorId === 'fay' && check.adopterId === 'ada');
    assert.equal(drawn.flatMap(({ rows }) => rows).length, 1);
    const verdict = { id: check.id, verdict: 'carried', reason: 'It made the answer.' } as const;
    await assert.rejects(ada.call('decideAdoptionCheck', { body: verdict }), /drawn to look at/);
    await checker.call('decideAdoptionCheck', { body: verdict });
    assert.equal(await scoreTouched(context), 1);
    const [cause] = (await postings(fay)).map((posting) => posting.cause);
    assert.equal(cause, 'event:links');
    const now = (await mine(fay)).parts.find(({ rule }) => rule === 'reuse');
    assert.ok((now?.points ?? 0) > (before ?? 0));
    assert.doesNotMatch(JSON.stringify([now, await postings(fay)]), /ada/);
  });

  test('what is withdrawn leaves the score as if it had never been claimed, and says so in the ledger', async () => {
    const before = await mine(bea);
    await plantWork(house.database, [{ id: 'bea-more', personId: 'bea', atMs: START_MS, dollars: 400 }]);
    assert.equal(await scoreTouched(context), 1);
    assert.ok(((await mine(bea)).points ?? 0) > (before.points ?? 0));
    await changeOutcome(house.database, 'bea-more', { state: 'withdrawn', atMs: START_MS });
    assert.equal(await scoreTouched(context), 1);
    const [last] = await postings(bea);
    assert.equal(last?.cause, 'event:outcome:o-bea-more');
    assert.ok(last.entries.some(({ words, points }) => words.startsWith('taken back: Hours saved') && points < 0));
    const after = await mine(bea);
    assert.equal(sum((await postings(bea)).map(({ points }) => points)), Math.round((after.points ?? 0) * 1_000));
  });

  test('what is reverted a month later is taken back in that month, and not twice', async () => {
    const november = await mine(bea);
    house.clock.ms = Date.UTC(2026, 11, 5);
    await runScores(context);
    await changeOutcome(house.database, 'bea-0', { state: 'reverted', atMs: Date.UTC(2026, 11, 6) });
    house.clock.ms = Date.UTC(2026, 11, 7);
    await scoreTouched(context);
    assert.equal((await mine(bea)).points, november.points);
    const december = await bea.call('explainMyScore', { params: { period: '2026-12' } });
    const line = december.parts.flatMap(({ lines }) => lines).find(({ rule }) => rule === 'outcome');
    assert.match(line?.words ?? '', /-\$50\.00 of \$50\.00 claimed \(it was credited earlier and did not hold\)/);
    await admin.call('orderScoreRun', { body: { period: PERIOD } });
    await runScores(context);
    assert.equal((await mine(bea)).points, november.points);
    house.clock.ms = START_MS;
  });

  test('a contest has a clock, is answered by another person, and whoever looked at the score is known', async () => {
    const opened = await ada.call('contestMyScore', {
      params: { period: PERIOD },
      body: { rule: 'impact', words: 'Two results are missing.' },
    });
    assert.equal(Date.parse(opened.dueAt) - Date.parse(opened.openedAt), 14 * DAY_MS);
    await assert.rejects(
      ada.call('contestMyScore', { params: { period: PERIOD }, body: { rule: 'luck', words: 'Why?' } }),
      /no rule "luck"/,
    );
    await assert.rejects(bea.call('withdrawContest', { params: { id: opened.id } }), /no contest/);
    const own = house.clientOf(await house.makeKey(EVERY_SCOPE));
    const params = { id: opened.id };
    await assert.rejects(own.call('readScoreContest', { params }), /own contest/);
    house.clock.ms = START_MS + 15 * DAY_MS;
    const told: Notice[] = [];
    const tell = async (notices: readonly Notice[]): Promise<void> => void told.push(...notices);
    assert.equal(await noteOverdueContests(context, tell), 1);
    assert.equal(await noteOverdueContests(context, tell), 0);
    assert.ok(told[0]?.kind === 'contest_overdue' && told[0].threshold === opened.id && !told[0].words.includes('ada'));
    const [waiting] = (await admin.call('listScoreContests', { query: { state: 'open' } })).rows;
    assert.ok(waiting?.notYou === null && waiting.isOverdue && !('points' in waiting));
    await assert.rejects(bea.call('listScoreContests', { query: {} }), /control\.write/);
    await leads('cem', 'support');
    await assert.rejects(admin.call('readScoreContest', { params }), /leads somebody/);
    await leads(null, 'support');
    const read = await admin.call('readScoreContest', { params });
    assert.ok(read.contest.isOverdue && read.score !== null);
    const looks = await context.looks.of('ada', { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 9 });
    assert.deepEqual(
      looks.map(({ looker, what }) => [looker.id, what]),
      [['cem', `the score of ${PERIOD}`]],
    );
    const body = { decision: 'rejected', answer: 'Both are maturing until December.' } as const;
    await admin.call('decideScoreContest', { params, body });
    await assert.rejects(second.call('decideScoreContest', { params, body }), /rejected already/);
    const { rows } = await ada.call('listMyContests', {});
    assert.deepEqual(
      rows.map(({ state, answer }) => [state, answer]),
      [['rejected', body.answer]],
    );
    house.clock.ms = START_MS;
  });

  test('a version is published by a second person, after what it would change was shown, and never backwards', async () => {
    const formula = { ...FORMULA, weights: { impact: 45, safety: 30, reuse: 20, activity: 5 } };
    const bad = { ...FORMULA, weights: { impact: 30, safety: 20, reuse: 10, activity: 40 } };
    const propose = (body: { formula: typeof formula; note: string; fromPeriod?: string | null }) =>
      admin.call('proposeScoreFormula', { body: { fromPeriod: PERIOD, ...body } });
    await assert.rejects(propose({ formula: bad, note: 'more clicks' }), /Activity must have the smallest weight/);
    await assert.rejects(propose({ formula, note: 'late', fromPeriod: '2026-10' }), /nobody is judged afterwards/);
    const version = await propose({ formula, note: 'impact counts more' });
    const params = { id: version.id };
    await assert.rejects(second.call('publishScoreFormula', { params }), /compare it first/);
    const before = await mine(ada);
    assert.equal(await compareProposals(context), 1);
    const difference = await admin.call('readScoreFormula', { params });
    assert.ok(difference.people >= 5 && difference.byRule.some(({ rule }) => rule === 'impact'));
    const [proposed] = (await mine(ada)).proposed;
    await assert.rejects(admin.call('publishScoreFormula', { params }), /Somebody else than who proposed it/);
    await second.call('publishScoreFormula', { params });
    await runScores(context);
    const now = await mine(ada);
    assert.equal(now.formulaVersion, '2');
    assert.equal(
      Math.round((now.points ?? 0) * 1_000) - Math.round((before.points ?? 0) * 1_000),
      Math.round((proposed?.points ?? 0) * 1_000),
    );
    const [last] = await postings(ada);
    assert.deepEqual([last?.formulaVersion, last?.cause.slice(0, 4)], ['2', 'run:']);
  });

  test('a severe breach withholds the score until somebody else has decided; cleared, it is as if it had not been', async () => {
    const before = (await mine(ada)).points;
    const breach = await admin.call('openBreach', {
      body: {
        personId: 'ada',
        severity: 'severe',
        words: 'A customer list.',
        happenedAt: new Date(START_MS).toISOString(),
      },
    });
    assert.equal(breach.isSelfReported, false);
    await scoreTouched(context);
    const withheld = await mine(ada);
    assert.deepEqual([withheld.state, withheld.points, withheld.parts], ['withheld', null, []]);
    assert.deepEqual(await postings(ada), []);
    const params = { id: breach.id };
    const decide = (client: ControlClient, state: 'confirmed' | 'cleared') =>
      client.call('decideBreach', { params, body: { state, reason: 'looked into' } });
    await assert.rejects(decide(admin, 'cleared'), /than who opened it/);
    await decide(second, 'cleared');
    await scoreTouched(context);
    assert.equal((await mine(ada)).points, before);
  });

  test('declined work counts as zero, reassigned work does not, and nobody assigns work to themselves', async () => {
    const before = (await mine(ada)).points ?? 0;
    const ask = (client: ControlClient, personId: string) =>
      client.call('assignWork', { body: { personId, useCaseId: 'support', words: 'The hard one' } });
    await assert.rejects(ask(ada, 'ada'), /one gives oneself/);
    await assert.rejects(ask(bea, 'ada'), /manager/);
    const first = await ask(admin, 'ada');
    const next = await ask(admin, 'ada');
    const reply = (
      client: ControlClient,
      id: string,
      body: { state: 'declined' | 'reassigned' | 'accepted'; reason?: string },
    ) => client.call('answerAssignment', { params: { id }, body });
    await assert.rejects(reply(ada, first.id, { state: 'declined' }), /Say why/);
    await reply(ada, first.id, { state: 'declined', reason: 'no time' });
    await reply(ada, next.id, { state: 'accepted' });
    await scoreTouched(context);
    const declined = (await mine(ada)).points ?? 0;
    assert.ok(declined < before);
    await reply(admin, first.id, { state: 'reassigned' });
    await scoreTouched(context);
    assert.equal((await mine(ada)).points, before);
  });
});
