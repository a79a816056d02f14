import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApproverDraw, drawApprover } from './draw-approver.ts';

const draw: ApproverDraw = {
  requesterId: 'ruth',
  beneficiaryId: 'ruth',
  subject: 'the envelope "support"',
  ownerId: 'olga',
  isActive: (personId) => personId !== 'gone',
  governance: ['gina', 'gero', 'gone', 'ruth'],
};

/** [what, changes, who decides, why] */
const CASES: readonly (readonly [string, Partial<ApproverDraw>, RegExp, RegExp])[] = [
  ['an owner', {}, /^olga$/, /^The owner of the envelope "support"\.$/],
  ['an owner who asks', { ownerId: 'ruth' }, /^g(ina|ero)$/, /^The owner of .* asks: drawn by rule, one of 2 people/],
  ['an owner who gains', { beneficiaryId: 'olga' }, /^g(ina|ero)$/, /would gain by it/],
  ['an owner who left', { ownerId: 'gone' }, /^g(ina|ero)$/, /is not active/],
  ['no owner', { ownerId: null }, /^g(ina|ero)$/, /^No person owns/],
  [
    'one person of governance',
    { ownerId: null, governance: ['gina', 'ruth'] },
    /^gina$/,
    /the one person of governance/,
  ],
];
for (const [what, changes, who, why] of CASES)
  test(`with ${what} the approver is drawn by rule, and the rule is told`, () => {
    const drawn = drawApprover({ ...draw, ...changes });
    assert.match(drawn?.personId ?? '', who);
    assert.match(drawn?.why ?? '', why);
  });

test('nobody decides where the requester and who gains are the only ones who could', () => {
  assert.equal(drawApprover({ ...draw, ownerId: null, governance: ['ruth', 'gone'] }), null);
  assert.equal(drawApprover({ ...draw, ownerId: 'ruth', beneficiaryId: 'gina', governance: ['gina'] }), null);
});

test('asking again, in whatever order the directory comes, draws the same approver; others draw others', () => {
  const governance = Array.from({ length: 12 }, (_, at) => `person-${at}`);
  const who = (changes: Partial<ApproverDraw>) =>
    drawApprover({ ...draw, ownerId: null, governance, ...changes })?.personId;
  assert.equal(who({}), who({ governance: governance.toReversed() }));
  const drawn = new Set(Array.from({ length: 40 }, (_, at) => who({ requesterId: `asks-${at}` })));
  assert.ok(drawn.size > 6, `${drawn.size} of 12`);
});
