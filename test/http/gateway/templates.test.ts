import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { RegisteredTemplate, RegisteredTemplateVersion } from '../../../src/domain/library/template.ts';
import type { WorkflowParameter } from '../../../src/domain/library/workflow.ts';
import { aGrant, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { SECRET } from '../../fakes/word-inspector.ts';
import { callGateway, codeOf } from './call-gateway.ts';

const parameter = (name: string, more: Partial<WorkflowParameter> = {}): WorkflowParameter => ({
  ...{ name, kind: 'text', description: '', default: null, choices: [], min: null, max: null },
  ...more,
});
const version = (
  number: number,
  more: Partial<RegisteredTemplateVersion> = {},
): readonly [number, RegisteredTemplateVersion] => [
  number,
  {
    ...{ version: number, text: 'Répète {{what}}.', place: 'user', isApproved: true },
    parameters: [parameter('what')],
    ...more,
  },
];
const ECHO: RegisteredTemplate = {
  id: 'echo',
  useCaseId: 'drafting',
  labels: { production: 2 },
  deprecation: null,
  versions: new Map([version(1), version(2, { text: 'Say {{what}}.' }), version(3, { isApproved: false })]),
};
const TONE: RegisteredTemplate = {
  ...ECHO,
  id: 'tone',
  labels: {},
  deprecation: { reason: 'too stern', successorId: 'echo' },
  versions: new Map([
    version(1, { text: 'Be {{tone}}.', place: 'system', parameters: [parameter('tone', { default: 'plain' })] }),
  ]),
};

let house: GatewayHouse;
beforeEach(async () => {
  house = await openGatewayHouse({
    grants: new Map([['ada', aGrant({ allowedUseCaseIds: ['drafting', 'other'] })]]),
    useCases: [
      aUseCase({ modelStack: ['small', 'claude', 'vectors'] }),
      aUseCase({ id: 'other', modelStack: ['small'] }),
    ],
  });
  house.change({ templates: new Map([ECHO, TONE].map((one) => [one.id, one])) });
});
afterEach(() => house.close());

const send = (path: string, body: unknown, headers: Readonly<Record<string, string>>) =>
  callGateway(house.address, { path, body, headers: { authorization: 'Bearer ada', ...headers } });
const sent = (): Readonly<Record<string, unknown>> => JSON.parse(house.seen.at(-1)?.body.toString() ?? '{}');
const CHAT = '/v1/chat/completions';

/** [path, template, body, what the upstream gets of it] */
const PLACES: readonly (readonly [string, string, object, object])[] = [
  [CHAT, 'echo', { messages: [] }, { messages: [{ role: 'user', content: 'Say "é".' }] }],
  [
    CHAT,
    'echo',
    { messages: [{ role: 'system', content: 'Be brief.' }] },
    {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Say "é".' },
      ],
    },
  ],
  [
    CHAT,
    'tone',
    { messages: [{ role: 'user', content: 'Hi' }] },
    {
      messages: [
        { role: 'system', content: 'Be plain.' },
        { role: 'user', content: 'Hi' },
      ],
    },
  ],
  ['/v1/responses', 'echo', {}, { input: 'Say "é".' }],
  ['/v1/responses', 'echo', { input: 'Hi' }, { input: 'Hi\n\nSay "é".' }],
  ['/v1/responses', 'tone', { input: 'Hi', instructions: 'Now.' }, { input: 'Hi', instructions: 'Be plain.\n\nNow.' }],
  [
    '/v1/responses',
    'echo',
    { input: [{ role: 'user', content: 'Hi' }] },
    {
      input: [
        { role: 'user', content: 'Hi' },
        { role: 'user', content: 'Say "é".' },
      ],
    },
  ],
  ['/v1/messages', 'tone', { messages: [{ role: 'user', content: 'Hi' }] }, { system: 'Be plain.' }],
  ['/v1/messages', 'tone', { messages: [], system: 'Now.' }, { system: 'Be plain.\n\nNow.' }],
  [
    '/v1/messages',
    'tone',
    { messages: [], system: [{ type: 'text', text: 'Now.' }] },
    {
      system: [
        { type: 'text', text: 'Be plain.' },
        { type: 'text', text: 'Now.' },
      ],
    },
  ],
  ['/v1/messages', 'echo', { messages: [] }, { messages: [{ role: 'user', content: 'Say "é".' }] }],
];

