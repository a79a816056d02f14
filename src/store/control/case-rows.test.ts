import assert from 'node:assert/strict';
import { it } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { ControlStore, Noun, Nouns } from '../../ports/control-store.ts';
import { createControlStore } from './create-control-store.ts';
import { ACTOR } from './sample-organisation.fixture.ts';

const NOW_MS = Date.UTC(2026, 10, 22);
const scope = { personId: 'sam', useCaseId: 'drafting', callId: 'call', fromMs: NOW_MS, toMs: NOW_MS + 1 };

type CaseNoun = 'suspension' | 'legal_hold' | 'content_access' | 'retention_rule' | 'erasure' | 'report';

const cases: { readonly [N in CaseNoun]: Nouns[N] } = {
  suspension: {
    id: 'suspension',
    subjectKind: 'use_case',
    subjectId: 'drafting',
    reason: 'a leak',
    expiresAtMs: NOW_MS,
    madeBy: 'ada',
    state: 'expired',
    endedAtMs: NOW_MS,
    endedBy: null,
    endReason: null,
  },
  legal_hold: {
    ...scope,
    id: 'hold',
    reason: 'a case',
    placedBy: 'ada',
    state: 'lifted',
    liftedBy: 'bea',
    liftReason: 'closed',
  },
  content_access: {
    ...scope,
    id: 'access',
    requesterKind: 'person',
    requesterId: 'ada',
    purpose: 'incident',
    reason: 'a complaint',
    minutes: 30,
    state: 'granted',
    secondPersonId: 'bea',
    decidedAtMs: NOW_MS,
    grantedUntilMs: NOW_MS + 1,
    decisionReason: 'seen',
  },
  retention_rule: { id: 'drafting:any', useCaseId: 'drafting', dataClass: null, days: 3, status: 'active' },
  erasure: {
    id: 'erasure',
    ownerKind: 'person',
    ownerId: 'sam',
    reason: 'asked for',
    orderedBy: 'ada',
    state: 'held',
    recordsDestroyed: 2 ** 40,
    recordsHeld: 1,
  },
  report: {
    id: 'report',
    about: 'misuse',
    words: 'Somebody shares keys.\nSince May.',
    callId: 'call',
    reporterKind: 'person',
    reporterId: 'sam',
    unnamed: true,
    state: 'looked_at',
    handledBy: 'ada',
    answer: 'Thank you.',
  },
};
const nouns: readonly CaseNoun[] = [
  'suspension',
  'legal_hold',
  'content_access',
  'retention_rule',
  'erasure',
  'report',
];

describeOnEachEngine('the rows of cases', (engine) => {
  it('come back as they were put', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        const store = createControlStore({ pool, clock: { nowMs: () => NOW_MS } });
        for (const noun of nouns) await putAndCompare(store, cases, noun);
      },
      { engine },
    );
  });

  it('hold one suspension in force for each subject at most', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        const store = createControlStore({ pool, clock: { nowMs: () => NOW_MS } });
        const inForce = { ...cases.suspension, state: 'in_force', endedAtMs: null } as const;
        const put = (id: string) =>
          store.write(ACTOR, (unit) => unit.put('suspension', { ...inForce, id }, { managedBy: 'api' }));
        await put('one');
        await assert.rejects(put('two'), /suspension_in_force_index/);
      },
      { engine },
    );
  });
});

async function putAndCompare<N extends Noun>(
  store: ControlStore,
  rows: { readonly [Each in N]: Nouns[Each] },
  noun: N,
): Promise<void> {
  const row = rows[noun];
  await store.write(ACTOR, (unit) => unit.put(noun, row, { managedBy: 'api', expectedRevision: null }));
  assert.deepEqual((await store.get(noun, row.id))?.row, row);
}
