import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseObject } from '../wire/json-object.ts';
import {
  fromStream,
  HOLDER,
  rewritten,
  rewrittenBody,
  SECRET,
  type TestAction,
  testScreen,
  toStream,
  VALUE,
} from './rewritten.fixture.ts';
import { type Said, SPOKEN, type TestFace } from './spoken-answer.fixture.ts';

const PROSE = 'It was a mild day and nobody minded the rain that came and went over the hills. ';
const FACES: readonly TestFace[] = ['openai-chat', 'openai-responses', 'anthropic-messages'];
const ACTIONS: readonly TestAction[] = ['restore', 'note', 'redact', 'block'];
const CUTS: readonly ((text: string) => readonly string[])[] = [
  (text) => [text],
  (text) => [...text],
  (text) => text.match(/.{1,7}/gsu) ?? [],
];

/** One text with everything in it that the tests look for, as the place writes it. */
function saidAt(face: TestFace, place: string): Said {
  const sentence = `${PROSE}${PROSE}Write to ${HOLDER} with ${SECRET} and ${HOLDER.toLowerCase()}. ${PROSE}`;
  const isJson = SPOKEN[face].json.includes(place);
  return { place, text: isJson ? JSON.stringify({ to: [HOLDER], body: sentence, n: 1 }) : sentence };
}

function wantedOf(text: string, action: TestAction, isSealed: boolean): string {
  const shown = action === 'redact' ? text.replaceAll(SECRET, '[SECRET_99887766]') : text;
  if (isSealed) return shown;
  const value = text.startsWith('{') ? JSON.stringify(VALUE).slice(1, -1) : VALUE;
  return shown.replaceAll(HOLDER, value).replaceAll(HOLDER.toLowerCase(), value);
}

for (const face of FACES) {
  const { json, text } = SPOKEN[face];
  for (const place of [...text, ...json]) {
    for (const action of ACTIONS) {
      test(`${face}, ${place}, ${action}: streamed and whole, a client reads what it may and nothing else`, () => {
        const said = saidAt(face, place);
        const isSealed = place === 'thinking';
        const isStopped = action === 'block' || (isSealed && action === 'redact');
        const wanted = wantedOf(said.text, action, isSealed);
        for (const cut of CUTS) {
          const screen = testScreen(action);
          const stream = toStream(SPOKEN[face].events([said], cut));
          const bytes = rewritten(face, stream, { screen, lengths: [13, 1, 400] });
          const heard = SPOKEN[face].heard(fromStream(bytes));
          assert.equal(screen.isStopped(), isStopped);
          if (action === 'redact' || action === 'block') assert.ok(!Buffer.from(bytes).includes(SECRET));
          if (isStopped) continue;
          assert.ok(Object.keys(heard).length > 0);
          for (const [where, text] of Object.entries(heard)) assert.equal(text, wanted, where);
          if (action !== 'restore') assert.equal(screen.counts.length, 1);
        }
        const screen = testScreen(action);
        const body = rewrittenBody(face, Buffer.from(JSON.stringify(SPOKEN[face].body([said]))), screen);
        assert.equal(screen.isStopped(), isStopped);
        if (isStopped) return;
        assert.deepEqual(SPOKEN[face].read(parseObject(Buffer.from(body).toString()) ?? {}), { [place]: wanted });
      });
    }
  }
}

test('log probabilities, which repeat a text letter by letter, are dropped where the text may lose parts', () => {
  const logprobs = { content: [{ token: SECRET, logprob: -1, bytes: [1] }] };
  const chunk = { id: 'x', choices: [{ index: 0, delta: { content: 'a' }, logprobs, finish_reason: null }] };
  for (const action of ACTIONS) {
    const bytes = rewritten('openai-chat', toStream([chunk]), { screen: testScreen(action) });
    assert.equal(Buffer.from(bytes).includes(SECRET), action === 'restore' || action === 'note', action);
  }
  const told = {
    type: 'response.output_text.done',
    output_index: 0,
    content_index: 0,
    text: 'a',
    logprobs: logprobs.content,
  };
  const bytes = rewritten('openai-responses', toStream([told]), { screen: testScreen('redact') });
  assert.deepEqual(fromStream(bytes), [{ ...told, logprobs: [] }]);
});

