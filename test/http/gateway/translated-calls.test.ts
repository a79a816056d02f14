import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Obligation, PolicySet } from '../../../src/domain/policy/policy-decision.ts';
import { aModel, anUpstream, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../../fakes/gateway-house.ts';
import { PERSON, SECRET } from '../../fakes/word-inspector.ts';
import { type ClientAnswer, callGateway, codeOf } from './call-gateway.ts';

const ASKED = `Please tell ${PERSON} of ${SECRET}, and again ${PERSON}, before the rain comes over the hills again.`;
const SCHEMA = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };

type Ask = { readonly model: string; readonly stream: boolean; readonly tool?: boolean; readonly text?: string };
type Caller = {
  readonly path: string;
  readonly body: (ask: Ask) => object;
  /** All that a client reads of texts, or of a tool's arguments. */
  readonly said: RegExp;
};

const CALLERS = {
  'openai-chat': {
    path: '/v1/chat/completions',
    body: ({ model, stream, tool, text = ASKED }) => ({
      model,
      stream,
      messages: [{ role: 'user', content: text }],
      ...(tool === true
        ? { tools: [{ type: 'function', function: { name: 'send', parameters: SCHEMA } }], tool_choice: 'required' }
        : {}),
    }),
    said: /"(?:content|arguments)":("(?:[^"\\]|\\.)*")/g,
  },
  'openai-responses': {
    path: '/v1/responses',
    body: ({ model, stream, tool, text = ASKED }) => ({
      model,
      stream,
      input: text,
      store: false,
      ...(tool === true
        ? { tools: [{ type: 'function', name: 'send', parameters: SCHEMA }], tool_choice: 'required' }
        : {}),
    }),
    said: /"(?:delta)":("(?:[^"\\]|\\.)*")/g,
  },
  'anthropic-messages': {
    path: '/v1/messages',
    body: ({ model, stream, tool, text = ASKED }) => ({
      model,
      stream,
      max_tokens: 10_000,
      messages: [{ role: 'user', content: text }],
      ...(tool === true ? { tools: [{ name: 'send', input_schema: SCHEMA }], tool_choice: { type: 'any' } } : {}),
    }),
    said: /"(?:text|partial_json)":("(?:[^"\\]|\\.)*")/g,
  },
} as const satisfies Readonly<Record<string, Caller>>;
type CallerName = keyof typeof CALLERS;

const SPOKEN = {
  chat: { faces: ['openai-chat'], upstreamId: 'main' },
  responses: { faces: ['openai-responses'], upstreamId: 'main' },
  messages: { faces: ['anthropic-messages'], upstreamId: 'claude' },
} as const;

/** Who calls, and a model that speaks another API alone. */
const WAYS: readonly (readonly [CallerName, keyof typeof SPOKEN])[] = [
  ['openai-chat', 'messages'],
  ['openai-responses', 'messages'],
  ['anthropic-messages', 'chat'],
  ['anthropic-messages', 'responses'],
  ['openai-responses', 'chat'],
  ['openai-chat', 'responses'],
];

const CLEARED = { dataClassMax: 'restricted', region: null, retention: 'none' } as const;
const models = Object.entries(SPOKEN).flatMap(([name, { faces, upstreamId }]) =>
  [
    'sim-echo',
    'sim-cut',
    'sim-bytes',
    'sim-long',
    'sim-error-429',
    'sim-error-503',
    'sim-error-529',
    'sim-no-usage',
  ].map((fault) =>
    aModel({
      id: `${name}-${fault.slice(4)}`,
      faces,
      targets: [{ upstreamId, upstreamModel: fault }],
      clearance: CLEARED,
    }),
  ),
);

/** Speaks both APIs, through two upstreams of which the first fails. */
const twoWays = aModel({
  id: 'two-ways',
  faces: ['openai-chat', 'anthropic-messages'],
  targets: [
    { upstreamId: 'claude', upstreamModel: 'sim-echo' },
    { upstreamId: 'main', upstreamModel: 'sim-error-503' },
  ],
  clearance: CLEARED,
});

let obligations: readonly Obligation[] = [];
const policies: PolicySet = {
  active: {
    version: 'test-1',
    decide: () => ({
      ...{ effect: 'allow', rules: ['test.rule'], obligations, why: 'ok', about: 'findings' },
      ...{ failedRules: [], alternative: null, askAt: null },
    }),
  },
  staged: null,
  shadow: null,
};

