import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import type { ProgrammeContext } from '../../../src/control/programme-context.ts';
import { playSimulation } from '../../../src/control/programme-simulations.ts';
import { watchProgrammes } from '../../../src/control/watch-programmes.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { createUsageStore } from '../../../src/store/usage/create-usage-store.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';
import { plantScores } from './plant-scores.ts';
import { programmePartsOf } from './programme-parts.ts';

const DAY_MS = 86_400_000;
const CHARTER = {
  question: 'How do we answer customers sooner?',
  measure: 'hours until a ticket is resolved',
  target: '4 hours',
  ownerPersonId: 'ada',
};
const PEOPLE = ['ada', 'ben', 'cleo', 'dan', 'eve', 'finn'];

describe('programmes by the control API', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    for (const id of PEOPLE.slice(1)) await house.addPerson(id);
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
  const context = (): ProgrammeContext => ({
    ...house.context,
    ...programmePartsOf(house.database),
    usage: createUsageStore(house.database),
  });
  const watch = (): Promise<number> => watchProgrammes(context());
  const play = (): Promise<boolean> => playSimulation(context());
  const simulate = async (id: string): Promise<void> => {
    await ada.call('simulateProgramme', { params: { id }, body: { seeds: 10 } });
    assert.ok(await play());
  };
  const unmetOf = async (id: string): Promise<readonly string[]> => {
    const { preconditions } = await ada.call('readProgrammePreconditions', { params: { id } });
    return preconditions.filter(({ isMet }) => !isMet).map((one) => one.id);
  };
  const useTokens = async (atMs: number, tokensBy: Readonly<Record<string, number>>): Promise<void> => {
    const calls = Object.entries(tokensBy).map(([personId, tokens], at) => {
      const call = sampleCall(at + Math.round(tokens), { admittedAtMs: atMs + at, personId, teamId: 'support' });
      return { ...call, usage: { ...call.usage, inputUncachedTokens: tokens } };
    });
    const ingest = createIngest({ pool: house.database.pool, clock: house.context.clock, log: () => undefined });
    await ingest(batchOf(Math.round(atMs / 1_000), { admits: calls, settles: calls }));
  };

  test('all nine models are offered with their preconditions, and each refuses to start without them', async () => {
    const { rows } = await ada.call('listIncentiveModels', {});
    assert.deepEqual(
      rows.map(({ requirement }) => requirement),
      ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9'],
    );
    for (const { id: model, preconditions } of rows) {
      const id = `nothing-${model.replaceAll('_', '-')}`;
      await ada.call('createProgramme', { body: { id, name: model, model } });
      const problem = await refusal(ada.call('startProgramme', { params: { id }, body: {} }));
      assert.equal(problem.code, 'rule_broken');
      assert.match(problem.detail ?? '', /There is no charter\..*Write the charter/s);
      const unmet = await unmetOf(id);
      assert.ok(unmet.every((one) => preconditions.includes(one)));
      assert.ok(unmet.includes('charter') && unmet.includes('simulation'), model);
    }
  });

  test('a board of raw tokens names each thing that it lacks: an end, caps, a watch', async () => {
    await ada.call('createProgramme', {
      body: { id: 'weeks', name: 'Four weeks', model: 'raw_token_leaderboard', charter: CHARTER, teamIds: ['support'] },
    });
    assert.deepEqual(await unmetOf('weeks'), ['simulation', 'end_date', 'strong_caps', 'anomaly_detection']);
    const endsAt = new Date(START_MS + 60 * DAY_MS).toISOString();
    const settings = { watch: { burstTimes: 4, personId: 'ben' } };
    await ada.call('changeProgramme', { params: { id: 'weeks' }, body: { endsAt, settings } });
    assert.deepEqual(await unmetOf('weeks'), ['simulation', 'end_date', 'strong_caps'], 'sixty days are no campaign');
    const soon = new Date(START_MS + 20 * DAY_MS).toISOString();
    await ada.call('changeProgramme', { params: { id: 'weeks' }, body: { endsAt: soon } });
    await ada.call('createEnvelope', {
      body: { id: 'support', name: 'Support', scope: { teamId: 'support' }, hardCap: '100.00', ownerPersonId: 'ada' },
    });
    assert.deepEqual(await unmetOf('weeks'), ['simulation']);
  });

  test('what gaming would pay is played out before the start, and speaks of these figures alone', async () => {
    const params = { id: 'weeks' };
    const ordered = await ada.call('simulateProgramme', { params, body: { seeds: 10 } });
    assert.deepEqual([ordered.state, ordered.done], ['ordered', 0]);
    const twice = await refusal(ada.call('simulateProgramme', { params, body: { seeds: 10 } }));
    assert.match(twice.detail ?? '', /played out already/);
    assert.equal((await ada.call('stopProgrammeSimulation', { params, body: {} })).state, 'stopped');
    assert.equal(await play(), false, 'what was stopped before it began is not played');
    await simulate('weeks');
    assert.equal((await ada.call('readProgrammeSimulationRun', { params })).run?.state, 'done');
    const played = await ada.call('readProgrammeSimulation', { params });
    const padding = played.attacks.find(({ strategy }) => strategy === 'padding');
    assert.ok((padding?.efforts.at(-1)?.gain ?? 0) > 1, 'padding doubles a place on a raw board');
    assert.deepEqual(await unmetOf('weeks'), []);
    const settings = { tokenCapPercent: 200 };
    await ada.call('changeProgramme', { params: { id: 'weeks' }, body: { settings } });
    assert.deepEqual(await unmetOf('weeks'), ['simulation']);
    await ada.call('changeProgramme', { params: { id: 'weeks' }, body: { settings: { tokenCapPercent: 300 } } });
    const started = await ada.call('startProgramme', { params: { id: 'weeks' }, body: {} });
    assert.equal(started.state, 'running');
  });

  test('while it runs its model stays, its end only comes nearer, and no other programme starts for the same people', async () => {
    const teams = { params: { id: 'weeks' }, body: { teamIds: [] } };
    assert.match(
      (await refusal(ada.call('changeProgramme', teams))).detail ?? '',
      /people work by what they were told/,
    );
    const later = { params: { id: 'weeks' }, body: { endsAt: new Date(START_MS + 25 * DAY_MS).toISOString() } };
    assert.match((await refusal(ada.call('changeProgramme', later))).detail ?? '', /only end earlier/);
  });

  test('its board shows teams of five and more, leaves bursts out until somebody else has looked, and names nobody', async () => {
    house.clock.ms = START_MS + DAY_MS;
    await useTokens(START_MS + DAY_MS, { ada: 1_000, ben: 1_200, cleo: 900, dan: 1_100, eve: 1_000, finn: 90_000 });
    assert.equal(await watch(), 1);
    assert.equal(await watch(), 0, 'a burst is noted once');
    const before = await ada.call('readProgrammeBoard', { params: { id: 'weeks' } });
    const [row] = before.rows;
    assert.equal(row?.people, 6);
    assert.ok((row?.tokensPerPerson ?? 0) < 2_000, `${row?.tokensPerPerson}`);
    assert.equal(JSON.stringify(before).includes('finn'), false);

    const ben = house.clientOf(await house.makeKeyOf('ben', ['call']));
    const cleo = house.clientOf(await house.makeKeyOf('cleo', ['call']));
    const params = { id: 'weeks' };
    assert.equal((await refusal(cleo.call('listBoardBursts', { params, query: {} }))).code, 'not_found');
    const { rows } = await ben.call('listBoardBursts', { params, query: { state: 'open' } });
    assert.deepEqual(
      rows.map(({ personId, state }) => [personId, state]),
      [['finn', 'open']],
    );
    const looks = await programmePartsOf(house.database).looks.of('finn', {
      fromMs: 0,
      toMs: Number.MAX_SAFE_INTEGER / 2,
      limit: 5,
    });
    assert.deepEqual(
      looks.map(({ looker, what }) => [looker.id, what]),
      [['ben', 'a day of tokens']],
      'finn sees who looked',
    );
    const burstId = rows[0]?.id ?? '';
    const finn = house.clientOf(await house.makeKeyOf('finn', ['control.write']));
    const own = finn.call('decideBoardBurst', { params, body: { burstId, letStand: true, reason: 'mine' } });
    assert.equal((await refusal(own)).code, 'four_eyes');
    const decided = await ben.call('decideBoardBurst', {
      params,
      body: { burstId, letStand: false, reason: 'a loop ran all night' },
    });
    assert.equal(decided.state, 'left_out');
  });

  test('it ends by itself when a cap that it stands on is gone', async () => {
    await ada.call('archiveEnvelope', { params: { id: 'support' }, body: {} });
    assert.equal(await watch(), 1);
    const ended = await ada.call('readProgramme', { params: { id: 'weeks' } });
    assert.equal(ended.state, 'ended');
    assert.equal(ended.endedBy, null);
    assert.match(ended.endReason ?? '', /No strict envelope caps support/);
  });

  test('it ends by itself at its time, whether or not anybody has noted it yet', async () => {
    await ada.call('restoreEnvelope', { params: { id: 'support' }, body: {} });
    const endsAt = new Date(house.clock.ms + 2 * DAY_MS).toISOString();
    const body = { id: 'days', name: 'Two days', model: 'raw_token_leaderboard' as const, charter: CHARTER, endsAt };
    await ada.call('createProgramme', {
      body: { ...body, teamIds: ['support'], settings: { watch: { burstTimes: 4, personId: 'ben' } } },
    });
    await simulate('days');
    await ada.call('startProgramme', { params: { id: 'days' }, body: {} });
    house.clock.ms += 3 * DAY_MS;
    assert.equal((await ada.call('readProgramme', { params: { id: 'days' } })).state, 'ended');
    assert.equal(await watch(), 1);
    const ended = await ada.call('readProgramme', { params: { id: 'days' } });
    assert.deepEqual([ended.state, ended.endReason], ['ended', 'Its time was over.']);
  });

  test('a programme by compliance needs a policy, and people who decide on exceptions', async () => {
    await ada.call('createUseCase', {
      body: {
        ...{ id: 'drafting', name: 'Drafting', category: 'drafting', tier: 1, modelStack: [], purpose: 'letters' },
        ...{ ownerPersonId: 'ada', allowedDataClasses: ['internal'] },
      },
    });
    const body = { id: 'clean', name: 'Clean hands', model: 'compliance_weighted' as const, charter: CHARTER };
    await ada.call('createProgramme', { body });
    assert.deepEqual(await unmetOf('clean'), ['simulation', 'clear_rules', 'exception_process']);
    await ada.call('changePerson', { params: { id: 'eve' }, body: { roles: ['governance'] } });
    assert.deepEqual(
      await unmetOf('clean'),
      ['simulation', 'clear_rules'],
      'two people publish a policy: policies.test.ts',
    );
  });

  test('a person sees what a programme makes of their own score, and others see teams in bands', async () => {
    await house.database.pool.query(
      `update tokenward.programme set state = 'running', started_at = now(), started_by = 'ada', simulation = '{}' where id = 'clean'`,
    );
    const periodId = '2026-11';
    const impact = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`o${at}`, 2]));
    await plantScores(
      house.database,
      PEOPLE.map((personId) => ({ personId, periodId, scoredAtMs: START_MS, impact, safety: 27 })),
    );
    const ben = house.clientOf(await house.makeKeyOf('ben', ['call']));
    const { rows } = await ben.call('listMyProgrammes', {});
    // 27 of 30 points of safety are 90 of 100; adherence weighs 60 %, and there is no breadth.
    assert.deepEqual(
      rows.map(({ id, mine }) => [id, mine]),
      [['clean', 54]],
    );
    const board = await ben.call('readProgrammeBoard', { params: { id: 'clean' } });
    assert.deepEqual(
      board.rows.map(({ teamId, people, band }) => [teamId, people, band]),
      [['support', 6, 'steady']],
    );
  });

  test('every step is in the audit trail', async () => {
    const { rows } = await house.database.pool.query<{ type: string }>(
      `select distinct type from tokenward.audit_event where type ~ '^(programme|board_burst)\\.' order by 1`,
    );
    assert.deepEqual(
      rows.map(({ type }) => type),
      [
        ...['board_burst.decided', 'board_burst.noted', 'programme.changed', 'programme.created', 'programme.ended'],
        ...['programme.simulated', 'programme.simulation_ordered', 'programme.simulation_stopped', 'programme.started'],
      ],
    );
  });
});
