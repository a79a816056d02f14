import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aPolicyVersion } from '../../../test/fakes/policy-rows.ts';
import { isStepRefusal, type PolicyStep, ROLL_BACK_WITHIN_MS, type StepQuestion, takeStep } from './policy-steps.ts';

const NOW_MS = 90 * 86_400_000;
const person = (id: string) => ({ kind: 'person', id }) as const;
const approved = { state: 'approved', approvals: [{ personId: 'ben', atMs: 1, withdrawnAtMs: null }] } as const;
const active = aPolicyVersion({ id: '1', state: 'active' });

function take(step: PolicyStep, change: Partial<StepQuestion>): string {
  const taken = takeStep({
    step,
    version: aPolicyVersion({ id: '2', baseId: '1' }),
    others: [active],
    actor: person('ada'),
    isActivePerson: () => true,
    nowMs: NOW_MS,
    ...change,
  });
  if (isStepRefusal(taken)) return `${taken.code}: ${taken.why}`;
  return taken.map(({ row, event }) => `${row.id} ${event} ${row.state}`).join(', ');
}

const version = (change: Parameters<typeof aPolicyVersion>[0]) => aPolicyVersion({ id: '2', baseId: '1', ...change });

// biome-ignore format: a table is read down
const TABLE: readonly [string, PolicyStep, Partial<StepQuestion>, RegExp][] = [
  ['a draft is proposed',                                        { kind: 'propose' },           {},                                                                    /^2 proposed proposed$/],
  ['what was written against another version is not proposed',   { kind: 'propose' },           { version: version({ baseId: null }) },                                /^policy_stale: .*the built-in policy.*version 1 is active/],
  ['its author cannot approve it',                               { kind: 'approve' },           { version: version({ state: 'proposed' }) },                           /^four_eyes: "ada" wrote or proposed/],
  ['who proposed it cannot approve it either',                   { kind: 'approve' },           { version: version({ state: 'proposed', proposerId: 'cy' }), actor: person('cy') }, /^four_eyes/],
  ['a program cannot approve',                                   { kind: 'approve' },           { version: version({ state: 'proposed' }), actor: { kind: 'service_account', id: 'bot' } }, /^four_eyes: Only a person/],
  ['a second person approves it',                                { kind: 'approve' },           { version: version({ state: 'proposed' }), actor: person('ben') },     /^2 approval_given approved$/],
  ['one of two needed approvals is not enough',                  { kind: 'approve' },           { version: version({ state: 'proposed', approvalsNeeded: 2 }), actor: person('ben') }, /^2 approval_given proposed$/],
  ['nobody approves twice',                                      { kind: 'approve' },           { version: version({ ...approved, state: 'proposed', approvalsNeeded: 2 }), actor: person('ben') }, /^four_eyes: "ben" has approved/],
  ['an approval that is taken back leaves it proposed',          { kind: 'withdraw_approval' }, { version: version(approved), actor: person('ben') },                  /^2 approval_withdrawn proposed$/],
  ['an approval of what is in force cannot be taken back',       { kind: 'withdraw_approval' }, { version: version({ ...approved, state: 'active' }), actor: person('ben') }, /^policy_state: .*Roll back/],
  ['what is not approved is not published',                      { kind: 'publish' },           { version: version({ state: 'proposed' }) },                           /^policy_state: Version 2 is proposed/],
  ['what is approved replaces the active version',               { kind: 'publish' },           { version: version(approved) },                                        /^1 retired retired, 2 published active$/],
  ['an approval of somebody who left no longer counts',          { kind: 'publish' },           { version: version(approved), isActivePerson: () => false },           /^four_eyes: .*needs 1 approval of people who are still here, and has 0/],
  ['another version that was published meanwhile stops it',      { kind: 'publish' },           { version: version(approved), others: [aPolicyVersion({ id: '3', state: 'active' })] }, /^policy_stale: .*version 3 is active now/],
  ['a share of the keys tries an approved version',              { kind: 'stage', share: 0.1 }, { version: version(approved) },                                        /^2 staged staged$/],
  ['only one version is staged at a time',                       { kind: 'stage', share: 0.1 }, { version: version(approved), others: [active, aPolicyVersion({ id: '9', state: 'staged', share: 0.5 })] }, /^policy_state: Version 9 is staged/],
  ['one person rolls back to what was active in the last month', { kind: 'roll_back' },         { version: version({ state: 'retired', retiredAtMs: NOW_MS - ROLL_BACK_WITHIN_MS }) }, /^1 retired retired, 2 rolled_back_to active$/],
  ['what was active earlier needs a second person again',        { kind: 'roll_back' },         { version: version({ state: 'retired', retiredAtMs: NOW_MS - ROLL_BACK_WITHIN_MS - 1 }) }, /^four_eyes: .*30 days/],
  ['the first version is given up for the built-in policy',      { kind: 'roll_back_to_built_in' }, { version: aPolicyVersion({ id: '1', state: 'active', activatedAtMs: NOW_MS - 1 }) }, /^1 retired retired$/],
  ['a later version is not given up for it by one person',       { kind: 'roll_back_to_built_in' }, { version: version({ state: 'active', activatedAtMs: NOW_MS - 1 }) }, /^four_eyes/],
  ['what never was active is not rolled back to',                { kind: 'roll_back' },         { version: version({ state: 'withdrawn' }) },                          /^policy_state/],
  ['the active version is not withdrawn',                        { kind: 'withdraw' },          { version: active },                                                   /^policy_state: Version 1 is active/],
  ['a proposal is withdrawn',                                    { kind: 'withdraw' },          { version: version({ state: 'proposed' }) },                           /^2 withdrawn withdrawn$/],
  ['shadow mode moves from one version to another',              { kind: 'shadow', on: true },  { others: [active, aPolicyVersion({ id: '7', shadow: true })] },       /^7 shadow_ended draft, 2 shadow_begun draft$/],
];

for (const [name, step, change, expected] of TABLE) {
  test(name, () => {
    assert.match(take(step, change), expected);
  });
}
