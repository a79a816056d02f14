import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemOf } from './scim-problem.ts';
import { readFilter, readNames, readPage } from './scim-query.ts';

const MEMBERS = {
  ...{
    username: 'userName',
    id: 'id',
    active: 'active',
    emails: 'email',
    'emails.value': 'email',
    members: 'memberId',
  },
} as const;
const read = (filter: string) =>
  readFilter(new URLSearchParams({ filter }), MEMBERS).map(
    ({ member, operator, value }) => `${member} ${operator} ${value}`,
  );
const refusal = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    return problemOf(error)?.scimType ?? undefined;
  }
  return 'served';
};

// biome-ignore format: a table is read down
const SERVED: readonly (readonly [filter: string, expected: readonly string[]])[] = [
  ['userName eq "lena@x"',                                              ['userName is lena@x']],
  ['USERNAME EQ "a \\"b\\" \\u00fc"',                                   ['userName is a "b" ü']],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "le"',       ['userName begins le']],
  ['emails[type eq "work"].value eq "a@x" and active eq false',         ['email is a@x', 'active is false']],
  ['emails.value co "@x"',                                              ['email holds @x']],
  ['id eq "g" and members eq "p"',                                      ['id is g', 'memberId is p']],
  ['id eq "g" and members[value eq "p"]',                               ['id is g', 'memberId is p']],
  ['userName eq "x and userName eq y"',                                 ['userName is x and userName eq y']],
  ['userName eq "constructor"',                                         ['userName is constructor']],
  ['',                                                                  []],
];

test('the filters that providers send are read, texts as JSON writes them', () => {
  for (const [filter, expected] of SERVED) assert.deepEqual(read(filter), expected, filter);
});

test('any other filter is refused in the words of the protocol, and none leads to what all objects share', () => {
  for (const filter of [
    'userName eq "a" or userName eq "b"',
    'not (userName eq "a")',
    'userName pr',
    'title eq "a"',
    'userName eq',
    'userName eq "a" and',
    'userName eq "a" userName eq "b"',
    'userName eq "unfinished',
    `userName eq "${'a'.repeat(2_000)}"`,
    Array.from({ length: 6 }, () => 'id eq "a"').join(' and '),
  ])
    assert.equal(
      refusal(() => read(filter)),
      'invalidFilter',
      filter,
    );
  for (const filter of ['__proto__.polluted eq "x"', 'constructor.prototype.x eq "y"', 'toString.call eq "x"'])
    assert.match(refusal(() => read(filter)) ?? '', /^invalid(?:Path|Filter)$/, filter);
});

test('a filter that would hold up a careless pattern for minutes is answered at once', () => {
  const started = performance.now();
  for (const filter of [`userName eq "${'\\a'.repeat(300)}`, `userName eq "${'\n'.repeat(300)}`, 'a.'.repeat(499)])
    assert.notEqual(
      refusal(() => read(filter)),
      'served',
    );
  assert.ok(performance.now() - started < 500);
});

test('pages are counted from one and cut, lists of attributes are bounded', () => {
  const page = (query: object) => readPage(new URLSearchParams({ ...query }));
  assert.deepEqual(page({}), { startIndex: 1, count: 100 });
  assert.deepEqual(page({ startIndex: '0', count: '-5' }), { startIndex: 1, count: 0 });
  assert.deepEqual(page({ startIndex: '101', count: '100000' }), { startIndex: 101, count: 200 });
  assert.equal(
    refusal(() => page({ count: '1e9' })),
    'invalidValue',
  );
  const names = (attributes: string) => readNames(new URLSearchParams({ attributes }), 'attributes');
  assert.deepEqual(names('userName, emails.value'), ['userName', 'emails.value']);
  assert.equal(
    refusal(() => names('a b')),
    'invalidValue',
  );
  assert.equal(
    refusal(() => names(Array.from({ length: 51 }, (_, i) => `a${i}`).join())),
    'invalidValue',
  );
  assert.equal(
    refusal(() => names('__proto__')),
    'invalidValue',
  );
  assert.equal(
    refusal(() => names('constructor')),
    'invalidPath',
  );
});
