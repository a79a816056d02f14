import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Route } from '../../../src/contract/route.ts';
import { areaOf } from '../../../src/contract/route-areas.ts';
import { OPERATION_IDS, ROUTES } from '../../../src/contract/routes.ts';
import type { HeldRole } from '../../../src/domain/identity/house-role.ts';
import { permitsWithin } from '../../../src/domain/identity/permission.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';
import { arriveByInvitation } from './session-arrival.ts';
import type { Browser } from './session-browser.ts';

const LEADS: HeldRole = {
  role: 'manager',
  reach: { kind: 'team', teamId: 'sales' },
  from: 'directory',
  expiresAtMs: null,
};
const OWNS: HeldRole = { ...LEADS, role: 'use_case_owner', reach: { kind: 'use_case', useCaseId: 'letters' } };
const STRICT = { tier: 1 as const, modelStack: [], category: 'drafting' };
const ENVELOPE = { unit: 'dollars', period: 'month', hardCap: '100' } as const;

/** What a row is asked for by, and how many each of the two sees of the two that there are. */
// biome-ignore format: a table is read down
const ROWS = [
  ['/people',           'id',         'seller-1',  'ada'],
  ['/teams',            'id',         'sales',     'support'],
  ['/projects',         'id',         'sold',      'helped'],
  ['/service-accounts', 'id',         'sales-bot', 'help-bot'],
  ['/use-cases',        'id',         'letters',   'contracts'],
  ['/workflows',        'id',         'letter-flow', 'contract-flow'],
  ['/envelopes',        'id',         'sales',     'support'],
  ['/envelopes',        'id',         'letters',   'contracts'],
  ['/forecasts',        'envelopeId', 'sales',     'support'],
  ['/forecasts',        'envelopeId', 'letters',   'contracts'],
] as const;