let house: GatewayHouse;
before(async () => {
  house = await openGatewayHouse({
    models: [...models, twoWays],
    policies,
    useCases: [
      aUseCase({
        modelStack: [...models, twoWays].map(({ id }) => id),
        tier: 1,
        allowedDataClasses: ['public', 'internal', 'confidential', 'restricted'],
      }),
    ],
    upstreams: (simulated) => [
      anUpstream({ baseUrl: `${simulated}/v1` }),
      anUpstream({ id: 'claude', kind: 'anthropic', baseUrl: simulated }),
    ],
    limits: { answerHeldBytesMax: 20_000 },
  });
});
after(() => house.close());

async function ask(
  caller: CallerName,
  how: Ask,
  given: readonly Obligation[] = [],
  headers = {},
): Promise<ClientAnswer> {
  obligations = given;
  const count = house.records.length + 1;
  const { path, body } = CALLERS[caller];
  const answer = await callGateway(house.address, {
    path,
    body: body(how),
    headers: { authorization: `Bearer ${TEST_KEY}`, ...headers },
  });
  await house.settled(count);
  return answer;
}

function saidIn(caller: CallerName, text: string): string {
  return [...text.matchAll(CALLERS[caller].said)].map(([, json = '""']) => String(JSON.parse(json))).join('');
}

const REDACT: Obligation = { kind: 'redact', of: ['personal'], restore: true };
const BLOCK: Obligation = { kind: 'inspect_answer', action: 'block', of: ['credential'] };
const REPLACE: Obligation = { kind: 'inspect_answer', action: 'redact', of: ['credential'] };

for (const [caller, spoken] of WAYS) {
  for (const tool of [false, true]) {
    const what = `${caller} to a model of ${spoken}, ${tool ? 'tool' : 'text'}`;

    test(`${what}: a stream tells all that was asked back, and is metered as the vendor said`, async () => {
      const answer = await ask(caller, { model: `${spoken}-echo`, stream: true, tool });
      const said = saidIn(caller, answer.text);
      assert.equal(tool ? JSON.parse(said).text : said, ASKED);
      const record = house.records.at(-1);
      assert.deepEqual([record?.outcome, record?.usageBasis, record?.status], ['completed', 'measured', 200]);
      assert.equal(answer.headers['tokenward-translated'], SPOKEN[spoken].faces[0]);
    });

    test(`${what}: what was redacted on the way there is put back on the way here`, async () => {
      for (const stream of [false, true]) {
        const answer = await ask(caller, { model: `${spoken}-echo`, stream, tool }, [REDACT]);
        assert.ok(answer.text.includes(PERSON), answer.text);
        const seen = house.seen.at(-1);
        assert.ok(seen !== undefined && !seen.body.includes(PERSON) && seen.body.includes('[TEST_PERSON_'));
      }
    });

    test(`${what}: a finding of the answer is replaced or the answer withheld, in the caller's own shape`, async () => {
      for (const stream of [false, true]) {
        const replaced = await ask(caller, { model: `${spoken}-echo`, stream, tool }, [REPLACE]);
        assert.ok(!replaced.text.includes(SECRET) && replaced.text.includes('[TEST_CREDENTIAL_'));
        const blocked = await ask(caller, { model: `${spoken}-echo`, stream, tool }, [BLOCK]);
        assert.ok(!blocked.text.includes(SECRET) && /withheld/.test(blocked.text));
        if (!stream) assert.equal(codeOf(blocked), 'answer_withheld');
        assert.notEqual(house.records.at(-1)?.costNanodollars, '0', 'what was written is paid for');
      }
    });
  }

  test(`${caller} to a model of ${spoken}: the answer is the same when it arrives byte by byte`, async () => {
    const whole = await ask(caller, { model: `${spoken}-echo`, stream: true, text: 'Grüße 🌊 from afar.' });
    const bytes = await ask(caller, { model: `${spoken}-bytes`, stream: true, text: 'Grüße 🌊 from afar.' });
    assert.equal(saidIn(caller, whole.text), 'Grüße 🌊 from afar.');
    assert.match(saidIn(caller, bytes.text), /You asked “Grüße 🌊 from afar\.”/);
  });

  test(`${caller} to a model of ${spoken}: an error has the caller's shape and status`, async () => {
    // OpenAI's clients do not know Anthropic's 529.
    const told = { 429: 429, 503: 503, 529: caller === 'anthropic-messages' ? 529 : 503 };
    for (const [status, seen] of Object.entries(told)) {
      const answer = await ask(caller, { model: `${spoken}-error-${status}`, stream: true });
      const { error, type } = JSON.parse(answer.text);
      assert.deepEqual([answer.status, typeof error.message], [seen, 'string']);
      assert.equal(type, caller === 'anthropic-messages' ? 'error' : undefined);
      if (status !== '529') assert.ok(Number(answer.headers['retry-after']) > 0);
    }
  });

  test(`${caller} to a model of ${spoken}: a stream that breaks off ends in an event of the caller's API, and is estimated`, async () => {
    const answer = await ask(caller, { model: `${spoken}-cut`, stream: true });
    assert.ok(!answer.broken && answer.text.includes('upstream_broken'));
    const record = house.records.at(-1);
    assert.deepEqual([record?.outcome, record?.usageBasis], ['upstream_error', 'estimated']);
  });

  test(`${caller} to a model of ${spoken}: an answer too long to hold is refused, not cut`, async () => {
    const answer = await ask(caller, { model: `${spoken}-long`, stream: false });
    assert.deepEqual([answer.status, codeOf(answer)], [502, 'upstream_broken']);
    assert.notEqual(house.records.at(-1)?.costNanodollars, '0');
  });

  test(`${caller} to a model of ${spoken}: an answer without usage has none, and is settled as estimated`, async () => {
    const answer = await ask(caller, { model: `${spoken}-no-usage`, stream: false });
    assert.equal(answer.status, 200);
    assert.equal(house.records.at(-1)?.usageBasis, 'estimated');
  });
}

