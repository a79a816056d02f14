import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { NOVEMBER, type SpendingGateway, spendingGateway } from './spending-gateway.ts';

const DOLLAR = 1_000_000_000n;

describe('suspense by the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  let gateway: SpendingGateway;
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
    gateway = spendingGateway(house.database);
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

  test('what a lost gateway drew is in suspense until a person says what became of it, once', async () => {
    await client.call('createEnvelope', {
      body: { id: 'lost', name: 'Lost', scope: { personId: 'ada' }, hardCap: '50' },
    });
    const { gatewayId } = await gateway.spend('lost', { leased: 10n * DOLLAR, spent: 2n * DOLLAR });
    await gateway.lose(gatewayId);
    const { rows } = await client.call('listSuspense', { query: { envelopeId: 'lost' } });
    assert.deepEqual(
      rows.map(({ amount, gatewayId: drawnBy }) => [amount.amount, drawnBy]),
      [['8.00', gatewayId]],
    );
    const params = { id: rows[0]?.id ?? '' };
    const tooMuch = await refusal(client.call('resolveSuspense', { params, body: { spent: '9', reason: 'a guess' } }));
    assert.match(tooMuch.problem.detail, /\$8\.00 is in suspense; \$9\.00 cannot have come out of it/);
    const resolved = await client.call('resolveSuspense', { params, body: { spent: '1.5', reason: 'the invoice' } });
    assert.equal(resolved.sentence, 'Counted as spent: $1.50. Free again: $6.50.');
    const again = await refusal(client.call('resolveSuspense', { params, body: { spent: '0', reason: 'again' } }));
    assert.equal(again.problem.status, 404);
    const read = await client.call('readEnvelope', { params: { id: 'lost' } });
    assert.equal(read.balance.sentence, '$3.50 of $50.00 spent; $46.50 left.');
    assert.deepEqual(await typesOf('envelope:lost'), ['envelope.created', 'envelope.suspense_resolved']);
  });

  test('what was drawn on an exception is listed and resolved as well, though it is no envelope of anybody', async () => {
    await house.database.pool.query(
      `select tokenward.budget_open_exception('an-exception', null, 'tokens', 100, $1, $2, 1, 'ada', 'a launch')`,
      [NOVEMBER.periodStartMs, NOVEMBER.periodEndMs],
    );
    const { gatewayId } = await gateway.spend('an-exception', { leased: 10n, spent: 4n });
    await gateway.lose(gatewayId);
    const { rows } = await client.call('listSuspense', { query: { envelopeId: 'an-exception' } });
    assert.deepEqual(
      rows.map(({ amount, unit }) => [amount, unit]),
      [[{ amount: '6', nanodollars: null }, 'tokens']],
    );
    const params = { id: rows[0]?.id ?? '' };
    const resolved = await client.call('resolveSuspense', { params, body: { spent: '6', reason: 'the journal' } });
    assert.equal(resolved.sentence, 'Counted as spent: 6 tokens. Free again: 0 tokens.');
  });

  test('pages go on where they ended, and what is no id of a suspense is refused', async () => {
    await client.call('createEnvelope', { body: { id: 'paged', name: 'Paged', hardCap: '50' } });
    for (let lost = 0; lost < 3; lost += 1) {
      const { gatewayId } = await gateway.spend('paged', { leased: 2n * DOLLAR, spent: DOLLAR });
      await gateway.lose(gatewayId);
    }
    const seen: string[] = [];
    for await (const { id } of client.rows('listSuspense', { query: { limit: 1, envelopeId: 'paged' } })) seen.push(id);
    assert.equal(new Set(seen).size, 3);
    const unknown = await refusal(
      client.call('resolveSuspense', { params: { id: 'paged:1:gateway-1:1' }, body: { spent: '0', reason: 'x' } }),
    );
    assert.equal(unknown.problem.status, 404);
    const key = await house.makeKey(['control.read', 'control.write']);
    const wrong = await house.send('/api/v1/suspense/paged/resolve', {
      method: 'POST',
      key,
      body: '{"spent":"0","reason":"x"}',
    });
    assert.equal(wrong.status, 400);
  });
});
