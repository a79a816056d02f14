import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginWriting, definitionOf, fill, makeParameter, parametersOf, slugOf } from './written.ts';

test('A part that becomes a parameter keeps its words as the example, and two parts never share a name', () => {
  const text = 'Compare Berlin with Berlin';
  const once = makeParameter(beginWriting(text), { start: 8, end: 14 });
  assert.equal(once.text, 'Compare {{berlin}} with Berlin');
  const twice = makeParameter(once, { start: 24, end: 30 });
  assert.equal(twice.text, 'Compare {{berlin}} with {{berlin_2}}');
  assert.equal(fill(twice.text, twice.values), text);
  assert.deepEqual(
    parametersOf(twice).map(({ name }) => name),
    ['berlin', 'berlin_2'],
  );
});

test('What goes to the server names every parameter of the text, and an example only where it is whole', () => {
  const written = makeParameter(beginWriting('Plans for Oslo and {{year}}'), { start: 10, end: 14 });
  const part = definitionOf(written);
  assert.deepEqual([part.parameters?.map(({ name }) => name), part.examples], [['oslo', 'year'], []]);
  const whole = definitionOf({ ...written, values: { ...written.values, year: '2027' } });
  assert.deepEqual(whole.examples?.[0]?.parameters, { oslo: 'Oslo', year: '2027' });
});

test('A short name is made of letters and digits alone, whatever the name is written in', () => {
  assert.equal(slugOf('  Pläne für den Vorstand! '), 'plane-fur-den-vorstand');
  assert.equal(slugOf('计划'), '');
});
