import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDocument } from '../../control/read-policy.ts';
import { BUILT_IN_DOCUMENT } from '../../domain/policy/built-in-policy.ts';
import { checkUseCases } from '../../domain/policy/check-policy.ts';
import { createCedarLanguage } from '../policy/cedar-language.ts';
import { sampleCatalog, samplePolicy } from './sample-policy.ts';
import { SAMPLE_USE_CASES } from './sample-use-cases.ts';

const language = createCedarLanguage();

test('the sample policy has no fault and no warning, and every case of it comes out as it says', async () => {
  const { document } = await samplePolicy();
  const checked = await checkDocument(language, document, sampleCatalog());
  assert.deepEqual(checked.remarks, []);
  assert.deepEqual(
    checked.cases.filter(({ faults }) => faults.length > 0),
    [],
  );
  assert.ok(checked.cases.length >= 8);
});

test('the built-in policy has no fault and no warning', async () => {
  assert.deepEqual((await checkDocument(language, BUILT_IN_DOCUMENT, sampleCatalog())).remarks, []);
});

test('every use case of the sample has an owner, and every one of tier 3 names who approves', () => {
  assert.deepEqual(checkUseCases(SAMPLE_USE_CASES), []);
  assert.deepEqual([...new Set(SAMPLE_USE_CASES.map(({ tier }) => tier))].sort(), [1, 2, 3]);
});
