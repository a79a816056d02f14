import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Obligation, PolicySet } from '../../../src/domain/policy/policy-decision.ts';
import type { Inspector } from '../../../src/ports/inspector.ts';
import { aModel, anUpstream, aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, type GatewayHouseOptions, openGatewayHouse, TEST_KEY } from '../../fakes/gateway-house.ts';
import { PERSON, SECRET, wordInspector } from '../../fakes/word-inspector.ts';
import { type ClientAnswer, callGateway, codeOf } from './call-gateway.ts';

const PROSE = 'The rain came over the hills in the afternoon and went away again before it was dark. ';
const ASKED = `${PROSE.repeat(3)}Tell ${PERSON} of ${SECRET}, and again ${PERSON}. ${PROSE.repeat(3)}`;
const TOOL = { name: 'send', parameters: { type: 'object', properties: { text: { type: 'string' } } } };

type Ask = { readonly text?: string; readonly stream: boolean; readonly tool?: boolean; readonly model?: string };
type TestFace = {
  readonly path: string;
  readonly body: (ask: Ask) => object;
  readonly claude: boolean;
  /** The JSON of all that a client reads: events, or the answer. */
  readonly said: (text: string) => string;
};

const FACES: Readonly<Record<string, TestFace>> = {
  'openai-chat': {
    path: '/v1/chat/completions',
    claude: false,
    body: ({ stream, tool, text = ASKED, model = 'sim-echo' }) => ({
      model,
      stream,
      messages: [{ role: 'user', content: text }],
      ...(tool === true ? { tools: [{ type: 'function', function: TOOL }], tool_choice: 'required' } : {}),
    }),
    said: (text) => pieces(text, /"(?:content|arguments)":("(?:[^"\\]|\\.)*")/g),
  },
  'openai-responses': {
    path: '/v1/responses',
    claude: false,
    body: ({ stream, tool, model = 'sim-echo' }) => ({
      model,
      stream,
      input: ASKED,
      ...(tool === true ? { tools: [{ type: 'function', ...TOOL }], tool_choice: 'required' } : {}),
    }),
    said: (text) =>
      text.startsWith('event:')
        ? pieces(text, /"delta":("(?:[^"\\]|\\.)*")/g)
        : pieces(text, /"(?:text|arguments)":("(?:[^"\\]|\\.)*")/g),
  },
  'anthropic-messages': {
    path: '/v1/messages',
    claude: true,
    body: ({ stream, tool, model = 'claude-echo' }) => ({
      model,
      stream,
      max_tokens: 10_000,
      messages: [{ role: 'user', content: ASKED }],
      ...(tool === true
        ? {
            tools: [{ name: TOOL.name, input_schema: TOOL.parameters }],
            tool_choice: { type: 'tool', name: TOOL.name },
          }
        : {}),
    }),
    said: (text) => {
      const input = /"input":(\{"text":.*?\})\}/.exec(text)?.[1];
      return input ?? pieces(text, /"(?:text|partial_json)":("(?:[^"\\]|\\.)*")/g);
    },
  },
};

function pieces(text: string, pattern: RegExp): string {
  return [...text.matchAll(pattern)].map(([, json = '""']) => String(JSON.parse(json))).join('');
}

const CLEARED = { dataClassMax: 'restricted', region: null, retention: 'none' } as const;
const CLASSES = ['public', 'internal', 'confidential', 'restricted'] as const;

const models = [
  ...['sim-echo', 'sim-cut', 'sim-stall', 'sim-long', 'small'].map((id) =>
    aModel({
      id,
      faces: ['openai-chat', 'openai-responses'],
      targets: [{ upstreamId: 'main', upstreamModel: id }],
      clearance: CLEARED,
    }),
  ),
  aModel({
    id: 'claude-echo',
    vendor: 'anthropic',
    faces: ['anthropic-messages'],
    targets: [{ upstreamId: 'claude', upstreamModel: 'sim-echo' }],
    priceKey: 'anthropic/claude',
    clearance: CLEARED,
  }),
];

