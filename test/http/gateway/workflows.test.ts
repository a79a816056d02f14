import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { RegisteredWorkflow, Workflow } from '../../../src/domain/library/workflow.ts';
import type { WorkflowDesk } from '../../../src/ports/workflow-desk.ts';
import { aGrant, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { callGateway, codeOf } from './call-gateway.ts';

const STATUS: Workflow = {
  id: 'status',
  name: 'Order status',
  description: '',
  useCaseId: 'drafting',
  parameters: [{ name: 'order', kind: 'text', description: '', default: null, choices: [], min: 1, max: 20 }],
  work: { kind: 'static' },
  answer: 'Order {{order}} is on its way.',
  dataClassMax: 'internal',
  baselineNanodollars: '123000',
  status: 'active',
};
const LOOKED_UP: Workflow = {
  ...STATUS,
  id: 'looked-up',
  baselineNanodollars: null,
  work: {
    ...{ kind: 'sql', view: 'reporting.orders', columns: ['id'], where: [], orderBy: null },
    ...{ rowsMax: 1, format: 'table', timeoutMs: 100 },
  },
  answer: '{{order}}: {{result}}',
};

let house: GatewayHouse;
afterEach(() => house.close());

async function open(
  workflows: readonly (Partial<RegisteredWorkflow> & { readonly workflow: Workflow })[],
  options: GatewayHouseOptions = {},
): Promise<void> {
  house = await openGatewayHouse({
    workflows: workflows.map((one) => ({ version: 'abc123abc123', isApproved: true, ...one })),
    grants: new Map([['ada', aGrant({ allowedUseCaseIds: ['drafting', 'other'] })]]),
    useCases: [aUseCase({ modelStack: ['small'] }), aUseCase({ id: 'other', modelStack: ['small'] })],
    ...options,
  });
}

const AUTHORIZED = { authorization: 'Bearer ada' };
const said = (content: string) => [{ role: 'user', content }];
const FACES: readonly (readonly [path: string, body: (content: string) => Readonly<Record<string, unknown>>])[] = [
  ['/v1/chat/completions', (content) => ({ model: 'workflow/status', messages: said(content) })],
  ['/v1/responses', (content) => ({ model: 'workflow/status', input: content })],
  ['/v1/messages', (content) => ({ model: 'workflow/status', max_tokens: 99, messages: said(content) })],
];

test('a workflow answers at each API, whole and streamed, costs nothing, and its record says what a model would have cost', async () => {
  await open([{ workflow: STATUS }]);
  let calls = 0;
  for (const [path, body] of FACES) {
    for (const stream of [false, true]) {
      const asked = { ...body('{"order":"A-17"}'), ...(stream ? { stream } : {}) };
      const answer = await callGateway(house.address, { path, body: asked, headers: AUTHORIZED });
      calls += 1;
      const record = await house.settled(calls);
      assert.equal(answer.status, 200, answer.text);
      const words = stream ? textOf(answer.text) : answer.text;
      assert.ok(words.includes('Order A-17 is on its way.'), answer.text);
      assert.equal(answer.headers['content-type'], stream ? 'text/event-stream; charset=utf-8' : 'application/json');
      assert.deepEqual(
        [
          record.outcome,
          record.answeredBy,
          record.modelId,
          record.upstreamModel,
          record.costNanodollars,
          record.usageBasis,
        ],
        ['completed', 'workflow', 'workflow/status', 'status@abc123abc123', '0', 'none'],
      );
      assert.equal(record.avoidedCostNanodollars, '123000');
      assert.equal(record.upstreamId, null);
    }
  }
  assert.equal(house.seen.length, 0);
  assert.equal(house.admissions.length, calls);
});

test('parameters that are missing or wrong are refused with how to send them, in the shape of the API', async () => {
  await open([{ workflow: STATUS }]);
  for (const [path, body] of FACES) {
    const answer = await callGateway(house.address, { path, body: body('{"ordr":"A-17"}'), headers: AUTHORIZED });
    assert.equal(answer.status, 400);
    assert.equal(codeOf(answer) ?? 'workflow_parameters', 'workflow_parameters');
    assert.match(answer.text, /\\"order\\" is missing/);
    assert.match(answer.text, /for instance/);
  }
  const record = await house.settled(3);
  assert.deepEqual([record.outcome, record.errorCode, record.costNanodollars], ['refused', 'workflow_parameters', '0']);
});

test('a workflow answers its own use case alone, once it is approved and as long as nobody has suspended it', async () => {
  await open([{ workflow: STATUS }, { workflow: { ...STATUS, id: 'draft' }, isApproved: false }]);
  const ask = (model: string, headers = {}) =>
    callGateway(house.address, {
      path: '/v1/chat/completions',
      body: { model, messages: said('A-17') },
      headers: { ...AUTHORIZED, ...headers },
    });
  assert.equal(codeOf(await ask('workflow/status', { 'tokenward-use-case': 'other' })), 'model_not_allowed');
  assert.equal(codeOf(await ask('workflow/draft')), 'model_blocked');
  assert.equal(codeOf(await ask('workflow/none')), 'model_unknown');
  const subject = { kind: 'model', id: 'workflow/status' } as const;
  const suspension = { id: 's', subject, reason: 'wrong figures', expiresAtMs: null };
  house.change({ suspensions: new Map([['model:workflow/status', suspension]]) });
  const suspended = await ask('workflow/status');
  assert.equal(codeOf(suspended), 'suspended');
  house.change({ suspensions: new Map() });
  assert.equal((await ask('drafting/workflow/status')).status, 200);
});

test('what is sent is inspected like any call: findings are recorded, and the class of content counts', async () => {
  await open([{ workflow: STATUS }]);
  const answer = await callGateway(house.address, {
    path: '/v1/chat/completions',
    body: { model: 'workflow/status', messages: said('A-17') },
    headers: { ...AUTHORIZED, 'tokenward-data-class': 'restricted' },
  });
  assert.equal(answer.status, 403, answer.text);
  assert.equal((await house.settled(1)).dataClass, 'restricted');
});

test('what is looked up stands in the answer; what cannot be looked up is told without its detail, and is recorded', async () => {
  let fails = false;
  const workflowDesk: WorkflowDesk = {
    carryOut: async () =>
      fails
        ? { kind: 'failed', why: 'its view could not be read.', detail: 'relation is broken' }
        : { kind: 'done', text: 'two {{order}} parcels' },
    usualCost: (useCaseId) => (useCaseId === 'drafting' ? '777' : null),
  };
  await open([{ workflow: LOOKED_UP }], { workflowDesk });
  const body = { model: 'workflow/looked-up', messages: said('A-17') };
  const answer = await callGateway(house.address, { path: '/v1/chat/completions', body, headers: AUTHORIZED });
  assert.equal(JSON.parse(answer.text).choices[0].message.content, 'A-17: two {{order}} parcels');
  assert.equal((await house.settled(1)).avoidedCostNanodollars, '777');
  fails = true;
  const failed = await callGateway(house.address, { path: '/v1/chat/completions', body, headers: AUTHORIZED });
  assert.deepEqual([failed.status, codeOf(failed)], [502, 'workflow_failed']);
  assert.ok(!failed.text.includes('relation is broken'));
  assert.ok(house.logged.some((line) => line.includes('relation is broken')));
  assert.equal((await house.settled(2)).errorCode, 'workflow_failed');
});

test('workflows stand among the models that a key can reach', async () => {
  await open([{ workflow: STATUS }, { workflow: { ...STATUS, id: 'draft' }, isApproved: false }]);
  const { text } = await callGateway(house.address, { path: '/v1/models', method: 'GET', headers: AUTHORIZED });
  const ids: readonly string[] = JSON.parse(text).data.map(({ id }: { readonly id: string }) => id);
  assert.ok(ids.includes('workflow/status') && !ids.includes('workflow/draft'), text);
});

/** All texts of a stream of any face, put together. */
function textOf(stream: string): string {
  const pieces: string[] = [];
  for (const line of stream.split('\n')) {
    if (!line.startsWith('data: {')) continue;
    const event = JSON.parse(line.slice(6));
    const piece =
      event.choices?.[0]?.delta?.content ?? event.delta?.text ?? (typeof event.delta === 'string' ? event.delta : '');
    pieces.push(piece);
  }
  return pieces.join('');
}
