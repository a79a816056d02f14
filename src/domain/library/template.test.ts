import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseVersion, type RegisteredTemplateVersion, renderTemplate } from './template.ts';
import { wordDeprecation } from './word-deprecation.ts';
import type { WorkflowParameter } from './workflow.ts';

const NOTES: WorkflowParameter = {
  ...{ name: 'notes', kind: 'text', description: '', default: null, choices: [], min: null, max: 10_000 },
};

function version(number: number, isApproved: boolean): readonly [number, RegisteredTemplateVersion] {
  return [number, { version: number, isApproved, text: '', place: 'user', parameters: [] }];
}

/** [labels, approved of 1 2 3, wanted, chosen or why not] */
// biome-ignore format: a table is read down
const CHOICES = [
  [{ production: 1 },            [true, true, false],   null,         1],
  [{},                           [true, true, false],   null,         2],
  [{ canary: 3 },                [true, true, false],   null,         2],
  [{},                           [false, false, false], null,         '"a" has no approved version yet. Published: 1, 2, 3.'],
  [{ production: 1, canary: 3 }, [true, false, false],  'canary',     3],
  [{ production: 1 },            [true, false, false],  'canary',     '"a" has no published version "canary". Published: 1, 2, 3.'],
  [{},                           [true, true, true],    '2',          2],
  [{},                           [true, true, true],    '4',          '"a" has no published version "4". Published: 1, 2, 3.'],
  [{},                           [true, true, true],    '02',         '"a" has no published version "02". Published: 1, 2, 3.'],
  [{},                           [true, true, true],    '__proto__',  '"a" has no published version "__proto__". Published: 1, 2, 3.'],
] as const;
for (const [labels, approved, wanted, expected] of CHOICES)
  test(`with ${JSON.stringify(labels)} and approvals ${approved.join(' ')}, ${wanted ?? 'no version'} is ${expected}`, () => {
    const versions = new Map(approved.map((isApproved, at) => version(at + 1, isApproved)));
    const chosen = chooseVersion({ id: 'a', labels, versions }, wanted);
    assert.equal(chosen.kind === 'chosen' ? chosen.version.version : chosen.why, expected);
  });

test('a parameter that stands in many places cannot make a text without bounds', () => {
  const given = new Map([['notes', 'x'.repeat(10_000)]]);
  const once = renderTemplate('a', { text: '{{notes}}', parameters: [NOTES] }, given);
  assert.equal(once.kind === 'rendered' && once.text.length, 10_000);
  const often = renderTemplate('a', { text: '{{notes}}'.repeat(1_000), parameters: [NOTES] }, given);
  assert.match(often.kind === 'faults' ? often.why : '', /longer than 400000 characters/);
});

test('whoever uses what is deprecated is told why, and what instead', () => {
  assert.equal(wordDeprecation({ id: 'a', deprecation: null }), null);
  const deprecation = { reason: 'Leaks its instructions.', successorId: null };
  assert.equal(wordDeprecation({ id: 'a', deprecation }), '"a" is deprecated: Leaks its instructions.');
});
