import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuse } from '../../domain/policy/refusal.ts';
import { CleanUnits } from './clean-units.ts';
import { ConversationMemory } from './conversation-memory.ts';
import { RefusalMemory } from './refusal-memory.ts';

test('a unit is clean for one version of the inspector, and for five minutes', () => {
  const units = new CleanUnits();
  units.begin('1', 0);
  units.remember('unit', ['image']);
  units.begin('1', 299_999);
  assert.deepEqual(units.find('unit'), ['image']);
  units.begin('1', 300_000);
  assert.equal(units.find('unit'), undefined);
  units.remember('unit', []);
  units.begin('2', 300_001);
  assert.equal(units.find('unit'), undefined);
});

test('units without end do not grow the memory, and those in use are kept', () => {
  const units = new CleanUnits();
  units.begin('1', 0);
  units.remember('in use', []);
  for (let at = 0; at < 100_000; at++) {
    units.remember(`unit-${at}`, []);
    assert.deepEqual(units.find('in use'), []);
  }
  assert.equal(units.find('unit-0'), undefined);
  assert.deepEqual(units.find('unit-99999'), []);
});

test('a conversation without placeholders is not remembered, nor one that is too large', () => {
  const memory = new ConversationMemory();
  memory.remember('none', { root: 'r', restore: new Map() });
  memory.remember('large', { root: 'r', restore: new Map([['[A_1]', 'x'.repeat(64 * 1024)]]) });
  assert.equal(memory.size, 0);
  memory.remember('some', { root: 'r', restore: new Map([['[A_1]', 'x']]) });
  assert.equal(memory.find('some')?.restore.get('[A_1]'), 'x');
});

test('conversations are bounded in number and in bytes, and the oldest go first', () => {
  const small = new ConversationMemory();
  for (let at = 0; at < 5_000; at++) small.remember(`c-${at}`, { root: 'r', restore: new Map([['[A_1]', 'x']]) });
  assert.deepEqual([small.size, small.find('c-999'), small.find('c-1000') !== undefined], [4_000, undefined, true]);
  const large = new ConversationMemory();
  const restore = new Map([['[A_1]', 'x'.repeat(30_000)]]);
  for (let at = 0; at < 1_000; at++) large.remember(`c-${at}`, { root: 'r', restore });
  assert.ok(large.size * 60_000 <= 8 * 1024 * 1024, `${large.size}`);
});

test('a refusal is remembered for ten minutes', () => {
  const memory = new RefusalMemory();
  memory.remember('content', { callId: 'call-1', atMs: 1_000, refusal: refuse('content_blocked', 'No.') });
  assert.equal(memory.find('content', 601_000)?.callId, 'call-1');
  assert.equal(memory.find('content', 601_001), undefined);
  assert.equal(memory.find('other', 1_000), undefined);
});

test('every set of media is remembered with its unit, and so is a digest that is no digest', () => {
  const units = new CleanUnits();
  units.begin('1', 0);
  const sets = [[], ['image'], ['file'], ['image', 'file'], ['image', 'audio', 'file']] as const;
  for (const media of sets) {
    units.remember(`unit with ${media.join()}`, [...media].reverse());
    assert.deepEqual(units.find(`unit with ${media.join()}`), media);
  }
  for (const odd of ['x'.repeat(63), 'dig\u00e9st', 'dig\u0165st']) {
    units.remember(odd, []);
    assert.deepEqual(units.find(odd), []);
  }
});
