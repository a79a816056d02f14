import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { goldenAnswers } from '../golden-answer.fixture.ts';
import { seedOf } from '../seed.fixture.ts';
import { parseObject } from '../wire/json-object.ts';
import { fromStream, HOLDER, rewritten, rewrittenBody, SECRET, testScreen, toStream } from './rewritten.fixture.ts';
import { type Said, SPOKEN, type TestFace } from './spoken-answer.fixture.ts';

const faces = fc.constantFrom<TestFace>('openai-chat', 'openai-responses', 'anthropic-messages');
const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });
const pieceLength = fc.integer({ min: 1, max: 200 });
const words = fc.oneof(
  { arbitrary: fc.lorem({ maxCount: 10 }), weight: 4 },
  fc.constantFrom(
    HOLDER,
    HOLDER.toLowerCase(),
    '\\[PERSON\\_NAME\\_0123abcd\\]',
    '[PERSON_NAME_',
    SECRET,
    'zk_',
    '\n',
    '😀',
    'ü',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const texts = fc.array(words, { minLength: 1, maxLength: 25 }).map((parts) => parts.join(' '));
const actions = fc.constantFrom('restore' as const, 'note' as const, 'redact' as const);

/** Answers of several texts, in any order, each place at most once. */
const answers = faces.chain((face) => {
  const { text, json } = SPOKEN[face];
  const places = fc.shuffledSubarray([...text.filter((place) => place !== 'thinking'), ...json], { minLength: 1 });
  const said = places.chain((chosen) =>
    fc.tuple(
      ...chosen.map((place) =>
        texts.map((each): Said => ({ place, text: json.includes(place) ? JSON.stringify({ a: each }) : each })),
      ),
    ),
  );
  return fc.record({ face: fc.constant(face), said });
});

test('however bytes and texts are cut, and whatever ends lines, a client reads the same as from the whole answer', (context) => {
  const lineEnds = fc.constantFrom('\n', '\r\n', '\r');
  fc.assert(
    fc.property(answers, actions, pieceLength, lengths, lineEnds, ({ face, said }, action, length, cuts, lineEnd) => {
      const cut = (text: string): string[] => text.match(new RegExp(`.{1,${length}}`, 'gs')) ?? [];
      const stream = toStream(SPOKEN[face].events(said, cut), lineEnd);
      const bytes = rewritten(face, stream, { screen: testScreen(action), lengths: cuts });
      assert.deepEqual(bytes, rewritten(face, stream, { screen: testScreen(action) }));
      const body = Buffer.from(JSON.stringify(SPOKEN[face].body(said)));
      const wanted = SPOKEN[face].read(parseObject(rewrittenBodyText(face, body, action)) ?? {});
      const heard = SPOKEN[face].heard(fromStream(bytes));
      for (const [where, text] of Object.entries(heard))
        assert.equal(text, wanted[where.replace(/ (again|in item|at end)$/, '')]);
      assert.ok(Object.keys(heard).length >= Object.keys(wanted).length);
    }),
    { seed: seedOf(context), numRuns: 200 },
  );
});

test('events keep their order, names, ids and usage; none is dropped, and numbers go up one by one', (context) => {
  fc.assert(
    fc.property(answers, actions, pieceLength, ({ face, said }, action, length) => {
      const cut = (text: string): string[] => text.match(new RegExp(`.{1,${length}}`, 'gs')) ?? [];
      const before = SPOKEN[face].events(said, cut);
      const after = fromStream(rewritten(face, toStream(before), { screen: testScreen(action) }));
      let at = 0;
      for (const event of before) {
        while (skeleton(after[at]) !== skeleton(event)) {
          assert.ok(
            at < after.length && /delta|chunk/.test(skeleton(after[at])),
            'only pieces of texts are put in between',
          );
          at += 1;
        }
        at += 1;
      }
      if (face === 'openai-responses')
        assert.deepEqual(
          after.map((event) => event['sequence_number']),
          after.map((_, index) => index),
        );
    }),
    { seed: seedOf(context), numRuns: 150 },
  );
});

/** All that is no text. */
function skeleton(event: unknown): string {
  const texts = new Set([
    'content',
    'refusal',
    'reasoning',
    'reasoning_content',
    'transcript',
    'delta',
    'text',
    'arguments',
    'input',
    'code',
    'cited_text',
    'title',
    'partial_json',
    'sequence_number',
    'obfuscation',
    'logprobs',
    'logprobs',
  ]);
  return JSON.stringify(event, (name, value) =>
    (texts.has(name) && typeof value === 'string') ||
    typeof value === 'number' ||
    name === 'obfuscation' ||
    name === 'logprobs'
      ? undefined
      : value,
  );
}

test('answers in the vendors’ own shapes pass byte for byte where nothing is found and nothing held back', (context) => {
  const goldens = goldenAnswers().filter(({ face }) => face in SPOKEN);
  fc.assert(
    fc.property(fc.constantFrom(...goldens), lengths, (golden, cuts) => {
      const face = golden.face as TestFace;
      for (const action of ['restore', 'note'] as const) {
        const screen = testScreen(action);
        const bytes = golden.stream
          ? rewritten(face, golden.bytes, { screen, lengths: cuts })
          : rewrittenBody(face, golden.bytes, screen);
        assert.equal(Buffer.from(bytes).toString('latin1'), Buffer.from(golden.bytes).toString('latin1'), golden.name);
      }
    }),
    { seed: seedOf(context), numRuns: 200 },
  );
});

test('garbage never throws, and nothing of a stream that cannot be read goes on where findings are withheld', (context) => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 30 }),
    fc
      .constantFrom(
        'data: ',
        'data:',
        'data',
        '\n',
        '\r',
        '\n\n',
        '\r\n\r\n',
        ': note\n\n',
        '[DONE]',
        '{"choices":[',
        '{"type":"content_block_delta","index":0,"delta":{"text":"a"}}',
        ']}',
      )
      .map((text) => Buffer.from(text)),
    fc.json().map((text) => Buffer.from(text)),
  );
  const streams = fc.array(part, { maxLength: 40 }).map((parts) => Buffer.concat(parts));
  fc.assert(
    fc.property(
      faces,
      streams,
      lengths,
      fc.constantFrom('restore' as const, 'note' as const, 'redact' as const),
      (face, stream, cuts, action) => {
        const whole = rewritten(face, stream, { screen: testScreen(action) });
        assert.deepEqual(rewritten(face, stream, { screen: testScreen(action), lengths: cuts }), whole);
      },
    ),
    { seed: seedOf(context), numRuns: 2_000 },
  );
});

function rewrittenBodyText(face: TestFace, body: Uint8Array, action: 'restore' | 'note' | 'redact'): string {
  return Buffer.from(rewrittenBody(face, body, testScreen(action))).toString('utf8');
}
