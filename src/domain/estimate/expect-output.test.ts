import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectOutput } from './expect-output.ts';

const NOTHING = { ownCalls: [], template: null, useCase: null, limit: null };
const TEN = [500, 100, 200, 300, 400, 600, 700, 800, 900, 1_000];

// biome-ignore format: a table is read down
const CASES = [
  ['nothing is known',                         NOTHING,                                                    [1, null, null, 'nothing']],
  ['only a limit is known',                    { ...NOTHING, limit: 4_000 },                               [1, null, 4_000, 'limit']],
  ['the use case expects a length',            { ...NOTHING, useCase: 300, limit: 4_000 },                 [150, 300, 600, 'use_case']],
  ['the template knows better',                { ...NOTHING, useCase: 300, template: 80 },                 [40, 80, 160, 'template']],
  ['a limit cuts what is expected',            { ...NOTHING, useCase: 300, limit: 200 },                   [150, 200, 200, 'use_case']],
  ['ten own calls tell more than the owner',   { ...NOTHING, ownCalls: TEN, useCase: 300 },                [200, 600, 1_000, 'own_calls']],
  ['nine own calls tell nothing',              { ...NOTHING, ownCalls: TEN.slice(1), useCase: 300 },       [150, 300, 600, 'use_case']],
  ['a template is another kind of call',       { ...NOTHING, ownCalls: TEN, template: 80 },                [40, 80, 160, 'template']],
] as const;

for (const [when, question, [lower, usual, upper, restsOn]] of CASES)
  test(`How long an answer may be is taken from what is known best: ${when}`, () => {
    const output = expectOutput(question);
    assert.deepEqual([output.lower, output.usual, output.upper, output.restsOn], [lower, usual, upper, restsOn]);
  });
