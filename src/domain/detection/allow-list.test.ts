import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AllowEntry, type AllowMatch, createAllowList } from './allow-list.ts';
import type { Finding } from './finding.ts';

const digestOf = (value: string): string => `digest of ${value}`;

function entry(match: AllowMatch, expiresAtMs: number | null = null): AllowEntry {
  return { id: 'one', match, reason: 'a test number of the bank', expiresAtMs };
}

function keptOf(entries: readonly AllowEntry[], found: { readonly type: string; readonly value: string }): number {
  const text = `before ${found.value} after`;
  const finding: Finding = {
    type: found.type,
    start: 7,
    end: 7 + found.value.length,
    confidence: 90,
    detectorId: 'd',
    detectorVersion: 1,
  };
  return createAllowList(entries, digestOf).apply({ text, findings: [finding], nowMs: 1000 }).kept.length;
}

test('An allowed value passes by its digest, however it is spaced, and only as its type where one is named', () => {
  const any = entry({ kind: 'digest', type: null, digest: digestOf('4111111111111111') });
  const card = entry({ kind: 'digest', type: 'payment_card', digest: digestOf('4111111111111111') });
  assert.equal(keptOf([any], { type: 'payment_card', value: '4111 1111-1111 1111' }), 0);
  assert.equal(keptOf([card], { type: 'payment_card', value: '4111111111111111' }), 0);
  assert.equal(keptOf([card], { type: 'phone_number', value: '4111111111111111' }), 1);
  assert.equal(keptOf([any], { type: 'payment_card', value: '4111111111111112' }), 1);
});

test('An entry that has expired allows nothing', () => {
  const match = { kind: 'literal', type: 'email', value: 'info@example.com' } as const;
  assert.equal(keptOf([entry(match, 1001)], { type: 'email', value: 'info@example.com' }), 0);
  assert.equal(keptOf([entry(match, 1000)], { type: 'email', value: 'info@example.com' }), 1);
});

test('A domain allows what stands under it and nothing that only ends alike', () => {
  const ours = entry({ kind: 'domain', type: 'email', value: 'our-house.example' });
  assert.equal(keptOf([ours], { type: 'email', value: 'Ann@our-house.example' }), 0);
  assert.equal(keptOf([ours], { type: 'email', value: 'ann@mail.our-house.example' }), 0);
  assert.equal(keptOf([ours], { type: 'email', value: 'ann@not-our-house.example' }), 1);
  assert.equal(keptOf([ours], { type: 'url', value: 'our-house.example' }), 1);
});

test('A prefix allows values that begin with it, and what was let pass is told with its entry', () => {
  const entries = [entry({ kind: 'prefix', type: 'iban', value: 'DE00' })];
  const text = 'DE00 1234 and DE99 1234';
  const base = { type: 'iban', confidence: 90, detectorId: 'd', detectorVersion: 1 };
  const findings = [
    { ...base, start: 0, end: 9 },
    { ...base, start: 14, end: 23 },
  ];
  const { kept, dismissed } = createAllowList(entries, digestOf).apply({ text, findings, nowMs: 0 });
  assert.deepEqual(kept, [findings[1]]);
  assert.deepEqual(dismissed, [{ finding: findings[0], allowId: 'one' }]);
});
