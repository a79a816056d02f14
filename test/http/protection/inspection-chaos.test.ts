import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Tier } from '../../../src/domain/catalog/use-case.ts';
import type { DetectorFailure } from '../../../src/domain/detection/finding.ts';
import type { Inspector } from '../../../src/ports/inspector.ts';
import { aUseCase } from '../../fakes/catalog-rows.ts';
import { openGatewayHouse } from '../../fakes/gateway-house.ts';
import { wordInspector } from '../../fakes/word-inspector.ts';
import { callGateway, codeOf } from '../gateway/call-gateway.ts';
import { CLEARED, onlyActive, policyOf } from './policies.ts';

function failing(kind: DetectorFailure['kind']): Inspector {
  return {
    ...wordInspector(),
    inspect: (texts) => texts.map(() => ({ findings: [], failures: [{ detectorId: 'cards', kind }] })),
  };
}

const BROKEN: readonly (readonly [name: string, inspector: Inspector | null, recorded: string])[] = [
  ['a detector that threw', failing('threw'), 'cards:threw'],
  ['a detector that timed out', failing('timed_out'), 'cards:timed_out'],
  ['a detector that is not loaded', failing('not_loaded'), 'cards:not_loaded'],
  ['a detector over its budget', failing('over_budget'), 'cards:over_budget'],
  ['an inspector that is missing', null, 'inspector:not_loaded'],
  [
    'an inspector that throws',
    {
      ...wordInspector(),
      inspect: () => {
        throw new Error('broken');
      },
    },
    'inspector:threw',
  ],
  ['an inspector that forgets a text', { ...wordInspector(), inspect: () => [] }, 'inspector:threw'],
];

/** [tier, declared class, does the call go on] */
const CALLS: readonly (readonly [tier: Tier, declared: string | null, goesOn: boolean])[] = [
  [1, null, true],
  [1, 'internal', true],
  [1, 'confidential', false],
  [1, 'restricted', false],
  [2, null, false],
  [3, null, false],
];

for (const [name, inspector, recorded] of BROKEN)
  for (const [tier, declared, goesOn] of CALLS) {
    const content = declared === null ? 'undeclared content' : `${declared} content`;
    test(`${name} ${goesOn ? 'lets' : 'stops'} ${content} of tier ${tier}, and that is on the record and in the log`, async () => {
      const useCases = [aUseCase({ ...CLEARED.useCases[0], tier })];
      const policies = onlyActive(policyOf(() => ({})));
      const house = await openGatewayHouse({ ...CLEARED, useCases, policies, inspector });
      after(() => house.close());
      const answer = await callGateway(house.address, {
        path: '/v1/chat/completions',
        body: { model: 'small', messages: [{ role: 'user', content: 'hello' }] },
        headers: {
          authorization: 'Bearer tw_test_key_of_the_gateway_house',
          ...(declared === null ? {} : { 'tokenward-data-class': declared }),
        },
      });
      const record = await house.settled(1);
      assert.deepEqual(record.inspectionFailures, [recorded]);
      assert.ok(house.logged.some((line) => line.includes('inspection.failed') && line.includes('"level":"error"')));
      assert.equal(house.seen.length, goesOn ? 1 : 0);
      if (goesOn) return assert.equal(answer.status, 200);
      assert.deepEqual(
        [answer.status, codeOf(answer), record.errorCode],
        [403, 'inspection_failed', 'inspection_failed'],
      );
      assert.equal(answer.headers['x-should-retry'], 'false');
    });
  }
