import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { goldenAnswers } from '../golden-answer.fixture.ts';
import { seedOf } from '../seed.fixture.ts';
import { objectOrEmpty, parseObject } from '../wire/json-object.ts';
import { DIRECTIONS, sayableAnswers, spokenAt, translateStream, translateWhole } from './translated-answer.fixture.ts';

const cuts = fc.array(fc.nat(), { maxLength: 30 });
const direction = fc.constantFrom(...DIRECTIONS);
const streams = goldenAnswers().filter(({ stream, bytes }) => stream && bytes.length < 64 * 1024);

test('what comes of a stream does not depend on how its bytes are cut', (context) => {
  fc.assert(
    fc.property(direction, sayableAnswers(), cuts, fc.integer({ min: 1, max: 9 }), (way, answer, places, pieces) => {
      const bytes = Buffer.from(spokenAt(way.upstream, answer, pieces).stream);
      assert.deepEqual(translateStream(way, bytes, { cuts: places }), translateStream(way, bytes, { cuts: [] }));
    }),
    { seed: seedOf(context), numRuns: 600 },
  );
});

test('recorded streams of the vendors are translated alike, wherever their bytes are cut', (context) => {
  fc.assert(
    fc.property(direction, fc.constantFrom(...streams), cuts, (way, golden, places) => {
      if (golden.face !== way.upstream) return;
      const whole = translateStream(way, golden.bytes, { cuts: [] });
      assert.deepEqual(translateStream(way, golden.bytes, { cuts: places }), whole);
    }),
    { seed: seedOf(context), numRuns: 600 },
  );
});

test('a whole answer is the same after a way there and back, usage in every vendor’s own counting included', (context) => {
  fc.assert(
    fc.property(direction, sayableAnswers(), ({ upstream, caller }, answer) => {
      const { body } = spokenAt(upstream, answer, 1);
      const there = translateWhole({ upstream, caller }, body);
      assert.deepEqual(translateWhole({ upstream: caller, caller: upstream }, there), { ...body, ...datedBy(body) });
    }),
    { seed: seedOf(context), numRuns: 600 },
  );
});

/** The Messages API dates nothing: what comes back is dated by the call. */
function datedBy(body: Readonly<Record<string, unknown>>): object {
  const date = 1_790_000_000;
  return 'created' in body ? { created: date } : 'created_at' in body ? { created_at: date } : {};
}

test('no stream of garbage throws or says more than its refusal', (context) => {
  const pieces = fc.constantFrom(
    'data: ',
    'event: x\n',
    '\n\n',
    '\r\n\r\n',
    '{}',
    '{"type":"message_start"}',
    '[DONE]',
    '}',
    'é',
  );
  fc.assert(
    fc.property(direction, fc.array(pieces, { maxLength: 30 }), (way, all) => {
      const { text, refusal } = translateStream(way, Buffer.from(all.join('')), { cuts: [3, 7] });
      if (refusal === null) assert.notEqual(text, '');
      for (const line of text.split('\n').filter((each) => each.startsWith('data: {')))
        assert.ok(parseObject(line.slice(6)) !== null);
    }),
    { seed: seedOf(context), numRuns: 600 },
  );
});

test('the events of a response are numbered without a gap, and each text ends before the next begins', (context) => {
  fc.assert(
    fc.property(sayableAnswers(), fc.integer({ min: 1, max: 9 }), (answer, pieces) => {
      const way = { upstream: 'anthropic-messages', caller: 'openai-responses' } as const;
      const { text } = translateStream(way, Buffer.from(spokenAt(way.upstream, answer, pieces).stream), { cuts: [] });
      const events = text
        .split('\n')
        .filter((line) => line.startsWith('data: '))
        .map((line) => objectOrEmpty(parseObject(line.slice(6))));
      assert.deepEqual(
        events.map((event) => event['sequence_number']),
        events.map((_, at) => at),
      );
      const ends = events.filter(({ type }) => /^response\.output_item\.(?:added|done)$/.test(String(type)));
      const kinds = ends.map(({ type }) => String(type).slice('response.output_item.'.length));
      assert.deepEqual(
        kinds,
        answer.blocks.flatMap(() => ['added', 'done']),
      );
    }),
    { seed: seedOf(context), numRuns: 200 },
  );
});
