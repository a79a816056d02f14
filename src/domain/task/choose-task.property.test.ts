import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseTask } from './choose-task.ts';
import { type Conversation, fingerprintConversation, nameResponseLink } from './conversation.ts';
import { createTaskMemory } from './task-memory.ts';

const seed = Number(process.env['SEED'] ?? 20260103);
const runs = { seed, numRuns: 200 };
console.info(`task properties: seed ${seed}`);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const fingerprint = (owner: string, turns: readonly string[]): Conversation =>
  fingerprintConversation({ owner, turns, sha256 });
const turnLists = fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 80 });
const owners = fc.string({ maxLength: 6 });

test('the fingerprint of every shorter call is among the candidates of the longer one, newest first', () => {
  fc.assert(
    fc.property(owners, turnLists, (owner, turns) => {
      const shorter = turns.map((_, index) => fingerprint(owner, turns.slice(0, index)).conversationHash);
      const expected = shorter.slice(1).reverse();
      const whole = fingerprint(owner, turns);
      assert.deepEqual(whole.candidateHashes, expected.slice(0, 64));
      assert.deepEqual(whole.prefixHashes, expected.slice(0, 8));
    }),
    runs,
  );
});

test('different owners or different turns never share a fingerprint, wherever the words are cut', () => {
  const calls = fc.tuple(
    owners,
    fc.array(fc.constantFrom('a', 'b', 'a\nb', '', '\n', '1:a'), { minLength: 1, maxLength: 4 }),
  );
  fc.assert(
    fc.property(calls, calls, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      assert.equal(fingerprint(...one).conversationHash === fingerprint(...other).conversationHash, same);
    }),
    { ...runs, numRuns: 2000 },
  );
});

test('a conversation stays one task however many turns each step adds, up to the candidates that are kept', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), (steps) => {
      const memory = createTaskMemory({ entriesMax: 100 });
      const turns: string[] = ['system', 'question'];
      const chosen = steps.map((added, step) => {
        const conversation = fingerprint('owner', turns);
        const call = { namedTaskId: null, sessionId: null, responseLink: null, conversation, memory };
        const task = chooseTask({ ...call, newTaskId: `task-${step}` });
        memory.remember(conversation.conversationHash, task.taskId);
        for (let index = 0; index < added; index += 1) turns.push(`turn ${step} ${index}`);
        return `${task.taskId} ${task.taskSource}`;
      });
      assert.deepEqual(chosen, ['task-0 new', ...steps.slice(1).map(() => 'task-0 prefix')]);
    }),
    runs,
  );
});

test('the memory never holds more than its bound, and still knows the half of it that was used last', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.array(fc.integer({ min: 0, max: 9 })), (entriesMax, links) => {
      const memory = createTaskMemory({ entriesMax });
      for (const [index, link] of links.entries()) {
        if (memory.find([String(link)]) === undefined) memory.remember(String(link), `task-${index}`);
        assert.ok(memory.size() <= entriesMax);
      }
      const lastUsed = [...new Set(links.toReversed())].slice(0, Math.floor(entriesMax / 2));
      for (const link of lastUsed) assert.notEqual(memory.find([String(link)]), undefined);
    }),
    runs,
  );
});

const link = nameResponseLink({ owner: 'ann', responseId: 'resp_1' });
const known = fingerprint('ann', ['hello', 'hi', 'and?']);
// task named, session named, response link, turns, expected task and source
const table: readonly (readonly [string | null, string | null, string | null, readonly string[], string])[] = [
  ['PROJ-1', 's-1', link, ['hello', 'hi', 'and?', 'x'], 'PROJ-1 client'],
  [null, 's-1', link, ['hello', 'hi', 'and?', 'x'], 's-1 client'],
  [null, null, link, ['hello', 'hi', 'and?', 'x'], 'answered response_id'],
  [null, null, null, ['hello', 'hi', 'and?', 'x'], 'continued prefix'],
  [null, null, null, ['hello', 'hi', 'and?'], 'fresh new'],
  [null, null, null, ['hello'], 'fresh new'],
  [null, null, null, [], 'fresh new'],
  [null, null, nameResponseLink({ owner: 'bob', responseId: 'resp_1' }), ['x'], 'fresh new'],
];
for (const [namedTaskId, sessionId, responseLink, turns, expected] of table) {
  test(`task ${namedTaskId}, session ${sessionId}, answer ${responseLink} and ${turns.length} turns give ${expected}`, () => {
    const memory = createTaskMemory({ entriesMax: 10 });
    memory.remember(link, 'answered');
    memory.remember(known.conversationHash, 'continued');
    const conversation = fingerprint('ann', turns);
    const call = { namedTaskId, sessionId, responseLink, conversation, memory, newTaskId: 'fresh' };
    const task = chooseTask(call);
    assert.equal(`${task.taskId} ${task.taskSource}`, expected);
  });
}
