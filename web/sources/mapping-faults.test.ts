import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOfMapping } from './mapping-faults.ts';
import { EMPTY_MAPPING } from './mapping-texts.ts';

test('a mapping that was just added says at its fields what it lacks, in words of a message and not of the API', () => {
  const faults = faultsOfMapping(EMPTY_MAPPING);
  assert.deepEqual(Object.keys(faults), ['subject', 'at']);
  assert.ok(Object.values(faults).every((fault) => !/\/mapping|must|Too small/.test(fault)));
});

test('a mapping that says which result it is and when it was has no fault', () => {
  const written = { ...EMPTY_MAPPING, subject: '{/case/url}', at: '{/closed}' };
  assert.deepEqual(faultsOfMapping(written), {});
  assert.deepEqual(Object.keys(faultsOfMapping({ ...written, what: 'Closed case' })), ['what']);
});
