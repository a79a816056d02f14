import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPeopleCsv } from './read-people-csv.ts';

const person = (line: number, name: string, email: string, team: string, isWhole = true) => ({
  ...{ line, name, email, team, isWhole },
});

test('a list is read with commas, semicolons or tabs, with titles in any order or without', () => {
  const wanted = [person(1, 'Anna Weber', 'anna@example.com', 'support')];
  for (const text of [
    'Anna Weber,Anna@Example.com,support',
    'Anna Weber;anna@example.com;support\r\n',
    'Anna Weber\tanna@example.com\tsupport\n\n',
    '\uFEFF"Anna Weber",anna@example.com , support',
  ])
    assert.deepEqual(readPeopleCsv(text), wanted, JSON.stringify(text));
  assert.deepEqual(readPeopleCsv('Team,E-Mail,Phone,Name\nlegal,bo@example.com,1,Bo'), [
    person(2, 'Bo', 'bo@example.com', 'legal'),
  ]);
});

test('quotes hold separators, quotes and line ends, and lines are counted as an editor counts them', () => {
  const text = 'name,email,team\n"Weber, ""Anna""",anna@example.com,support\n\n"Two\nlines",two@example.com,legal\nx,y';
  assert.deepEqual(readPeopleCsv(text), [
    person(2, 'Weber, "Anna"', 'anna@example.com', 'support'),
    person(4, 'Two\nlines', 'two@example.com', 'legal'),
    person(6, 'x', 'y', '', false),
  ]);
});

test('nothing, titles alone and an open quote give no line that could be added', () => {
  assert.deepEqual(readPeopleCsv(''), []);
  assert.deepEqual(readPeopleCsv(' \n\n'), []);
  assert.deepEqual(readPeopleCsv('name,email,team\n'), []);
  assert.equal(readPeopleCsv('"Anna,anna@example.com,support')[0]?.isWhole, false);
});
