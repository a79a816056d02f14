import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

describe('reports without blame', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let sam: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    await house.addPerson('sam');
    sam = house.clientOf(await house.makeKeyOf('sam', ['call']));
  });
  after(() => house.close());

  test('anybody with a key reports, is answered, and sees what became of it', async () => {
    const made = await sam.call('makeReport', { body: { about: 'mistake', words: 'I pasted a customer list.' } });
    assert.deepEqual([made.state, made.reporterId], ['received', 'sam']);
    const step = { params: { id: made.id }, body: { state: 'looked_at', answer: 'Thank you.' } } as const;
    assert.equal((await ada.call('handleReport', step)).handledBy, 'ada');
    await ada.call('handleReport', { params: { id: made.id }, body: { state: 'closed' } });
    const { rows } = await sam.call('listMyReports', {});
    assert.deepEqual([rows[0]?.state, rows[0]?.answer], ['closed', 'Thank you.']);
    const back = ada.call('handleReport', { params: { id: made.id }, body: { state: 'received' } });
    await assert.rejects(back, (error) => error instanceof ProblemError && error.problem.code === 'rule_broken');
    assert.deepEqual((await ada.call('listMyReports', {})).rows, [], 'of others nothing');
  });

  test('who stays unnamed is named neither to the governance people nor in the trail, and sees their own', async () => {
    const body = { about: 'misuse', words: 'Somebody shares keys.', unnamed: true } as const;
    const made = await sam.call('makeReport', { body });
    const seen = await ada.call('readReport', { params: { id: made.id } });
    assert.deepEqual([seen.reporterId, seen.words], [null, 'Somebody shares keys.']);
    const { rows } = await ada.call('listAuditEvents', { query: { subject: `report:${made.id}`, limit: 10 } });
    assert.doesNotMatch(JSON.stringify(rows), /sam|shares/);
    const own = await sam.call('listMyReports', {});
    assert.ok(own.rows.some(({ id, reporterId }) => id === made.id && reporterId === 'sam'));
  });
});
