import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

describe('who looked', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let ruth: ControlClient;
  const call = sampleCall(1, {});
  before(async () => {
    house = await openControlHouse();
    await house.addPerson('ruth');
    ada = house.clientOf(await house.makeKeyOf('ada', ['call', 'control.read']));
    ruth = house.clientOf(await house.makeKeyOf('ruth', ['control.read']));
    const ingest = createIngest({ pool: house.database.pool, clock: house.context.clock, log: () => undefined });
    await ingest(batchOf(1, { admits: [call], settles: [call] }));
    house.clock.ms = call.settledAtMs + 1_000;
  });
  after(() => house.close());

  const seen = async (client: ControlClient): Promise<readonly string[]> => {
    house.clock.ms += 1;
    return (await client.call('listLooksAtMe', { query: {} })).rows.map(({ lookerId, what }) => `${lookerId}: ${what}`);
  };

  test('looking at somebody’s calls, a call and their sums is written down, and that person alone sees it', async () => {
    await ruth.call('listCalls', { query: { personId: 'ada' } });
    house.clock.ms += 1;
    await ruth.call('readCall', { params: { id: call.callId } });
    house.clock.ms += 1;
    await ruth.call('readUsageGroups', { query: { by: 'person' } });
    assert.deepEqual(await seen(ada), ['ruth: sums of calls', 'ruth: a call', 'ruth: calls']);
    assert.deepEqual(await seen(ruth), []);
    const { stored } = await ada.call('readMyRecord', { query: {} });
    assert.equal(stored.find(({ what }) => what.startsWith('looks'))?.records, 3);
  });

  test('who looks at their own, or at sums of many together, leaves no trace', async () => {
    const before = await seen(ada);
    await ada.call('listCalls', { query: { personId: 'ada' } });
    await ruth.call('readUsageGroups', { query: { by: 'team' } });
    await ruth.call('listCalls', { query: {} });
    assert.deepEqual(await seen(ada), before);
  });

  test('what was written down stays: nothing changes or removes it', async () => {
    await assert.rejects(house.database.pool.query("update tokenward.record_look set what = 'nothing'"), /stays known/);
    await assert.rejects(house.database.pool.query('delete from tokenward.record_look'), /stays known/);
  });
});
