import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { inputTokens, outputTokens, type TokenUsage } from '../../domain/usage/token-usage.ts';
import { type GoldenAnswer, goldenAnswers, passThrough } from '../golden-answer.fixture.ts';
import { objectOrEmpty, parseObject } from '../wire/json-object.ts';
import { DIRECTIONS, type Direction, translateStream, translateWhole } from './translated-answer.fixture.ts';

const FILE = new URL('golden-translations.json', import.meta.url);
const recorded = goldenAnswers().filter(({ bytes }) => bytes.length < 32 * 1024);
const cases = recorded.flatMap((golden) =>
  DIRECTIONS.filter(({ upstream }) => upstream === golden.face).map((way) => ({
    golden,
    way,
    name: `${golden.name} to ${way.caller}`,
  })),
);

/** Lines of a stream, or of the indented JSON; or the sentence by which the answer was refused. */
function translated({ golden, way }: { readonly golden: GoldenAnswer; readonly way: Direction }): readonly string[] {
  if (golden.stream) {
    const { text, refusal } = translateStream(way, golden.bytes, { cuts: [] });
    const lines = text.split('\n').filter((line) => line !== '');
    return refusal === null ? lines : [...lines, `refused: ${refusal.why}`];
  }
  const body = objectOrEmpty(parseObject(Buffer.from(golden.bytes).toString('utf8')));
  try {
    return JSON.stringify(translateWhole(way, body), null, 1).split('\n');
  } catch (error) {
    return [`refused: ${error instanceof Error ? error.message : ''}`];
  }
}

test('recorded answers of the vendors are translated as was once read and found right', () => {
  const now = Object.fromEntries(cases.map((each) => [each.name, translated(each)]));
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(FILE, `${JSON.stringify(now, null, 1)}\n`);
  assert.deepEqual(now, JSON.parse(readFileSync(FILE, 'utf8')));
});

for (const { golden, way, name } of cases) {
  test(`${name}: the caller’s API counts the tokens that the vendor counted`, () => {
    const told = passThrough(golden, { usageHidden: false, cuts: [] }).facts.usage;
    const lines = translated({ golden, way });
    if (
      told === null ||
      lines.some((line) => line.startsWith('refused: ') || /^event: error|^data: \{"error"/.test(line))
    )
      return;
    const text = golden.stream
      ? lines.map((line) => (line.startsWith('event: ') ? line : `${line}\n`)).join('\n')
      : lines.join('\n');
    const heard = { ...golden, face: way.caller, bytes: Buffer.from(text), cut: false };
    const usage = passThrough(heard, { usageHidden: false, cuts: [] }).facts.usage;
    assert.deepEqual(usage === null ? null : sums(usage), sums(told));
  });
}

/** How long a cache lives, OpenAI does not count apart. */
function sums(usage: TokenUsage) {
  const { inputUncachedTokens, inputCacheReadTokens, outputReasoningTokens } = usage;
  return {
    inputUncachedTokens,
    inputCacheReadTokens,
    outputReasoningTokens,
    input: inputTokens(usage),
    output: outputTokens(usage),
  };
}
