import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { noteExpiredApprovals, receiveQuestion } from '../../../src/control/approvals.ts';
import type { ApprovalQuestion } from '../../../src/ports/approval-desk.ts';
import { loadApprovals } from '../../../src/store/snapshot/load-approvals.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let house: ControlHouse;
let admin: ControlClient;
const people = new Map<string, ControlClient>();

const as = (id: string): ControlClient => people.get(id) ?? admin;

let count = 0;
function aQuestion(change: Partial<ApprovalQuestion> = {}): ApprovalQuestion {
  count += 1;
  return {
    approvalId: `approval-${count.toString(16).padStart(24, '0')}`,
    callId: `call-${count}`,
    askedAtMs: house.clock.ms,
    keyId: 'key-of-sam',
    owner: { kind: 'person', personId: 'sam' },
    teamId: 'support',
    useCaseId: 'agents',
    tier: 3,
    modelId: 'large',
    purpose: 'monthly run',
    dataClass: 'confidential',
    findings: { iban: 2 },
    findingsDigest: 'digest',
    rules: ['agents.ask'],
    policyVersion: '1-aaaaaaaaaaaa',
    why: 'Agents ask before they act.',
    askAt: null,
    ...change,
  };
}

async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  const error: unknown = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  assert.ok(error instanceof ProblemError);
  return error;
}

async function typesOf(id: string): Promise<readonly string[]> {
  const { rows } = await admin.call('listAuditEvents', { query: { subject: `approval:${id}`, limit: 100 } });
  return rows.map(({ body }) => String((JSON.parse(body) as { readonly type: string }).type));
}

async function asGatewaysKnow() {
  const client = await house.database.pool.connect();
  try {
    return await loadApprovals(client, house.clock.ms);
  } finally {
    client.release();
  }
}

