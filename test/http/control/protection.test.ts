import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const HOUR_MS = 3_600_000;

describe('protection events by the control API', () => {
  let house: ControlHouse;
  let admin: ControlClient;
  before(async () => {
    house = await openControlHouse();
    admin = await house.admin();
    await house.addPerson('sam');
    for (let number = 0; number < 5; number += 1) await plant(number);
  });
  after(() => house.close());

  /** An event of Ada or Sam, an hour after the other. */
  async function plant(number: number): Promise<void> {
    const owner = number % 2 === 0 ? 'person:ada' : 'person:sam';
    const at = new Date(START_MS - number * HOUR_MS);
    const callId = `01a1f8d3-ea00-7b81-8fba-0d33c6afa69${number}`;
    await house.database.pool.query(
      `insert into tokenward.protection_event (id, fingerprint, owner, team_id, use_case_id, key_id, direction, types,
         data_class, action, calls, first_at, last_at, first_call_id, last_call_id, policy_version, rules)
       values ($1, 'print', $2, 'support', 'drafting', 'key-1', 'request', $3, 'restricted', $4, 2, $5, $5, $6, $6, '1-a', '["r"]')`,
      [
        String(number).padStart(32, '0'),
        owner,
        JSON.stringify(number === 4 ? { iban: 1 } : { aws_access_key: 1 }),
        number === 0 ? 'redacted' : 'refused',
        at,
        callId,
      ],
    );
  }

  test('events are listed newest first, page by page, by period, person, action and type', async () => {
    const first = await admin.call('listProtectionEvents', { query: { limit: 2 } });
    assert.deepEqual(
      first.rows.map(({ id }) => Number(id)),
      [0, 1],
    );
    const ids: number[] = [];
    for await (const { id } of admin.rows('listProtectionEvents', { query: { limit: 2 } })) ids.push(Number(id));
    assert.deepEqual(ids, [0, 1, 2, 3, 4]);
    const listed = async (query: Record<string, string>) =>
      (await admin.call('listProtectionEvents', { query })).rows.map(({ id }) => Number(id));
    assert.deepEqual(await listed({ personId: 'sam' }), [1, 3]);
    assert.deepEqual(await listed({ action: 'redacted' }), [0]);
    assert.deepEqual(await listed({ type: 'iban' }), [4]);
    assert.deepEqual(await listed({ teamId: 'legal' }), []);
    assert.deepEqual(
      await listed({ from: new Date(START_MS - 2 * HOUR_MS).toISOString(), to: new Date(START_MS + 1).toISOString() }),
      [0, 1, 2],
    );
  });

  test('one event is read whole, and one that does not exist is told', async () => {
    const event = await admin.call('readProtectionEvent', { params: { id: '1'.padStart(32, '0') } });
    assert.deepEqual(
      [event.owner, event.types, event.calls, event.rules],
      ['person:sam', { aws_access_key: 1 }, 2, ['r']],
    );
    const error = await admin.call('readProtectionEvent', { params: { id: '9'.repeat(32) } }).catch((caught) => caught);
    assert.ok(error instanceof ProblemError && error.problem.code === 'not_found');
  });

  test('everybody sees the events of their own calls and nobody else does without the scope', async () => {
    const sam = house.clientOf(await house.makeKeyOf('sam', ['call']));
    const mine = await sam.call('listMyProtectionEvents', { query: {} });
    assert.deepEqual(
      mine.rows.map(({ owner }) => owner),
      ['person:sam', 'person:sam'],
    );
    const denied = await sam.call('listProtectionEvents', { query: {} }).catch((caught) => caught);
    assert.ok(denied instanceof ProblemError && denied.problem.code === 'scope_missing');
  });

  test('of a team of five people or more protection is told in numbers, beside the time before, and of fewer nothing', async () => {
    const query = { teamId: 'support', from: new Date(START_MS - 2 * HOUR_MS).toISOString() };
    const few = await admin.call('readTeamSafety', { query });
    assert.deepEqual([few.isTold, few.people, few.actions, few.types], [false, null, [], []]);
    for (const personId of ['ben', 'cem', 'dan', 'eli']) await house.addPerson(personId);
    const to = new Date(START_MS + 1).toISOString();
    const told = await admin.call('readTeamSafety', { query: { ...query, to } });
    assert.ok(told.isTold && (told.people ?? 0) >= 5);
    assert.deepEqual(
      told.actions.filter(({ events, eventsBefore }) => events + eventsBefore > 0),
      [
        { action: 'refused', events: 2, eventsBefore: 2 },
        { action: 'redacted', events: 1, eventsBefore: 0 },
      ],
    );
    assert.deepEqual(told.types, [{ type: 'aws_access_key', events: 3 }]);
    assert.ok(!JSON.stringify(told).includes('sam'));
  });
});
