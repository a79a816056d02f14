import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BudgetException } from '../budget/draw-on-exceptions.ts';
import { sampleEnvelope } from '../budget/envelope.fixture.ts';
import type { Attribution } from '../budget/match-envelopes.ts';
import type { UseCase } from '../catalog/use-case.ts';
import { concerns, type Exception, exceptionStateNow, isExceptionInForce } from './exception.ts';
import { factsOfOpening, neededOpenings, type Opening, openingsFor, widenUseCase } from './opening.ts';

const NOW = 1_000;
const RUTH: Attribution = {
  teamId: 'support',
  projectId: null,
  useCaseId: null,
  personId: 'ruth',
  lane: 'production',
  tags: {},
};
const budget: BudgetException = {
  exceptionId: 'e',
  raisesEnvelopeId: null,
  scope: { personId: 'ruth' },
  envelope: sampleEnvelope('e'),
  period: { startMs: NOW, endMs: NOW + 10 },
};
const opening: Opening = { useCaseId: 'legal', modelId: 'large', dataClass: 'confidential', budget };
const openings = new Map([['legal', [opening]]]);
const useCase: Pick<UseCase, 'modelStack' | 'allowedDataClasses'> = {
  modelStack: ['small'],
  allowedDataClasses: ['internal'],
};

test('an opening is for its scope, its use case and its time alone', () => {
  const found = (changes: Partial<Attribution>, useCaseId = 'legal', nowMs = NOW): number =>
    openingsFor(openings, { attribution: { ...RUTH, ...changes }, useCaseId, nowMs }).length;
  assert.equal(found({}), 1);
  assert.equal(found({ personId: 'max' }), 0);
  assert.equal(found({}, 'coding'), 0);
  assert.equal(found({}, 'legal', NOW - 1), 0);
  assert.equal(found({}, 'legal', NOW + 10), 0, 'its end is not in it');
});

test('a use case is widened by what is opened and by nothing else, and itself stays as it is', () => {
  const wide = widenUseCase(useCase, [opening]);
  assert.deepEqual(
    [wide.modelStack, wide.allowedDataClasses],
    [
      ['small', 'large'],
      ['internal', 'confidential'],
    ],
  );
  assert.deepEqual([useCase.modelStack, useCase.allowedDataClasses], [['small'], ['internal']]);
  assert.equal(widenUseCase(useCase, [{ ...opening, modelId: null, dataClass: null }]), useCase);
});

test('a call is charged to the opening without which it would not have gone on, and to no other', () => {
  const plain: Opening = { ...opening, modelId: null, dataClass: null };
  const call = { keyAllows: true, useCase, modelId: 'small', dataClass: 'internal' } as const;
  const needed = (changes: object): number[] =>
    neededOpenings([plain, opening], { ...call, ...changes }).map((one) => (one === plain ? 0 : 1));
  assert.deepEqual(needed({}), []);
  assert.deepEqual(needed({ keyAllows: false }), [0], 'the one that ends first');
  assert.deepEqual(needed({ modelId: 'large' }), [1]);
  assert.deepEqual(needed({ dataClass: 'confidential', modelId: 'large' }), [1], 'once');
  assert.deepEqual(needed({ keyAllows: false, modelId: 'large' }), [1]);
});

test('rules are told the exception and what it opens', () => {
  assert.deepEqual(factsOfOpening(opening), [
    'e',
    'exception:use-case:legal',
    'exception:model:large',
    'exception:data-class:confidential',
  ]);
});

test('what is past its end is over by the clock alone, whether or not it was ever decided', () => {
  const at = (state: Exception['state'], nowMs: number) => exceptionStateNow({ state, endsAtMs: 10 }, nowMs);
  assert.deepEqual(
    [at('granted', 9), at('granted', 10), at('requested', 10), at('declined', 10)],
    [...['granted', 'expired', 'expired', 'declined']],
  );
  const granted = { state: 'granted', startsAtMs: 5, endsAtMs: 10 } as const;
  assert.deepEqual(
    [4, 5, 9, 10].map((nowMs) => isExceptionInForce(granted, nowMs)),
    [false, true, true, false],
  );
});

test('an exception concerns who asks, who decides, for whom it is, and who answers for what it goes beyond', () => {
  const exception = {
    requesterId: 'ruth',
    approverId: 'olga',
    decidedBy: 'gina',
    scope: { teamId: 'support' },
    envelopeId: 'support-month',
    useCaseId: null,
  };
  const sees = (personId: string, teamId: string | null = null, ownsIds: readonly string[] = []): boolean =>
    concerns(exception, { personId, teamId, ownsIds: new Set(ownsIds) });
  assert.deepEqual([sees('ruth'), sees('olga'), sees('gina'), sees('max')], [true, true, true, false]);
  assert.deepEqual(
    [sees('max', 'support'), sees('max', 'sales'), sees('max', null, ['support-month'])],
    [...[true, false, true]],
  );
});
