import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import type { RequestOf } from '../../../src/client/operation-request.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { type SpendingGateway, spendingGateway } from './spending-gateway.ts';

const DOLLAR = 1_000_000_000n;

describe('envelopes by the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  let spend: SpendingGateway['spend'];
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
    spend = spendingGateway(house.database).spend;
    await client.call('createUseCase', { body: { id: 'drafting', name: 'Drafting', tier: 1, modelStack: [] } });
    await client.call('createUseCase', {
      body: { id: 'acting', name: 'Acting', tier: 3, modelStack: [], lane: 'production', ownerPersonId: 'ada' },
    });
  });
  after(() => house.close());

  const refusal = async (work: Promise<unknown>): Promise<ProblemError> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError, 'nothing was refused');
    return error;
  };
  const typesOf = async (subject: string): Promise<readonly string[]> => {
    const { rows } = await client.call('listAuditEvents', { query: { subject, limit: 100 } });
    return rows.map(({ body }) => String((JSON.parse(body) as { readonly type: string }).type));
  };
  test('one is created with what is usual, read with where it stands, and told in dollars and nanodollars', async () => {
    const made = await client.call('createEnvelope', {
      body: { id: 'support', name: 'Support', scope: { teamId: 'support' }, ownerPersonId: 'ada', hardCap: '120.50' },
    });
    assert.deepEqual(made.hardCap, { amount: '120.50', nanodollars: '120500000000' });
    assert.deepEqual([made.unit, made.period, made.cap.kind, made.warnings], ['dollars', 'month', 'strict', []]);
    assert.equal(made.balance.sentence, '$0.00 of $120.50 spent; $120.50 left.');
    assert.equal(made.balance.opened, false);
    assert.deepEqual(
      [made.balance.periodStart, made.balance.periodEnd, made.balance.resets],
      ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z', '2026-12-01 00:00 (UTC)'],
    );
    await spend('support', { leased: 20n * DOLLAR, spent: 5n * DOLLAR });
    const read = await client.call('readEnvelope', { params: { id: 'support' } });
    assert.equal(read.balance.sentence, '$5.00 of $120.50 spent, $15.00 held for calls under way; $100.50 left.');
    assert.equal(read.balance.usedPercent, 17);
    assert.deepEqual(read.balance.available, { amount: '100.50', nanodollars: '100500000000' });
    assert.deepEqual(await typesOf('envelope:support'), ['envelope.created']);
  });

  test('a listing is narrowed by members of the scope, unit and status', async () => {
    await client.call('createEnvelope', {
      body: {
        id: 'calls',
        name: 'Calls',
        scope: { useCaseId: 'acting' },
        unit: 'requests',
        period: 'day',
        hardCap: '500',
      },
    });
    const ids = async (query: NonNullable<RequestOf<'listEnvelopes'>['query']>) => {
      const found: string[] = [];
      for await (const row of client.rows('listEnvelopes', { query })) found.push(row.id);
      return found;
    };
    assert.deepEqual(await ids({ teamId: 'support' }), ['support']);
    assert.deepEqual(await ids({ unit: 'requests' }), ['calls']);
    assert.deepEqual(await ids({ unit: 'dollars', status: 'archived' }), []);
    assert.deepEqual(await ids({ limit: 1 }), ['calls', 'support']);
  });

  /** [what, body, words of the refusal] */
  const FAULTS = [
    ['a negative cap', { hardCap: '-1' }, /not negative/],
    ['a cap that is a number and no text', { hardCap: 12.5 }, /in quotes/],
    ['more decimals than nanodollars have', { hardCap: '1.0000000001' }, /at most 9 decimals/],
    ['a cap beyond all measure', { hardCap: '1000000000.000000001' }, /at most \$1,000,000,000\.00/],
    ['half a request', { unit: 'requests', hardCap: '1.5' }, /whole number of requests/],
    ['a team that is not there', { hardCap: '1', scope: { teamId: 'suport' } }, /Did you mean "support"\?/],
    ['a person that is not there', { hardCap: '1', scope: { personId: 'nobody-here' } }, /no person "nobody-here"/],
    ['an overdraft above the cap', { hardCap: '1', cap: { kind: 'elastic', overdraft: '2' } }, /overdraft/],
    ['thresholds that descend', { hardCap: '1', softThresholds: [80, 50] }, /ascend/],
    [
      'the scope, unit and period of another',
      { hardCap: '1', scope: { teamId: 'support' } },
      /"support" already has the scope, unit and period \(team support; dollars; each month\)/,
    ],
    ['a member that nobody knows', { hardCap: '1', hardcap: '2' }, /not a member/],
  ] as const;
  for (const [what, members, words] of FAULTS) {
    test(`${what} is refused in words, and nothing is made`, async () => {
      const key = await house.makeKey(['control.read', 'control.write']);
      const body = JSON.stringify({ id: 'faulty', name: 'Faulty', ...members });
      const answer = await house.send('/api/v1/envelopes', { method: 'POST', key, body });
      assert.match((await answer.text()).replaceAll('\\"', '"'), words);
      assert.ok(answer.status === 400 || answer.status === 422, String(answer.status));
      assert.equal((await house.send('/api/v1/envelopes/faulty', { key })).status, 404);
    });
  }

  test('a cap below what is spent is set only where that is said, and the spend stays', async () => {
    const params = { id: 'support' };
    const refused = await refusal(client.call('changeEnvelope', { params, body: { hardCap: '10' } }));
    assert.match(
      refused.problem.detail,
      /\$5\.00 of "support" is spent in this period and \$15\.00 held, more than \$10\.00/,
    );
    assert.match(refused.problem.detail, /until 2026-12-01 00:00 \(UTC\)\. Send "anyway" if that is meant\./);
    const changed = await client.call('changeEnvelope', { params, body: { hardCap: '10', anyway: true } });
    assert.equal(changed.balance.spent.amount, '5.00');
    assert.equal(changed.balance.available.amount, '0.00');
    assert.match(changed.balance.sentence, /^\$10\.00 more is spent or held than the limit of \$10\.00 allows/);
    const raised = await client.call('changeEnvelope', { params, body: { hardCap: '300' } });
    assert.deepEqual([raised.balance.spent.amount, raised.balance.available.amount], ['5.00', '280.00']);
    const other = await refusal(client.call('changeEnvelope', { params: { id: 'calls' }, body: { hardCap: '2.5' } }));
    assert.match(other.problem.detail, /"2\.5" is no whole number of requests/);
    assert.deepEqual(await typesOf('envelope:support'), ['envelope.created', 'envelope.updated', 'envelope.updated']);
  });

  test('an adjustment stands in the ledger with its author and reason, and in the audit trail', async () => {
    const params = { id: 'support' };
    const adjusted = await client.call('adjustEnvelope', { params, body: { amount: '-4.25', reason: 'a refund' } });
    assert.equal(adjusted.balance.limit.amount, '295.75');
    const entries = await client.call('listEnvelopeEntries', { params, query: { kind: 'adjustment' } });
    assert.deepEqual(
      entries.rows.map(({ amount, actor, reason }) => [amount.amount, actor, reason]),
      [['-4.25', 'ada', 'a refund']],
    );
    assert.equal(entries.periodStart, '2026-11-01T00:00:00.000Z');
    const all: string[] = [];
    for await (const { kind } of client.rows('listEnvelopeEntries', { params, query: { limit: 2 } })) all.push(kind);
    assert.deepEqual(all, ['adjustment', 'release', 'commit', 'hold', 'grant']);
    const [last] = (await typesOf('envelope:support')).slice(-1);
    assert.equal(last, 'envelope.adjusted');
    const tooMuch = await refusal(client.call('adjustEnvelope', { params, body: { amount: '-999', reason: 'x' } }));
    assert.match(tooMuch.problem.detail, /cannot be taken from it/);
    const nothing = await refusal(client.call('adjustEnvelope', { params, body: { amount: '0', reason: 'x' } }));
    assert.match(nothing.problem.detail, /adjusts nothing/);
  });

  test('an adjustment opens the period that no call has opened yet', async () => {
    const adjusted = await client.call('adjustEnvelope', {
      params: { id: 'calls' },
      body: { amount: '+20', reason: 'a launch' },
    });
    assert.deepEqual([adjusted.balance.limit.amount, adjusted.balance.limit.nanodollars], ['520', null]);
    assert.equal(adjusted.balance.opened, true);
  });

  test('what is around an envelope and inside it is shown, and caps that do not fit are warned of', async () => {
    await client.call('createEnvelope', { body: { id: 'all', name: 'All', ownerPersonId: 'ada', hardCap: '310' } });
    await client.call('createTeam', { body: { id: 'legal', name: 'Legal' } });
    await client.call('createEnvelope', {
      body: { id: 'legal', name: 'Legal', scope: { teamId: 'legal' }, ownerPersonId: 'ada', hardCap: '100' },
    });
    const crossing = await client.call('createEnvelope', {
      body: {
        id: 'support-acting',
        name: 'Crossing',
        scope: { teamId: 'support', useCaseId: 'acting', lane: 'exploration' },
        hardCap: '400',
      },
    });
    assert.deepEqual(crossing.warnings, [
      'Nobody answers for "support-acting": name an owner, who is told before it runs out.',
      'No call can fall into "support-acting": the use case "acting" is for the production lane, the envelope for exploration.',
    ]);
    const shown = await client.call('readEnvelope', { params: { id: 'support-acting' } });
    assert.deepEqual(
      shown.parents.map(({ id }) => id),
      ['all', 'support'],
    );
    const all = await client.call('readEnvelope', { params: { id: 'all' } });
    assert.deepEqual(
      all.children.map(({ id, scopeInWords }) => [id, scopeInWords]),
      [
        ['legal', 'team legal'],
        ['support', 'team support'],
        ['support-acting', 'team support, use case acting, lane exploration'],
      ],
    );
    assert.deepEqual(all.warnings, [
      'The caps of the 2 envelopes by team inside "all" come to $400.00, more than its $310.00: not all of them can be used up.',
    ]);
    const daily = await client.call('createEnvelope', {
      body: { id: 'all-day', name: 'Day', ownerPersonId: 'ada', period: 'day', hardCap: '40' },
    });
    assert.deepEqual(daily.warnings, [
      '"all" has the same scope and allows $310.00 each month: a call must fit into both.',
    ]);
  });

  test('a team that an envelope is for cannot be archived before it, and an archived one says what is still held', async () => {
    const team = await refusal(client.call('archiveTeam', { params: { id: 'legal' } }));
    assert.match(team.problem.detail, /still used by envelope "legal"/);
    await spend('legal', { leased: 7n * DOLLAR, spent: 1n * DOLLAR });
    const archived = await client.call('archiveEnvelope', { params: { id: 'legal' } });
    assert.deepEqual(archived.warnings, [
      '$6.00 of "legal" is still held for calls under way; it is settled when they end, and nothing new is drawn.',
    ]);
    await client.call('archiveTeam', { params: { id: 'legal' } });
    const back = await refusal(client.call('restoreEnvelope', { params: { id: 'legal' } }));
    assert.match(back.problem.detail, /team "legal" is archived/);
    const change = await refusal(client.call('changeEnvelope', { params: { id: 'legal' }, body: { hardCap: '1' } }));
    assert.equal(change.code, 'archived');
  });

  test("an envelope's metric is reported, replaced by moment, and stands beside the spend", async () => {
    const params = { id: 'support' };
    const before = await refusal(
      client.call('reportMetricValues', { params, body: { values: [{ at: '2026-11-19T00:00:00Z', value: 40 }] } }),
    );
    assert.match(before.problem.detail, /names no metric/);
    await client.call('changeEnvelope', { params, body: { metric: { name: 'Deflection', unit: '%', target: 45 } } });
    const report = (at: string, value: number) =>
      client.call('reportMetricValues', { params, body: { values: [{ at, value }] } });
    await report('2026-11-18T00:00:00Z', 38);
    await report('2026-11-19T00:00:00Z', 44);
    await report('2026-11-19T00:00:00Z', 46);
    const { metricBesideSpend } = await client.call('readEnvelope', { params });
    assert.equal(
      metricBesideSpend?.sentence,
      'Deflection: 46 % at 2026-11-19T00:00:00.000Z, target at least 45 % (reached); $5.00 spent since 2026-11-01T00:00:00.000Z.',
    );
    const values: number[] = [];
    for await (const { value } of client.rows('listMetricValues', { params, query: { limit: 1 } })) values.push(value);
    assert.deepEqual(values, [46, 38]);
    assert.match((await refusal(report('2027-01-01T00:00:00Z', 1))).problem.detail, /future/);
  });

  test("periods follow the organisation's calendar, and a changed one keeps what was spent", async () => {
    const usual = await client.call('readCalendar', {});
    assert.deepEqual([usual.timeZone, usual.revision], ['UTC', 0]);
    const wrong = await refusal(client.call('changeCalendar', { body: { timeZone: 'Europe/Berln' } }));
    assert.match(wrong.problem.detail, /no time zone/);
    await client.call('changeCalendar', { body: { timeZone: 'Europe/Berlin', weekStartsOn: 7 } });
    const read = await client.call('readEnvelope', { params: { id: 'support' } });
    assert.deepEqual(
      [read.balance.periodStart, read.balance.resets],
      ['2026-10-31T23:00:00.000Z', '2026-12-01 00:00 (Europe/Berlin)'],
    );
  });
});
