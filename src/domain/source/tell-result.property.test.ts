import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { IdentityMeaning } from './external-identity.ts';
import { type Doer, type Someone, type SourceFact, THE_SYSTEM, UNSAID } from './source-fact.ts';
import { type KnownFact, tellResult } from './tell-result.ts';

const seed = Number(process.env['SEED'] ?? 20261122);
console.info(`result properties: seed ${seed}`);

const SUBJECT = 'https://code.example/pull/1';
const identities = new Map<string, IdentityMeaning>([
  ['1', { kind: 'person', personId: 'ada' }],
  ['2', { kind: 'person', personId: 'ben' }],
  ['3', { kind: 'outsider' }],
  ['4', { kind: 'system' }],
  ['5', { kind: 'unknown' }],
  ['6', { kind: 'person', personId: 'ada' }],
]);
const rules = [
  {
    ...{ what: 'pull_request', projects: [], branches: [], labels: [], requires: [] },
    ...{ typeId: 'defects_prevented', useCaseId: null, amount: { kind: 'each', amount: 1 } as const },
  },
];
const known = { rules, identities, sourceId: 'code' };

const someone: fc.Arbitrary<Someone> = fc
  .constantFrom('1', '2', '3', '4', '5', '6', '7')
  .map((externalId) => ({ externalId, shownAs: null, email: null, isBot: false }));
const doer: fc.Arbitrary<Doer> = fc.oneof(
  fc.constant(UNSAID),
  fc.constant(THE_SYSTEM),
  someone.map((one): Doer => ({ kind: 'someone', someone: one })),
);
const base = fc.nat(20).map((atMs) => ({ subject: SUBJECT, atMs }));
const finished = fc.record({ base, worker: fc.option(someone), by: doer }).map(
  ({ base: of, worker, by }): SourceFact => ({
    ...{ kind: 'finished', ...of, what: 'pull_request', worker, by, startedAtMs: null, project: null },
    ...{ branch: null, labels: [], names: [], marks: [], amount: null },
  }),
);
const fact: fc.Arbitrary<SourceFact> = fc.oneof(
  finished,
  fc.record({ base, by: someone }).map(({ base: of, by }): SourceFact => ({ kind: 'taken', ...of, by })),
  fc.record({ base, by: doer }).map(({ base: of, by }): SourceFact => ({ kind: 'approved', ...of, by })),
  fc.record({ base, by: someone }).map(({ base: of, by }): SourceFact => ({ kind: 'unapproved', ...of, by })),
  base.map((of): SourceFact => ({ kind: 'undone', ...of, reason: 'it was undone' })),
);
/** One fact of a kind at a moment, as the store keeps them. */
const facts: fc.Arbitrary<readonly KnownFact[]> = fc
  .uniqueArray(fact, { maxLength: 12, selector: (one) => `${one.kind} ${one.atMs}` })
  .map((all) => all.map((one) => ({ fact: one, handedInBy: null })));

test('facts in any order, and told twice, come to the same', () => {
  fc.assert(
    fc.property(facts, fc.infiniteStream(fc.nat(1_000)), (told, lots) => {
      const shuffled = told
        .map((one) => ({ one, lot: lots.next().value ?? 0 }))
        .sort((a, b) => a.lot - b.lot)
        .map(({ one }) => one);
      assert.deepEqual(tellResult(shuffled, known), tellResult(told, known));
      assert.deepEqual(tellResult([...told, ...told], known), tellResult(told, known));
    }),
    { seed },
  );
});

test('nothing is confirmed by its worker’s own hand, under whatever name, nor by somebody of whom nobody said who they are', () => {
  fc.assert(
    fc.property(facts, (told) => {
      const others = told.filter(({ fact: one }) => {
        if (one.kind !== 'finished' && one.kind !== 'approved') return true;
        return one.by.kind === 'someone' && ['1', '5', '6', '7'].includes(one.by.someone.externalId);
      });
      const reading = tellResult(others, known);
      if (reading.personId !== 'ada') return;
      assert.ok(!reading.told.some(({ kind }) => kind === 'confirmed' || kind === 'restored'));
    }),
    { seed },
  );
});

test('what was handed in by its worker confirms nothing of their own', () => {
  fc.assert(
    fc.property(facts, (told) => {
      const own = tellResult(
        told.map((one) => ({ ...one, handedInBy: 'ada' })),
        known,
      );
      if (own.personId === 'ada') assert.ok(!own.told.some(({ kind }) => kind === 'confirmed' || kind === 'restored'));
    }),
    { seed },
  );
});

test('reverts and what makes them good again take turns, in the order of time', () => {
  fc.assert(
    fc.property(facts, (told) => {
      const turns = tellResult(told, known).told.filter(({ kind }) => kind !== 'claimed');
      for (const [at, turn] of turns.entries()) {
        const next = turns[at + 1];
        if (turn.kind !== 'reverted') assert.equal(next?.kind ?? 'reverted', 'reverted');
        if (next !== undefined && turn.kind === 'reverted') assert.ok(turn.atMs <= next.atMs);
      }
    }),
    { seed },
  );
});
