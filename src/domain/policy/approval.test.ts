import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Approval, approvalStateNow, mayAskAgain, requirementMetBy, requirementsOf } from './approval.ts';

const ada = { personId: 'ada', email: 'ada@example.test', roles: [] };
const ruth = { personId: 'ruth', email: 'ruth@example.test', roles: ['security'] };
const mara = { personId: 'mara', email: 'mara@example.test', roles: ['governance'] };
const everybody = [ada, ruth, mara];

function anApproval(change: Partial<Approval> = {}): Approval {
  return {
    id: 'approval-1',
    ownerKind: 'person',
    ownerId: 'sam',
    keyId: 'key-1',
    teamId: 'support',
    useCaseId: 'drafting',
    tier: 3,
    modelId: 'small',
    purpose: null,
    dataClass: 'internal',
    findings: {},
    rules: ['asks'],
    policyVersion: '1-a',
    why: 'It is asked.',
    askAt: null,
    firstCallId: 'call-1',
    askedAtMs: 0,
    expiresAtMs: 1_000,
    requirements: ['use-case owner', 'security'],
    given: [],
    state: 'pending',
    decidedAtMs: null,
    decidedBy: null,
    reason: null,
    grantedUntilMs: null,
    ...change,
  };
}

test('Each requirement takes another person, and never the one who asks', () => {
  const parties = { useCaseOwnerId: 'ada', requesterId: 'sam', everybody };
  const asked = anApproval();
  assert.equal(requirementMetBy(asked, ada, parties), 'use-case owner');
  assert.equal(requirementMetBy(asked, ruth, parties), 'security');
  assert.equal(requirementMetBy(asked, mara, parties), undefined, 'governance does not stand in where others can');
  const once = anApproval({ given: [{ personId: 'ada', requirement: 'use-case owner', atMs: 1 }] });
  assert.equal(requirementMetBy(once, { ...ada, roles: ['security'] }, parties), undefined, 'a person counts once');
  assert.equal(requirementMetBy(asked, ada, { ...parties, requesterId: 'ada' }), undefined);
});

test('Governance stands in where the owner of the use case is the one who asks', () => {
  const parties = { useCaseOwnerId: 'ada', requesterId: 'ada', everybody };
  assert.equal(requirementMetBy(anApproval(), mara, parties), 'use-case owner');
  assert.equal(requirementMetBy(anApproval(), { ...mara, personId: 'ada' }, parties), undefined);
});

test('What the use case requires goes before where the rule says to ask, and that before its owner', () => {
  const isKnown = (word: string) => word === 'security';
  const of = (requiredApprovals: readonly string[], askAt: string | null, useCaseOwnerId: string | null) =>
    requirementsOf({ requiredApprovals, askAt, useCaseOwnerId, isKnown });
  assert.deepEqual(of(['use-case owner', 'security', 'security'], 'legal', 'ada'), ['use-case owner', 'security']);
  assert.deepEqual(of([], 'security', 'ada'), ['security']);
  assert.deepEqual(of([], '#ai-help', 'ada'), ['use-case owner'], 'a channel cannot say yes');
  assert.deepEqual(of([], null, null), ['governance']);
});

test('A question is asked again only when no answer holds any more', () => {
  assert.equal(approvalStateNow(anApproval(), 999), 'pending');
  assert.equal(approvalStateNow(anApproval(), 1_000), 'expired');
  assert.equal(mayAskAgain(anApproval(), 999), false);
  assert.equal(mayAskAgain(anApproval(), 1_000), true);
  const approved = anApproval({ state: 'approved', grantedUntilMs: 500 });
  assert.deepEqual([mayAskAgain(approved, 499), mayAskAgain(approved, 500)], [false, true]);
  const declined = anApproval({ state: 'declined', decidedAtMs: 0 });
  assert.deepEqual([mayAskAgain(declined, 86_399_999), mayAskAgain(declined, 86_400_000)], [false, true]);
  assert.equal(mayAskAgain(anApproval({ state: 'withdrawn' }), 0), true);
});
