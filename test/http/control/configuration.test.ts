import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

const MODEL = { id: 'm', vendor: 'openai', faces: ['openai-chat' as const], priceKey: 'openai/m' };
const DECLARATION = {
  costCentres: [{ id: 'CC-1', name: 'Engineering' }],
  teams: [{ id: 'web', name: 'Web', costCentre: 'CC-1', managerPersonId: 'wu' }],
  people: [{ id: 'wu', name: 'Wu', email: 'wu@example.test', teamId: 'web' }],
  projects: [{ id: 'shop', name: 'Shop', teamId: 'web' }],
  upstreams: [{ id: 'main', kind: 'openai' as const, baseUrl: 'https://llm.example.test/v1' }],
  models: [{ ...MODEL, targets: [{ upstreamId: 'main', upstreamModel: 'm-2026' }] }],
  useCases: [{ id: 'code', name: 'Coding', tier: 2 as const, modelStack: ['m'] }],
  prices: [
    {
      priceKey: 'openai/m',
      effectiveFrom: '2026-01-01T00:00:00Z',
      nanodollarsPerMillionTokens: { inputUncached: '5' },
    },
  ],
};

describe('The configuration routes of the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
  });
  after(() => house.close());

  test('a plan says in words what would change, and changes nothing', async () => {
    const plan = await client.call('planConfiguration', { body: { declaration: DECLARATION } });
    assert.deepEqual(plan.faults, []);
    assert.equal(plan.changes.length, 8);
    assert.equal(plan.changes[1]?.sentence, 'create the team "web"');
    assert.equal((await client.call('listProjects', {})).rows.length, 0);
  });

  test('what was planned is applied with a version, and applying it again changes nothing', async () => {
    const { planId } = await client.call('planConfiguration', { body: { declaration: DECLARATION } });
    const applied = await client.call('applyConfiguration', {
      body: { declaration: DECLARATION, planId, text: 'teams: …' },
    });
    assert.equal(applied.version, 1);
    const team = await client.call('readTeam', { params: { id: 'web' } });
    assert.equal(team.managedBy, 'file');
    assert.equal(team.managerPersonId, 'wu');
    const again = await client.call('applyConfiguration', { body: { declaration: DECLARATION } });
    assert.deepEqual(again, { version: null, changes: [] });
    const versions = await client.call('listConfigurationVersions', {});
    assert.deepEqual(
      versions.rows.map(({ version, summary, actorId }) => [version, summary, actorId]),
      [[1, '8 create', 'ada']],
    );
    const read = await client.call('readConfigurationVersion', { params: { version: '1' } });
    assert.deepEqual([read.version, read.leftOut, read.changes.length], [1, false, 8]);
    assert.deepEqual(
      read.changes.slice(0, 2).map(({ verb, noun, id }) => [verb, noun, id]),
      [
        ['created', 'cost_centre', 'CC-1'],
        ['created', 'team', 'web'],
      ],
    );
    assert.deepEqual(read.changes[1]?.members.find(({ member }) => member === 'name')?.to, 'Web');
    await assert.rejects(client.call('readConfigurationVersion', { params: { version: '2' } }), { code: 'not_found' });
  });

  test('a plan that is no longer the plan is not applied', async () => {
    const declaration = { ...DECLARATION, teams: [{ ...DECLARATION.teams[0], id: 'web', name: 'The web' }] };
    const { planId } = await client.call('planConfiguration', { body: { declaration } });
    await assert.rejects(client.call('applyConfiguration', { body: { declaration: DECLARATION, planId } }), {
      code: 'plan_changed',
    });
  });

  test('a row kept by the file is not changed by the API, but can be blocked at once', async () => {
    const change = { params: { id: 'code' }, body: { name: 'Else' } };
    await assert.rejects(client.call('changeUseCase', change), { code: 'managed_by_file' });
    await assert.rejects(client.call('archiveProject', { params: { id: 'shop' } }), { code: 'managed_by_file' });
    await client.call('changeUseCase', { params: { id: 'code' }, body: { status: 'blocked' } });
    const plan = await client.call('planConfiguration', { body: { declaration: DECLARATION } });
    assert.deepEqual(
      plan.changes.map(({ sentence }) => sentence),
      ['update the use case "code": status from "blocked" to "active"'],
    );
    await client.call('applyConfiguration', { body: { declaration: DECLARATION } });
  });

  test('a row that people made is taken over when the file declares it, and that is said', async () => {
    const support = { id: 'support', name: 'Support and care' };
    const declaration = { ...DECLARATION, teams: [...DECLARATION.teams, support] };
    const applied = await client.call('applyConfiguration', { body: { declaration } });
    assert.deepEqual(
      applied.changes.map(({ sentence }) => sentence),
      ['take over the team "support" from the API: name from "Support" to "Support and care"'],
    );
  });

  test('what vanishes from the file is archived, and comes back when it is declared again', async () => {
    const support = { id: 'support', name: 'Support and care' };
    const declaration = { ...DECLARATION, teams: [...DECLARATION.teams, support], projects: [] };
    await client.call('applyConfiguration', { body: { declaration } });
    assert.equal((await client.call('readProject', { params: { id: 'shop' } })).status, 'archived');
    const back = { ...declaration, projects: DECLARATION.projects };
    const applied = await client.call('applyConfiguration', { body: { declaration: back } });
    assert.deepEqual(
      applied.changes.map(({ action }) => action),
      ['restore'],
    );
  });

  test('a declaration with faults is refused whole, with every fault and its place', async () => {
    const declaration = {
      ...DECLARATION,
      costCentres: [],
      people: [...DECLARATION.people, { id: 'xi', name: 'Xi', email: 'wu@example.test', teamId: 'nowhere' }],
    };
    const plan = await client.call('planConfiguration', { body: { declaration } });
    const found = plan.faults.map(({ pointer, code }) => `${pointer} ${code}`);
    assert.ok(found.includes('/teams/0/costCentre reference_archived'), found.join());
    assert.ok(found.includes('/people/1/teamId reference_unknown'));
    assert.ok(found.includes('/people/1 rule_broken'));
    // The support team vanishes from this file, and Ada and her key still need it.
    assert.ok(found.includes('/teams in_use'));
    await assert.rejects(client.call('applyConfiguration', { body: { declaration } }), { code: 'rule_broken' });
    assert.equal((await client.call('readCostCentre', { params: { id: 'CC-1' } })).status, 'active');
  });

  test('a price on record is never edited by a file', async () => {
    const edited = { ...DECLARATION.prices[0], nanodollarsPerMillionTokens: { inputUncached: '6' } };
    const prices = [{ priceKey: 'openai/m', effectiveFrom: '2026-01-01T00:00:00Z', ...edited }];
    const support = { id: 'support', name: 'Support and care' };
    const declaration = { ...DECLARATION, teams: [...DECLARATION.teams, support], prices };
    const plan = await client.call('planConfiguration', { body: { declaration } });
    assert.match(plan.faults[0]?.detail ?? '', /never edited/);
  });
});
