import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readParameters } from './read-parameters.ts';
import type { WorkflowParameter } from './workflow.ts';

function parameter(change: Partial<WorkflowParameter> & { readonly name: string }): WorkflowParameter {
  return { kind: 'text', description: '', default: null, choices: [], min: null, max: null, ...change };
}

const ORDER = parameter({ name: 'order', max: 10 });
const YEAR = parameter({ name: 'year', kind: 'integer', min: 2000, max: 2100, default: '2026' });
const DAY = parameter({ name: 'day', kind: 'date', default: '2026-01-01' });
const TONE = parameter({ name: 'tone', kind: 'choice', choices: ['plain', 'warm'], default: 'plain' });
const SOON = parameter({ name: 'soon', kind: 'boolean', default: 'false' });

function read(parameters: readonly WorkflowParameter[], message: string): unknown {
  const outcome = readParameters({ id: 'status', parameters }, message);
  return outcome.kind === 'values' ? Object.fromEntries(outcome.values) : outcome.why;
}

test('parameters come as a JSON object, as lines, or as the one value that must be given', () => {
  const expected = { order: 'A-17', year: 2026 };
  assert.deepEqual(read([ORDER, YEAR], '{"order":"A-17"}'), expected);
  assert.deepEqual(read([ORDER, YEAR], ' order: A-17 \nyear = 2026'), expected);
  assert.deepEqual(read([ORDER, YEAR], 'A-17'), expected);
  assert.deepEqual(read([], ''), {});
  assert.deepEqual(read([DAY, TONE, SOON], '{"day":"2028-02-29","tone":"warm","soon":true}'), {
    day: '2028-02-29',
    tone: 'warm',
    soon: true,
  });
});

test('what is wrong is said for each parameter, with an example, and no value is repeated', () => {
  const why = String(
    read([ORDER, YEAR, DAY, TONE, SOON], '{"year":1.5,"day":"2027-02-29","tone":"loud","soon":2,"x":"secret"}'),
  );
  for (const part of ['"order" is missing', '"year" must be a whole number', '"day" must be a day', '"plain", "warm"'])
    assert.ok(why.includes(part), part);
  for (const part of ['"soon" must be true or false', '"x" is not known here', '{"order":"…"'])
    assert.ok(why.includes(part), part);
  assert.ok(!why.includes('secret') && !why.includes('loud'));
});

test('values that are too long, out of range or hold control characters are refused', () => {
  assert.match(String(read([ORDER], '{"order":"12345678901"}')), /0 to 10 characters/);
  assert.match(String(read([ORDER], '{"order":"a\\u0000"}')), /control characters/);
  assert.match(String(read([ORDER], '{"order":["a"]}')), /must be a text/);
  assert.match(String(read([ORDER, YEAR], '{"order":"a","year":1999}')), /at least 2000/);
  assert.match(String(read([ORDER, YEAR], '{"order":"a","year":"1e999"}')), /must be a number/);
  assert.match(String(read([ORDER, YEAR], '{"order":"a","year":null,"__proto__":{}}')), /not known|2026/);
});

test('a sentence where parameters are needed is answered with how they are sent', () => {
  const two = [ORDER, parameter({ name: 'city' })];
  assert.match(String(read(two, 'please tell me')), /neither a JSON object nor a line.*\{"order":"…","city":"…"\}/);
  assert.match(String(read([], 'hello')), /neither|takes no parameters/);
});
