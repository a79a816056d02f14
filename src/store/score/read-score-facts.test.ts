import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Pool } from 'pg';
import { changeOutcome, plantWork } from '../../../test/fakes/plant-work.ts';
import { openTestDatabase, type TestDatabase } from '../../../test/fakes/postgres.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { ScoredPerson, ScoreFacts, TaskFact } from '../../domain/score/facts.ts';
import { readScoreFacts } from './read-score-facts.ts';

const DAY_MS = 86_400_000;
const PERIOD = { fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) };
const NOON_MS = Date.UTC(2026, 10, 20, 12);
const people = (...ids: readonly string[]): readonly ScoredPerson[] =>
  ids.map((personId) => ({ personId, teamId: 'support', roleFamily: 'agent', isTrained: true, canBeReused: true }));

describe('facts of scores', () => {
  let database: TestDatabase;
  let pool: Pool;

  before(async () => {
    database = await openTestDatabase();
    pool = database.pool;
    await plantWork(database, [
      { id: 'one', personId: 'ada', atMs: NOON_MS, dollars: 100 },
      { id: 'two', personId: 'ada', atMs: NOON_MS, dollars: 100 },
      { id: 'three', personId: 'bea', atMs: NOON_MS, dollars: 50 },
      { id: 'before', personId: 'ada', atMs: PERIOD.fromMs - DAY_MS, dollars: 10 },
    ]);
    for (const id of ['idle-1', 'idle-2', 'part'])
      await pool.query(
        `insert into tokenward.task select t.owner_kind, t.owner_id, $1, t.team_id, t.use_case_id, t.lane, t.template_id, t.started_at,
           t.last_at, t.calls, t.answered, t.refused, t.failed, t.iterations, t.retries, t.input_uncached_tokens,
           t.input_cache_read_tokens, t.input_cache_write_5m_tokens, t.input_cache_write_1h_tokens,
           t.input_cache_write_unknown_tokens, t.output_visible_tokens, t.output_reasoning_tokens, t.cost_nanodollars, t.unpriced,
           t.estimated, t.failed_cost_nanodollars, t.cache_saved_nanodollars, t.route_saved_nanodollars, t.models, t.size_tokens,
           t.size_class, t.context_tokens, t.succeeded, t.is_partial, t.first_hash,
           '[{"kind": "loops", "wasted": "7000"}, {"kind": "retries", "wasted": "9000"}]'
         from tokenward.task t where t.task_id = 'one'`,
        [id],
      );
    await link('o-one', { owner: 'ada', taskId: 'part', method: 'work_item' });
    await link('o-one', { owner: 'ada', taskId: 'idle-1', method: 'allocated' });
    // Bea's result came of a task of Ada's.
    await pool.query(`update tokenward.outcome set task_owner_id = 'ada', task_id = 'idle-2' where id = 'o-three'`);
  });
  after(() => database.drop());

  function link(outcomeId: string, of: { readonly owner: string; readonly taskId: string; readonly method: string }) {
    return pool.query(
      `insert into tokenward.outcome_task (outcome_id, owner_kind, owner_id, task_id, method, share)
       values ($1, 'person', $2, $3, $4, 0.5)`,
      [outcomeId, of.owner, of.taskId, of.method],
    );
  }

  const read = (...ids: readonly string[]): Promise<ScoreFacts> =>
    readScoreFacts(pool, { people: people(...ids), period: PERIOD }, { reviewMinute: nanodollars(500_000_000n) });
  const sumOf = (tasks: readonly TaskFact[], of: (task: TaskFact) => bigint): bigint =>
    tasks.reduce((sum, task) => sum + of(task), 0n);

  test('each task of the period is charged once, to its own person, whether it is told by itself or with others', async () => {
    const { tasks } = await read('ada', 'bea');
    const ofAda = tasks.filter(({ personId }) => personId === 'ada');
    // Five of the period, and the one before it that a result came of, whose cost is of its own month.
    const inPeriod = ofAda.filter(({ endedAtMs }) => endedAtMs >= PERIOD.fromMs);
    assert.equal(
      inPeriod.reduce((sum, { tasks: many = 1 }) => sum + many, 0),
      5,
    );
    assert.equal(
      sumOf(inPeriod, ({ costNanodollars }) => costNanodollars),
      2_500_000_000n,
    );
    assert.equal(
      sumOf(inPeriod, ({ wasteNanodollars }) => wasteNanodollars),
      27_000n,
    );
    const rest = ofAda.filter(({ taskId }) => taskId.startsWith('others:'));
    assert.deepEqual(
      rest.map((task) => task.tasks),
      [2],
    );
    const beas = tasks.find(({ personId, taskId }) => personId === 'bea' && taskId === 'person:ada:idle-2');
    assert.equal(beas?.costNanodollars, 0n);
  });

  test('a task that led to a result by its work item is part of the task that it is booked on; an allocated one is not', async () => {
    const { tasks } = await read('ada');
    const part = tasks.find(({ taskId }) => taskId === 'person:ada:part');
    assert.equal(part?.rootTaskId, 'person:ada:one');
    assert.equal(
      tasks.find(({ taskId }) => taskId === 'person:ada:idle-1'),
      undefined,
    );
  });

  test('facts of a person are the same whoever is read with them', async () => {
    const [alone, together] = [await read('ada'), await read('ada', 'bea')];
    const own = (facts: ScoreFacts): readonly TaskFact[] =>
      facts.tasks
        .filter(({ personId }) => personId === 'ada')
        .toSorted((one, other) => (one.taskId < other.taskId ? -1 : 1));
    assert.deepEqual(own(together), own(alone));
  });

  test('minutes of review and refusals by policy are told with the task that they are of', async () => {
    await pool.query(
      `insert into tokenward.task_review (id, owner_kind, owner_id, task_id, reporter_kind, reporter_id, minutes, revision, managed_by,
         created_at, updated_at, changed_version)
       values ('r1', 'person', 'ada', 'one', 'person', 'bea', 4, 1, 'api', now(), now(), 0),
         ('r2', 'person', 'ada', 'idle-1', 'person', 'bea', 2, 1, 'api', now(), now(), 0)`,
    );
    const { tasks } = await read('ada');
    const one = tasks.find(({ taskId }) => taskId === 'person:ada:one');
    assert.equal(one?.costNanodollars, 2_500_000_000n);
    const rest = tasks.find(({ taskId }) => taskId.startsWith('others:'));
    assert.equal(rest?.costNanodollars, 2_000_000_000n);
  });

  test('what is reverted after the period still counts in it; what is withdrawn does not', async () => {
    await changeOutcome(database, 'two', { state: 'reverted', atMs: PERIOD.toMs + DAY_MS });
    const states = async (): Promise<readonly string[]> =>
      (await read('ada')).outcomes.filter(({ outcomeId }) => outcomeId === 'o-two').map(({ state }) => state);
    assert.deepEqual(await states(), ['counted']);
    await changeOutcome(database, 'two', { state: 'reverted', atMs: PERIOD.toMs - DAY_MS });
    assert.deepEqual(await states(), ['reverted']);
    await changeOutcome(database, 'two', { state: 'withdrawn', atMs: PERIOD.toMs });
    assert.deepEqual(await states(), []);
  });
});
