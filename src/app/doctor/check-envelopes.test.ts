import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BudgetsInHand, type CheckedEnvelope, checkEnvelopes, checkSuspense } from './check-envelopes.ts';

const DAY_MS = 86_400_000;

function envelope(id: string, changes: Partial<CheckedEnvelope> = {}): CheckedEnvelope {
  return {
    id,
    ownerPersonId: 'ada',
    scope: { teamId: 'support' },
    unit: 'dollars',
    cap: { kind: 'strict' },
    ...changes,
  };
}

const sound: BudgetsInHand = {
  envelopes: [envelope('support')],
  teamIds: ['support'],
  models: [{ id: 'small', priceKey: 'acme/small' }],
  useCases: [{ id: 'drafting', modelStack: ['small'], spendLimitNanodollars: null }],
  pricedKeys: new Set(['acme/small']),
};

/** [what, budgets, state and words] */
const CASES: readonly (readonly [string, Partial<BudgetsInHand>, RegExp])[] = [
  ['sound ones', {}, /^ok: 1 are active/],
  ['none', { envelopes: [] }, /^ok: There are none/],
  [
    'one without an owner',
    { envelopes: [envelope('support', { ownerPersonId: null })] },
    /^warning: Nobody answers for "support"/,
  ],
  ['a team without one', { teamIds: ['support', 'legal'] }, /^warning: No envelope is for the team "legal"/],
  [
    'an unpriced model under a strict envelope',
    { pricedKeys: new Set() },
    /^warning: The price of "small" is not known/,
  ],
  [
    'a spend limit that no envelope holds',
    { useCases: [{ id: 'drafting', modelStack: ['small'], spendLimitNanodollars: '5' }] },
    /^warning: The spend limit of "drafting" is held by no envelope/,
  ],
  [
    'an unpriced model under an elastic envelope',
    { pricedKeys: new Set(), envelopes: [envelope('support', { cap: { kind: 'elastic' } })] },
    /^ok/,
  ],
  [
    'an unpriced model that the strict envelope cannot reach',
    { pricedKeys: new Set(), envelopes: [envelope('support', { scope: { teamId: 'support', useCaseId: 'coding' } })] },
    /^ok/,
  ],
];
for (const [what, changes, words] of CASES)
  test(`the doctor says of envelopes: ${what}`, () => {
    const [found] = checkEnvelopes({ ...sound, ...changes });
    assert.match(`${found?.state}: ${found?.sentence}`, words);
    assert.equal(found?.state === 'warning', found?.remedy !== null);
  });

test('the doctor warns of what has been in suspense for more than a day, and of nothing younger', () => {
  assert.equal(checkSuspense([{ envelopeId: 'support', sinceMs: 0 }], DAY_MS).state, 'ok');
  const old = checkSuspense([{ envelopeId: 'support', sinceMs: 0 }], DAY_MS + 1);
  assert.match(`${old.state}: ${old.sentence}`, /^warning: 1 have been in suspense for more than a day \("support"\)/);
});