test('a model is asked in the caller’s own API first, and by translation when that fails', async () => {
  const answer = await ask('openai-chat', { model: 'two-ways', stream: true });
  assert.equal(saidIn('openai-chat', answer.text), ASKED);
  const record = house.records.at(-1);
  assert.deepEqual(
    [record?.attempts, record?.upstreamId, record?.translatedTo, record?.routeReason],
    [2, 'claude', 'anthropic-messages', 'fallback'],
  );
});

test('a target that cannot be told what is asked is not asked', async () => {
  obligations = [];
  const count = house.records.length + 1;
  const body = { ...CALLERS['openai-chat'].body({ model: 'two-ways', stream: false }), seed: 7 };
  const before = house.seen.length;
  const answer = await callGateway(house.address, { path: '/v1/chat/completions', body });
  await house.settled(count);
  assert.deepEqual([answer.status, codeOf(answer), house.seen.length - before], [400, 'not_translatable', 1]);
});

test('nothing that one vendor’s clients say of themselves reaches the other vendor', async () => {
  await ask('anthropic-messages', { model: 'chat-echo', stream: false }, [], {
    'anthropic-version': '2023-06-01',
    'anthropic-beta': 'some-beta',
    'x-stainless-lang': 'js',
    'x-app': 'cli',
  });
  const { headers } = house.seen.at(-1) ?? assert.fail();
  const names = Object.keys(headers);
  assert.ok(names.includes('traceparent') && !names.some((name) => /anthropic|stainless|x-app/.test(name)));
});

test('a query of the API that was called is not sent to another', async () => {
  obligations = [];
  const { body } = CALLERS['anthropic-messages'];
  await callGateway(house.address, {
    path: '/v1/messages?beta=true',
    body: body({ model: 'chat-echo', stream: false }),
  });
  assert.equal(house.seen.at(-1)?.path, '/v1/chat/completions');
});

test('models that a translation reaches are listed for the client that asks', async () => {
  const { text } = await callGateway(house.address, {
    method: 'GET',
    path: '/v1/models',
    headers: { authorization: `Bearer ${TEST_KEY}`, 'anthropic-version': '2023-06-01' },
  });
  assert.ok(JSON.parse(text).data.some(({ id }: { readonly id: string }) => id === 'chat-echo'));
});

test('what an embedding or a count of tokens needs is never translated', async () => {
  for (const path of ['/v1/messages/count_tokens', '/v1/embeddings']) {
    const answer = await callGateway(house.address, { path, body: { model: 'chat-echo', messages: [], input: 'x' } });
    assert.equal(codeOf(answer), 'face_unsupported');
  }
});
