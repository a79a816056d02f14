import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleOf } from './sample-of-schema.ts';

const text = { type: 'string' };
const flag = { type: 'boolean' };

// biome-ignore format: a table is read down
const TABLE: readonly [string, Parameters<typeof sampleOf>[0], unknown][] = [
  ['an object holds only what is required',              { type: 'object', properties: { command: text, run_in_background: flag }, required: ['command'] }, { command: 'simulated' }],
  ['an object holds nothing when nothing is required',   { type: 'object', properties: { command: text }, required: [] },                                   {}],
  ['an object without a word on what is required is whole', { type: 'object', properties: { command: text, deep: flag } },                                  { command: 'simulated', deep: true }],
  ['an object within an object obeys the same',          { type: 'object', properties: { in: { type: 'object', properties: { a: text, b: text }, required: ['b'] } }, required: ['in'] }, { in: { b: 'simulated' } }],
  ['so does an object within a list',                    { type: 'array', items: { type: 'object', properties: { a: text, b: flag }, required: ['b'] } },    [{ b: true }]],
];

for (const [name, schema, expected] of TABLE) {
  test(`in a sample of a schema, ${name}`, () => assert.deepEqual(sampleOf(schema), expected));
}
