import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { learnLessons } from '../../../src/control/forecasts.ts';
import { createForesightMemory } from '../../../src/control/foresight-context.ts';
import { createControlStore } from '../../../src/store/control/create-control-store.ts';
import { createForesightStore } from '../../../src/store/forecast/create-foresight-store.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const DAY_MS = 86_400_000;
const NANO = 1_000_000_000;
describe('forecasts by the control API', () => {
  let house: ControlHouse;

  before(async () => {
    house = await openControlHouse();
  });
  after(() => house.close());

  /** An envelope of a month, and so many dollars a day (a tenth at weekends) for as many days as are asked for. */
  async function plant(
    id: string,
    { days, dollars, cap }: { days: number; dollars: number; cap: string },
  ): Promise<void> {
    const admin = await house.admin();
    await admin.call('createEnvelope', {
      body: { id, name: id, hardCap: cap, scope: { tag: { name: 'of', value: id } } },
    });
    const { pool } = house.database;
    const [start, end] = [Date.UTC(2026, 10, 1), Date.UTC(2026, 11, 1)];
    await pool.query('select tokenward.budget_open($1, $2, $3)', [id, start, end]);
    for (let back = days; back > 0; back -= 1) {
      const atMs = START_MS - back * DAY_MS;
      const weekday = new Date(atMs).getUTCDay();
      const amount = dollars * NANO * (weekday === 0 || weekday === 6 ? 0.1 : 1);
      await pool.query(
        `insert into tokenward.budget_entry (envelope_id, period_start_ms, at, kind, amount)
       values ($1, $2, to_timestamp($3::float8 / 1000), 'commit', $4)`,
        [id, start, atMs, amount],
      );
      if (atMs >= start)
        await pool.query('update tokenward.budget_account set spent = spent + $2 where envelope_id = $1', [id, amount]);
    }
  }

  test('an envelope with a past is forecast: bands, the day on which it runs out, and each day of its period', async () => {
    await plant('tight', { days: 90, dollars: 10, cap: '150' });
    const forecast = await (await house.admin()).call('readForecast', { params: { id: 'tight' } });
    assert.equal(forecast.state, 'forecast');
    // Fourteen working days and five of weekends gone, seven and four to come: 14 × 10 + 5 × 1 + 7 × 10 + 4 × 1, nearly.
    const likely = Number(forecast.end?.p50.amount);
    assert.ok(Math.abs(likely - 219) < 8, `${likely}`);
    assert.ok(Number(forecast.end?.p10.amount) <= likely && likely <= Number(forecast.end?.p90.amount));
    assert.equal(forecast.burnDown.length, 30);
    assert.equal(forecast.burnDown.filter(({ spent }) => spent !== null).length, 19);
    assert.match(forecast.exhaustion?.median ?? '', /^2026-11-2\d$/);
    assert.ok((forecast.overspendProbability ?? 0) > 0.9);
    assert.match(forecast.sentence, /^About \$2\d\d\.\d\d by the end of the period .* it is used up on 2026-11-2\d/);
  });

  test('what is learned of a day is learned once, before anybody asks', async () => {
    const { pool } = house.database;
    const clock = { nowMs: () => START_MS, monotonicMs: () => START_MS };
    const memory = createForesightMemory({ workingDays: [1, 2, 3, 4, 5], holidays: [] });
    const foresight = createForesightStore({ pool });
    const context = { store: createControlStore({ pool, clock }), clock, foresight, memory };
    let learned = 0;
    const rest = () => {
      learned += 1;
      return Promise.resolve(true);
    };
    await learnLessons(context, rest);
    assert.ok((memory.recall('tight', new Date(START_MS).toISOString().slice(0, 10))?.errors.length ?? 0) > 0);
    const first = learned;
    assert.ok(first > 0);
    await learnLessons(context, rest);
    assert.equal(learned, first);
  });

  test('an envelope of a few days is told at an even pace, one that is new with nothing, and both say so', async () => {
    await plant('young', { days: 5, dollars: 10, cap: '1000' });
    await plant('new', { days: 0, dollars: 0, cap: '1000' });
    const admin = await house.admin();
    const young = await admin.call('readForecast', { params: { id: 'young' } });
    assert.deepEqual(
      [young.state, young.end, young.exhaustion, young.overspendProbability],
      ['run_rate', null, null, null],
    );
    assert.match(young.sentence, /Not enough history for a forecast: 4 whole days are known, 14 are needed/);
    assert.ok(Number(young.runRate?.amount) > 42);
    const fresh = await admin.call('readForecast', { params: { id: 'new' } });
    assert.deepEqual([fresh.state, fresh.runRate], ['run_rate', null]);
    assert.match(fresh.sentence, /nothing to forecast from/);
  });

  test('calls at once are not forecast, an envelope that is not there is not found, and all are listed page by page', async () => {
    const admin = await house.admin();
    const many = { id: 'at-once', name: 'at once', unit: 'concurrency', hardCap: '5' } as const;
    await admin.call('createEnvelope', { body: many });
    assert.equal((await admin.call('readForecast', { params: { id: 'at-once' } })).state, 'not_forecast');
    await assert.rejects(admin.call('readForecast', { params: { id: 'nobody' } }), /There is no envelope "nobody"/);
    const seen: string[] = [];
    for await (const { envelopeId } of admin.rows('listForecasts', { query: { limit: 1 } })) seen.push(envelopeId);
    assert.deepEqual(seen, ['at-once', 'new', 'tight', 'young']);
    for (const [id, scope] of [
      ['ours', { teamId: 'support' }],
      ['hers', { teamId: 'support', personId: 'ada' }],
    ] as const)
      await admin.call('createEnvelope', { body: { id, name: id, scope, hardCap: '5.00' } });
    const ofTeam = await admin.call('listForecasts', { query: { teamId: 'support' } });
    assert.deepEqual(
      ofTeam.rows.map(({ envelopeId }) => envelopeId),
      ['ours'],
      'of a team, without single people',
    );
  });

  test('forecasts take the scope to read', async () => {
    const key = await house.makeKey(['call']);
    await assert.rejects(house.clientOf(key).call('readForecast', { params: { id: 'tight' } }), /control\.read/);
  });
});
