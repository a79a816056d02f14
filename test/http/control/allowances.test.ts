import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { type AllowanceContext, evaluateDueAllowances } from '../../../src/control/allowances.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import { createAllowanceInputs } from '../../../src/store/allowance/create-allowance-inputs.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';
import { plantOutcome, plantRun, turnOutcome } from './plant-scores.ts';

const DAY_MS = 86_400_000;
const RULE = {
  scopedBy: ['team' as const],
  windowDays: 30,
  callsMin: 10,
  tranches: [
    {
      id: 'documented',
      name: 'Documented use',
      percentOfCap: 20,
      conditions: [{ input: 'documented_use' as const, is: 'at_least' as const, value: 0.8 }],
    },
    {
      id: 'clean',
      name: 'Clean compliance',
      percentOfCap: 30,
      conditions: [{ input: 'clean_compliance' as const, is: 'at_least' as const, value: 0.95 }],
    },
    {
      id: 'impact',
      name: 'Validated impact',
      percentOfCap: 50,
      conditions: [{ input: 'validated_outcomes' as const, is: 'at_least' as const, value: 3 }],
    },
  ],
};

const outcome = (id: string) => ({ id, verifiedAtMs: START_MS - DAY_MS });

describe('allowances by the control API', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let context: AllowanceContext;
  let serial = 0;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    context = { ...house.context, allowanceInputs: createAllowanceInputs({ pool: house.database.pool }) };
    await house.addPerson('olga');
    const support = { id: 'support', name: 'Support', scope: { teamId: 'support' }, hardCap: '100' };
    await ada.call('createEnvelope', { body: { ...support, ownerPersonId: 'olga' } });
    await ada.call('createEnvelope', { body: { id: 'all', name: 'All', hardCap: '1000' } });
  });
  after(() => house.close());

  const settle = async (many: number, changes: Partial<CallRecord>): Promise<void> => {
    const ingest = createIngest({ pool: house.database.pool, clock: house.context.clock, log: () => undefined });
    const calls = Array.from({ length: many }, () => {
      serial += 1;
      return sampleCall(serial, { admittedAtMs: START_MS - DAY_MS + serial, ...changes });
    });
    await ingest(batchOf(serial, { admits: calls, settles: calls }));
  };
  const refusal = async (work: Promise<unknown>): Promise<ProblemError['problem']> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError, 'it was not refused');
    return error.problem;
  };
  const limit = async (): Promise<string> =>
    (await ada.call('readEnvelope', { params: { id: 'support' } })).balance.limit.amount;
  const states = (seen: { readonly tranches: readonly { readonly id: string; readonly state: string }[] }) =>
    seen.tranches.map(({ id, state }) => `${id} ${state}`);

  test('without a rule allowances are their caps, and nothing is judged', async () => {
    assert.deepEqual(await ada.call('readAllowanceRule', {}), { current: null, earlier: [] });
    const problem = await refusal(ada.call('evaluateAllowance', { body: { envelopeId: 'support' } }));
    assert.match(problem.detail, /publish one first/);
    assert.equal(await evaluateDueAllowances(context), 0);
  });

  test('a draft is previewed with what it would give and why, and changes nothing', async () => {
    const body = { envelopeId: 'support', draft: RULE };
    const few = await ada.call('previewAllowance', { body });
    assert.deepEqual(states(few), ['documented not_measured', 'clean not_measured', 'impact locked']);
    assert.match(few.tranches[0]?.why[0] ?? '', /not measured yet \(0 calls, and fewer than 10 say nothing\)/);
    await settle(9, { purpose: 'answer a customer' });
    await settle(1, {});
    const seen = await ada.call('previewAllowance', { body });
    assert.deepEqual(states(seen), ['documented unlocked', 'clean unlocked', 'impact locked']);
    assert.deepEqual(seen.tranches[0]?.why, [
      'Documented use at least 80 %: 90 % (9 of 10 calls name a purpose or a template), holds.',
    ]);
    assert.deepEqual([seen.granted.amount, seen.base.amount, seen.ruleVersion], ['50.00', '100.00', 0]);
    assert.equal(await limit(), '100.00');
    const other = await refusal(ada.call('previewAllowance', { body: { envelopeId: 'all', draft: RULE } }));
    assert.match(other.detail, /The rule is not for "all"/);
  });

  test('a draft is previewed for every envelope that it is for, added up by the server, and nothing is kept', async () => {
    const body = { rule: { ...RULE, scopedBy: ['team' as const, 'organisation' as const] } };
    const seen = await ada.call('previewAllowanceRule', { body });
    assert.deepEqual([seen.envelopes, seen.judged], [2, 2]);
    assert.deepEqual(
      seen.rows.map(({ envelopeId, envelopeName, granted }) => [envelopeId, envelopeName, granted.amount]),
      [
        ['all', 'All', '500.00'],
        ['support', 'Support', '50.00'],
      ],
    );
    assert.deepEqual(
      seen.totals.map(({ unit, base, granted }) => [unit, base.amount, granted.amount]),
      [['dollars', '1100.00', '550.00']],
    );
    assert.deepEqual(
      seen.tranches.map(({ id, unlocked, locked }) => [id, unlocked, locked]),
      [
        ['documented', 2, 0],
        ['clean', 2, 0],
        ['impact', 0, 2],
      ],
    );
    assert.equal(await limit(), '100.00');
    const nobody = await refusal(ada.call('previewAllowanceRule', { body: { rule: { ...RULE, scopedBy: [] } } }));
    assert.match(nobody.detail, /for no envelope/);
  });

  test('what is published is judged as the period begins, once, and stands in the ledger with its reason', async () => {
    const published = await ada.call('publishAllowanceRule', { body: { rule: RULE, note: 'the first' } });
    assert.equal(published.version, 1);
    const judged = await Promise.all([evaluateDueAllowances(context), evaluateDueAllowances(context)]);
    assert.equal(judged[0] + judged[1], 1, 'two gateways judge it once');
    assert.equal(await limit(), '150.00');
    const { rows } = await ada.call('listEnvelopeEntries', { params: { id: 'support' }, query: {} });
    assert.deepEqual(
      rows.map(({ kind, amount, actor, reason }) => `${kind} ${amount.amount} ${actor}: ${reason}`),
      [
        'adjustment 30.00 system: allowance rule 1: tranche clean',
        'adjustment 20.00 system: allowance rule 1: tranche documented',
        'grant 100.00 system: the cap of the period',
      ],
    );
  });

  test('inside a period nothing is taken away, and what is unlocked later is added on demand', async () => {
    await settle(9, { decision: 'refuse', errorCode: 'content_blocked', outcome: 'refused', status: 403 });
    await settle(40, { decision: 'refuse', errorCode: 'budget_exhausted', outcome: 'refused', status: 429 });
    house.clock.ms += 1;
    const worse = await ada.call('evaluateAllowance', { body: { envelopeId: 'support' } });
    assert.deepEqual(states(worse), ['documented kept', 'clean kept', 'impact locked']);
    assert.match(worse.tranches[1]?.why[0] ?? '', /52\.6 % \(policy refused 9 of 19 calls\), does not hold/);
    assert.equal(worse.granted.amount, '0.00');
    const more = {
      ...RULE,
      tranches: [
        ...RULE.tranches,
        { id: 'wide', name: 'Wide', percentOfCap: 10, conditions: RULE.tranches[0]?.conditions ?? [] },
      ],
    };
    await ada.call('publishAllowanceRule', { body: { rule: more, note: 'one more' } });
    const olga = house.clientOf(await house.makeKeyOf('olga', ['call']));
    house.clock.ms += 1;
    const again = await olga.call('evaluateAllowance', { body: { envelopeId: 'support' } });
    assert.deepEqual([again.granted.amount, again.ruleVersion, again.evaluatedBy], ['10.00', 2, 'olga']);
    assert.equal(again.sentence, '$10.00 more beside the base of $100.00, after $50.00 earlier in this period.');
    house.clock.ms += 1;
    assert.equal((await olga.call('evaluateAllowance', { body: { envelopeId: 'support' } })).granted.amount, '0.00');
    assert.equal(await limit(), '160.00');
    const { rows } = await ada.call('listAllowanceEvaluations', { query: { envelopeId: 'support' } });
    assert.deepEqual(
      rows.map(({ granted }) => granted.amount),
      ['50.00', '0.00', '10.00', '0.00'],
    );
  });

  test('the next period begins with what the inputs say then', async () => {
    house.clock.ms = START_MS + 20 * DAY_MS;
    assert.equal(await evaluateDueAllowances(context), 1);
    assert.equal(await limit(), '130.00', 'documented use and what hangs on it, and no more clean compliance');
    house.clock.ms = START_MS;
  });

  test('outcomes that others confirmed, what they cost beside others, and the team’s band unlock; what is reverted does not', async () => {
    const rule = {
      ...{ scopedBy: ['team' as const], windowDays: 30, callsMin: 10 },
      tranches: (['validated_outcomes', 'cost_per_outcome', 'team_band'] as const).map((input) => ({
        ...{ id: input.replace('_', '-').replace('_', '-'), name: input, percentOfCap: 10 },
        conditions: [
          { input, is: input === 'cost_per_outcome' ? ('at_most' as const) : ('at_least' as const), value: 3 },
        ],
      })),
    };
    const preview = async () =>
      (await ada.call('previewAllowance', { body: { envelopeId: 'support', draft: rule } })).tranches;
    const [none, unknown, band] = await preview();
    assert.deepEqual([none?.state, unknown?.state, band?.state], ['locked', 'not_measured', 'not_measured']);
    assert.match(
      unknown?.why[0] ?? '',
      /not enough outcomes: 0 in use cases where 5 others brought 10, and 3 are needed/,
    );
    assert.match(band?.why[0] ?? '', /no scores of the last whole month are told yet/);
    const useCaseId = 'answers';
    for (const at of [0, 1, 2])
      await plantOutcome(house.database, { ...outcome(`own-${at}`), personId: 'ada', useCaseId });
    for (let at = 0; at < 10; at += 1)
      await plantOutcome(house.database, { ...outcome(`o-${at}`), personId: `s${at % 5}`, teamId: 'sales', useCaseId });
    await settle(3, { useCaseId, costNanodollars: '6000000000' });
    await settle(10, { useCaseId, teamId: 'sales', costNanodollars: '3000000000' });
    const run = { id: '019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a12', periodId: '2026-10', atMs: START_MS - DAY_MS, people: 5 };
    await plantRun(house.database, run);
    const [many, cost, steady] = await preview();
    assert.deepEqual([many?.state, cost?.state, steady?.state], ['unlocked', 'unlocked', 'unlocked']);
    assert.match(
      many?.why[0] ?? '',
      /Validated outcomes at least 3: 3 \(3 that somebody else or a system confirmed, and that stood\), holds/,
    );
    assert.match(
      cost?.why[0] ?? '',
      /at most 3 times: 2 times \(3 outcomes cost 200 % of what others spend for as much\), holds/,
    );
    assert.match(
      steady?.why[0] ?? '',
      /Band of the team’s scores at least 3 of 4: 3 of 4 \(the scores of 2026-10\), holds/,
    );
    await turnOutcome(house.database, 'own-0', 'reverted');
    assert.equal((await preview())[0]?.state, 'locked');
    const body = { teamId: 'support', private: true, reason: 'regulated work' };
    await ada.call('setPrivateScorecard', { body });
    assert.match((await preview())[2]?.why[0] ?? '', /private scorecards, which move nothing outside it/);
  });

  test('the rule is shown to everybody, and judged by whom it concerns', async () => {
    await house.addPerson('max');
    const max = house.clientOf(await house.makeKeyOf('max', ['call']));
    const shown = await max.call('readAllowanceRule', {});
    assert.deepEqual([shown.current?.version, shown.current?.note, shown.earlier.length], [2, 'one more', 1]);
    assert.equal((await refusal(max.call('evaluateAllowance', { body: { envelopeId: 'support' } }))).code, 'not_found');
    assert.equal((await refusal(max.call('previewAllowance', { body: { envelopeId: 'support' } }))).code, 'not_found');
    const rule = { ...RULE, scopedBy: [] };
    assert.match(
      (await refusal(ada.call('publishAllowanceRule', { body: { rule, note: 'x' } }))).detail,
      /for no envelope/,
    );
    const unknown = { ...RULE, envelopeIds: ['nope'] };
    const problem = await refusal(ada.call('publishAllowanceRule', { body: { rule: unknown, note: 'x' } }));
    assert.equal(problem.detail, 'There is no envelope "nope".');
  });
});
