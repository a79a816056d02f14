import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { arriveByInvitation } from './session-arrival.ts';

const hasCode = (code: string) => (error: unknown) => error instanceof ProblemError && error.problem.code === code;

describe('saved and shared views', () => {
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

  const keep = (client: ControlClient, name: string, more: object = {}) =>
    client.call('createMyView', { body: { page: 'costs', name, search: { range: '7d' }, ...more } });

  test('a view is kept, renamed with the revision that was seen, taken away and brought back', async () => {
    const made = await keep(ada, 'Weekly');
    assert.deepEqual([made.isOwn, made.sharedWith, made.search], [true, 'nobody', { range: '7d' }]);
    const params = { id: made.id };
    const renamed = await ada.call('changeMyView', { params, body: { name: 'Each week' }, ifRevision: made.revision });
    assert.equal(renamed.name, 'Each week');
    const stale = ada.call('changeMyView', { params, body: { name: 'Late' }, ifRevision: made.revision });
    await assert.rejects(stale, hasCode('revision_conflict'));
    await ada.call('archiveMyView', { params });
    assert.deepEqual((await ada.call('listMyViews', { query: { page: 'costs' } })).rows, []);
    await ada.call('restoreMyView', { params });
    assert.equal((await ada.call('listMyViews', { query: { page: 'costs' } })).rows.length, 1);
    const { rows } = await ada.call('listAuditEvents', { query: { subject: `saved_view:${made.id}`, limit: 10 } });
    assert.equal(rows.length, 4);
    assert.doesNotMatch(
      JSON.stringify(rows),
      /Each week|range/,
      'the trail has neither the name nor what it is narrowed to',
    );
  });

  test('what is not shared is nobody else’s to see or change, and what is shared is not theirs to change', async () => {
    const own = await keep(ada, 'Mine alone');
    const shared = await keep(ada, 'For us', { sharedWith: 'team' });
    const { rows } = await sam.call('listMyViews', { query: { page: 'costs' } });
    assert.deepEqual(
      rows.map(({ name, isOwn, ownerName }) => [name, isOwn, ownerName]),
      [['For us', false, shared.ownerName]],
    );
    for (const { id } of [own, shared])
      await assert.rejects(sam.call('archiveMyView', { params: { id } }), hasCode('not_found'));
    await assert.rejects(sam.call('adoptView', { params: { id: shared.id } }), hasCode('rule_broken'));
  });

  test('a view gives no right: of a page that somebody may not open, none is in their list', async () => {
    await ada.call('createMyView', { body: { page: 'spending', name: 'Money', sharedWith: 'everybody' } });
    assert.deepEqual((await sam.call('listMyViews', { query: { page: 'spending' } })).rows, []);
    const browser = await arriveByInvitation(house, 'fi');
    assert.deepEqual((await browser.get('/me/views?page=spending')).body.rows, []);
    await ada.call('grantRole', { body: { personId: 'fi', role: 'finance', reason: 'for the test' } });
    assert.equal((await browser.get('/me/views?page=spending')).body.rows[0].name, 'Money');
  });

  test('when its owner has left, a shared view says so, and whoever sees it can take it over', async () => {
    await house.addPerson('tom');
    const tom = house.clientOf(await house.makeKeyOf('tom', ['call']));
    const left = await keep(tom, 'Left behind', { sharedWith: 'everybody' });
    await ada.call('deactivatePerson', { params: { id: 'tom' }, body: { reason: 'left' } });
    const { rows } = await sam.call('listMyViews', { query: { page: 'costs' } });
    assert.equal(rows.find(({ id }) => id === left.id)?.hasOwner, false);
    const taken = await sam.call('adoptView', { params: { id: left.id } });
    assert.deepEqual([taken.isOwn, taken.hasOwner, taken.sharedWith], [true, true, 'everybody']);
  });
});
