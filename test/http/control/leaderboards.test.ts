import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';
import { plantScores } from './plant-scores.ts';

const PEOPLE = ['ada', 'ben', 'cleo', 'dan', 'eve'];
const CSV = ['name,tokens,cost', ...PEOPLE.map((name, at) => `${name},"${at + 1},000,000",${at}.50`), 'zoe,7,'].join(
  '\n',
);
const CHARTER = { question: 'What holds?', measure: 'defects that escape', target: 'half', ownerPersonId: 'ada' };
const id = 'tokens-2026';
const params = { id };

describe('leaving an old leaderboard by the control API', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let ben: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    for (const personId of PEOPLE.slice(1)) await house.addPerson(personId);
    ben = house.clientOf(await house.makeKeyOf('ben', ['call']));
    await ada.call('createLeaderboard', { body: { id, name: 'Token legends' } });
    await ada.call('createProgramme', { body: { id: 'spring', name: 'Spring', charter: CHARTER } });
  });
  after(() => house.close());

  const detailOf = async (work: Promise<unknown>): Promise<string> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError, 'it was not refused');
    return error.problem.detail ?? '';
  };
  const openSteps = async (): Promise<readonly string[]> => {
    const { steps } = await ada.call('readLeaderboard', { params });
    return steps.filter(({ isDone }) => !isDone).map((step) => step.id);
  };

  test('a table is archived once however often it is sent, names that are nobody are told, and faults take nothing', async () => {
    const body = { source: 'csv' as const, text: CSV, day: '2026-01-01' };
    for (const _ of [1, 2]) {
      const imported = await ada.call('importLeaderboard', { params, body });
      assert.deepEqual(imported, { names: 6, rows: 6, rowsAfterFreeze: 0, unknown: ['zoe'] });
    }
    const faulty = { ...body, text: 'name,tokens\nada,many' };
    assert.match(
      await detailOf(ada.call('importLeaderboard', { params, body: faulty })),
      /Nothing was imported. Line 2/,
    );
    const { tokens, names, knownPeople } = await ada.call('readLeaderboard', { params });
    assert.deepEqual({ tokens, names, knownPeople }, { tokens: '15000007', names: 6, knownPeople: 5 });
  });

  test('what ccusage and tokscale write is archived for whoever it is said to be of', async () => {
    const ccusage = {
      daily: [{ date: '2026-01-02', totalTokens: 500, totalCost: 0.25, modelsUsed: ['m'] }],
      totals: {},
    };
    const body = {
      source: 'ccusage' as const,
      text: JSON.stringify(ccusage),
      label: 'ada-laptop',
      people: { 'ada-laptop': 'ada' },
    };
    assert.equal((await ada.call('importLeaderboard', { params, body })).rows, 1);
    const tokscale = { contributions: [{ date: '2026-01-03', totals: { tokens: 7, cost: 0.1 } }] };
    const second = { source: 'tokscale' as const, text: JSON.stringify(tokscale), label: 'ben' };
    assert.equal((await ada.call('importLeaderboard', { params, body: second })).rows, 1);
    assert.equal((await ada.call('readLeaderboard', { params })).tokens, '15000514');
  });

  test('from the freeze date on files say nothing, and a board of raw tokens takes no place of it', async () => {
    await ada.call('createProgramme', { body: { id: 'raw', name: 'Raw', model: 'raw_token_leaderboard' } });
    const raw = ada.call('changeLeaderboard', { params, body: { programmeId: 'raw' } });
    assert.match(await detailOf(raw), /takes no leaderboard’s place/);
    await ada.call('changeLeaderboard', { params, body: { frozenFrom: '2026-02-01', programmeId: 'spring' } });
    const text = 'name,tokens,day\nada,5,2026-01-31\nada,6,2026-02-01\n';
    const imported = await ada.call('importLeaderboard', { params, body: { source: 'csv', text } });
    assert.deepEqual([imported.rows, imported.rowsAfterFreeze], [1, 1]);
  });

  test('each person sees their old place beside their score, and nobody else’s', async () => {
    const impact = { one: 20 };
    await plantScores(house.database, [
      { personId: 'ben', periodId: '2026-11', scoredAtMs: START_MS, impact, safety: 30 },
    ]);
    const { rows } = await ben.call('listMyOldPlaces', {});
    assert.deepEqual(
      rows.map(({ place, of, tokens, score }) => ({ place, of, tokens, score })),
      [{ place: 4, of: 6, tokens: '2000007', score: 50 }],
    );
    assert.equal(JSON.stringify(await ada.call('readLeaderboard', { params })).includes('ben'), false);
  });

  test('people are told before it moves to teams, and the riskiest use cases have caps by then', async () => {
    const useCase = {
      id: 'contracts',
      name: 'Contracts',
      category: 'legal',
      tier: 3 as const,
      modelStack: [],
      ownerPersonId: 'ada',
    };
    await ada.call('createUseCase', { body: useCase });
    assert.deepEqual(await openSteps(), ['caps', 'announce', 'team_view']);
    assert.match(
      await detailOf(ada.call('moveLeaderboardToTeams', { params, body: {} })),
      /Cap the riskiest use cases first: contracts/,
    );
    const { caps } = await ada.call('readLeaderboard', { params });
    assert.deepEqual(
      caps.map(({ useCaseId, hardCap }) => [useCaseId, hardCap]),
      [['contracts', '20']],
    );
    for (const { useCaseId, hardCap, ownerPersonId } of caps) {
      assert.ok(ownerPersonId !== null);
      const named = { id: useCaseId, name: useCaseId, ownerPersonId };
      await ada.call('createEnvelope', { body: { ...named, scope: { useCaseId }, hardCap } });
    }
    assert.deepEqual((await ada.call('readLeaderboard', { params })).caps, []);
    assert.match(await detailOf(ada.call('moveLeaderboardToTeams', { params, body: {} })), /Tell people first/);
    const { text } = await ada.call('draftLeaderboardAnnouncement', { params });
    assert.match(
      text,
      /counts nothing from 2026-02-01 on.*they are in no score, no allowance and no review.*defects that escape/s,
    );
    await ada.call('announceLeaderboard', { params, body: { text } });
    const moved = ada.call('changeLeaderboard', { params, body: { frozenFrom: '2026-03-01' } });
    assert.match(await detailOf(moved), /People were told the freeze date/);
    await ada.call('moveLeaderboardToTeams', { params, body: {} });
    assert.deepEqual(await openSteps(), []);
    const [place] = (await ben.call('listMyOldPlaces', {})).rows;
    assert.deepEqual([place?.place, place?.score], [null, 50]);
    const { teams } = await ada.call('readLeaderboard', { params });
    assert.deepEqual(
      teams.map(({ teamId, people }) => [teamId, people]),
      [['support', 5]],
    );
  });
});
