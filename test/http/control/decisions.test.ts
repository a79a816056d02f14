import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { PERSON, SECRET } from '../../fakes/word-inspector.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

const USE_CASES = ['drafting', 'agents', 'offers'] as const;

describe('decisions by the control API', () => {
  let house: ControlHouse;
  let admin: ControlClient;
  /** A gateway that exists already asks with this key. */
  let gateway: ControlClient;
  let gatewayKey = '';
  before(async () => {
    house = await openControlHouse();
    admin = await house.admin();
    await house.addPerson('sam');
    await admin.call('createUpstream', {
      body: { id: 'main', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9' },
    });
    for (const id of ['small', 'large'])
      await admin.call('createModel', {
        body: {
          ...{ id, vendor: 'openai', faces: ['openai-chat'], priceKey: 'openai/small' },
          targets: [{ upstreamId: 'main', upstreamModel: id }],
        },
      });
    for (const [at, id] of USE_CASES.entries())
      await admin.call('createUseCase', {
        body: { id, name: id, tier: at === 1 ? 3 : 1, modelStack: ['small'], ownerPersonId: 'ada' },
      });
    const key = await admin.call('createApiKey', {
      body: {
        ...{ name: 'the other gateway', owner: { kind: 'person', personId: 'ada' }, scopes: ['decide'] },
        ...{ allowedUseCaseIds: ['drafting', 'agents'], defaultUseCaseId: 'drafting' },
      },
    });
    gatewayKey = key.secret ?? '';
    await house.refresh();
    gateway = house.clientOf(gatewayKey);
  });
  after(() => house.close());

  const refusal = async (work: Promise<unknown>): Promise<ProblemError> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError);
    return error;
  };
  const guard = async (body: object): Promise<Record<string, unknown>> => {
    const path = '/api/v1/decide/litellm/beta/litellm_basic_guardrail_api';
    const headers = { 'x-api-key': gatewayKey, 'content-type': 'application/json' };
    const response = await fetch(house.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.equal(response.status, 200);
    return (await response.json()) as Record<string, unknown>;
  };

  test('texts are inspected with spans, words and class, for any key, and nothing is stored', async () => {
    const reader = house.clientOf(await house.makeKeyOf('sam', ['call']));
    const body = { texts: [{ id: 'a', text: `say ${SECRET} now` }, { text: 'nothing here' }] };
    const found = await reader.call('inspectTexts', { body });
    const [first, second] = found.texts;
    assert.deepEqual([first?.id, first?.spans[0]?.start, first?.spans[0]?.end], ['a', 4, 4 + SECRET.length]);
    assert.deepEqual([first?.spans[0]?.type, first?.spans[0]?.label], ['test_credential', 'a credential of the tests']);
    assert.deepEqual([second?.id, second?.spans], [null, []]);
    assert.deepEqual(
      [found.dataClass, found.decidedBy, found.findingType],
      ['restricted', 'finding', 'test_credential'],
    );
    assert.equal(found.policy, null);
    assert.equal(house.records.length, 0);
  });

  test('with a use case the inspection says what policy would do, and still stores nothing and asks nobody', async () => {
    const body = { texts: [{ text: `say ${SECRET} now` }], useCaseId: 'drafting' };
    const { policy } = await gateway.call('inspectTexts', { body });
    assert.deepEqual([policy?.decision, policy?.code], ['refuse', 'content_blocked']);
    assert.match(policy?.why ?? '', /a credential of the tests in a user's message\./, 'of one text nobody asks which');
    assert.ok(!(policy?.why ?? '').includes(SECRET));
    const second = { ...body, texts: [{ text: 'hello' }, ...body.texts] };
    const of = (await gateway.call('inspectTexts', { body: second })).policy;
    assert.match(of?.why ?? '', /in a user's message \(texts\[1\]\)/);
    const clean = await gateway.call('inspectTexts', { body: { ...body, texts: [{ text: 'hello' }] } });
    assert.deepEqual([clean.policy?.decision, clean.dataClass, clean.decidedBy], ['allow', 'internal', 'use_case']);
    const unknown = await refusal(gateway.call('inspectTexts', { body: { ...body, useCaseId: 'nope' } }));
    assert.equal(unknown.problem.code, 'use_case_unknown');
    assert.equal(house.records.length, 0);
  });

  test('a digest from the inspection makes a proposal, without the value being sent again', async () => {
    const { texts } = await gateway.call('inspectTexts', { body: { texts: [{ text: `for ${PERSON} only` }] } });
    const digest = texts[0]?.spans[0]?.digest ?? '';
    const made = await gateway.call('sendFindingFeedback', { body: { findingType: 'test_person', digest } });
    const again = await admin.call('sendFindingFeedback', { body: { findingType: 'test_person', text: PERSON } });
    assert.equal(again.id, made.id, 'the same value by either way');
  });

  test('a decision for another person redacts what must not leave, with placeholders that last in a conversation', async () => {
    const ask = { caller: { email: 'SAM@example.test' }, conversation: 'one', texts: ['hi', `write to ${PERSON}`] };
    const said = await gateway.call('decide', { body: ask });
    assert.equal(said.decision, 'allow');
    assert.deepEqual(said.obligations, [{ kind: 'redact', of: ['financial', 'health', 'personal'], restore: true }]);
    const [greeting, redacted] = said.texts ?? [];
    assert.equal(greeting, 'hi');
    assert.match(redacted ?? '', /^write to \[TEST_PERSON_[0-9a-f]{8}\]$/);
    assert.deepEqual(Object.values(said.placeholders), [PERSON]);
    assert.equal((await gateway.call('decide', { body: ask })).texts?.[1], redacted, 'stable within a conversation');
    const other = await gateway.call('decide', { body: { ...ask, conversation: 'two' } });
    assert.notEqual(other.texts?.[1], redacted, 'another conversation has other placeholders');
    assert.equal(said.callId, null, 'a call that may go on is not ours');
  });

  test('a refusal is recorded as a refused call of the caller, without the value', async () => {
    const before = house.records.length;
    const body = { caller: { personId: 'sam' }, texts: [`key ${SECRET}`], client: 'other-gateway' };
    const said = await gateway.call('decide', { body });
    assert.deepEqual([said.decision, said.code, said.texts], ['refuse', 'content_blocked', null]);
    const record = house.records[before];
    assert.deepEqual(
      [record?.callId, record?.personId, record?.outcome, record?.errorCode, record?.findings, record?.clientName],
      [said.callId, 'sam', 'refused', 'content_blocked', { test_credential: 1 }, 'other-gateway'],
    );
    assert.ok(record?.findingsDigest !== null);
    assert.ok(!JSON.stringify(record).includes(SECRET));
  });

  test('unknown callers and use cases, and questions about others without the scope, are told as such', async () => {
    const about = (caller: object) => refusal(gateway.call('decide', { body: { caller } }));
    assert.match(
      (await about({ email: 'nobody@example.test' })).problem.detail,
      /no active person "nobody@example.test"/,
    );
    assert.match((await about({ serviceAccountId: 'robot' })).problem.detail, /no active service account "robot"/);
    assert.match((await about({ keyId: 'nope' })).problem.detail, /no active key "nope"/);
    assert.equal((await about({ personId: 'ada', email: 'ada@example.test' })).problem.code, 'rule_broken');
    const unknown = await refusal(gateway.call('decide', { body: { useCaseId: 'nope' } }));
    assert.equal(unknown.problem.code, 'use_case_unknown');
    const caller = house.clientOf(await house.makeKeyOf('sam', ['call']));
    const other = await refusal(caller.call('decide', { body: { caller: { personId: 'ada' } } }));
    assert.match(other.problem.detail, /needs the scope "decide"/);
    const self = await refusal(caller.call('decide', { body: {} }));
    assert.equal(self.problem.code, 'use_case_missing', 'about itself it may ask');
    const outside = await gateway.call('decide', { body: { useCaseId: 'offers' } });
    assert.deepEqual([outside.decision, outside.code], ['refuse', 'use_case_not_allowed']);
    const model = await gateway.call('decide', { body: { model: 'unheard-of' } });
    assert.deepEqual([model.decision, model.code], ['refuse', 'model_unknown']);
  });

  test("LiteLLM's guardrail: blocked, passed or rewritten, and what was taken out comes back in the answer", async () => {
    const request_data = { user_api_key_user_email: 'sam@example.test' };
    const additional_provider_specific_params = { use_case_id: 'drafting', model: 'small' };
    const settings = { request_data, additional_provider_specific_params, litellm_call_id: 'call-1' };
    const ask = { ...settings, input_type: 'request' };
    const blocked = await guard({ ...ask, texts: [`key ${SECRET}`] });
    assert.equal(blocked['action'], 'BLOCKED');
    assert.match(String(blocked['blocked_reason']), /a credential of the tests/);
    assert.ok(!JSON.stringify(blocked).includes(SECRET));
    assert.deepEqual(await guard({ ...ask, texts: ['hello'] }), { action: 'NONE' });
    const rewritten = await guard({ ...ask, texts: ['hello', `write to ${PERSON}`] });
    assert.equal(rewritten['action'], 'GUARDRAIL_INTERVENED');
    const texts = rewritten['texts'] as readonly string[];
    assert.match(texts[1] ?? '', /^write to \[TEST_PERSON_/);
    const answered = await guard({ ...settings, input_type: 'response', texts: [`Dear ${texts[1]?.slice(9) ?? ''},`] });
    assert.deepEqual(answered, { action: 'GUARDRAIL_INTERVENED', texts: [`Dear ${PERSON},`] });
    const tools = [{ type: 'function', function: { name: 'send', description: SECRET } }];
    assert.equal((await guard({ ...ask, texts: ['hello'], tools }))['action'], 'BLOCKED');
    const stranger = await guard({ ...ask, texts: ['hi'], request_data: { user_api_key_user_id: 'nobody' } });
    assert.match(String(stranger['blocked_reason']), /There is no active person "nobody" here/);
  });
});
