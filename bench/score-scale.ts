import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { createScoreThread } from '../src/app/scores/score-on-thread.ts';
import { scoreTouched } from '../src/control/score-touched.ts';
import { periodIdAt, periodOf } from '../src/domain/score/score-period.ts';
import { createControlStore } from '../src/store/control/create-control-store.ts';
import { createScoreStore } from '../src/store/score/create-score-store.ts';
import { withTestDatabase } from '../test/fakes/postgres.ts';
import { plantScores, type ScoreSize } from './score/plant-scores.ts';

/**
 * Scoring on the store, at the size of a large organisation: everybody from scratch, everybody again, and one event at a time.
 *
 *   node bench/score-scale.ts [--people 20000] [--events 200] [--once]
 *
 * Tasks and outcomes grow with people: a hundred and twenty-five of each hundred thousandth. Two processors: the house on one,
 * the database on the other.
 */

const NOW_MS = Date.now();
/** What the kernel counts a processor's time in. */
const TICK_MS = 10;
const people = numberAfter('--people') ?? 20_000;
const events = numberAfter('--events') ?? 200;
const size: ScoreSize = { people, tasks: people * 100, outcomes: people * 25 };

await withTestDatabase(async ({ pool }) => {
  const periodId = periodIdAt(NOW_MS);
  const period = periodOf(periodId);
  if (period === undefined) throw new Error('no month');
  await plantScores(pool, size, period.fromMs);
  const clock = { nowMs: () => NOW_MS, monotonicMs: () => performance.now() };
  const store = createControlStore({ pool, clock });
  const scores = createScoreStore({ pool, reviewMinute: null });
  const told: Record<string, unknown> = { ...size };
  const thread = createScoreThread({ pool, reviewMinute: null });
  for (const name of process.argv.includes('--once') ? ['from scratch'] : ['from scratch', 'again']) {
    const [began, house, database] = [performance.now(), process.cpuUsage(), await databaseCpuMs(pool)];
    await scores.orderRun({ id: crypto.randomUUID(), periodId, orderedBy: null, orderedAtMs: NOW_MS });
    await thread.run();
    const done = (await scores.lastRun(periodId))?.finished;
    if (done === undefined || done === null || done.failure !== null) throw new Error('the run was not done');
    told[`${name} s`] = Math.round(performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(house);
    told[`${name} processor s: house`] = Math.round((user + system) / 1e5) / 10;
    told[`${name} processor s: database`] = Math.round(((await databaseCpuMs(pool)) - database) / 100) / 10;
    told[`${name} changed`] = done.changed;
  }
  const { rows } = await pool.query<{ readonly last: bigint }>(
    'select max(change_sequence) as last from tokenward.outcome',
  );
  await scores.advance(BigInt(rows[0]?.last ?? 0));
  const waits: number[] = [];
  const [house, database] = [process.cpuUsage(), await databaseCpuMs(pool)];
  let changed = 0;
  for (let at = 0; at < events; at += 1) {
    const id = `o${(at * 7_919) % size.outcomes}`;
    await pool.query(
      `update tokenward.outcome set claimed_microdollars = claimed_microdollars + 1000000, change_sequence = nextval('tokenward.outcome_change')
       where id = $1`,
      [id],
    );
    const began = performance.now();
    const result = await scoreTouched({ scores, clock, store });
    waits.push(performance.now() - began);
    changed += result === 'busy' ? 0 : result;
  }
  const { user, system } = process.cpuUsage(house);
  const cpuMs = (user + system) / 1e3 + (await databaseCpuMs(pool)) - database;
  told['event processor ms, house and database'] = Math.round((10 * cpuMs) / events) / 10;
  waits.sort((one, other) => one - other);
  const at = (share: number): number => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 10) / 10;
  told['event p50 ms'] = at(0.5);
  told['event p99 ms'] = at(0.99);
  told['event worst ms'] = at(0.9999);
  told['scores changed per event'] = changed / events;
  told['memory MB'] = Math.round(process.memoryUsage().rss / 1e6);
  console.info(JSON.stringify(told, null, 1));
});

/** Of all connections, also of those that were closed. A processor's time tells of the work, whatever else the machine does. */
async function databaseCpuMs(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ readonly pid: number }>('select pid from pg_stat_activity');
  const live = rows.flatMap(({ pid }) => statOf(pid) ?? []);
  const parent = statOf(live[0]?.parentPid ?? 0);
  return live.reduce((sum, { ownMs }) => sum + ownMs, parent?.childrenMs ?? 0);
}

function statOf(pid: number) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').map(Number) ?? [];
    const [parentPid, own, system, children, systems] = [1, 11, 12, 13, 14].map((at) => fields[at] ?? 0);
    const ticks = (one = 0, other = 0): number => (one + other) * TICK_MS;
    return { parentPid: parentPid ?? 0, ownMs: ticks(own, system), childrenMs: ticks(children, systems) };
  } catch {
    return undefined;
  }
}

function numberAfter(name: string): number | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}
