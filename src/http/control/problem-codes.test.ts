import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTROL_REFUSALS, PROBLEMS } from '../../contract/control-codes.ts';
import { GATEWAY_REFUSALS } from '../../contract/refusal-codes.ts';
import { REFUSAL_CODES } from '../../domain/policy/refusal.ts';

test('the contract has one row for every code of the domain, and no other', () => {
  assert.deepEqual(Object.keys(GATEWAY_REFUSALS).sort(), [...REFUSAL_CODES].sort());
});

test('no code is in both tables', () => {
  const both = Object.keys(CONTROL_REFUSALS).filter((code) => Object.hasOwn(GATEWAY_REFUSALS, code));
  assert.deepEqual(both, []);
});

test('every row says what was wrong and how to mend it, in whole sentences', () => {
  for (const [code, { title, remedy, status, retryable }] of Object.entries(PROBLEMS)) {
    assert.match(title, /^[A-Z].*\.$/, code);
    assert.match(remedy, /^["A-Z].*\.$/, code);
    assert.ok(status >= 400 && status <= 599, code);
    assert.ok(!retryable || [408, 409, 429, 500, 502, 503, 504].includes(status), `${code} cannot be worth repeating`);
  }
});
