import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

describe('201 of the control API', () => {
  let house: ControlHouse;
  before(async () => {
    house = await openControlHouse();
  });
  after(() => house.close());

  test('every noun can be created, read back, changed, archived and restored', async () => {
    const client = await house.admin();
    await client.call('createCostCentre', { body: { id: 'CC-1200', name: 'Customer care' } });
    const team = await client.call('createTeam', { body: { id: 'legal', name: 'Legal', costCentre: 'CC-1200' } });
    assert.equal(team.revision, 1);
    assert.equal(team.managedBy, 'api');
    await client.call('createPerson', { body: { id: 'bo', name: 'Bo', email: 'Bo@Example.test', teamId: 'legal' } });
    const managed = await client.call('changeTeam', { params: { id: 'legal' }, body: { managerPersonId: 'bo' } });
    assert.equal(managed.revision, 2);
    await client.call('createProject', { body: { id: 'contracts', name: 'Contracts', teamId: 'legal' } });
    await client.call('createServiceAccount', {
      body: { id: 'nightly', name: 'Nightly', teamId: 'legal', projectId: 'contracts', ownerPersonId: 'bo' },
    });
    await client.call('createUpstream', {
      body: { id: 'main', kind: 'openai', baseUrl: 'https://llm.example.test/v1' },
    });
    await client.call('createModel', {
      body: {
        id: 'small',
        vendor: 'openai',
        faces: ['openai-chat'],
        targets: [{ upstreamId: 'main', upstreamModel: 'small-2026' }],
        priceKey: 'openai/small',
      },
    });
    const useCase = await client.call('createUseCase', {
      body: { id: 'review', name: 'Review', tier: 2, lane: 'production', modelStack: ['small'] },
    });
    assert.deepEqual(useCase.allowedDataClasses, ['public', 'internal']);
    const price = await client.call('createPrice', {
      body: {
        priceKey: 'openai/small',
        effectiveFrom: '2026-01-01T00:00:00Z',
        nanodollarsPerMillionTokens: { inputUncached: '150000000' },
      },
    });
    assert.equal(price.id, 'openai/small@2026-01-01');
    assert.equal(price.nanodollarsPerMillionTokens.outputVisible, null);
    const archived = await client.call('archiveServiceAccount', { params: { id: 'nightly' } });
    assert.equal(archived.status, 'archived');
    assert.equal((await client.call('restoreServiceAccount', { params: { id: 'nightly' } })).status, 'active');
    assert.equal((await client.call('readModel', { params: { id: 'small' } })).priceKey, 'openai/small');
  });

  test('a created row says where it is and which revision it has', async () => {
    const key = await house.makeKey(['control.write']);
    const response = await house.send('/api/v1/cost-centres', {
      method: 'POST',
      key,
      body: '{"id":"CC-7","name":"Seven"}',
    });
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('location'), '/api/v1/cost-centres/CC-7');
    assert.equal(response.headers.get('etag'), '"1"');
    assert.equal(response.headers.get('cache-control'), 'no-store');
  });

  test('a key is shown once, works, and is found nowhere afterwards', async () => {
    const client = await house.admin();
    const made = await client.call('createApiKey', {
      body: { name: 'Laptop', owner: { kind: 'person', personId: 'ada' } },
    });
    const secret = made.secret ?? '';
    assert.match(secret, /^tw_[0-9A-Za-z]{43}$/);
    assert.equal(made.hint, secret.slice(0, 11));
    assert.equal(made.teamId, 'support');
    assert.equal(Date.parse(made.expiresAt ?? ''), START_MS + 90 * 86_400_000);
    await house.refresh();
    assert.equal((await house.clientOf(secret).call('readMe', {})).keyId, made.id);
    const read = await house.send(`/api/v1/api-keys/${made.id}`, { key: await house.makeKey(['control.read']) });
    const shown = await read.text();
    assert.ok(!shown.includes(secret) && !shown.includes('digest'));
    const kept = await house.database.pool.query<{ text: string }>(
      `select (select string_agg(t::text, ' ') from tokenward.api_key t) ||
              (select string_agg(e::text, ' ') from tokenward.audit_event e) as text`,
    );
    const everything = kept.rows[0]?.text ?? '';
    assert.ok(everything.includes(made.id));
    assert.ok(!everything.includes(secret));
    const events = await house.database.pool.query<{ body: string }>('select body from tokenward.audit_event');
    const digest = house.context.keyDigest(secret);
    for (const { body } of events.rows) assert.ok(!body.includes(digest) && !body.includes(made.hint));
  });

  test('a rotated key works beside its successor for the overlap, and then no longer', async () => {
    const client = await house.admin();
    const old = await client.call('createApiKey', {
      body: { name: 'Server', owner: { kind: 'person', personId: 'ada' } },
    });
    const fresh = await client.call('rotateApiKey', { params: { id: old.id }, body: { overlapHours: 2 } });
    assert.equal(fresh.rotatedFromKeyId, old.id);
    assert.notEqual(fresh.secret, old.secret);
    await house.refresh();
    const oldClient = house.clientOf(old.secret ?? '');
    await oldClient.call('readMe', {});
    house.clock.ms = START_MS + 2 * 3_600_000;
    await assert.rejects(oldClient.call('readMe', {}), { name: 'ProblemError', code: 'key_expired' });
    await house.clientOf(fresh.secret ?? '').call('readMe', {});
    house.clock.ms = START_MS;
  });

  test('a price overrides the catalogue’s from the moment at which it begins', async () => {
    const seed = {
      id: 'seed:vendor/listed',
      priceKey: 'vendor/listed',
      effectiveFromMs: 0,
      effectiveToMs: null,
      predicates: {},
      nanodollarsPerMillionTokens: {
        inputUncached: '1',
        inputCacheRead: null,
        inputCacheWrite5m: null,
        inputCacheWrite1h: null,
        outputVisible: null,
        outputReasoning: null,
      },
      source: 'catalogue',
    };
    const actor = { kind: 'system', id: 'seed', keyId: null, requestId: 'seed' } as const;
    await house.store.write(actor, (unit) => unit.put('price', seed, { managedBy: 'sample' }));
    const client = await house.admin();
    const own = { priceKey: 'vendor/listed', nanodollarsPerMillionTokens: { inputUncached: '2' } };
    await client.call('createPrice', { body: { ...own, effectiveFrom: '2026-01-01T00:00:00Z' } });
    const same = { ...own, effectiveFrom: '1970-01-01T00:00:00Z' };
    await assert.rejects(client.call('createPrice', { body: same }), { code: 'price_overlap' });
  });

  test('a price ends its predecessor at the moment at which it begins', async () => {
    const client = await house.admin();
    const first = { priceKey: 'vendor/model', effectiveFrom: '2026-01-01T00:00:00Z', nanodollarsPerMillionTokens: {} };
    await client.call('createPrice', { body: first });
    const next = { ...first, effectiveFrom: '2027-01-01T00:00:00+01:00', endsPrevious: true };
    await client.call('createPrice', { body: next });
    const before = await client.call('readPrice', { params: { id: 'vendor/model@2026-01-01' } });
    assert.equal(before.effectiveTo, '2026-12-31T23:00:00.000Z');
  });
});
