import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import { costOfTask } from '../../domain/task/cost-of-task.ts';
import { type KeptTask, keepTask } from '../../domain/task/kept-task.ts';
import type { TaskKey } from '../../domain/task/task-call.ts';
import { batchOf, NOON_MS, sampleCall } from '../ingest/sample-call.fixture.ts';
import { withIngest } from '../ingest/with-ingest.fixture.ts';
import { createTaskStore } from './create-task-store.ts';

const HOUR_MS = 3_600_000;
const ada = { kind: 'person', personId: 'ada' } as const;
const bot = { kind: 'service_account', serviceAccountId: 'bot' } as const;
const byBot = { personId: null, serviceAccountId: 'bot' } as const;
const ALL = { fromMs: NOON_MS - HOUR_MS, toMs: NOON_MS + HOUR_MS };
const calls = [
  sampleCall(1, { taskId: 'one', conversationHash: 'a' }),
  sampleCall(2, { taskId: 'one', conversationHash: 'b', costNanodollars: '9007199254740993' }),
  sampleCall(3, { taskId: 'one', ...byBot }),
  sampleCall(4, { taskId: 'two', ...byBot }),
  sampleCall(5, { taskId: 'shadow', shadowOf: 'call' }),
  sampleCall(6, { taskId: null, taskSource: null }),
  sampleCall(7, { taskId: 'three', costNanodollars: null, admittedAtMs: NOON_MS + 2 * HOUR_MS }),
];

