import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CACHE_OFF } from '../catalog/cache-rule.ts';
import type { UseCase } from '../catalog/use-case.ts';
import { proposeCap } from './propose-cap.ts';

const CONTRACTS: UseCase = {
  ...{ id: 'contracts', name: 'Contracts', category: 'legal', purpose: '', expectedValue: '', ownerPersonId: 'ada' },
  ...{ tier: 3, lane: 'both', modelStack: [], approvedTemplateIds: [], allowedDataClasses: [], status: 'active' },
  ...{ spendLimitNanodollars: null, expectedOutputTokens: null, maxOutputTokens: null, requiredApprovals: [] },
  ...{ loggingRule: 'metadata', storeAway: 'refuse', cache: CACHE_OFF, routing: null },
};
const DOLLAR = 1_000_000_000n;

test('a cap is the limit of the use case itself, else a fifth above its dearest month, and never too little to work on', () => {
  const months = [30n * DOLLAR, 100n * DOLLAR + 1n, 0n];
  assert.equal(proposeCap({ ...CONTRACTS, spendLimitNanodollars: '45500000000' }, months).hardCap, '46');
  assert.equal(proposeCap(CONTRACTS, months).hardCap, '121');
  assert.deepEqual(proposeCap(CONTRACTS, [DOLLAR, 0n, 0n]), {
    ...{ useCaseId: 'contracts', ownerPersonId: 'ada', hardCap: '20', why: 'the last 3 months cost less' },
  });
});
