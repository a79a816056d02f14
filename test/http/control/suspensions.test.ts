import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { noteExpiredSuspensions } from '../../../src/control/suspensions.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse, START_MS } from './control-house.ts';

const HOUR_MS = 3_600_000;

describe('containment by the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
    await client.call('createUseCase', { body: { id: 'drafting', name: 'Drafting', tier: 1, modelStack: [] } });
  });
  after(() => house.close());

  const typesOf = async (subject: string): Promise<readonly string[]> => {
    const { rows } = await client.call('listAuditEvents', { query: { subject, limit: 100 } });
    return rows.map(({ body }) => String((JSON.parse(body) as { readonly type: string }).type));
  };
  const refusal = async (work: Promise<unknown>): Promise<ProblemError> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError);
    return error;
  };

  test('a use case is suspended, given again without change, changed, and lifted, each once in the trail', async () => {
    const body = { kind: 'use_case', id: 'drafting', reason: 'a leak', expiresAt: null } as const;
    const made = await client.call('suspend', { body });
    assert.deepEqual([made.state, made.reason, made.warnings], ['in_force', 'a leak', []]);
    assert.equal((await client.call('suspend', { body })).revision, 1);
    const changed = await client.call('suspend', { body: { ...body, reason: 'a leak, still' } });
    assert.deepEqual([changed.id, changed.revision], [made.id, 2]);
    const lifted = await client.call('lift', { body: { kind: 'use_case', id: 'drafting', reason: 'mended' } });
    assert.deepEqual([lifted.state, lifted.endReason, lifted.endedBy], ['lifted', 'mended', 'ada']);
    const again = await client.call('lift', { body: { kind: 'use_case', id: 'drafting' } });
    assert.equal(again.id, made.id, 'lifting again changes nothing');
    assert.deepEqual(await typesOf('use_case:drafting'), [
      'use_case.created',
      'suspension.made',
      'suspension.changed',
      'suspension.lifted',
    ]);
  });

  test('one that has expired says so at once, and the upkeep notes it once', async () => {
    const expiresAt = new Date(START_MS + HOUR_MS).toISOString();
    await client.call('suspend', { body: { kind: 'template', id: 'offer', reason: 'looked at', expiresAt } });
    house.clock.ms += HOUR_MS;
    const listed = await client.call('listSuspensions', { query: { subjectId: 'offer' } });
    assert.deepEqual([listed.rows[0]?.state, listed.rows[0]?.endedAt], ['expired', expiresAt]);
    const noted = await Promise.all([noteExpiredSuspensions(house.context), noteExpiredSuspensions(house.context)]);
    assert.equal(noted[0] + noted[1], 1, 'two gateways note it once');
    assert.deepEqual(await typesOf('template:offer'), ['suspension.made', 'suspension.expired']);
    const next = await client.call('suspend', { body: { kind: 'template', id: 'offer', reason: 'again' } });
    assert.equal(next.state, 'in_force');
    house.clock.ms = START_MS;
  });

  test('what is unknown is refused with the names that are near, a template is warned of', async () => {
    const useCase = await refusal(client.call('suspend', { body: { kind: 'use_case', id: 'draftng', reason: 'x' } }));
    assert.equal(useCase.problem.detail, 'There is no use case "draftng". Did you mean "drafting"?');
    const person = await refusal(client.call('suspend', { body: { kind: 'person', id: 'warehouse', reason: 'x' } }));
    assert.equal(person.problem.detail, 'There is no person "warehouse".');
    const key = await refusal(client.call('suspend', { body: { kind: 'key', id: 'nope', reason: 'x' } }));
    assert.equal(key.problem.code, 'not_found');
    const template = await client.call('suspend', { body: { kind: 'template', id: 'unheard', reason: 'x' } });
    assert.match(template.warnings.join(''), /No use case approves a template "unheard"/);
    const never = await refusal(client.call('lift', { body: { kind: 'model', id: 'large' } }));
    assert.equal(never.problem.code, 'not_found');
  });

  test('whoever would leave nobody to lift it must say that it is meant', async () => {
    const last = await refusal(client.call('suspend', { body: { kind: 'person', id: 'ada', reason: 'test' } }));
    assert.match(last.problem.detail, /No key with the scope "control.write" would be left that works/);
    const body = { kind: 'person', id: 'ada', reason: 'test', anyway: true } as const;
    const made = await client.call('suspend', { body });
    assert.equal(made.warnings[0], 'This is yourself.');
    assert.match(made.warnings.join(' '), /nobody could lift it/);
    await client.call('lift', { body: { kind: 'person', id: 'ada' } });
  });

  test('an expiry in the past and a key without the scope are refused', async () => {
    const past = { kind: 'model', id: 'large', reason: 'x', expiresAt: '2020-01-01T00:00:00Z' } as const;
    assert.equal((await refusal(client.call('suspend', { body: past }))).problem.code, 'rule_broken');
    const reader = house.clientOf(await house.makeKey(EVERY_SCOPE.filter((scope) => scope !== 'control.write')));
    const denied = await refusal(reader.call('suspend', { body: { kind: 'person', id: 'ada', reason: 'x' } }));
    assert.equal(denied.problem.code, 'scope_missing');
  });
});
