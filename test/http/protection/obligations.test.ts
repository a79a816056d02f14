import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Obligation, PolicySet } from '../../../src/domain/policy/policy-decision.ts';
import { aGrant, aModel, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { PERSON, SECRET } from '../../fakes/word-inspector.ts';
import { type ClientAnswer, type ClientCall, callGateway, codeOf } from '../gateway/call-gateway.ts';
import { CLEARED, obliged, onlyActive, policyOf, whenFound } from './policies.ts';

const CHAT = '/v1/chat/completions';

async function openHouse(policies: PolicySet, options: GatewayHouseOptions = {}): Promise<GatewayHouse> {
  const house = await openGatewayHouse({ ...CLEARED, policies, ...options });
  after(() => house.close());
  return house;
}

async function ask(house: GatewayHouse, content: unknown, more: object = {}, headers: ClientCall['headers'] = {}) {
  const count = house.records.length + 1;
  const answer = await callGateway(house.address, {
    path: CHAT,
    body: { model: 'small', messages: [{ role: 'user', content }], ...more },
    headers: { authorization: 'Bearer tw_test_key_of_the_gateway_house', ...headers },
  });
  return { answer, record: await house.settled(count), sent: house.seen.at(-1)?.body.toString() ?? '' };
}

function bodyOf(answer: ClientAnswer) {
  return JSON.parse(answer.text).error;
}

const always = (...obligations: readonly Obligation[]): PolicySet => onlyActive(policyOf(() => ({ obligations })));

test('a refusal says what was found and where, what to do instead and whom to ask, and never the value', async () => {
  const house = await openHouse(
    whenFound({ effect: 'refuse', why: 'Credentials never leave.', alternative: null, askAt: 'security@example.com' }),
  );
  const { answer, record } = await ask(house, `my key is ${SECRET}`);
  const error = bodyOf(answer);
  assert.equal(codeOf(answer), 'content_blocked');
  assert.match(
    error.message,
    /Credentials never leave\. Found: a credential of the tests in a user's message \(messages\[0\]\)\. Name where it is kept instead\. Questions: security@example\.com\./,
  );
  assert.deepEqual(
    [error.tokenward.alternative, error.tokenward.askAt, error.tokenward.rules],
    ['Name where it is kept instead.', 'security@example.com', ['test.rule']],
  );
  assert.deepEqual(
    [record.outcome, record.errorCode, record.findings, record.dataClass, record.policyVersion, record.repeatOf],
    ['refused', 'content_blocked', { test_credential: 1 }, 'restricted', '1-test', null],
  );
  assert.match(record.findingsDigest ?? '', /^[0-9a-f]{64}$/);
});

test('the same content refused again is told the same and recorded as a repeat of the first', async () => {
  const house = await openHouse(whenFound({ effect: 'refuse' }));
  const first = await ask(house, `my key is ${SECRET}`);
  const again = await ask(house, `my key is ${SECRET}`);
  const other = await ask(house, `another conversation holds ${SECRET}`);
  assert.equal(again.record.repeatOf, first.record.callId);
  assert.equal(again.record.findingsDigest, first.record.findingsDigest);
  assert.equal(other.record.repeatOf, null);
  const sentence = (answer: ClientAnswer): string => bodyOf(answer).message.replace(/request [0-9a-f-]+/, '');
  assert.equal(sentence(again.answer), sentence(first.answer));
});

test('a value has one placeholder as long as its conversation grows, and another in another conversation', async () => {
  const house = await openHouse(obliged({ kind: 'redact', of: [], restore: false }));
  const placeholderIn = (sent: string): string => /\[TEST_PERSON_[0-9a-f]+\]/.exec(sent)?.[0] ?? 'none';
  const first = await ask(house, `about ${PERSON}`);
  const grown = await callGateway(house.address, {
    path: CHAT,
    body: {
      model: 'small',
      messages: [
        { role: 'user', content: `about ${PERSON}` },
        { role: 'assistant', content: 'yes' },
        { role: 'user', content: `again ${PERSON}` },
      ],
    },
  });
  assert.equal(grown.status, 200);
  const sent = house.seen.at(-1)?.body.toString() ?? '';
  const other = await ask(house, `something else about ${PERSON}`);
  assert.equal(sent.split(placeholderIn(first.sent)).length, 3);
  assert.notEqual(placeholderIn(other.sent), placeholderIn(first.sent));
  assert.deepEqual(other.record.obligations, ['redact']);
});

test('a placeholder of one person says nothing of another who sends the same', async () => {
  const grants = new Map([
    ['tw_ada', aGrant()],
    ['tw_ben', aGrant({ keyId: 'key-2', owner: { kind: 'person', personId: 'ben' } })],
  ]);
  const house = await openHouse(obliged({ kind: 'redact', of: [], restore: false }), { grants });
  const ada = await ask(house, `about ${PERSON}`, {}, { authorization: 'Bearer tw_ada' });
  const ben = await ask(house, `about ${PERSON}`, {}, { authorization: 'Bearer tw_ben' });
  assert.notEqual(ada.sent, ben.sent);
});

test('only what a rule names is redacted', async () => {
  const house = await openHouse(obliged({ kind: 'redact', of: ['personal'], restore: false }));
  const { sent } = await ask(house, `${PERSON} and ${SECRET}`);
  assert.match(sent, /\[TEST_PERSON_[0-9a-f]{8}\] and hush-hush-4711/);
});

test('an answer is limited by the limit of its API, and the caller is told', async () => {
  const house = await openHouse(always({ kind: 'clamp_output', tokensMax: 100 }));
  const none = await ask(house, 'hello');
  assert.match(none.sent, /"max_completion_tokens":100\}/);
  assert.equal(none.answer.headers['tokenward-clamped'], 'max_completion_tokens=100');
  const above = await ask(house, 'hello', { max_tokens: 5000 });
  assert.match(above.sent, /"max_tokens":100\}/);
  assert.equal(above.record.maxOutputTokens, 100);
  const below = await ask(house, 'hello', { max_tokens: 50 });
  assert.match(below.sent, /"max_tokens":50\}/);
  assert.deepEqual([below.answer.headers['tokenward-clamped'], below.record.obligations], [undefined, []]);
});

