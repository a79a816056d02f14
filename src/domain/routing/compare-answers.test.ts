import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ComparedAnswer, compareAnswers } from './compare-answers.ts';

const says = (text: string, change: Partial<ComparedAnswer> = {}): ComparedAnswer => ({
  text,
  toolCalls: [],
  isWhole: true,
  ...change,
});
const calls = (...inputs: readonly string[]): ComparedAnswer =>
  says('', { toolCalls: inputs.map((input) => ({ name: 'look_up', input })) });

// what is compared, one answer, the other, and the rule with its result
const table: readonly (readonly [string, ComparedAnswer, ComparedAnswer, string])[] = [
  ['equal texts', says('The train is late.'), says('the train is LATE'), 'text yes'],
  [
    'texts with much in common',
    says('The train to Lyon is late today.'),
    says('Today the train to Lyon is late, sorry.'),
    'text yes',
  ],
  ['texts with little in common', says('The train is late.'), says('I cannot help with that request.'), 'text no'],
  ['texts whose number differs', says('The total is 1,250 euros.'), says('The total is 1,205 euros.'), 'text no'],
  [
    'texts whose number is written otherwise',
    says('The total is 1,250 euros.'),
    says('The total is 1250.0 euros.'),
    'text yes',
  ],
  ['a text with a number more', says('It costs 12 euros.'), says('It costs 12 euros for 3 people.'), 'text yes'],
  ['a number where the other has none', says('It costs little.'), says('It costs 12 little.'), 'text no'],
  ['two empty answers', says(''), says(''), 'text yes'],
  [
    'equal structures in another order',
    says('{"a":1,"b":[1,2]}'),
    says('```json\n{"b": [1,2], "a": 1}\n```'),
    'structured yes',
  ],
  ['structures that differ', says('{"a":1}'), says('{"a":2}'), 'structured no'],
  ['a structure and a text', says('{"a":1}'), says('a is 1'), 'structured no'],
  ['equal calls of tools', calls('{"id":1,"of":"x"}'), calls('{"of":"x","id":1}'), 'tool_calls yes'],
  ['the same calls in another order', calls('{"id":1}', '{"id":2}'), calls('{"id":2}', '{"id":1}'), 'tool_calls yes'],
  ['calls that differ', calls('{"id":1}'), calls('{"id":2}'), 'tool_calls no'],
  ['a call and a text', calls('{"id":1}'), says('I looked it up.'), 'tool_calls no'],
  ['an answer that was cut off', says('The train', { isWhole: false }), says('The train'), 'incomplete no'],
];
for (const [what, one, other, expected] of table) {
  test(`${what}: ${expected}`, () => {
    const { kind, agreed } = compareAnswers(one, other);
    assert.equal(`${kind} ${agreed ? 'yes' : 'no'}`, expected);
    assert.equal(compareAnswers(other, one).agreed, agreed, 'it makes no difference which of the two comes first');
  });
}
