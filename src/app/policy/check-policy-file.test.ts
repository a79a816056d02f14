import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPolicyFile } from './check-policy-file.ts';
import { readPolicyFile } from './read-policy-file.ts';

async function check(text: string) {
  const read = readPolicyFile(text, 'policy.yaml');
  return read.kind === 'faults' ? { faults: read.lines, warnings: [], cases: [] } : checkPolicyFile(read.policy);
}

test('a member that is not known is told with its line and the one that was meant', async () => {
  const { faults } = await check('matrix:\n  - id: a\n    dose: [warn]\n    does: [warn]\n    why: w\n');
  assert.deepEqual(faults, [
    'policy.yaml:3:5  matrix.0.dose is not a member that Tokenward knows → did you mean "does"?',
  ]);
});

test('a fault in Cedar within the file is told with the line of the file', async () => {
  const { faults } = await check(
    'matrix: []\nrules: |\n  // one\n  @id("a") @why("w")\n  forbid(principal, action, resource) when { context.mood == "x" };\n',
  );
  assert.deepEqual(faults, [
    'policy.yaml:4  rule "a": there is no "context.mood" to ask for → "tokenward policy facts" lists what there is',
  ]);
});

test('the same within tokenward.yaml, with the names that it declares', async () => {
  const { faults, warnings } = await check(
    'organisation:\n  people:\n    - { id: ada, name: Ada, email: a@b.test, teamId: x }\n  useCases:\n    - { id: drafting, name: D, tier: 1, modelStack: [], ownerPersonId: ada }\npolicy:\n  matrix:\n    - id: a\n      for: { useCase: [draughting] }\n      does: [warn]\n      why: w\n',
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(warnings, [
    'policy.yaml:8  the rule "a" names the use case "draughting", which there is not → correct the name, or add it',
  ]);
});

test('a case that comes out otherwise is told with its line; one that only the server can try is left', async () => {
  const { cases } = await check(
    'matrix:\n  - { id: a, when: { findings: [credential] }, does: [refuse], why: w }\ncases:\n  - name: one\n    facts: { findings: ["credential:x"] }\n    expect: { effect: allow }\n  - name: two\n    facts: { useCase: drafting }\n    expect: { effect: allow }\n',
  );
  assert.deepEqual(cases, [
    { name: 'one', isTried: true, faults: ['expected allow, was refuse by a'], place: 'policy.yaml:4' },
    { name: 'two', isTried: false, faults: [], place: 'policy.yaml:7' },
  ]);
});

test('a configuration without a policy is told so', async () => {
  assert.match((await check('server: { port: 1 }\n')).faults[0] ?? '', /there is no part "policy"/);
});
