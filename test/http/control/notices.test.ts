import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { createWebhookChannel } from '../../../src/connectors/notice/webhook-channel.ts';
import { deliverNotices } from '../../../src/control/deliver-notices.ts';
import type { NoticeContext } from '../../../src/control/notice-context.ts';
import { watchBudgets } from '../../../src/control/watch-budgets.ts';
import { openReceiver, type Receiver } from '../../fakes/http-receiver.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const SECRET = `whsec_${Buffer.from('a secret of the test, 24+ bytes').toString('base64')}`;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PERIOD = [Date.UTC(2026, 10, 1), Date.UTC(2026, 11, 1)] as const;

describe('notices about envelopes', () => {
  let house: ControlHouse;
  let receiver: Receiver;
  let admin: ControlClient;
  let context: NoticeContext;
  before(async () => {
    house = await openControlHouse();
    receiver = await openReceiver();
    admin = await house.admin();
    context = { ...house.context, ...house.noticeParts };
    const mails = { kind: 'email', kinds: null, envelopeIds: null } as const;
    house.noticeParts.channels.push(
      createWebhookChannel({
        base: { name: 'ops', kinds: null, envelopeIds: null },
        ...{ allowPrivate: true, url: () => receiver.url, secret: () => SECRET, formerSecret: null },
      }),
      {
        ...{ ...mails, name: 'mail', audience: { owner: true, callers: true, addresses: [] } },
        send: async () => ({ kind: 'failed', why: 'the mail server answered 451', retryAfterMs: null, isFinal: false }),
      },
    );
  });
  after(async () => {
    await receiver.close();
    await house.close();
  });

  /** An envelope whose account is open, and what it has spent at a moment. */
  async function spend(id: string, { atMs, amount }: { atMs: number; amount: string }): Promise<void> {
    const { pool } = house.database;
    await pool.query('select tokenward.budget_open($1, $2, $3)', [id, ...PERIOD]);
    await pool.query(
      `insert into tokenward.budget_entry (envelope_id, period_start_ms, at, kind, amount)
       values ($1, $2, to_timestamp($3::float8 / 1000), 'commit', $4)`,
      [id, PERIOD[0], atMs, amount],
    );
    await pool.query('update tokenward.budget_account set spent = spent + $2 where envelope_id = $1', [id, amount]);
  }
  const envelope = (id: string, hardCap: string) => ({
    ...{ id, name: id, hardCap, ownerPersonId: 'ada', softThresholds: [50, 80] },
    scope: { tag: { name: 'of', value: id } },
  });
  /** The next turn of a timer: whoever had the last one has let it go. */
  async function watch(atMs: number): Promise<number> {
    house.clock.ms = atMs;
    await house.database.pool.query('delete from tokenward.notice_turn');
    return watchBudgets(context);
  }
  const idsOf = async (): Promise<readonly string[]> => {
    const { rows } = await admin.call('listNotices', { query: {} });
    return rows.map(({ id }) => id).sort();
  };
  const received = (): readonly string[] => receiver.received.map(({ headers }) => String(headers['webhook-id']));

  test('a threshold that is passed is told once, to the receiver and the owner, the highest one alone', async () => {
    await admin.call('createEnvelope', { body: envelope('slow', '100') });
    await spend('slow', { atMs: START_MS - 10 * 24 * HOUR_MS, amount: '85000000000' });
    assert.equal(await watch(START_MS), 1);
    assert.equal(await watch(START_MS + MINUTE_MS), 0);
    assert.deepEqual(await idsOf(), [`threshold/slow/${PERIOD[0]}/80`]);
    const [notice] = (await admin.call('listNotices', { query: {} })).rows;
    assert.equal(notice?.subject, 'slow: 80 % of the budget is spent');
    assert.match(
      notice?.words ?? '',
      /^\$85\.00 of \$100\.00 are spent\. \$15\.00 are left until 2026-12-01 00:00 \(UTC\)\./,
    );
    assert.deepEqual(
      notice?.deliveries.map(({ channel, recipients, state }) => [channel, recipients, state]),
      [
        ['mail', 1, 'waiting'],
        ['ops', 0, 'waiting'],
      ],
    );
  });

  test('of two processes that deliver at once each notice is sent by one; what fails waits and is told', async () => {
    const sent = await Promise.all([deliverNotices(context), deliverNotices(context)]);
    assert.equal(sent[0] + sent[1], 1);
    assert.deepEqual(received(), [`threshold/slow/${PERIOD[0]}/80`]);
    const [notice] = (await admin.call('listNotices', { query: { state: 'waiting' } })).rows;
    const [mail] = notice?.deliveries ?? [];
    assert.deepEqual([mail?.state, mail?.attempts, mail?.lastError], ['waiting', 1, 'the mail server answered 451']);
    assert.equal(await deliverNotices(context), 0);
  });

  test('what fails too often is dead, is listed, and begins anew by a command that stands in the trail', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      house.clock.ms += 24 * HOUR_MS;
      await deliverNotices(context);
    }
    const id = `threshold/slow/${PERIOD[0]}/80`;
    const dead = await admin.call('listNotices', { query: { state: 'dead' } });
    assert.deepEqual(
      dead.rows.map((row) => [row.id, row.deliveries[0]?.attempts]),
      [[id, 10]],
    );
    const again = await admin.call('retryNotice', { body: { id, channel: 'mail' } });
    assert.deepEqual([again.deliveries[0]?.state, again.deliveries[0]?.attempts], ['waiting', 0]);
    await assert.rejects(admin.call('retryNotice', { body: { id } }), /nothing to try again/);
    await assert.rejects(admin.call('retryNotice', { body: { id: 'nothing' } }), /There is no notice/);
    const { rows } = await admin.call('listAuditEvents', { query: { subject: `notice:${id}`, limit: 10 } });
    assert.equal(rows.length, 1);
  });

  test('a budget that burns fast pages at night; a threshold waits for the morning', async () => {
    const nightMs = Date.UTC(2026, 10, 23, 23);
    await admin.call('createEnvelope', { body: envelope('hot', '100') });
    for (let minutes = 55; minutes >= 0; minutes -= 5)
      await spend('hot', { atMs: nightMs - minutes * MINUTE_MS, amount: '5000000000' });
    assert.equal(await watch(nightMs + MINUTE_MS), 2);
    await deliverNotices(context);
    const paged = `fast_burn/hot/${PERIOD[0]}/2026-11-23`;
    assert.equal(received().at(-1), paged);
    assert.ok(!received().includes(`threshold/hot/${PERIOD[0]}/50`));
    const { rows } = await admin.call('listNotices', { query: { envelopeId: 'hot' } });
    const fast = rows.find(({ id }) => id === paged);
    assert.match(fast?.subject ?? '', /^hot: 60 % of the budget went in the last hour$/);
    house.clock.ms = Date.UTC(2026, 10, 24, 7);
    await deliverNotices(context);
    assert.equal(received().at(-1), `threshold/hot/${PERIOD[0]}/50`);
  });

  test('a budget that will not last is told from its forecast', async () => {
    const nowMs = Date.UTC(2026, 10, 20, 12);
    await admin.call('createEnvelope', { body: { ...envelope('long', '250'), softThresholds: [] } });
    for (let back = 80; back > 0; back -= 1)
      await spend('long', { atMs: nowMs - back * 24 * HOUR_MS, amount: '10000000000' });
    await house.database.pool.query(
      `update tokenward.budget_account set spent = 190000000000 where envelope_id = 'long'`,
    );
    await watch(nowMs);
    const notice = (await admin.call('listNotices', { query: { envelopeId: 'long' } })).rows[0];
    assert.equal(notice?.id, `exhaustion_forecast/long/${PERIOD[0]}/median`);
    assert.match(notice?.subject ?? '', /^long: the budget will probably run out on 2026-11-2\d$/);
  });

  test('what a gateway left in suspense, and an exception that is about to end, are told once', async () => {
    const { pool } = house.database;
    await pool.query(`insert into tokenward.budget_gateway values ('lost', 1, 0)`);
    await pool.query(
      `insert into tokenward.budget_lease (gateway_id, epoch, envelope_id, period_start_ms, outstanding, state, expires_at, suspense_since)
       values ('lost', 1, 'slow', $1, 2000000000, 'suspense', to_timestamp($2), to_timestamp($2))`,
      [PERIOD[0], START_MS / 1_000],
    );
    await pool.query(
      `insert into tokenward.exception (id, kind, reason_code, why, use_case_id, unit, cap, starts_at, ends_at, requester_id, requested_at,
         approver_id, approver_why, state, decided_at, decided_by, revision, managed_by, created_at, updated_at, changed_version)
       values ('exception-1', 'open_use_case', 'trial', 'a trial', 'drafting', 'nanodollars', 1, to_timestamp($1), to_timestamp($1 + 7 * 86400),
         'ada', to_timestamp($1), 'bob', 'her manager', 'granted', to_timestamp($1), 'bob', 1, 'api', to_timestamp($1), to_timestamp($1), 1)`,
      [START_MS / 1_000],
    );
    const told = ['exception_expiring/-/-/exception-1', `suspense/slow/${PERIOD[0]}/slow%3A${PERIOD[0]}%3Alost%3A1`];
    const isTold = async () => (await idsOf()).filter((id) => told.includes(id));
    await watch(START_MS + 14 * MINUTE_MS);
    assert.deepEqual(await isTold(), []);
    await watch(START_MS + 15 * MINUTE_MS);
    await watch(START_MS + 6.5 * 24 * HOUR_MS);
    assert.equal(await watch(START_MS + 6.5 * 24 * HOUR_MS), 0);
    assert.deepEqual(await isTold(), told);
  });

  test('a channel is tried by command, and one that does not take it says why', async () => {
    const tested = await admin.call('testNoticeChannel', { body: { channel: 'ops' } });
    assert.deepEqual(tested, { channel: 'ops', kind: 'webhook', sent: true, why: null });
    assert.match(receiver.received.at(-1)?.body ?? '', /"type":"notice\.test"/);
    const failed = await admin.call('testNoticeChannel', { body: { channel: 'mail' } });
    assert.deepEqual([failed.sent, failed.why], [false, 'the mail server answered 451']);
    await assert.rejects(admin.call('testNoticeChannel', { body: { channel: 'nowhere' } }), /There are "ops", "mail"/);
    const reader = house.clientOf(await house.makeKey(['control.read']));
    await assert.rejects(reader.call('testNoticeChannel', { body: { channel: 'ops' } }), /control\.write/);
  });
});