describeOnEachEngine('the store of tasks', (engine) => {
  it('reads the newest calls of each task, of its owner alone, and says where there are more', async () => {
    await withTasks(async (tasks) => {
      const keys = [
        { owner: bot, taskId: 'one' },
        { owner: ada, taskId: 'one' },
        { owner: ada, taskId: 'nothing' },
      ];
      const found = await tasks.calls(keys, { fromMs: 0, callsMax: 1 });
      assert.deepEqual(
        found.map(({ key, calls: few, isPartial }) => [key.owner.kind, few.map(({ callId }) => callId), isPartial]),
        [
          ['service_account', [calls[2]?.callId], false],
          ['person', [calls[1]?.callId], true],
        ],
      );
      const [whole] = await tasks.calls([{ owner: ada, taskId: 'one' }], { fromMs: 0, callsMax: 9 });
      assert.deepEqual(whole?.calls[0]?.usage, calls[0]?.usage);
      assert.equal(
        costOfTask(whole?.calls ?? [], { outcome: 'unknown', isPartial: false }).cost,
        9_007_199_255_975_493n,
      );
      assert.deepEqual(await tasks.owners('one', { fromMs: 0, limit: 9 }), [ada, bot]);
    });
  });

  it('finds each task that was touched in a time once, page by page; what is only compared is none', async () => {
    await withTasks(async (tasks) => {
      const seen: string[] = [];
      for (let after: TaskKey | null = null; ; ) {
        const keys: readonly TaskKey[] = await tasks.touched(ALL, { limit: 1, after });
        after = keys.at(-1) ?? null;
        if (after === null) break;
        seen.push(`${after.owner.kind} ${after.taskId}`);
      }
      assert.deepEqual(seen, ['person one', 'service_account one', 'service_account two']);
    });
  });

  it('does not find a task again whose calls are all told, and finds it when another call of it was settled, however late', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const tasks = createTaskStore({ pool });
      const left = async (): Promise<readonly string[]> => {
        const keys = await tasks.touched(ALL, { limit: 9, after: null });
        return keys.map(({ owner, taskId }) => `${owner.kind} ${taskId}`);
      };
      const tell = async (): Promise<void> => {
        const found = await tasks.calls([{ owner: ada, taskId: 'one' }], { fromMs: 0, callsMax: 9 });
        await tasks.keep(
          found.map(({ key, calls: of, isPartial }) =>
            keepTask(key, { calls: of, cost: costOfTask(of, { outcome: 'unknown', isPartial }), waste: [] }),
          ),
        );
      };
      const second = sampleCall(8, { taskId: 'one', admittedAtMs: NOON_MS + 60_000, settledAtMs: NOON_MS + 90_000 });
      await ingest(batchOf(1, { settles: [...calls, second] }));
      await tell();
      const others = ['service_account one', 'service_account two'];
      assert.deepEqual(await left(), others);
      const late = { admittedAtMs: NOON_MS + 61_000, settledAtMs: NOON_MS + 62_000 };
      await ingest(batchOf(2, { settles: [sampleCall(9, { taskId: 'one', ...late })] }));
      assert.deepEqual(await left(), ['person one', ...others]);
      await tell();
      const earlier = { admittedAtMs: NOON_MS - 60_000, settledAtMs: NOON_MS - 50_000 };
      await ingest(batchOf(3, { settles: [sampleCall(10, { taskId: 'one', ...earlier })] }));
      assert.deepEqual(await left(), ['person one', ...others]);
    });
  });

  it('keeps a task in the place of what was kept, and gives it back as it was', async () => {
    await withTasks(async (tasks, kept) => {
      const first = kept('one', { owner: ada, waste: [{ kind: 'loops', wasted: nanodollars(3n) }] });
      await tasks.keep([first, kept('two', { owner: ada })]);
      await tasks.keep([{ ...first, firstHash: 'other' }]);
      const page = await tasks.list({ ...ALL, owner: ada }, { limit: 1, after: null });
      const rest = await tasks.list({ ...ALL, owner: ada }, { limit: 9, after: page.nextAfter });
      assert.deepEqual([...page.tasks, ...rest.tasks].map(({ key }) => key.taskId).sort(), ['one', 'two']);
      assert.equal(rest.nextAfter, null);
      const [again] = (await tasks.list({ ...ALL, owner: ada, waste: 'loops' }, { limit: 9, after: null })).tasks;
      assert.deepEqual(again, { ...first, firstHash: 'other' });
      assert.deepEqual((await tasks.list({ ...ALL, owner: bot }, { limit: 9, after: null })).tasks, []);
      await assert.rejects(tasks.list({ ...ALL, owner: ada }, { limit: 9, after: '{}' }), RangeError);
    });
  });

  it('tells peers, the same beginnings, people and teams from what is kept', async () => {
    await withTasks(async (tasks, kept) => {
      await tasks.keep([kept('one', { owner: ada }), kept('two', { owner: ada }), kept('three', { owner: bot })]);
      const group = { useCaseId: 'drafting', sizeClass: 'short', ownerKind: 'person' } as const;
      const within = { fromMs: 0, finishedMs: ALL.toMs, limit: 9 };
      const [none, peers = []] = await tasks.peers([{ ...group, useCaseId: 'letters' }, group], within);
      assert.deepEqual(none, []);
      assert.deepEqual(
        peers.map(({ ownerName, modelId, succeeded }) => [ownerName, modelId, succeeded]),
        [
          ['person:ada', 'small', true],
          ['person:ada', 'small', true],
        ],
      );
      assert.deepEqual(await tasks.peers([group], { ...within, finishedMs: ALL.fromMs }), [[]]);
      const begun = { firstHash: 'a', ...ALL };
      const same = await tasks.same([
        { key: { owner: bot, taskId: 'three' }, ...begun },
        { key: { owner: ada, taskId: 'one' }, ...begun },
      ]);
      assert.deepEqual(
        same.map(({ tasks: many, answered }) => [many, answered]),
        [
          [0, 0],
          [1, 1],
        ],
      );
      assert.deepEqual(await tasks.people(ALL, { limit: 9, afterId: null }), ['ada']);
      assert.deepEqual(await tasks.people(ALL, { limit: 9, afterId: 'ada' }), []);
      const [team] = await tasks.teams(ALL);
      assert.deepEqual([team?.teamId, team?.personIds, team?.tasks], ['support', ['ada'], 2]);
    });
  });

  it('never goes back in what it has told', async () => {
    await withTasks(async (tasks) => {
      await tasks.advance(NOON_MS + 40_000 * HOUR_MS);
      await tasks.advance(NOON_MS);
      assert.equal(await tasks.settledUntil(), NOON_MS + 40_000 * HOUR_MS);
    });
  });

  type Kept = (taskId: string, change: { owner: TaskKey['owner']; waste?: KeptTask['waste'] }) => KeptTask;

  async function withTasks(
    use: (tasks: ReturnType<typeof createTaskStore>, kept: Kept) => Promise<void>,
  ): Promise<void> {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      await ingest(batchOf(1, { settles: calls }));
      const tasks = createTaskStore({ pool });
      const [found] = await tasks.calls([{ owner: ada, taskId: 'one' }], { fromMs: 0, callsMax: 9 });
      const of = found?.calls ?? [];
      const cost = costOfTask(of, { outcome: 'unknown', isPartial: false });
      await use(tasks, (taskId, { owner, waste = [] }) => ({
        ...keepTask({ owner, taskId }, { calls: of, cost, waste: [] }),
        waste,
      }));
    });
  }
});
