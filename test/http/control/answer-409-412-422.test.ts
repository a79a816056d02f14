import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

describe('409, 412 and 422 of the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
    await client.call('createCostCentre', { body: { id: 'CC-1', name: 'One' } });
    await client.call('createTeam', { body: { id: 'legal', name: 'Legal', costCentre: 'CC-1' } });
    await client.call('createUpstream', { body: { id: 'main', kind: 'openai', baseUrl: 'https://llm.test/v1' } });
    const target = { upstreamId: 'main', upstreamModel: 'm' };
    const model = { vendor: 'openai', faces: ['openai-chat' as const], targets: [target], priceKey: 'openai/m' };
    await client.call('createModel', { body: { ...model, id: 'm' } });
    await client.call('createUseCase', {
      body: { id: 'try', name: 'Try', tier: 1, lane: 'exploration', modelStack: ['m'] },
    });
    await client.call('createUseCase', {
      body: { id: 'work', name: 'Work', tier: 1, lane: 'production', modelStack: ['m'] },
    });
  });
  after(() => house.close());

  const owner = { kind: 'person', personId: 'ada' } as const;

  test('an id that is taken is a conflict', async () => {
    await assert.rejects(client.call('createTeam', { body: { id: 'legal', name: 'Again' } }), {
      code: 'already_exists',
      status: 409,
    });
  });

  test('what active rows refer to cannot be archived, and the sentence names them', async () => {
    await assert.rejects(client.call('archiveCostCentre', { params: { id: 'CC-1' } }), {
      code: 'in_use',
      message: /team "legal"/,
    });
    await assert.rejects(client.call('archivePerson', { params: { id: 'ada' } }), {
      code: 'in_use',
      message: /API key/,
    });
    await assert.rejects(client.call('archiveModel', { params: { id: 'm' } }), {
      code: 'in_use',
      message: /use case "try", use case "work"/,
    });
  });

  test('an archived row is neither changed nor referred to', async () => {
    await client.call('createCostCentre', { body: { id: 'CC-2', name: 'Two' } });
    await client.call('archiveCostCentre', { params: { id: 'CC-2' } });
    await assert.rejects(client.call('changeCostCentre', { params: { id: 'CC-2' }, body: { name: 'Z' } }), {
      code: 'archived',
    });
    await assert.rejects(client.call('changeTeam', { params: { id: 'legal' }, body: { costCentre: 'CC-2' } }), {
      code: 'reference_archived',
      status: 422,
    });
  });

  test('a reference to nothing is told with its place', async () => {
    const body = { id: 'p', name: 'P', teamId: 'nowhere', costCentre: 'CC-9' };
    await assert.rejects(client.call('createProject', { body }), (error: unknown) => {
      assert.ok(typeof error === 'object' && error !== null && 'problem' in error);
      const { code, errors } = error.problem as { code: string; errors: { pointer: string }[] };
      assert.equal(code, 'reference_unknown');
      assert.deepEqual(
        errors.map(({ pointer }) => pointer),
        ['/teamId', '/costCentre'],
      );
      return true;
    });
  });

  test('a change on a revision that is not the newest does not happen', async () => {
    const read = await client.call('readTeam', { params: { id: 'legal' } });
    const change = { params: { id: 'legal' }, ifRevision: read.revision } as const;
    const changed = await client.call('changeTeam', { ...change, body: { name: 'Law' } });
    assert.equal(changed.revision, read.revision + 1);
    await assert.rejects(client.call('changeTeam', { ...change, body: { name: 'Late' } }), {
      code: 'revision_conflict',
      status: 412,
    });
    assert.equal((await client.call('readTeam', { params: { id: 'legal' } })).name, 'Law');
  });

  test('of twenty changes at once on one revision exactly one happens', async () => {
    const { revision } = await client.call('readTeam', { params: { id: 'legal' } });
    const attempts = Array.from({ length: 20 }, (_, index) =>
      client.call('changeTeam', { params: { id: 'legal' }, ifRevision: revision, body: { name: `Name ${index}` } }),
    );
    const results = await Promise.allSettled(attempts);
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  test('an e-mail address belongs to one person', async () => {
    const body = { id: 'eva', name: 'Eva', email: 'ADA@example.test', teamId: 'legal' };
    await assert.rejects(client.call('createPerson', { body }), {
      code: 'rule_broken',
      message: /"ada" already has the email/,
    });
  });

  test('a key agrees with its use cases, its lane, its team and the longest life', async () => {
    const refused = async (body: object, code: string, message: RegExp): Promise<void> => {
      await assert.rejects(client.call('createApiKey', { body: { name: 'K', owner, ...body } }), { code, message });
    };
    await refused({ allowedUseCaseIds: ['none'] }, 'reference_unknown', /no use case "none"/);
    await refused({ allowedUseCaseIds: ['try'] }, 'rule_broken', /for the exploration lane, the key for production/);
    await refused({ allowedUseCaseIds: ['work', 'work'] }, 'rule_broken', /named twice/);
    await refused({ defaultUseCaseId: 'work' }, 'rule_broken', /not among the allowed/);
    await refused({ teamId: 'legal' }, 'rule_broken', /can be "support", not "legal"/);
    await refused({ owner: { kind: 'person', personId: 'eve' } }, 'reference_unknown', /no person "eve"/);
    await refused({ expiresAt: '2027-11-21T12:00:01Z' }, 'expiry_too_far', /365 days/);
    await refused({ expiresAt: '2026-11-20T11:59:59Z' }, 'rule_broken', /in the past/);
    const made = await client.call('createApiKey', {
      body: { name: 'K', owner, allowedUseCaseIds: ['work'], defaultUseCaseId: 'work' },
    });
    await assert.rejects(client.call('archiveUseCase', { params: { id: 'work' } }), { code: 'in_use' });
    await client.call('revokeApiKey', { params: { id: made.id }, body: { reason: 'Done' } });
    await assert.rejects(client.call('resumeApiKey', { params: { id: made.id } }), { code: 'key_not_active' });
    await assert.rejects(client.call('rotateApiKey', { params: { id: made.id }, body: {} }), {
      code: 'key_not_active',
    });
    await client.call('archiveUseCase', { params: { id: 'work' } });
  });

  test('two prices never hold at once, and none is edited or ends in the past', async () => {
    const base = { priceKey: 'openai/m', nanodollarsPerMillionTokens: { inputUncached: '1' } };
    const price = await client.call('createPrice', { body: { ...base, effectiveFrom: '2026-01-01T00:00:00Z' } });
    const early = { ...base, effectiveFrom: '2025-01-01T00:00:00Z' };
    await assert.rejects(client.call('createPrice', { body: early }), { code: 'price_overlap' });
    await client.call('createPrice', { body: { ...early, effectiveTo: '2026-01-01T00:00:00Z' } });
    await client.call('createPrice', {
      body: { ...base, effectiveFrom: '2026-01-01T00:00:00Z', predicates: { serviceTier: 'flex' } },
    });
    const past = { params: { id: price.id }, body: { effectiveTo: '2026-11-01T00:00:00Z' } };
    await assert.rejects(client.call('endPrice', past), { code: 'rule_broken', message: /past/ });
    const ended = await client.call('endPrice', {
      params: { id: price.id },
      body: { effectiveTo: '2026-12-01T00:00:00Z' },
    });
    assert.equal(ended.effectiveTo, '2026-12-01T00:00:00.000Z');
  });

  test('every change is on the audit trail with its actor, its key and what changed', async () => {
    const { keyId } = await client.call('readMe', {});
    const events = await client.call('listAuditEvents', { query: { subject: 'team:legal', limit: 3 } });
    const bodies = events.rows.map(({ body }) => JSON.parse(body) as { type: string; actor: object; detail: object });
    assert.deepEqual(
      bodies.map(({ type }) => type),
      ['team.created', 'team.updated', 'team.updated'],
    );
    assert.deepEqual(bodies[1]?.actor, { kind: 'person', id: 'ada', keyId });
    assert.deepEqual(bodies[1]?.detail, { changes: [{ member: 'name', from: 'Legal', to: 'Law' }] });
    assert.equal((await client.call('verifyAudit', {})).sound, true);
  });
});