describe('a role for a part', () => {
  let house: ControlHouse;
  let lead: Browser;
  let owner: Browser;
  before(async () => {
    house = await openControlHouse();
    const admin = await house.admin();
    await admin.call('createTeam', { body: { id: 'sales', name: 'Sales' } });
    lead = await arriveByInvitation(house, 'lead');
    owner = await arriveByInvitation(house, 'owner');
    await admin.call('changeTeam', { params: { id: 'sales' }, body: { managerPersonId: 'lead' } });
    for (const [id, ownerPersonId] of [
      ['letters', 'owner'],
      ['contracts', 'ada'],
    ] as const)
      await admin.call('createUseCase', { body: { ...STRICT, id, name: id, ownerPersonId } });
    for (const [id, useCaseId] of [
      ['letter-flow', 'letters'],
      ['contract-flow', 'contracts'],
    ] as const)
      await admin.call('createWorkflow', { body: { id, name: id, useCaseId, answer: 'Sent.' } });
    for (const [id, scope] of [
      ['sales', { teamId: 'sales' }],
      ['support', { teamId: 'support' }],
      ['letters', { useCaseId: 'letters' }],
      ['contracts', { useCaseId: 'contracts' }],
      ['one-seller', { teamId: 'sales', personId: 'seller-1' }],
    ] as const) {
      if ('personId' in scope) await addSellers(1);
      await admin.call('createEnvelope', { body: { ...ENVELOPE, id, name: id, scope } });
    }
    for (const [id, teamId] of [
      ['sold', 'sales'],
      ['helped', 'support'],
    ] as const)
      await admin.call('createProject', { body: { id, name: id, teamId } });
    for (const [id, teamId] of [
      ['sales-bot', 'sales'],
      ['help-bot', 'support'],
    ] as const)
      await admin.call('createServiceAccount', { body: { id, name: id, teamId, ownerPersonId: 'ada' } });
  });
  after(() => house.close());

  const addSellers = async (...numbers: readonly number[]): Promise<void> => {
    const admin = await house.admin();
    for (const number of numbers) {
      const id = `seller-${number}`;
      await admin.call('createPerson', { body: { id, name: id, email: `${id}@example.com`, teamId: 'sales' } });
    }
  };

  test('opens the routes that tell parts apart or name the part, and no other', async () => {
    for (const [browser, held] of [
      [lead, LEADS],
      [owner, OWNS],
    ] as const) {
      const kind = held.reach.kind === 'team' ? 'team' : 'use_case';
      for (const id of OPERATION_IDS) {
        const route: Route = ROUTES[id];
        const { scope, narrow, method } = route;
        const area = areaOf(route);
        if (['none', 'any', 'session', 'approve'].includes(scope) || area === undefined) continue;
        if (scope === 'none' || scope === 'any' || scope === 'session') continue;
        const holds = permitsWithin([held], { scope, area }).length > 0;
        const name = kind === 'team' ? narrow.team : narrow.useCase;
        const own = kind === 'team' ? 'sales' : 'letters';
        const asks: readonly (readonly [string, boolean])[] = [
          ['', (narrow.rows ?? []).includes(kind) || narrow.ofNobody === true],
          ...(name === undefined
            ? []
            : [[`&${name}=${own}`, true] as const, [`&${name}=other`, narrow.ofNobody === true] as const]),
        ];
        for (const [named, opens] of asks) {
          const path = `${route.path.replaceAll(/\{\w+\}/g, 'nothing')}?no-such-parameter=1${named}`;
          const { status, body } = method === 'GET' ? await browser.get(path) : await browser.send(method, path, '[]');
          const isDenied = status === 403 && body?.code === 'permission_missing';
          assert.equal(isDenied, !(holds && opens), `${held.role} on ${id}${named}: ${status} ${body?.code}`);
        }
      }
    }
  });

  test('tells of rows of that part alone, and of others as if they were not', async () => {
    for (const [path, member, own, other] of ROWS) {
      const browser = own.startsWith('letter') ? owner : lead;
      const all: string[] = [];
      let cursor = '';
      do {
        const { status, body } = await browser.get(`${path}?limit=1${cursor}`);
        assert.equal(status, 200, `${path}: ${body?.code}`);
        all.push(...body.rows.map((row: Record<string, string>) => row[member]));
        cursor = body.next === null ? '' : `&cursor=${body.next}`;
      } while (cursor !== '');
      assert.ok(all.includes(own), `${path} has ${all.join(', ')}`);
      assert.ok(!all.includes(other) && !all.includes('one-seller'), `${path} has ${all.join(', ')}`);
      if (path === '/forecasts') continue;
      assert.equal((await browser.get(`${path}/${own}`)).status, 200, `${path}/${own}`);
      const [outside, unknown] = [await browser.get(`${path}/${other}`), await browser.get(`${path}/not-there`)];
      assert.equal(outside.status, 404, `${path}/${other}`);
      assert.equal(outside.body.title, unknown.body.title);
      assert.equal(outside.body.detail.replace(other, '…'), unknown.body.detail.replace('not-there', '…'));
    }
    assert.equal((await lead.get('/envelopes/one-seller')).status, 404, 'of a single person');
    assert.equal((await lead.get('/envelopes?personId=seller-1')).body.rows.length, 0);
    for (const part of ['entries', 'forecast']) {
      assert.equal((await lead.get(`/envelopes/sales/${part}`)).status, 200, part);
      assert.equal((await lead.get(`/envelopes/support/${part}`)).status, 404, part);
    }
  });

  test('names beside ids whom the directory would list for the reader, and nobody else', async () => {
    const admin = await house.admin();
    await addSellers(9);
    for (const [id, ownerPersonId] of [
      ['of-a-seller', 'seller-9'],
      ['of-another-team', 'ada'],
    ] as const)
      await admin.call('createServiceAccount', { body: { id, name: id, teamId: 'sales', ownerPersonId } });
    const { body } = await lead.get('/service-accounts');
    assert.equal(body.names.team.sales, 'Sales');
    assert.equal(body.names.person['seller-9'], 'seller-9');
    assert.equal(body.names.person.ada, undefined, 'of another team');
    const all = await admin.call('listServiceAccounts', {});
    assert.equal(all.names?.person?.['ada'], (await admin.call('readPerson', { params: { id: 'ada' } })).name);
    const [workflows, budgets] = [await owner.get('/workflows'), await lead.get('/envelopes')];
    assert.deepEqual(workflows.body.names.use_case, { letters: 'letters' });
    assert.equal(budgets.body.names.team.sales, 'Sales');
  });

  test('tells who owns a use case of its exceptions, and of no other', async () => {
    const endsAt = new Date(START_MS + 86_400_000).toISOString();
    const order = { kind: 'open_use_case', reasonCode: 'trial', why: 'To try it.', cap: '5', endsAt } as const;
    const asker = await arriveByInvitation(house, 'asker');
    const ask = async (useCaseId: string): Promise<string> => {
      const { body } = await asker.post('/exceptions', { ...order, useCaseId, scope: { personId: 'asker' } });
      return body.id;
    };
    const [own, other] = [await ask('letters'), await ask('contracts')];
    const { body } = await owner.get('/exceptions');
    assert.deepEqual(
      body.rows.map(({ id }: { readonly id: string }) => id),
      [own],
    );
    assert.equal((await owner.get(`/exceptions/${own}`)).status, 200);
    assert.equal((await owner.get(`/exceptions/${other}`)).status, 404);
    assert.equal((await lead.get('/exceptions')).body.rows.length, 0);
  });

  test('says in the session for which parts which permissions hold, so that pages are shown', async () => {
    const { body } = await owner.get('/session');
    assert.ok(!body.session.permissions.includes('control.read:catalogue'));
    assert.ok(
      body.session.permissionsWithin.some(
        (one: { readonly permission: string; readonly reach: { readonly useCaseId: string } }) =>
          one.permission === 'control.read:catalogue' && one.reach.useCaseId === 'letters',
      ),
    );
  });

  test('shows no outcomes and events of groups under five, whatever is asked, and then no names', async () => {
    const admin = await house.admin();
    await admin
      .call('createOutcomeType', { body: { id: 'letter', name: 'Letter', unit: 'letters', dollarsPerUnit: '1' } })
      .catch(() => undefined);
    for (const query of ['', '?teamId=sales', '?teamId=sales&state=counted']) {
      const { status, body } = await lead.get(`/outcomes${query}`);
      assert.deepEqual([status, body.rows, body.withheld], [200, [], ['sales']], query);
    }
    const events = await owner.get('/protection/events');
    assert.deepEqual([events.status, events.body.rows, events.body.withheld], [200, [], ['letters']]);
    const said = await lead.get('/validations');
    assert.deepEqual([said.status, said.body.rows, said.body.withheld], [200, [], ['sales']]);
    for (const path of ['/usage', '/usage/groups?by=model']) {
      const { status, body } = await owner.get(path);
      assert.deepEqual([status, body.withheld, body.calls ?? body.rows.length], [200, ['letters'], 0], path);
    }
    for (const query of ['usage?personId=ada', 'usage?teamId=support', 'usage/groups?by=person', 'usage/groups?by=key'])
      assert.equal((await owner.get(`/${query}`)).status, 403, query);
    for (const path of ['/routes', '/routes/comparisons', '/routes/savings'])
      assert.deepEqual((await owner.get(path)).body.rows, [], path);
    for (const query of ['personId=ada', 'teamId=support', 'keyId=k'])
      assert.equal((await owner.get(`/protection/events?${query}`)).status, 403, query);
    await addSellers(2, 3, 4, 5);
    assert.deepEqual((await lead.get('/outcomes')).body.withheld, []);
  });

  test('tells who leads a team of whole months that are over, so that no two answers can be taken from one another', async () => {
    const [october, november] = ['from=2026-10-01T00:00:00Z&to=2026-11-01T00:00:00Z', 'from=2026-11-01T00:00:00Z'];
    // All but the last day of October: taken from October that day would be left, and who worked on it.
    const most = 'from=2026-10-01T00:00:00Z&to=2026-10-31T00:00:00Z';
    for (const path of ['team-safety', 'outcome-costs', 'library-signals', 'team-board.csv']) {
      for (const range of [most, november, 'from=2026-09-01T00:00:00Z&to=2026-11-01T00:00:00Z']) {
        const { status, body } = await lead.get(`/${path}?teamId=sales&${range}`);
        assert.deepEqual([status, body?.code], [400, 'time_range_invalid'], `${path} of ${range}`);
        assert.match(body.detail, /2026-10-01T00:00:00.000Z to 2026-11-01T00:00:00.000Z/);
      }
      const { status, body } = await lead.get(`/${path}?teamId=sales&${october}`);
      const unasked = await lead.get(`/${path}?teamId=sales`);
      assert.deepEqual([status, unasked.status], [200, 200], path);
      assert.deepEqual(unasked.body, body, `${path} is of the last month where none is named`);
      // Whoever may read the calls themselves learns nothing by it.
      const key = await house.makeKey(['control.read']);
      assert.equal((await house.send(`/api/v1/${path}?teamId=sales&${most}`, { key })).status, 200, path);
    }
  });
});
