import assert from 'node:assert/strict';
import { test } from 'node:test';
import { envelopeRules } from '../../control/envelope-rules.ts';
import { indexEnvelopes } from '../../domain/budget/match-envelopes.ts';
import { capWarnings, nestingOf } from '../../domain/budget/nest-envelopes.ts';
import { SAMPLE_COST_CENTRES, SAMPLE_PEOPLE, SAMPLE_TEAMS } from './sample-directory.ts';
import { SAMPLE_ENVELOPES } from './sample-envelopes.ts';
import { SAMPLE_USE_CASES } from './sample-use-cases.ts';

test('every sample envelope is sound, has an owner, and refers to what the sample organisation has', () => {
  const known = new Set([
    ...SAMPLE_TEAMS.map(({ id }) => `team ${id}`),
    ...SAMPLE_PEOPLE.map(({ id }) => `person ${id}`),
    ...SAMPLE_USE_CASES.map(({ id }) => `use_case ${id}`),
    ...SAMPLE_COST_CENTRES.map(({ id }) => `cost_centre ${id}`),
  ]);
  for (const envelope of SAMPLE_ENVELOPES) {
    assert.equal(envelopeRules.findBroken(envelope), undefined, envelope.id);
    assert.notEqual(envelope.ownerPersonId, null, envelope.id);
    for (const { noun, id } of envelopeRules.references(envelope)) assert.ok(known.has(`${noun} ${id}`), envelope.id);
  }
});

test('the caps of sample envelopes fit into those around them', () => {
  for (const envelope of SAMPLE_ENVELOPES) {
    assert.deepEqual(capWarnings(envelope, nestingOf(envelope, SAMPLE_ENVELOPES).children), []);
  }
});

test('every team and each lane of the sample has an envelope', () => {
  const index = indexEnvelopes(SAMPLE_ENVELOPES);
  for (const { id: teamId } of SAMPLE_TEAMS) {
    for (const lane of ['exploration', 'production'] as const) {
      const call = { teamId, projectId: null, useCaseId: 'drafting', personId: null, lane, tags: {} };
      assert.deepEqual(
        index(call).map(({ id }) => id),
        [lane, 'organisation', teamId].sort(),
      );
    }
  }
});