describe('approvals by the control API', () => {
  before(async () => {
    house = await openControlHouse();
    admin = await house.admin();
    for (const id of ['sam', 'ruth', 'mara']) {
      await house.addPerson(id);
      people.set(id, house.clientOf(await house.makeKeyOf(id, ['call', 'approve'])));
    }
    await admin.call('changePerson', { params: { id: 'ruth' }, body: { roles: ['security'] } });
    await admin.call('changePerson', { params: { id: 'mara' }, body: { roles: ['governance'] } });
    await admin.call('createUseCase', {
      body: {
        ...{ id: 'agents', name: 'Agents', tier: 3, modelStack: [], ownerPersonId: 'ada' },
        requiredApprovals: ['use-case owner', 'security'],
      },
    });
    await admin.call('createUseCase', {
      body: { id: 'drafting', name: 'Drafting', tier: 1, modelStack: [], ownerPersonId: 'sam' },
    });
  });
  after(() => house.close());

  test('a question waits for everybody whom its use case names, and the same call then goes through for a while', async () => {
    const question = aQuestion();
    await receiveQuestion(house.context, question);
    const known = await receiveQuestion(house.context, { ...question, callId: 'call-of-another-gateway' });
    assert.deepEqual([known.revision, known.row.firstCallId], [1, question.callId], 'asked twice is one question');
    assert.deepEqual((await asGatewaysKnow()).openQuestions.get(question.approvalId)?.state, 'pending');

    const params = { id: question.approvalId };
    const { toDecide } = await as('ruth').call('listMyApprovals', {});
    assert.deepEqual(
      toDecide.map(({ id, ownerId, findings, requirements }) => [id, ownerId, findings, requirements]),
      [[question.approvalId, 'sam', { iban: 2 }, ['use-case owner', 'security']]],
    );
    assert.deepEqual((await as('mara').call('listMyApprovals', {})).toDecide, [], 'not governance: others can');
    assert.equal((await refusal(as('mara').call('approveCall', { params, body: {} }))).problem.code, 'four_eyes');
    assert.equal((await refusal(as('sam').call('approveCall', { params, body: {} }))).problem.code, 'four_eyes');

    const once = await as('ruth').call('approveCall', { params, body: { minutes: 5 } });
    assert.deepEqual([once.state, once.given.map(({ personId }) => personId)], ['pending', ['ruth']]);
    assert.equal((await asGatewaysKnow()).approvals.size, 0, 'one of two is not enough');
    const both = await admin.call('approveCall', { params, body: { minutes: 30, reason: 'for the monthly run' } });
    assert.deepEqual([both.state, both.decidedBy, both.reason], ['approved', 'ada', 'for the monthly run']);
    assert.deepEqual((await asGatewaysKnow()).approvals.get(question.approvalId), {
      approvalId: question.approvalId,
      approverId: 'ada',
      rules: ['agents.ask'],
      expiresAtMs: START_MS + 30 * 60_000,
    });
    assert.deepEqual(await typesOf(question.approvalId), ['approval.asked', 'approval.seconded', 'approval.approved']);
    const mine = await as('sam').call('listMyApprovals', {});
    assert.equal(mine.asked[0]?.state, 'approved');
    assert.equal((await receiveQuestion(house.context, question)).row.state, 'approved', 'a yes that holds stays');
  });

  test('a no holds for a day with its reason, and after that it can be asked again', async () => {
    const question = aQuestion({ useCaseId: 'drafting', owner: { kind: 'person', personId: 'ada' } });
    await receiveQuestion(house.context, question);
    const params = { id: question.approvalId };
    const declined = await as('sam').call('declineCall', { params, body: { reason: 'Use the template.' } });
    assert.deepEqual([declined.state, declined.reason, declined.decidedBy], ['declined', 'Use the template.', 'sam']);
    assert.deepEqual((await asGatewaysKnow()).openQuestions.get(question.approvalId), {
      state: 'declined',
      untilMs: START_MS + DAY_MS,
      reason: 'Use the template.',
    });
    assert.equal((await receiveQuestion(house.context, question)).row.state, 'declined');
    house.clock.ms += DAY_MS;
    const again = await receiveQuestion(house.context, { ...question, askedAtMs: house.clock.ms });
    assert.deepEqual([again.row.state, again.row.reason, again.row.given], ['pending', null, []]);
    house.clock.ms = START_MS;
  });

  test('where the owner of the use case asks, governance stands in', async () => {
    const question = aQuestion({ useCaseId: 'drafting' });
    await receiveQuestion(house.context, question);
    const params = { id: question.approvalId };
    const waits = await refusal(as('ruth').call('approveCall', { params, body: {} }));
    assert.match(waits.problem.detail, /This waits for use-case owner; "ruth" is none of them/);
    assert.equal((await as('mara').call('approveCall', { params, body: {} })).state, 'approved');
  });

  test('an askAt that names a role asks that role; one that names nobody asks the owner of the use case', async () => {
    const role = aQuestion({ useCaseId: 'drafting', askAt: 'security', owner: { kind: 'person', personId: 'ada' } });
    assert.deepEqual((await receiveQuestion(house.context, role)).row.requirements, ['security']);
    const channel = aQuestion({ useCaseId: 'drafting', askAt: '#ai-help', owner: { kind: 'person', personId: 'ada' } });
    assert.deepEqual((await receiveQuestion(house.context, channel)).row.requirements, ['use-case owner']);
  });

  test('a question ends by its clock: it says so at once, is noted once, and nobody can answer it any more', async () => {
    const question = aQuestion();
    await receiveQuestion(house.context, question);
    const params = { id: question.approvalId };
    house.clock.ms += DAY_MS;
    assert.equal((await admin.call('readApproval', { params })).state, 'expired');
    assert.equal((await refusal(as('ruth').call('approveCall', { params, body: {} }))).problem.code, 'rule_broken');
    await Promise.all([noteExpiredApprovals(house.context), noteExpiredApprovals(house.context)]);
    assert.deepEqual(await typesOf(question.approvalId), ['approval.asked', 'approval.expired']);
    house.clock.ms = START_MS;
  });

  test('whoever asked takes it back, and gives up a yes; nobody else does, nor sees it', async () => {
    const question = aQuestion({ owner: { kind: 'person', personId: 'sam' } });
    await receiveQuestion(house.context, question);
    const params = { id: question.approvalId };
    assert.equal((await refusal(as('ruth').call('withdrawApproval', { params }))).problem.code, 'not_found');
    const stranger = house.clientOf(await house.makeKeyOf('ruth', ['call']));
    assert.equal((await refusal(stranger.call('readApproval', { params }))).problem.code, 'not_found');
    assert.equal((await as('sam').call('readApproval', { params })).state, 'pending');
    assert.equal((await as('sam').call('withdrawApproval', { params })).state, 'withdrawn');
    assert.equal((await asGatewaysKnow()).openQuestions.has(question.approvalId), false);
    assert.equal((await receiveQuestion(house.context, question)).row.state, 'pending', 'it can be asked again');
  });

  test('saying yes needs the scope for it', async () => {
    const question = aQuestion();
    await receiveQuestion(house.context, question);
    const reader = house.clientOf(await house.makeKeyOf('ruth', ['call', 'control.write']));
    const denied = await refusal(reader.call('approveCall', { params: { id: question.approvalId }, body: {} }));
    assert.equal(denied.problem.code, 'scope_missing');
  });
});
