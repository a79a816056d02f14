import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify } from './classify.ts';
import type { DataClass } from './data-class.ts';

const classOf = (type: string): DataClass => (type === 'password' ? 'restricted' : 'confidential');

const cases: readonly (readonly [string, DataClass, DataClass | null, readonly string[], string])[] = [
  // what                                 floor       declared        found                  class, decided by, type, base
  ['nothing found or declared', 'internal', null, [], 'internal use_case null internal'],
  ['declared above the floor', 'public', 'confidential', [], 'confidential declared null confidential'],
  ['a declaration never lowers', 'confidential', 'public', [], 'confidential use_case null confidential'],
  ['a finding above both', 'public', 'internal', ['iban'], 'confidential finding iban internal'],
  ['the worst finding', 'public', null, ['iban', 'password'], 'restricted finding password public'],
  ['a finding that adds nothing', 'confidential', null, ['iban'], 'confidential use_case null confidential'],
];

for (const [what, floor, declared, findingTypes, expected] of cases) {
  test(`The class of a call is the worst of its sources, and says which: ${what}`, () => {
    const { dataClass, decidedBy, findingType, baseClass } = classify({ findingTypes, classOf, floor, declared });
    assert.equal(`${dataClass} ${decidedBy} ${findingType} ${baseClass}`, expected);
  });
}
