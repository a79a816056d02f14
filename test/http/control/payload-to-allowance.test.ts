import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { evaluateDueAllowances } from '../../../src/control/allowances.ts';
import { runScores } from '../../../src/control/score-runs.ts';
import { scoreTouched } from '../../../src/control/score-touched.ts';
import { drawMeasurements, linkDueOutcomes, matureOutcomes } from '../../../src/control/tend-outcomes.ts';
import { workOnSources } from '../../../src/control/work-on-sources.ts';
import { createAllowanceInputs } from '../../../src/store/allowance/create-allowance-inputs.ts';
import { mergedPull, signedDelivery } from './github-payloads.ts';
import { type OutcomeHouse, openOutcomeHouse } from './outcome-house.ts';
import { SOURCE_SECRETS } from './source-parts.ts';

const SECRET = SOURCE_SECRETS.get('TEST_WEBHOOK_SECRET') ?? '';
const PAGE = 'https://github.com/Codertocat/Hello-World/pull';
const BEN = 2;
const CEM = 3;
const PULLS = [51, 52, 53];
const MATURED = Date.UTC(2026, 11, 20, 12);
const NEXT_MONTH = Date.UTC(2027, 0, 2, 12);
const MONTH_AFTER = Date.UTC(2027, 1, 2, 12);

/** One step after the other, as life has them; each test rests on the ones before. */
describe('from a signed payload of GitHub to an allowance, and back by a revert', () => {
  let one: OutcomeHouse;
  let serial = 0;
  let pointsBefore = 0;

  before(async () => {
    one = await openOutcomeHouse();
    await one.work(
      PULLS.map((number) => ({ personId: 'ben', taskId: `t-${number}`, branch: `change-${number}` })),
      3,
    );
    const envelope = { id: 'support', name: 'Support', scope: { teamId: 'support' }, hardCap: '100' };
    await one.admin.call('createEnvelope', { body: { ...envelope, ownerPersonId: 'olga' } });
    const impact = { input: 'validated_outcomes', is: 'at_least', value: 3 } as const;
    await one.admin.call('publishAllowanceRule', {
      body: {
        rule: {
          ...{ scopedBy: ['team'], windowDays: 60, callsMin: 1 },
          tranches: [{ id: 'impact', name: 'Validated impact', percentOfCap: 50, conditions: [impact] }],
        },
        note: 'Results unlock.',
      },
    });
    await one.admin.call('createSource', {
      body: {
        ...{ id: 'github', kind: 'github', name: 'GitHub' },
        secrets: [{ kind: 'environment', variable: 'TEST_WEBHOOK_SECRET' }],
        rules: [{ what: 'pull_request', typeId: 'defects_prevented', useCaseId: 'coding' }],
      },
    });
  });
  after(() => one.house.close());

  async function deliver(event: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
    serial += 1;
    const { body, headers } = await signedDelivery(event, payload, { secret: SECRET, deliveryId: `way-${serial}` });
    assert.equal((await one.house.send('/hooks/github', { method: 'POST', body, headers })).status, 202);
    await workOnSources(one.house.sourceContext);
  }
  const outcomes = async () => {
    const evidenceIds = PULLS.map((number) => `${PAGE}/${number}`);
    return (await one.house.store.outcomes.of({ outcomeIds: [], evidenceIds })).map(({ outcome }) => outcome);
  };
  const scores = () => ({ ...one.house.context, ...one.house.recognitionParts });
  const explain = (period: string) => one.as('ben').call('explainMyScore', { params: { period } });
  const allowances = () => ({
    ...one.house.context,
    allowanceInputs: createAllowanceInputs({ pool: one.house.database.pool }),
  });
  const limit = async () => (await one.admin.call('readEnvelope', { params: { id: 'support' } })).balance.limit.amount;

  test('a merge that another made appears as an outcome of the task on its branch, and does not count yet', async () => {
    for (const number of PULLS) {
      const times = { createdAt: '2026-11-17T09:00:00Z', mergedAt: '2026-11-18T09:00:00Z' };
      const people = { authorId: BEN, mergedById: CEM };
      await deliver('pull_request', mergedPull({ number, ...people, ...times, branch: `change-${number}` }));
    }
    for (const [externalId, personId] of [
      [String(BEN), 'ben'],
      [String(CEM), 'cem'],
    ] as const) {
      const body = { externalId, meaning: 'person', personId } as const;
      await one.admin.call('decideExternalIdentity', { params: { id: 'github' }, body });
    }
    await workOnSources(one.house.sourceContext);
    await linkDueOutcomes(one.context());
    const found = await outcomes();
    assert.deepEqual(
      found.map(({ state, grade, personId, taskId }) => `${state} ${grade} ${personId} ${taskId}`).sort(),
      PULLS.map((number) => `maturing E2 ben person:ben:t-${number}`),
    );
  });

  test('it matures on the clock, and whoever is drawn measures what it came to', async () => {
    one.house.clock.ms = MATURED;
    assert.equal(await matureOutcomes(one.context()), PULLS.length);
    assert.ok((await outcomes()).every(({ state, grade }) => state === 'counted' && grade === 'E3'));
    assert.ok((await drawMeasurements(one.context())) > 0);
    const { rows } = await one.admin.call('listValidations', { query: { state: 'open', kind: 'measure' } });
    assert.ok(rows.length > 0 && rows.every(({ validatorId }) => validatorId !== null && validatorId !== 'ben'));
    for (const { outcomeId } of rows)
      await one.say(outcomeId, { answer: 'measure', amount: 1, reason: 'It has not come back.' }, 'measure');
    assert.ok((await outcomes()).some(({ grade }) => grade === 'E4'));
  });

  test('it scores, and the score says from which merge', async () => {
    await runScores(scores());
    const score = await explain('2026-12');
    pointsBefore = score.points ?? 0;
    assert.ok(pointsBefore > 0, score.sentence);
    const lines = score.parts.flatMap((part) => part.lines);
    assert.ok(lines.some(({ words, points }) => /Defects prevented/.test(words) && points > 0));
  });

  test('it unlocks the tranche of the next month', async () => {
    one.house.clock.ms = NEXT_MONTH;
    await runScores(scores());
    await evaluateDueAllowances(allowances());
    assert.equal(await limit(), '150.00');
  });

  test('a revert takes it back, in the ledger and in the allowance of the month after', async () => {
    for (const number of PULLS)
      await deliver('push', {
        ref: 'refs/heads/main',
        repository: { default_branch: 'main' },
        commits: [
          {
            message: `Revert it\n\nThis reverts commit ${`${number}`.padStart(40, 'b')}.`,
            timestamp: '2027-01-02T09:00:00Z',
          },
        ],
      });
    assert.ok((await outcomes()).every(({ state }) => state === 'reverted'));
    await scoreTouched(scores());
    const january = await explain('2027-01');
    const lines = january.parts.flatMap((part) => part.lines);
    const taken = lines.filter(({ words }) => /-\$\d+\.00 of .*credited earlier and did not hold/.test(words));
    assert.equal(taken.length, PULLS.length);
    assert.equal(january.points, 0, 'nothing else was done in January that it could be taken from');
    assert.equal((await explain('2026-12')).points, pointsBefore, 'what a month was stays');
    one.house.clock.ms = MONTH_AFTER;
    await evaluateDueAllowances(allowances());
    assert.equal(await limit(), '100.00');
  });

  test('what January could not give back is taken from February', async () => {
    await runScores(scores());
    const february = await explain('2027-02');
    const lines = february.parts.flatMap((part) => part.lines);
    assert.ok(lines.some(({ words }) => words.startsWith('results that did not hold, and the month before')));
  });
});