test('what no rule knows is a text: members and items of tomorrow are looked at', () => {
  const events: readonly (readonly [TestFace, object])[] = [
    ['openai-chat', { id: 'x', choices: [{ index: 0, delta: { musings: SECRET }, finish_reason: null }] }],
    ['openai-chat', { id: 'x', search_results: [{ title: SECRET }], choices: [] }],
    ['openai-responses', { type: 'response.new_thing.delta', output_index: 0, delta: SECRET }],
    [
      'openai-responses',
      { type: 'response.output_item.done', output_index: 0, item: { type: 'new', notes: [SECRET] } },
    ],
    [
      'anthropic-messages',
      { type: 'content_block_start', index: 0, content_block: { type: 'new', notes: { a: SECRET } } },
    ],
    ['anthropic-messages', { type: 'content_block_delta', index: 0, delta: { type: 'new_delta', notes: SECRET } }],
    ['anthropic-messages', { type: 'new_event', notes: { of: [SECRET] } }],
  ];
  for (const [face, event] of events) {
    const bytes = rewritten(face, toStream([{ ...event }]), { screen: testScreen('redact') });
    assert.ok(!Buffer.from(bytes).includes(SECRET), JSON.stringify(event));
    assert.ok(Buffer.from(bytes).includes('SECRET_99887766'));
  }
});

test('what says nothing passes, and what cannot be read does not where findings are replaced', () => {
  const quiet = ': OPENROUTER PROCESSING\n\nevent: ping\ndata:\n\nid: 7\n\ndata: [DONE]\n\n';
  const screen = testScreen('redact');
  assert.equal(Buffer.from(rewritten('openai-chat', Buffer.from(quiet), { screen })).toString(), quiet);
  assert.equal(screen.isStopped(), false);
  for (const odd of [`data: ${SECRET}\n\n`, `data: ["${SECRET}"]\n\n`, `data: {"a":"${SECRET}"\n\n`]) {
    const stopped = testScreen('redact');
    const bytes = rewritten('openai-chat', Buffer.from(odd), { screen: stopped });
    assert.deepEqual([stopped.isStopped(), bytes.length], [true, 0], odd);
    assert.equal(
      Buffer.from(rewritten('openai-chat', Buffer.from(odd), { screen: testScreen('restore') })).toString(),
      odd,
    );
  }
});

test('odd but allowed forms hide nothing: a byte order mark, several data lines, members told twice, escapes', () => {
  const chunk = `{"choices":[{"index":0,"delta":{"content":"${SECRET}","content":"${SECRET}"}}]}`;
  const escaped = SECRET.replaceAll(/./g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
  for (const stream of [
    `\ufeffdata: ${chunk}\n\n`,
    `data: ${chunk.replaceAll(',', ',\ndata: ')}\n\n`,
    `data:${chunk}\r\rdata: ${chunk}\r\r`,
    `data: ${chunk.replaceAll(SECRET, escaped)}\n\n`,
    `event: x\nid: 1\nretry: 5\ndata: ${chunk}`,
  ]) {
    const screen = testScreen('redact');
    const text = Buffer.from(rewritten('openai-chat', Buffer.from(stream), { screen })).toString();
    assert.ok(!text.includes(SECRET) && !text.includes(escaped) && text.includes('SECRET_99887766'), stream);
    assert.equal(screen.isStopped(), false);
  }
});

test('an event that is too long is withheld where findings are replaced, and passes where they are noted', () => {
  const stream = Buffer.from(
    `data: {"choices":[{"index":0,"delta":{"content":"${'a '.repeat(5_000)}"}}]}\n\ndata: [DONE]\n\n`,
  );
  for (const [action, passes] of [
    ['redact', false],
    ['note', true],
  ] as const) {
    const screen = testScreen(action);
    const bytes = rewritten('openai-chat', stream, { screen, lengths: [100], eventBytesMax: 2_000 });
    assert.deepEqual([screen.isStopped(), Buffer.from(bytes).equals(stream)], [!passes, passes]);
  }
});