test('a template is put into the call at each API, wherever its parameters stand in the body, and is on the record', async () => {
  let calls = 0;
  for (const [path, template, body, expected] of PLACES) {
    const given = template === 'echo' ? { what: '"é"' } : {};
    const more = path === '/v1/messages' ? { model: 'claude', max_tokens: 99 } : { model: 'small' };
    for (const whole of [
      { template_parameters: given, ...more, ...body },
      { ...more, ...body, template_parameters: given },
    ]) {
      const answer = await send(path, whole, { 'tokenward-template': template });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.headers['tokenward-template'], template === 'echo' ? 'echo@2' : 'tone@1');
      const { template_parameters: left, ...got } = sent();
      assert.equal(left, undefined);
      assert.deepEqual({ ...got, ...expected }, got, `${path} ${JSON.stringify(body)}`);
      calls += 1;
      const record = await house.settled(calls);
      assert.deepEqual(
        [record.templateId, record.templateVersion, record.templateApproved],
        [template, template === 'echo' ? '2' : '1', true],
      );
    }
  }
});

test('parameters can come as a header, a version by number or label, and who uses a deprecated one is told what instead', async () => {
  const body = { model: 'small', messages: [] };
  const headers = { 'tokenward-template': 'echo@3', 'tokenward-template-parameters': '{"what":"\\u00e9"}' };
  assert.equal((await send(CHAT, body, headers)).status, 200);
  assert.deepEqual(sent()['messages'], [{ role: 'user', content: 'Répète é.' }]);
  assert.equal((await house.settled(1)).templateApproved, false, 'version 3 is not approved');
  const tone = { 'tokenward-template': 'tone', 'tokenward-template-parameters': '{}' };
  const told = (await send(CHAT, body, tone)).headers['tokenward-template-warning'];
  assert.equal(told, '"tone" is deprecated: too stern. Use "echo" instead.');
});

test('a template that is only named was copied: the call goes as it came, and the record says what was named', async () => {
  const body = { model: 'small', messages: [{ role: 'user', content: 'Say é.' }] };
  const answer = await send(CHAT, body, { 'tokenward-template': 'echo@2' });
  assert.deepEqual([answer.status, answer.headers['tokenward-template']], [200, undefined]);
  assert.deepEqual(sent()['messages'], body.messages);
  const record = await house.settled(1);
  assert.deepEqual([record.templateId, record.templateVersion, record.templateApproved], ['echo', '2', true]);
});

// biome-ignore format: a table is read down
const REFUSED: readonly (readonly [what: string, headers: Record<string, string>, parameters: unknown, status: number, code: string, sentence: RegExp])[] = [
  ['a template that is not there',    { 'tokenward-template': 'eco' },      {},               404, 'template_unknown',     /no template "eco"/],
  ['a version that is not there',     { 'tokenward-template': 'echo@9' },   {},               404, 'template_unknown',     /no published version "9"\. Published: 1, 2, 3\./],
  ['a label that points nowhere',     { 'tokenward-template': 'echo@canary' }, {},            404, 'template_unknown',     /no published version "canary"/],
  ['a parameter that is missing',     { 'tokenward-template': 'echo' },     {},               400, 'template_parameters',  /"what" is missing\. Send a JSON object such as \{"what":"…"\}/],
  ['a parameter that is not known',   { 'tokenward-template': 'echo' },     { what: 'a', x: 'secret' }, 400, 'template_parameters', /"x" is not known here/],
  ['parameters that are no object',   { 'tokenward-template': 'echo' },     ['a'],            400, 'template_parameters',  /must be a JSON object/],
  ['a template of another use case',  { 'tokenward-template': 'echo', 'tokenward-use-case': 'other' }, { what: 'a' }, 403, 'template_not_allowed', /is for the use case "drafting"/],
];
for (const [what, headers, parameters, status, code, sentence] of REFUSED)
  test(`${what} is refused with what mends it, and nobody is asked`, async () => {
    const answer = await send(CHAT, { model: 'small', messages: [], template_parameters: parameters }, headers);
    assert.deepEqual([answer.status, codeOf(answer)], [status, code]);
    assert.match(answer.text.replaceAll('\\"', '"'), sentence);
    assert.ok(!answer.text.includes('secret'));
    assert.equal(house.seen.length, 0);
    assert.equal((await house.settled(1)).decision, 'refuse');
  });

test('what has no place for a text refuses templates', async () => {
  const body = { model: 'vectors', input: 'a', template_parameters: { what: 'a' } };
  const answer = await send('/v1/embeddings', body, { 'tokenward-template': 'echo' });
  assert.deepEqual([answer.status, codeOf(answer)], [403, 'template_not_allowed']);
});

test('what a parameter brings in is inspected like anything else that is sent', async () => {
  const body = { model: 'small', messages: [], template_parameters: { what: SECRET } };
  const answer = await send(CHAT, body, { 'tokenward-template': 'echo' });
  assert.deepEqual([answer.status, codeOf(answer), house.seen.length], [403, 'content_blocked', 0]);
});