let obligations: readonly Obligation[] = [];
const policies: PolicySet = {
  active: {
    version: 'test-1',
    decide: () => ({
      effect: 'allow',
      rules: ['test.rule'],
      obligations,
      why: 'ok',
      about: 'findings',
      failedRules: [],
      alternative: null,
      askAt: null,
    }),
  },
  staged: null,
  shadow: null,
};

function openHouse(options: Partial<GatewayHouseOptions> = {}): Promise<GatewayHouse> {
  return openGatewayHouse({
    models,
    useCases: [aUseCase({ modelStack: models.map(({ id }) => id), tier: 1, allowedDataClasses: CLASSES })],
    upstreams: (simulated) => [
      anUpstream({ baseUrl: `${simulated}/v1` }),
      anUpstream({ id: 'claude', kind: 'anthropic', baseUrl: simulated }),
    ],
    policies,
    ...options,
  });
}

let house: GatewayHouse;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

const REDACT: Obligation = { kind: 'redact', of: ['personal'], restore: true };
const ANSWER = (action: 'note' | 'redact' | 'block'): Obligation => ({
  kind: 'inspect_answer',
  action,
  of: ['credential'],
});

async function ask(face: TestFace, how: Ask, given: readonly Obligation[], where = house): Promise<ClientAnswer> {
  obligations = given;
  const before = where.records.length;
  const answer = await callGateway(where.address, { path: face.path, body: face.body(how) });
  await where.settled(before + 1);
  return answer;
}