test('a call that another model of the stack must serve goes there, and the caller is told', async () => {
  const models = [
    ...CLEARED.models,
    aModel({
      id: 'own',
      faces: ['openai-chat'],
      clearance: { dataClassMax: 'restricted', region: 'eu', retention: 'none' },
    }),
  ];
  const useCases = [aUseCase({ modelStack: ['small', 'own'], allowedDataClasses: ['internal', 'confidential'] })];
  const house = await openHouse(obliged({ kind: 'route_only', modelIds: ['own'] }), { models, useCases });
  const { answer, record, sent } = await ask(house, `about ${PERSON}`);
  assert.deepEqual(
    [answer.headers['tokenward-model'], record.modelId, record.requestedModel, record.routeReason],
    ['own', 'own', 'small', 'policy'],
  );
  assert.equal(record.modelId, 'own');
  assert.match(sent, /"model":"small"/);
});

test('a use case that needs an approved template refuses a call without one', async () => {
  const useCases = [aUseCase({ ...CLEARED.useCases[0], approvedTemplateIds: ['letter'] })];
  const house = await openHouse(always({ kind: 'require_template' }), { useCases });
  const without = await ask(house, 'hello');
  assert.equal(codeOf(without.answer), 'template_required');
  const other = await ask(house, 'hello', {}, { 'tokenward-template': 'mine@1' });
  assert.deepEqual([codeOf(other.answer), other.record.templateApproved], ['template_required', false]);
  const named = await ask(house, 'hello', {}, { 'tokenward-template': 'letter@2' });
  assert.deepEqual([named.answer.status, named.record.templateApproved], [200, true]);
});

test('a call that asks for approval names the question, and goes on once it is granted', async () => {
  const policies = onlyActive(
    policyOf(({ findings, exceptionIds }) =>
      findings.length > 0 && !exceptionIds.includes('approval:test.rule')
        ? { effect: 'ask', why: 'Somebody must agree.' }
        : {},
    ),
  );
  const house = await openHouse(policies);
  const { answer, record } = await ask(house, `about ${PERSON}`);
  const { approval } = bodyOf(answer).tokenward;
  assert.deepEqual([codeOf(answer), record.decision, house.seen.length], ['approval_required', 'refuse', 0]);
  assert.match(
    bodyOf(answer).message,
    /Somebody must agree\..*Approval approval-[0-9a-f]{24} has been asked for; it can be given until 20/,
  );
  assert.deepEqual(
    house.questions.map(({ approvalId, rules }) => [approvalId, rules]),
    [[approval.id, ['test.rule']]],
  );
  const again = await ask(house, `about ${PERSON}`);
  assert.deepEqual([bodyOf(again.answer).tokenward.approval.id, again.record.repeatOf], [approval.id, record.callId]);

  const granted = {
    approvalId: approval.id,
    approverId: 'eve',
    rules: ['test.rule'],
    expiresAtMs: Date.now() + 60_000,
  };
  const later = await openHouse(policies, { approvals: [granted] });
  const second = await ask(later, `about ${PERSON}`);
  assert.deepEqual(
    [second.answer.status, second.record.approverId, second.record.exceptionIds],
    [200, 'eve', ['approval:test.rule']],
  );
  const expired = await openHouse(policies, { approvals: [{ ...granted, expiresAtMs: 1 }] });
  assert.equal(codeOf((await ask(expired, `about ${PERSON}`)).answer), 'approval_required');
});

test('content that a rule keeps is handed on as it came, and a call whose content cannot be kept is refused', async () => {
  const kept: unknown[] = [];
  const contentSink = {
    keep: (record: { readonly parts: readonly { readonly text: string }[] }) =>
      kept.push(...record.parts.map(({ text }) => text)) > 0,
    state: () => ({ waitingRecords: 0, waitingBytes: 0, lostRecords: 0, refusedRecords: 0, failing: false }),
  };
  const house = await openHouse(always({ kind: 'log_content' }), { contentSink });
  const { record } = await ask(house, `about ${PERSON}`);
  assert.deepEqual([kept[0], record.obligations], [`about ${PERSON}`, ['log_content']]);
  const nowhere = await openHouse(always({ kind: 'log_content' }));
  assert.equal(codeOf((await ask(nowhere, 'hello')).answer), 'policy_refused');
});

