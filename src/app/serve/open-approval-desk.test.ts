import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenQuestion } from '../../domain/policy/approval.ts';
import type { ApprovalQuestion } from '../../ports/approval-desk.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import { openApprovalDesk } from './open-approval-desk.ts';

const DAY_MS = 86_400_000;

function aQuestion(approvalId: string, askedAtMs = 1_000): ApprovalQuestion {
  return {
    approvalId,
    callId: 'call-1',
    askedAtMs,
    keyId: 'key-1',
    owner: { kind: 'person', personId: 'sam' },
    teamId: 'support',
    useCaseId: 'drafting',
    tier: 3,
    modelId: 'small',
    purpose: null,
    dataClass: 'internal',
    findings: {},
    findingsDigest: null,
    rules: ['asks'],
    policyVersion: '1-a',
    why: 'It is asked.',
    askAt: null,
  };
}

function openDesk(options: { readonly open?: ReadonlyMap<string, OpenQuestion>; readonly fails?: () => boolean } = {}) {
  const received: string[] = [];
  const logged: string[] = [];
  const snapshot: Pick<Snapshot, 'openQuestions'> = { openQuestions: options.open ?? new Map() };
  const desk = openApprovalDesk({
    snapshot: () => snapshot as Snapshot,
    receive: async ({ approvalId }) => {
      if (options.fails?.() === true) throw new Error('the store is away');
      received.push(approvalId);
    },
    log: (_level, event) => void logged.push(event),
    nowMs: () => 1_000,
  });
  return { desk, received, logged };
}

test('A question is answered at once and written down once, however often it is asked', async () => {
  const { desk, received } = openDesk();
  const first = desk.ask(aQuestion('one'));
  const again = desk.ask(aQuestion('one', 2_000));
  assert.deepEqual([first.expiresAtMs, again.expiresAtMs], [1_000 + DAY_MS, 1_000 + DAY_MS], 'one clock');
  assert.deepEqual(received, [], 'the path waits for nothing');
  await desk.close();
  assert.deepEqual(received, ['one']);
  assert.equal(desk.waiting(), 0);
});

test('What the snapshot knows is not asked again: a question that waits has its own clock, a no has its reason', () => {
  const open = new Map<string, OpenQuestion>([
    ['waits', { state: 'pending', untilMs: 5_000, reason: null }],
    ['no', { state: 'declined', untilMs: 6_000, reason: 'Use the template.' }],
    ['over', { state: 'pending', untilMs: 900, reason: null }],
  ]);
  const { desk } = openDesk({ open });
  assert.deepEqual(desk.ask(aQuestion('waits')), { approvalId: 'waits', expiresAtMs: 5_000 });
  assert.deepEqual(desk.ask(aQuestion('no')).declined, { reason: 'Use the template.' });
  assert.equal(desk.waiting(), 0);
  desk.ask(aQuestion('over'));
  assert.equal(desk.waiting(), 1, 'a question whose time is over is asked anew');
  return desk.close();
});

test('While the store is away questions wait, and beyond the bound they are let go with a loud word', async () => {
  let away = true;
  const { desk, received, logged } = openDesk({ fails: () => away });
  for (let number = 0; number < 1_001; number += 1) desk.ask(aQuestion(`question-${number}`));
  assert.equal(desk.waiting(), 1_000);
  assert.deepEqual(logged, ['approvals.line_full']);
  away = false;
  await desk.close();
  assert.equal(received.length, 1_000);
});