for (const [name, face] of Object.entries(FACES)) {
  for (const stream of [false, true]) {
    for (const tool of [false, true]) {
      const how = `${name}, ${stream ? 'stream' : 'whole'}, ${tool ? 'tool' : 'text'}`;
      const said = (answer: ClientAnswer): string => {
        const text = face.said(answer.text);
        return tool ? String(JSON.parse(text).text) : text;
      };

      test(`${how}: what was redacted in the request is in the answer again, and the upstream never saw it`, async () => {
        const answer = await ask(face, { stream, tool }, [REDACT]);
        assert.equal(said(answer), ASKED);
        const seen = house.seen.at(-1);
        assert.ok(seen !== undefined && !seen.body.includes(PERSON), 'the upstream has not seen the value');
        assert.ok(seen.body.includes('[TEST_PERSON_'));
      });

      test(`${how}: a finding of the answer is replaced and recorded, usage stays as the vendor said`, async () => {
        await ask(face, { stream, tool }, []);
        const plain = house.records.at(-1);
        const answer = await ask(face, { stream, tool }, [ANSWER('redact')]);
        assert.ok(!answer.text.includes(SECRET));
        assert.match(said(answer), /^The rain[^[]*Tell Person 1234567 of \[TEST_CREDENTIAL_[0-9a-f]{8}\], and again/);
        const record = house.records.at(-1);
        assert.deepEqual(
          [record?.outcome, record?.answerAction, record?.answerFindings],
          ['completed', 'redact', { test_credential: 1, test_person: 2 }],
        );
        assert.deepEqual([record?.usage, record?.usageBasis], [plain?.usage, 'measured']);
      });

      test(`${how}: an answer that is blocked ends in a refusal, and nothing of the finding is seen`, async () => {
        const answer = await ask(face, { stream, tool }, [ANSWER('block')]);
        assert.ok(!answer.text.includes(SECRET) && !answer.broken);
        assert.match(answer.text, /withheld/);
        if (!stream) assert.equal(codeOf(answer), 'answer_withheld');
        const record = house.records.at(-1);
        assert.deepEqual(
          [record?.outcome, record?.errorCode, record?.answerAction],
          ['refused', 'answer_withheld', 'block'],
        );
        assert.equal(record?.status, answer.status);
        assert.notEqual(record?.costNanodollars, '0', 'what was written is paid for');
      });

      test(`${how}: an answer whose findings are noted passes byte for byte`, async () => {
        const plain = await ask(face, { stream, tool }, []);
        const answer = await ask(face, { stream, tool }, [ANSWER('note')]);
        assert.equal(withoutIds(answer.text), withoutIds(plain.text));
        const record = house.records.at(-1);
        assert.deepEqual(
          [record?.answerAction, record?.answerFindings],
          ['note', { test_credential: 1, test_person: 2 }],
        );
      });
    }
  }
}

/** Ids, times and token numbers differ from call to call. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/(chatcmpl|resp|msg|fc|call|toolu)_?-?[\w-]{8,}/g, 'id')
    .replaceAll(/"created(_at)?":\d+/g, '');
}

const CHAT = FACES['openai-chat'] ?? assert.fail();

test('a stream that breaks off gives what waited, inspected, and then says so in an event of its own', async () => {
  const answer = await ask(CHAT, { stream: true, model: 'sim-cut' }, [ANSWER('redact')]);
  assert.ok(!answer.broken && !answer.text.includes('"cut"') && !answer.text.includes(SECRET));
  assert.match(answer.text, /upstream_broken/);
  assert.equal(house.records.at(-1)?.outcome, 'upstream_error');
});

test('a JSON answer that is too long to hold is refused where findings are replaced, and flows where they are noted', async () => {
  const small = await openHouse({ limits: { answerHeldBytesMax: 10_000 } });
  const refused = await ask(CHAT, { stream: false, model: 'sim-long', text: 'Hello' }, [ANSWER('redact')], small);
  assert.equal(codeOf(refused), 'answer_withheld');
  const noted = await ask(CHAT, { stream: false, model: 'sim-long', text: 'Hello' }, [ANSWER('note')], small);
  assert.deepEqual([noted.status, noted.broken], [200, false]);
  assert.ok(small.logged.some((line) => line.includes('answer.uninspected')));
  await small.close();
});

test('an answer that cannot be inspected is withheld from constrained use cases, and passes elsewhere with a loud record', async () => {
  const broken: Inspector = {
    ...wordInspector(),
    inspect: (texts) => {
      if (texts.some(({ text }) => text.includes('simulated'))) throw new Error('a detector fell over');
      return wordInspector().inspect(texts);
    },
  };
  const stack = models.map(({ id }) => id);
  const open = await openHouse({ inspector: broken, useCases: [aUseCase({ modelStack: stack, tier: 1 })] });
  const closed = await openHouse({ inspector: broken, useCases: [aUseCase({ modelStack: stack, tier: 3 })] });
  for (const stream of [false, true]) {
    const harmless = { stream, model: 'small', text: 'Hello' };
    const passed = await ask(CHAT, harmless, [ANSWER('redact')], open);
    assert.match(CHAT.said(passed.text), /This is a simulated answer/);
    assert.ok(open.logged.some((line) => line.includes('answer.uninspected')));
    const withheld = await ask(CHAT, harmless, [ANSWER('redact')], closed);
    assert.ok(!withheld.text.includes('simulated') && withheld.text.includes('withheld'));
    assert.equal(closed.records.at(-1)?.errorCode, 'answer_withheld');
  }
  await Promise.all([open.close(), closed.close()]);
});

test('a client whose answer is held back hears something when the upstream is silent for ten seconds', async () => {
  const patient = await openHouse({ limits: { callDurationMaxMs: 60_000 } });
  obligations = [ANSWER('redact')];
  const answer = await fetch(patient.address + CHAT.path, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(CHAT.body({ stream: true, model: 'sim-stall' })),
  });
  const reader = answer.body?.getReader() ?? assert.fail();
  await reader.read();
  const { live, clock } = patient.gateway;
  const nowMs = clock.monotonicMs();
  for (const laterMs of [5_000, 11_000, 12_000, 22_000]) live.sweep(nowMs + laterMs, 60_000);
  live.endAll();
  let text = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read())
    text += Buffer.from(piece.value).toString();
  assert.equal(text.match(/^: keep-alive\n\n/gm)?.length, 2);
  assert.match(text, /upstream_timeout/);
  await patient.close();
});
