import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createNaming } from '../../domain/detection/placeholder.ts';
import { nameConversation } from './name-conversation.ts';
import { createProtectionMemory } from './protection-memory.ts';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000);
const house = {
  protectionMemory: createProtectionMemory(),
  sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
  bytesDigest: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
};
const hmac = (text: string) => createHmac('sha256', 'key').update(text).digest('hex');

type Talk = {
  readonly owner: string;
  readonly session: string | null;
  readonly system: string;
  readonly first: string;
};

/** The placeholder that a value gets in this conversation, after some more turns. */
function placeholderIn(talk: Talk, value: string, more: readonly string[]): string {
  const turns = [`system|${talk.system}`, `user|${talk.first}`, ...more.map((turn) => `assistant|${turn}`)];
  const request = { raw: new Uint8Array(0), facts: { turns, previousResponseId: null } };
  const task = { owner: talk.owner, sessionId: talk.session };
  const { root } = nameConversation(house, request, task);
  return createNaming((text) => hmac(`${root}\n${text}`))({ type: 'iban', value });
}

const talks = fc.record({
  owner: fc.string({ minLength: 1, maxLength: 12 }),
  session: fc.option(fc.string({ maxLength: 12 })),
  system: fc.string({ maxLength: 12 }),
  first: fc.string({ minLength: 1, maxLength: 12 }),
});
const turns = fc.array(fc.string({ maxLength: 8 }), { maxLength: 5 });

test(`a placeholder stays the same however a conversation grows (seed ${seed})`, () => {
  fc.assert(
    fc.property(talks, fc.string({ minLength: 1 }), turns, (talk, value, more) => {
      assert.equal(placeholderIn(talk, value, more), placeholderIn(talk, value, []));
    }),
    { seed, numRuns: 300 },
  );
});

test(`a placeholder never crosses conversations or people (seed ${seed})`, () => {
  fc.assert(
    fc.property(talks, talks, fc.string({ minLength: 1 }), (one, other, value) => {
      const isSame =
        JSON.stringify({ ...one, session: one.session ?? '' }) ===
        JSON.stringify({ ...other, session: other.session ?? '' });
      fc.pre(!isSame);
      assert.notEqual(placeholderIn(one, value, []), placeholderIn(other, value, []));
    }),
    { seed, numRuns: 500 },
  );
});
