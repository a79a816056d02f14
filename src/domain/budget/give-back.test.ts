import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleEnvelope } from './envelope.fixture.ts';
import { transferFault, transferStateNow } from './envelope-transfer.ts';
import { offerGiveBack, poolOf } from './give-back.ts';
import type { Balance } from './ledger.ts';
import type { Attribution } from './match-envelopes.ts';

const DAY = 86_400_000;
const MONTH = { startMs: 0, endMs: 32 * DAY };
const balance = (limit: bigint, spent: bigint, held = 0n): Balance => ({ limit, spent, held, suspense: 0n });

/** [what, balance, day of 32, offer] */
const CASES: readonly (readonly [string, Balance, number, bigint | null])[] = [
  ['nothing spent, four days before the end', balance(1_000n, 0n), 28, 1_000n],
  ['nothing spent, a little earlier', balance(1_000n, 0n), 27.9, null],
  ['half spent: the rest at one and a half times the pace is kept', balance(1_000n, 560n), 28, 320n],
  ['what is held is not free', balance(1_000n, 0n, 400n), 28, 600n],
  ['all will be needed', balance(1_000n, 900n), 28, null],
  ['less than a twentieth', balance(1_000n, 790n), 28, null],
  ['more spent than allowed', balance(100n, 200n), 31, null],
  ['the period is over', balance(1_000n, 0n), 32, null],
];
for (const [what, account, day, offered] of CASES)
  test(`${what}: ${offered ?? 'no offer'}`, () => {
    const found = offerGiveBack({ balance: account, period: MONTH, nowMs: day * DAY });
    assert.equal(found?.amount ?? null, offered);
  });

test('an allowance of a day is not asked back', () => {
  const day = { startMs: 0, endMs: DAY };
  assert.equal(offerGiveBack({ balance: balance(1_000n, 0n), period: day, nowMs: DAY - 1 }), null);
});

const CALL: Attribution = {
  teamId: 'support',
  projectId: null,
  useCaseId: null,
  personId: 'ruth',
  lane: null,
  tags: {},
};
const all = [
  sampleEnvelope('organisation'),
  sampleEnvelope('sales', { scope: { teamId: 'sales' } }),
  sampleEnvelope('support', { scope: { teamId: 'support' } }),
  sampleEnvelope('support-old', { scope: { teamId: 'support' }, status: 'archived' }),
  sampleEnvelope('support-tokens', { scope: { teamId: 'support' }, unit: 'tokens' }),
  sampleEnvelope('support-coding', { scope: { teamId: 'support', useCaseId: 'coding' } }),
  sampleEnvelope('ruth', { scope: { personId: 'ruth' } }),
];
const named = (id: string) => all.find((envelope) => envelope.id === id) ?? sampleEnvelope(id);

test('the pool of a person is their team, of a team the organisation, and the organisation has none', () => {
  assert.equal(poolOf(named('ruth'), all, CALL)?.id, 'support');
  assert.equal(poolOf(named('support'), all, CALL)?.id, 'organisation');
  assert.equal(poolOf(named('organisation'), all, CALL), null);
});

/** [what, from, to, amount, fault] */
const FAULTS: readonly (readonly [string, Parameters<typeof transferFault>, RegExp | null])[] = [
  ['two of one kind', [named('sales'), named('support'), 1n], null],
  ['an envelope and itself', [named('sales'), named('sales'), 1n], /the same envelope/],
  [
    'dollars to tokens',
    [named('sales'), named('support-tokens'), 1n],
    /counts nanodollars and "support-tokens" tokens/,
  ],
  ['to an archived one', [named('sales'), named('support-old'), 1n], /"support-old" is archived/],
  ['nothing', [named('sales'), named('support'), 0n], /more than nothing/],
  ['less than nothing', [named('sales'), named('support'), -5n], /more than nothing/],
  [
    'exploration to production',
    [
      sampleEnvelope('e', { scope: { lane: 'exploration' } }),
      sampleEnvelope('p', { scope: { lane: 'production' } }),
      1n,
    ],
    /never share a budget/,
  ],
];
for (const [what, given, fault] of FAULTS)
  test(`a transfer of ${what} is ${fault === null ? 'possible' : 'refused with words'}`, () => {
    const found = transferFault(...given);
    if (fault === null) assert.equal(found, undefined);
    else assert.match(found ?? '', fault);
  });

test('a proposal ends by its time; an offer to give back is then kept, as if somebody had said so', () => {
  const at = (kind: 'transfer' | 'give_back', nowMs: number) =>
    transferStateNow({ kind, state: 'proposed', expiresAtMs: 10 }, nowMs);
  assert.deepEqual(
    [at('transfer', 9), at('transfer', 10), at('give_back', 9), at('give_back', 10)],
    ['proposed', 'expired', 'proposed', 'kept'],
  );
});
