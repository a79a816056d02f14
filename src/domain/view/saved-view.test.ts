import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findViewFault, isSeenBy, placeOf, type SavedView, VIEWS_OF_A_PERSON_MAX } from './saved-view.ts';

const VIEW: SavedView = {
  ...{ id: 'v', page: 'spending', name: 'Ours', search: {}, ownerPersonId: 'ada' },
  ...{ sharedWith: 'team', teamId: 'data', status: 'active' },
};
const reader = (personId: string, teamId: string, mayRead = true) => ({ personId, teamId, mayRead: () => mayRead });

// [what, view, reader, seen]
const seen = [
  ['its owner sees a view', { ...VIEW, sharedWith: 'nobody', teamId: null }, reader('ada', 'sales', false), true],
  ['a team sees what is shared with it', VIEW, reader('sam', 'data'), true],
  ['another team does not', VIEW, reader('sam', 'sales'), false],
  ['who may not open the page does not', VIEW, reader('sam', 'data', false), false],
  ['everybody sees what is shared with everybody', { ...VIEW, sharedWith: 'everybody' }, reader('sam', 'sales'), true],
  ['nobody sees what was taken away', { ...VIEW, status: 'archived' }, reader('ada', 'data'), false],
  ['nobody else sees what is not shared', { ...VIEW, sharedWith: 'nobody' }, reader('sam', 'data'), false],
] as const;
for (const [what, view, who, expected] of seen) {
  test(`${what}.`, () => assert.equal(isSeenBy(view, who), expected));
}

test('what an address holds is bounded: names, texts and how many of them.', () => {
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`p${at}`, '1']));
  for (const search of [many, { 'a-b': '1' }, { __proto__x: '1' }, { team: 'x'.repeat(201) }])
    assert.ok(findViewFault({ search }) !== undefined);
  assert.equal(findViewFault({ search: { by: 'team', useCaseId: 'coding' } }), undefined);
});

test('a person keeps two hundred views, and of those taken away the oldest gives its place.', () => {
  const rows = (count: number, status: SavedView['status']) =>
    Array.from({ length: count }, (_, at) => ({ row: { ...VIEW, id: `${status} ${at}`, status }, updatedAtMs: at }));
  const max = VIEWS_OF_A_PERSON_MAX;
  assert.deepEqual(placeOf(rows(max, 'active')), { kind: 'full' });
  assert.deepEqual(placeOf(rows(max - 1, 'active')), { kind: 'new' });
  const gone = [...rows(3, 'active'), ...rows(max, 'archived')];
  assert.deepEqual(placeOf(gone), { kind: 'reuse', id: 'archived 0' });
});