for (const stream of [false, true])
  test(`the answer of a call whose content is kept is handed on as its client read it, ${stream ? 'from a stream' : 'whole'}`, async () => {
    const kept: { readonly direction: string; readonly kind: string; readonly text: string }[] = [];
    const contentSink = {
      keep: (record: { readonly parts: readonly (typeof kept)[number][] }) => kept.push(...record.parts) > 0,
      state: () => ({ waitingRecords: 0, waitingBytes: 0, lostRecords: 0, refusedRecords: 0, failing: false }),
    };
    const house = await openHouse(always({ kind: 'log_content' }, { kind: 'redact', of: [], restore: true }), {
      contentSink,
    });
    const { answer } = await ask(house, `about ${PERSON}`, { stream });
    const [asked, answered, ...more] = kept;
    assert.deepEqual(
      [asked?.direction, answered?.direction, answered?.kind, more],
      ['request', 'answer', 'assistant', []],
    );
    assert.ok(answered?.text.includes(PERSON), `${answered?.text}`);
    if (!stream) assert.equal(JSON.parse(answer.text).choices[0].message.content, answered?.text);
  });

test('thinking that a vendor signed is refused where it would have to change', async () => {
  const house = await openHouse(obliged({ kind: 'redact', of: [], restore: true }));
  const body = {
    model: 'claude',
    max_tokens: 50,
    messages: [
      { role: 'user', content: 'hi' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: `about ${PERSON}`, signature: 'EuYB' },
          { type: 'text', text: 'yes' },
        ],
      },
      { role: 'user', content: 'go on' },
    ],
  };
  const answer = await callGateway(house.address, { path: '/v1/messages', body });
  assert.deepEqual([answer.status, codeOf(answer), house.seen.length], [403, 'content_blocked', 0]);
  assert.match(bodyOf(answer).message, /cannot be changed/);
});

test('what stands in the query is inspected as the body is, and refused where it would have to change', async () => {
  const house = await openHouse(obliged({ kind: 'redact', of: [], restore: false }));
  const body = { model: 'small', messages: [{ role: 'user', content: 'hi' }] };
  const answer = await callGateway(house.address, { path: `${CHAT}?note=${SECRET}`, body });
  assert.deepEqual([codeOf(answer), house.seen.length], ['content_blocked', 0]);
  assert.equal((await callGateway(house.address, { path: `${CHAT}?beta=true`, body })).status, 200);
  assert.match(house.seen[0]?.path ?? '', /\?beta=true$/);
});

test('a caller can declare its content more sensitive than it looks, and not less', async () => {
  const house = await openHouse(always());
  const raised = await ask(house, 'hello', {}, { 'tokenward-data-class': 'restricted' });
  assert.deepEqual([raised.record.dataClass, raised.record.declaredDataClass], ['restricted', 'restricted']);
  const lowered = await ask(house, `about ${PERSON}`, {}, { 'tokenward-data-class': 'public' });
  assert.deepEqual([lowered.record.dataClass, lowered.record.declaredDataClass], ['confidential', 'public']);
  const nonsense = await ask(house, 'hello', {}, { 'tokenward-data-class': 'secret' });
  assert.equal(codeOf(nonsense.answer), 'header_invalid');
});

test('what a policy in shadow mode would have said is recorded and changes nothing', async () => {
  const active = policyOf(() => ({}), '1-active');
  const shadow = policyOf(() => ({ effect: 'refuse', rules: ['shadow.rule'] }), '2-shadow');
  const house = await openHouse({ active, staged: null, shadow });
  const { answer, record } = await ask(house, 'hello');
  assert.equal(answer.status, 200);
  assert.deepEqual(record.shadowDecision, { policyVersion: '2-shadow', effect: 'refuse', rules: ['shadow.rule'] });
  assert.equal(record.policyVersion, '1-active');
});

for (const kind of ['key', 'person', 'template', 'use_case', 'model'] as const)
  test(`a ${kind} that is suspended serves no call and says why`, async () => {
    const id = { key: 'key-1', person: 'ada', template: 'letter', use_case: 'drafting', model: 'small' }[kind];
    const suspension = { id: 's-1', subject: { kind, id }, reason: 'a leak is being looked at', expiresAtMs: null };
    const house = await openHouse(always(), { suspensions: [suspension] });
    const { answer, record } = await ask(house, 'hello', {}, { 'tokenward-template': 'letter' });
    assert.deepEqual([codeOf(answer), record.errorCode, house.seen.length], ['suspended', 'suspended', 0]);
    assert.match(bodyOf(answer).message, /is suspended until it is lifted: a leak is being looked at/);
    const over = await openHouse(always(), { suspensions: [{ ...suspension, expiresAtMs: 1 }] });
    assert.equal((await ask(over, 'hello', {}, { 'tokenward-template': 'letter' })).answer.status, 200);
  });
