import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { offerGiveBacks } from '../../../src/control/give-backs.ts';
import { noteExpiredTransfers } from '../../../src/control/transfers.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const DAY_MS = 86_400_000;

describe('transfers by the control API', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let olga: ControlClient;
  let max: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    for (const id of ['olga', 'max', 'ruth']) await house.addPerson(id);
    await ada.call('createTeam', { body: { id: 'sales', name: 'Sales' } });
    const make = (id: string, ownerPersonId: string | null, changes: object) =>
      ada.call('createEnvelope', { body: { id, name: id, hardCap: '100', ownerPersonId, ...changes } });
    await make('support', 'olga', { scope: { teamId: 'support' } });
    await make('sales', 'max', { scope: { teamId: 'sales' } });
    await make('sales-tokens', 'max', { scope: { teamId: 'sales' }, unit: 'tokens' });
    await make('sales-trials', 'max', { scope: { teamId: 'sales', lane: 'exploration' } });
    await make('all', null, { hardCap: '1000' });
    olga = house.clientOf(await house.makeKeyOf('olga', ['call', 'approve']));
    max = house.clientOf(await house.makeKeyOf('max', ['call', 'approve']));
  });
  after(() => house.close());

  const WISH = { fromEnvelopeId: 'support', toEnvelopeId: 'sales', amount: '30', why: 'you need it more' };
  const refusal = async (work: Promise<unknown>): Promise<ProblemError['problem']> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError, 'it was not refused');
    return error.problem;
  };
  const limit = async (id: string): Promise<string> =>
    (await ada.call('readEnvelope', { params: { id } })).balance.limit.amount;
  const typesOf = async (id: string): Promise<readonly string[]> => {
    const { rows } = await ada.call('listAuditEvents', { query: { subject: `transfer:${id}`, limit: 100 } });
    return rows.map(({ body }) => String((JSON.parse(body) as { readonly type: string }).type));
  };

  test('an owner sees what is theirs with amounts, of others names alone, and whoever owns nothing sees nothing', async () => {
    await ada.call('createEnvelope', {
      body: { id: 'of-ruth', name: 'Of Ruth', scope: { personId: 'ruth' }, hardCap: '9', ownerPersonId: 'max' },
    });
    const { owned, others } = await olga.call('listMyEnvelopes', {});
    assert.deepEqual(
      owned.map(({ id, available, isRuled }) => [id, available.amount, isRuled]),
      [['support', '100.00', false]],
    );
    assert.deepEqual(
      others.map(({ id, ownerPersonId, lane }) => [id, ownerPersonId, lane]),
      [
        ['all', null, null],
        ['sales', 'max', null],
        ['sales-tokens', 'max', null],
        ['sales-trials', 'max', 'exploration'],
      ],
    );
    assert.ok(others.every((one) => !('available' in one)));
    const ruth = house.clientOf(await house.makeKeyOf('ruth', ['call']));
    assert.deepEqual(await ruth.call('listMyEnvelopes', {}), { owned: [], others: [] });
    await ada.call('archiveEnvelope', { params: { id: 'of-ruth' } });
  });

  test('what one owner proposes is handed over when the other consents, and not before', async () => {
    const proposed = await olga.call('proposeTransfer', { body: WISH });
    assert.deepEqual([proposed.state, proposed.consenterId], ['proposed', 'max']);
    assert.deepEqual([await limit('support'), await limit('sales')], ['100.00', '100.00']);
    const own = await refusal(olga.call('consentToTransfer', { params: { id: proposed.id } }));
    assert.deepEqual([own.code, own.detail], ['four_eyes', '"max" answers this. The owner of the envelope "sales".']);
    assert.deepEqual(
      (await max.call('listMyTransfers', {})).toAnswer.map(({ id }) => id),
      [proposed.id],
    );
    const done = await max.call('consentToTransfer', { params: { id: proposed.id } });
    assert.deepEqual([done.state, done.decidedBy], ['carried_out', 'max']);
    assert.deepEqual([await limit('support'), await limit('sales')], ['70.00', '130.00']);
    const twice = await refusal(max.call('consentToTransfer', { params: { id: proposed.id } }));
    assert.equal(twice.detail, 'The transfer is carried out already.');
    assert.deepEqual([await limit('support'), await limit('sales')], ['70.00', '130.00'], 'once');
    assert.deepEqual(await typesOf(proposed.id), ['transfer.proposed', 'transfer.carried_out']);
  });

  test('an owner may also ask for it, and the other one gives or declines with a reason', async () => {
    const asked = await max.call('proposeTransfer', { body: { ...WISH, amount: '5' } });
    assert.equal(asked.consenterId, 'olga');
    const silent = await refusal(olga.call('declineTransfer', { params: { id: asked.id }, body: {} }));
    assert.match(silent.detail, /Say why/);
    const declined = await olga.call('declineTransfer', {
      params: { id: asked.id },
      body: { reason: 'not this month' },
    });
    assert.deepEqual([declined.state, declined.decisionReason], ['declined', 'not this month']);
  });

  test('what is not free is not handed over, and nothing is half done', async () => {
    const proposed = await olga.call('proposeTransfer', { body: { ...WISH, amount: '70.01' } });
    const problem = await refusal(max.call('consentToTransfer', { params: { id: proposed.id } }));
    assert.match(problem.detail, /^\$70\.01 is not free in "support" any more: \$70\.00 is\./);
    assert.deepEqual([await limit('support'), await limit('sales')], ['70.00', '130.00']);
    const withdrawn = await olga.call('withdrawTransfer', { params: { id: proposed.id } });
    assert.equal(withdrawn.state, 'withdrawn');
    assert.match(
      (await refusal(max.call('consentToTransfer', { params: { id: proposed.id } }))).detail,
      /withdrawn already/,
    );
  });

  test('a proposal that nobody answers in seven days is over', async () => {
    const proposed = await olga.call('proposeTransfer', { body: WISH });
    house.clock.ms = START_MS + 7 * DAY_MS;
    const late = await refusal(max.call('consentToTransfer', { params: { id: proposed.id } }));
    assert.equal(late.detail, 'The transfer is expired already.');
    assert.equal((await noteExpiredTransfers(house.context)) + (await noteExpiredTransfers(house.context)), 1);
    assert.deepEqual(await typesOf(proposed.id), ['transfer.proposed', 'transfer.expired']);
    house.clock.ms = START_MS;
  });

  test('bad proposals are refused with what to do instead', async () => {
    const ruth = house.clientOf(await house.makeKeyOf('ruth', ['call']));
    const foreign = await refusal(ruth.call('proposeTransfer', { body: WISH }));
    assert.match(foreign.detail, /You own neither "support" nor "sales"/);
    /** [changes, words] */
    const faults = [
      [{ toEnvelopeId: 'nope' }, /There is no envelope "nope"/],
      [{ toEnvelopeId: 'support' }, /the same envelope/],
      [{ toEnvelopeId: 'sales-tokens' }, /count the same/],
      [{ amount: '0' }, /more than nothing/],
      [{ toEnvelopeId: 'all' }, /Nobody else answers for "all": ask your administrator to name its owner/],
    ] as const;
    for (const [changes, words] of faults)
      assert.match((await refusal(olga.call('proposeTransfer', { body: { ...WISH, ...changes } }))).detail, words);
  });

  test('near the end of a period owners are asked once for what they will not need, and give it to the pool', async () => {
    house.clock.ms = Date.UTC(2026, 10, 28);
    const offered = await Promise.all([offerGiveBacks(house.context), offerGiveBacks(house.context)]);
    assert.equal(offered[0] + offered[1], 3, 'of those with an owner and a pool, each once');
    const [offer] = (await olga.call('listMyTransfers', {})).toAnswer;
    assert.deepEqual([offer?.kind, offer?.toEnvelopeId, offer?.amount.amount], ['give_back', 'all', '70.00']);
    assert.match(offer?.why ?? '', /held against nobody/);
    await olga.call('consentToTransfer', { params: { id: offer?.id ?? '' } });
    assert.deepEqual([await limit('support'), await limit('all')], ['0.00', '1070.00']);
  });

  test('who keeps what is theirs is written down nowhere: declining looks as if nobody had answered', async () => {
    const offers = (await max.call('listMyTransfers', {})).toAnswer;
    const one = offers.find(({ fromEnvelopeId }) => fromEnvelopeId === 'sales-trials');
    assert.equal(one?.toEnvelopeId, 'sales', 'the narrowest pool');
    const kept = await max.call('declineTransfer', { params: { id: one?.id ?? '' }, body: {} });
    assert.deepEqual([kept.state, kept.decidedBy, kept.decidedAt], ['kept', null, kept.expiresAt]);
    assert.deepEqual(await typesOf(kept.id), ['transfer.proposed']);
    house.clock.ms = Date.UTC(2026, 11, 1);
    await noteExpiredTransfers(house.context);
    const { rows } = await ada.call('listTransfers', { query: { state: 'kept' } });
    const [declined, unanswered] = rows.map(
      ({ id: _id, unit: _unit, amount: _amount, sentence: _sentence, ...rest }) => ({
        ...rest,
        ...{ fromEnvelopeId: '', toEnvelopeId: '', consenterWhy: '', updatedAt: '' },
      }),
    );
    assert.deepEqual(declined, unanswered);
    assert.equal(await offerGiveBacks(house.context), 0, 'a new period has just begun');
  });
});
