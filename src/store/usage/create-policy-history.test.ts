import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { FineFact, PolicyHistory } from '../../ports/policy-history.ts';
import { batchOf, NOON_MS, sampleCall } from '../ingest/sample-call.fixture.ts';
import { withIngest } from '../ingest/with-ingest.fixture.ts';
import { createPolicyHistory } from './create-policy-history.ts';

const HOUR_MS = 3_600_000;
const DECIDED = {
  dataClass: 'internal',
  useCaseId: 'drafting',
  teamId: 'support',
  lane: 'production',
  personId: 'ada',
  requestedModel: 'small',
  modelId: 'small',
  admittedAtMs: NOON_MS,
} as const satisfies Partial<CallRecord>;

// biome-ignore format: a table is read down
const CALLS: readonly CallRecord[] = [
  sampleCall(1, { ...DECIDED }),
  sampleCall(2, { ...DECIDED, personId: 'grace', admittedAtMs: NOON_MS + HOUR_MS }),
  sampleCall(3, { ...DECIDED, findings: { phone: 2, email: 1 }, dataClass: 'confidential', mediaKinds: ['image'] }),
  // Asked for by an alias, and served by another model: the question is what counts.
  sampleCall(4, { ...DECIDED, requestedModel: 'drafting/small', modelId: 'large' }),
  sampleCall(5, { ...DECIDED, dataClass: null, outcome: 'refused' }),
  sampleCall(6, { ...DECIDED, admittedAtMs: NOON_MS - 24 * HOUR_MS }),
];

describeOnEachEngine('the policy history', (engine) => {
  const read = async (tellApart: readonly FineFact[], groupsMax = 100): ReturnType<PolicyHistory['decidedCalls']> => {
    let found: Awaited<ReturnType<PolicyHistory['decidedCalls']>> | undefined;
    await withIngest({ engine }, async ({ pool, ingest }) => {
      await ingest(batchOf(1, { admits: CALLS, settles: CALLS }));
      const range = { fromMs: NOON_MS - HOUR_MS, toMs: NOON_MS + 2 * HOUR_MS };
      const asked = { ...range, tellApart, timeZone: 'Europe/Berlin', groupsMax };
      found = await createPolicyHistory({ pool }).decidedCalls(asked);
    });
    assert.ok(found !== undefined);
    return found;
  };

  it('puts calls of equal facts together, and tells nothing apart that no rule asks for', async () => {
    const { groups, calls, callsLeftOut, callsUndecided } = await read([]);
    assert.deepEqual([calls, callsLeftOut, callsUndecided], [4, 0, 1]);
    assert.deepEqual(
      groups.map((group) => [group.calls, group.callerId, group.hour, group.modelId, group.findingTypes, group.media]),
      [
        [3, null, null, 'small', [], []],
        [1, null, null, 'small', ['email', 'phone'], ['image']],
      ],
    );
    assert.deepEqual(groups[0]?.exampleCallIds.length, 2);
  });

  it('tells people and hours apart where a rule asks for them, hours as the clock of the place shows them', async () => {
    const { groups } = await read(['person', 'hour']);
    assert.deepEqual(groups.map(({ calls, callerId, hour }) => `${calls} ${callerId} ${hour}`).sort(), [
      '1 ada 13',
      '1 grace 14',
      '2 ada 13',
    ]);
  });

  it('leaves the smallest groups out beyond the limit, and says how many calls they are', async () => {
    const { groups, callsLeftOut } = await read([], 1);
    assert.deepEqual([groups.length, groups[0]?.calls, callsLeftOut], [1, 3, 1]);
  });
});
