import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { workOnSources } from '../../../src/control/work-on-sources.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { mergedPull, recordedPayload, signedDelivery } from './github-payloads.ts';
import { SOURCE_SECRETS } from './source-parts.ts';

const SECRET = SOURCE_SECRETS.get('TEST_WEBHOOK_SECRET') ?? '';
const REFERENCE = { kind: 'environment', variable: 'TEST_WEBHOOK_SECRET' } as const;
const ADA = 21031067;
const BEN = 42;

describe('connected systems', () => {
  let house: ControlHouse;
  let admin: ControlClient;

  before(async () => {
    house = await openControlHouse();
    await house.addPerson('ben');
    admin = await house.admin();
    await admin.call('createSource', {
      body: {
        id: 'github',
        kind: 'github',
        name: 'GitHub',
        secrets: [REFERENCE],
        rules: [{ what: 'pull_request', labels: ['bug'], typeId: 'defects_prevented' }],
      },
    });
  });
  after(() => house.close());

  async function deliver(
    event: string,
    payload: Readonly<Record<string, unknown>>,
    deliveryId: string,
    secret = SECRET,
  ) {
    const { body, headers } = await signedDelivery(event, payload, { secret, deliveryId });
    return house.send('/hooks/github', { method: 'POST', body, headers });
  }

  const outcomes = async () =>
    (
      await house.store.outcomes.list({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER / 2 }, { limit: 50, after: null })
    ).outcomes.map(({ outcome }) => outcome);

  test('from a signed payload of GitHub an outcome appears once its people are known, and a revert takes it back', async () => {
    const merge = mergedPull({
      number: 7,
      authorId: ADA,
      mergedById: BEN,
      createdAt: '2026-11-16T09:00:00Z',
      mergedAt: '2026-11-18T09:00:00Z',
      branch: 'fix/OPS-42-rounding',
    });
    const answer = await deliver('pull_request', merge, 'd-1');
    assert.equal(answer.status, 202);
    assert.deepEqual(await answer.json(), { status: 'taken', deliveryId: 'd-1', facts: 1 });
    assert.deepEqual(await outcomes(), []);

    const aside = await admin.call('listExternalIdentities', {
      params: { id: 'github' },
      query: { meaning: 'unknown' },
    });
    assert.deepEqual(
      aside.rows.map(({ externalId, shownAs, facts }) => [externalId, shownAs, facts]),
      [
        [String(ADA), `user-${ADA}`, 1],
        [String(BEN), `user-${BEN}`, 1],
      ],
    );
    for (const [externalId, personId] of [
      [ADA, 'ben'],
      [BEN, 'cleo'],
    ] as const) {
      if (personId === 'cleo') await house.addPerson('cleo');
      await admin.call('decideExternalIdentity', {
        params: { id: 'github' },
        body: { externalId: String(externalId), meaning: 'person', personId },
      });
    }
    assert.equal(await workOnSources(house.sourceContext), 1);
    const [outcome] = await outcomes();
    assert.equal(outcome?.personId, 'ben');
    assert.equal(outcome.type.id, 'defects_prevented');
    assert.equal(outcome.grade, 'E2');
    assert.equal(outcome.state, 'maturing');
    assert.equal(outcome.evidenceId, 'https://github.com/Codertocat/Hello-World/pull/7');
    assert.deepEqual(
      outcome.marks.map(({ kind, value }) => [kind, value]),
      [
        ['work_item', 'OPS-42'],
        ['branch', 'fix/OPS-42-rounding'],
      ],
    );

    const again = await deliver('pull_request', merge, 'd-1');
    assert.equal(again.status, 200);
    const replayed = await deliver('pull_request', merge, 'd-2');
    assert.equal(replayed.status, 202);
    assert.equal((await outcomes()).length, 1);

    const revert = mergedPull({
      number: 8,
      authorId: BEN,
      mergedById: BEN,
      createdAt: '2026-11-19T09:00:00Z',
      mergedAt: '2026-11-19T10:00:00Z',
      title: 'Revert "Update the README with new information."',
      body: 'Reverts Codertocat/Hello-World#7',
      branch: 'revert-7-changes',
    });
    await deliver('pull_request', revert, 'd-3');
    const [reverted, ...others] = await outcomes();
    assert.equal(reverted?.state, 'reverted');
    assert.deepEqual(others, []);
  });

  test('what is forged, unsigned or not known is refused, counted, and told once an hour in the audit trail', async () => {
    const payload = recordedPayload('pull_request', 'closed');
    for (const deliveryId of ['f-1', 'f-2', 'f-3'])
      assert.equal((await deliver('pull_request', payload, deliveryId, 'another secret')).status, 401);
    const unsigned = await house.send('/hooks/github', { method: 'POST', body: JSON.stringify(payload) });
    assert.equal(unsigned.status, 401);
    assert.equal((await house.send('/hooks/nobody', { method: 'POST', body: '{}' })).status, 404);
    assert.equal((await house.send('/hooks/github')).status, 405);
    const { rows } = await admin.call('listSourceRefusals', { params: { id: 'github' } });
    assert.deepEqual(rows.map(({ reason, refused }) => [reason, refused]).sort(), [
      ['forged', 3],
      ['unsigned', 1],
    ]);
    const { rows: events } = await house.database.pool.query(
      `select body::json ->> 'type' as type from tokenward.audit_event where body like '%webhook_refused%'`,
    );
    assert.equal(events.length, 2);
  });

  test('every event that GitHub was recorded with is taken without a fault', async () => {
    for (const event of [
      'push',
      'check_suite',
      'deployment_status',
      'pull_request_review',
      'issues',
      'status',
      'ping',
      'star',
    ]) {
      const answer = await deliver(event, recordedPayload(event), `r-${event}`);
      assert.equal(answer.status, 202, event);
    }
    const { rows } = await admin.call('listSourceDeliveries', { params: { id: 'github' }, query: { limit: 3 } });
    assert.equal(rows.length, 3);
  });

  test('nobody says of themselves who they are in a system', async () => {
    const self = admin.call('decideExternalIdentity', {
      params: { id: 'github' },
      body: { externalId: String(ADA), meaning: 'person', personId: 'ada' },
    });
    await assert.rejects(self, /Somebody else has to say that this is you/);
  });

  test('somebody who turns out to be another takes their outcome along, and nobody has it while nobody is meant', async () => {
    const decide = async (meaning: 'person' | 'outsider', personId: string | null) => {
      const body = { externalId: String(ADA), meaning, personId };
      await admin.call('decideExternalIdentity', { params: { id: 'github' }, body });
      await workOnSources(house.sourceContext);
      return (await outcomes()).map(({ personId: whose, state }) => `${whose} ${state}`);
    };
    const merge = mergedPull({
      number: 9,
      authorId: ADA,
      mergedById: BEN,
      createdAt: '2026-11-19T09:00:00Z',
      mergedAt: '2026-11-19T09:30:00Z',
    });
    await deliver('pull_request', merge, 'd-9');
    const has = (rows: readonly string[], row: string) =>
      assert.ok(rows.includes(row), `${row} is not among ${rows.join(', ')}`);
    has(
      (await outcomes()).map(({ personId, state }) => `${personId} ${state}`),
      'ben maturing',
    );
    await house.addPerson('dora');
    has(await decide('person', 'dora'), 'dora maturing');
    has(await decide('outsider', null), 'dora reverted');
    has(await decide('person', 'ben'), 'ben maturing');
  });

  test('everybody is told which systems tell of their work, and what is kept of it', async () => {
    const { recorded } = await admin.call('readMyRules', {});
    assert.ok(recorded.some((sentence) => sentence.includes('by which account: GitHub.')));
  });

  test('a message is tried without being kept: what it says, whom it means, and what it waits for', async () => {
    const payload = mergedPull({
      number: 10,
      authorId: ADA,
      mergedById: ADA,
      createdAt: '2026-11-19T09:00:00Z',
      mergedAt: '2026-11-19T09:30:00Z',
    });
    const { body: text, headers } = await signedDelivery('pull_request', payload, {
      secret: SECRET,
      deliveryId: 't-1',
    });
    const tried = await admin.call('trySource', { params: { id: 'github' }, body: { text, headers } });
    assert.deepEqual(tried.signature, { believed: true, why: null });
    const [result] = tried.results;
    assert.deepEqual(
      result?.told.map(({ kind, personId, typeId }) => [kind, personId, typeId]),
      [['claimed', 'ben', 'defects_prevented']],
    );
    assert.deepEqual(result?.waitsFor, ['Nobody but its worker, who is known here, had a hand in it.']);
    const forged = await admin.call('trySource', { params: { id: 'github' }, body: { text: `${text} `, headers } });
    assert.equal(forged.signature?.believed, false);
    assert.ok(!(await outcomes()).some(({ evidenceId }) => evidenceId?.endsWith('/10')));
  });
});
