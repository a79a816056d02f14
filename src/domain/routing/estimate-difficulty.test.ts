import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateDifficulty, explainDifficulty } from './estimate-difficulty.ts';
import { readInstruction } from './read-instruction.ts';
import type { RequestShape } from './request-shape.ts';
import { aShape } from './routing.fixture.ts';

const turn = (text: string): string => `user|t${text.length}:${text}`;
const shapeOf = (text: string, change: Partial<RequestShape> = {}): RequestShape =>
  aShape({ instruction: readInstruction([turn(text)]), inputTokens: text.length / 4, ...change });

// an instruction, what else the request has, and whether it is simple by the usual threshold
const table: readonly (readonly [string, Partial<RequestShape>, 'simple' | 'difficult'])[] = [
  ['Translate this sentence to French: the train is late.', {}, 'simple'],
  ['Summarise the e-mail below in two bullets.', { inputTokens: 900 }, 'simple'],
  ['Bitte fasse das Protokoll in drei Sätzen zusammen.', { inputTokens: 2_000 }, 'simple'],
  ['Which city is the capital of Portugal?', {}, 'simple'],
  ['Résume ce message, et corrige les fautes.', {}, 'simple'],
  ['Extract name, date and amount.', { structuredOutput: true, inputTokens: 700 }, 'simple'],
  ['Prove that the algorithm terminates and derive its complexity.', {}, 'difficult'],
  ['Debug this deadlock and refactor the module: ```async function run() {}```', { inputTokens: 6_000 }, 'difficult'],
  ['Analyse the contract and evaluate our legal strategy.', { inputTokens: 12_000 }, 'difficult'],
  ['Go on.', { toolCount: 18, turnCount: 40, inputTokens: 60_000 }, 'difficult'],
  ['What is in it?', { media: true, reasoning: 'medium' }, 'difficult'],
  ['Answer.', { reasoning: 'high' }, 'difficult'],
];
for (const [text, change, expected] of table) {
  test(`"${text}" with ${JSON.stringify(change)} looks ${expected}`, () => {
    const raw = estimateDifficulty(shapeOf(text, change));
    assert.equal(raw <= 0.35 ? 'simple' : 'difficult', expected, `raw ${raw}`);
  });
}

test('an explanation adds up to the estimate, names its table, and never holds a word of the request', () => {
  const shape = shapeOf('Please debug the zanzibar reconciliation of 4711.', { toolCount: 3, media: true });
  const { bias, parts, raw, weightsVersion } = explainDifficulty(shape);
  const points = parts.reduce((sum, part) => sum + part.points, bias);
  assert.ok(Math.abs(1 / (1 + Math.exp(-points)) - raw) < 1e-12);
  assert.equal(weightsVersion, 'weights-1');
  assert.doesNotMatch(JSON.stringify(parts), /zanzibar|4711/);
});

test('the last instruction of the user is read, not what tools or the model said after it', () => {
  const turns = [turn('Translate this.'), 'assistant|t3:yes', 'tool|rc1:at5:proof'];
  const read = readInstruction(turns);
  assert.deepEqual([read.simpleWords, read.hardWords, read.isAgentStep], [1, 0, true]);
});

test('of a long instruction only its beginning and end are read', () => {
  const read = readInstruction([turn(`Translate this. ${'x '.repeat(50_000)}prove ${'x '.repeat(50_000)} Thanks.`)]);
  assert.deepEqual([read.simpleWords, read.hardWords], [1, 0]);
});

test('a language that the table of words does not know makes a request look harder, never simpler', () => {
  const known = shapeOf('Could you please tell me what the weather is like in the town of Lisbon');
  const unknown = shapeOf('Voisitko kertoa minulle millainen sää Lissabonissa vallitsee nyt juuri tänään');
  assert.ok(estimateDifficulty(unknown) > estimateDifficulty(known));
});

test('a request without any turn is estimated, not refused', () => {
  assert.ok(estimateDifficulty(aShape({ instruction: readInstruction([]) })) < 0.35);
});
