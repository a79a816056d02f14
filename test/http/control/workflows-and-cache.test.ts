import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createVault } from '../../../src/app/secrets/content-vault.ts';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import type { RequestOf } from '../../../src/client/operation-request.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import type { CachedAnswer } from '../../../src/domain/caching/cached-answer.ts';
import { AnswerCache } from '../../../src/gateway/caching/answer-cache.ts';
import type { Snapshot } from '../../../src/ports/snapshot.ts';
import { createCachedAnswers } from '../../../src/store/caching/create-cached-answers.ts';
import { startSnapshotSource } from '../../../src/store/snapshot/start-snapshot-source.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse } from './control-house.ts';

const STATUS = {
  id: 'status',
  name: 'Order status',
  useCaseId: 'drafting',
  parameters: [{ name: 'order', max: 20 }],
  answer: 'Order {{order}} is on its way.',
};

describe('workflows and caches by the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
    await house.addPerson('bob');
    await client.call('createUseCase', {
      body: { id: 'drafting', name: 'Drafting', tier: 1, modelStack: [], ownerPersonId: 'ada' },
    });
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

  test('a workflow answers once the owner of its use case has approved the very definition that it has', async () => {
    const made = await client.call('createWorkflow', { body: STATUS });
    assert.deepEqual([made.model, made.isApproved, made.approvedBy], ['workflow/status', false, null]);
    const bob = house.clientOf(await house.makeKeyOf('bob', EVERY_SCOPE));
    const params = { id: 'status' };
    const foreign = await refusal(bob.call('approveWorkflow', { params, body: { version: made.version } }));
    assert.deepEqual([foreign.problem.code, foreign.problem.status], ['four_eyes', 403]);
    const stale = await refusal(client.call('approveWorkflow', { params, body: { version: '0123456789ab' } }));
    assert.equal(stale.problem.code, 'plan_changed');
    assert.equal(
      (await refusal(client.call('approveWorkflow', { params, body: { version: '' } }))).problem.code,
      'body_invalid',
    );
    const approved = await client.call('approveWorkflow', { params, body: { version: made.version } });
    assert.deepEqual([approved.isApproved, approved.approvedBy], [true, 'ada']);
    const renamed = await client.call('changeWorkflow', { params, body: { name: 'Where is my order' } });
    assert.equal(renamed.isApproved, true, 'its name is no part of what it does');
    const changed = await client.call('changeWorkflow', { params, body: { answer: 'Order {{order}} is lost.' } });
    assert.deepEqual([changed.isApproved, changed.approvedBy], [false, null]);
    assert.notEqual(changed.version, made.version);
    const back = await client.call('changeWorkflow', { params, body: { answer: STATUS.answer } });
    assert.deepEqual([back.version, back.isApproved], [made.version, true]);
    const listed = await client.call('listWorkflows', { query: { useCaseId: 'drafting' } });
    assert.deepEqual(
      listed.rows.map(({ id, isApproved }) => [id, isApproved]),
      [['status', true]],
    );
    assert.deepEqual((await typesOf('workflow:status')).slice(0, 3), [
      'workflow.created',
      'workflow.approved',
      'workflow.updated',
    ]);
  });

  test('a definition that does not go together is refused with the place, and a use case keeps its workflows', async () => {
    const unknown = await refusal(client.call('createWorkflow', { body: { ...STATUS, id: 'b', answer: '{{ordr}}' } }));
    assert.equal(unknown.problem.code, 'rule_broken');
    assert.match(unknown.problem.detail, /no "ordr"/);
    const nowhere = await refusal(client.call('createWorkflow', { body: { ...STATUS, id: 'b', useCaseId: 'none' } }));
    assert.equal(nowhere.problem.code, 'reference_unknown');
    const used = await refusal(client.call('archiveUseCase', { params: { id: 'drafting' } }));
    assert.equal(used.problem.code, 'in_use');
    const again = await refusal(client.call('createWorkflow', { body: STATUS }));
    assert.equal(again.problem.code, 'already_exists');
  });

  test('a workflow can be tried before it is approved, and that it was is in the trail', async () => {
    const http = { kind: 'http', url: 'https://orders.example/{{order}}' } as const;
    await client.call('createWorkflow', { body: { ...STATUS, id: 'asked', work: http, answer: '{{result}}' } });
    const tried = await client.call('testWorkflow', { params: { id: 'status' }, body: { message: 'A-17' } });
    assert.deepEqual([tried.text, tried.why], ['Order A-17 is on its way.', null]);
    const wrong = await client.call('testWorkflow', { params: { id: 'status' }, body: { message: '{"x":1}' } });
    assert.match(String(wrong.why), /"order" is missing; "x" is not known here/);
    const failed = await client.call('testWorkflow', { params: { id: 'asked' }, body: { message: 'A-17' } });
    assert.match(String(failed.why), /did not answer in time/);
    assert.ok((await typesOf('workflow:asked')).includes('workflow.tested'));
  });

  test('workflows can be declared in the configuration file, and are not approved by that', async () => {
    const declaration: NonNullable<RequestOf<'planConfiguration'>['body']>['declaration'] = {
      useCases: [{ id: 'letters', name: 'Letters', tier: 1, modelStack: [], cache: { mode: 'exact' } }],
      workflows: [{ ...STATUS, id: 'declared', useCaseId: 'letters' }],
    };
    const plan = await client.call('planConfiguration', { body: { declaration } });
    assert.deepEqual(plan.faults, []);
    await client.call('applyConfiguration', { body: { declaration, planId: plan.planId } });
    const declared = await client.call('readWorkflow', { params: { id: 'declared' } });
    assert.deepEqual([declared.managedBy, declared.isApproved], ['file', false]);
    const { cache } = await client.call('readUseCase', { params: { id: 'letters' } });
    assert.deepEqual(cache, {
      ...{ mode: 'exact', ttlSeconds: 3_600, scope: 'person', dataClassMax: 'internal' },
      ...{ answers: 'deterministic', kept: 'memory' },
    });
    assert.deepEqual((await client.call('planConfiguration', { body: { declaration } })).changes, []);
  });

  test('a workflow can be suspended by the name under which it is called', async () => {
    const body = { kind: 'model', id: 'workflow/status', reason: 'wrong figures' } as const;
    assert.equal((await client.call('suspend', { body })).state, 'in_force');
    const unknown = await refusal(client.call('suspend', { body: { ...body, id: 'workflow/statsu' } }));
    assert.equal(unknown.problem.detail, 'There is no workflow "statsu". Did you mean "status"?');
    await client.call('lift', { body: { kind: 'model', id: 'workflow/status' } });
  });

  test('a purge is ordered with a reason and stands in the trail; what is unknown is refused with what is near', async () => {
    const purged = await client.call('purgeCache', { body: { kind: 'use_case', id: 'drafting', reason: 'new terms' } });
    assert.deepEqual([purged.subjectKind, purged.orderedBy, purged.sharedAnswersDestroyed], ['use_case', 'ada', 0]);
    await client.call('purgeCache', { body: { kind: 'all', reason: 'a test' } });
    assert.ok((await typesOf('use_case:drafting')).includes('cache.purged'));
    assert.deepEqual(await typesOf('cache:all'), ['cache.purged']);
    const near = await refusal(client.call('purgeCache', { body: { kind: 'person', id: 'bbo', reason: 'x' } }));
    assert.equal(near.problem.detail, 'There is no person "bbo". Did you mean "bob"?');
    const both = await refusal(client.call('purgeCache', { body: { kind: 'all', id: 'x', reason: 'x' } }));
    assert.equal(both.problem.code, 'rule_broken');
    assert.equal((await client.call('listCachePurges', { query: {} })).rows.length, 2);
    assert.equal((await client.call('readCache', {})).gatewayId, 'gateway-test');
  });

  test('an erasure, a purge, a suspension and a changed use case reach the memory of every gateway within a second', async () => {
    const gateways = await Promise.all([openGateway(house), openGateway(house)]);
    try {
      const fill = (): void => {
        for (const gateway of gateways) {
          const decidedBy = gateway.snapshots.current();
          for (const personId of ['ada', 'bob']) assert.ok(gateway.cache.put(anAnswer(personId, decidedBy), decidedBy));
        }
      };
      const left = (): readonly number[] => gateways.map(({ cache }) => cache.state().answers);
      const orders: readonly (readonly [order: () => Promise<unknown>, left: number])[] = [
        [() => client.call('eraseContent', { body: { ownerKind: 'person', ownerId: 'bob', reason: 'asked' } }), 1],
        [() => client.call('purgeCache', { body: { kind: 'person', id: 'ada', reason: 'test' } }), 1],
        [() => client.call('suspend', { body: { kind: 'person', id: 'bob', reason: 'test' } }), 1],
        [() => client.call('changeUseCase', { params: { id: 'drafting' }, body: { purpose: 'Another' } }), 0],
      ];
      for (const [order, remaining] of orders) {
        fill();
        await order();
        const orderedMs = performance.now();
        await heardBy(house, gateways);
        assert.ok(performance.now() - orderedMs < 1_000);
        assert.deepEqual(left(), [remaining, remaining]);
      }
      const [one] = gateways;
      const before = one?.snapshots.current();
      await client.call('purgeCache', { body: { kind: 'all', reason: 'test' } });
      await heardBy(house, gateways);
      assert.ok(
        before !== undefined && one?.cache.put(anAnswer('ada', before), before) === false,
        'a call under way brings nothing back',
      );
    } finally {
      for (const gateway of gateways) await gateway.snapshots.close();
    }
  });

  test('an erasure leaves nothing of a person among the answers that gateways share', async () => {
    const { pool } = house.database;
    const shared = createCachedAnswers({ pool, vault: createVault([randomBytes(32)]), log: () => undefined });
    const gateway = await openGateway(house);
    for (const personId of ['ada', 'bob']) shared.keep(anAnswer(personId, gateway.snapshots.current()));
    await shared.written();
    assert.equal((await client.call('readCache', {})).shared.useCases[0]?.answers, 2);
    await client.call('eraseContent', { body: { ownerKind: 'person', ownerId: 'bob', reason: 'asked again' } });
    const { rows } = await pool.query('select owner_id from tokenward.cached_answer');
    assert.deepEqual(rows, [{ owner_id: 'ada' }]);
    await gateway.snapshots.close();
  });
});

const BOUNDS = { bytesMax: 100_000, answerBytesMax: 10_000, waitMaxMs: 1_000, waitersMax: 10 };

/** What of a gateway forgets: its snapshot and its cache. */
async function openGateway(house: ControlHouse) {
  const cache = new AnswerCache(BOUNDS, null);
  let told: () => void = () => undefined;
  const snapshots = await startSnapshotSource({
    pool: house.database.pool,
    clock: { monotonicMs: () => performance.now() },
    log: () => undefined,
    onChange: (snapshot) => {
      cache.follow(snapshot);
      told();
    },
  });
  cache.follow(snapshots.current());
  const reached = (version: number): Promise<void> =>
    new Promise((resolve) => {
      told = () => {
        if (snapshots.current().version >= version) resolve();
      };
      told();
    });
  return { cache, snapshots, reached };
}

/** Waits until these gateways know all that has been written. */
async function heardBy(
  house: ControlHouse,
  gateways: readonly { readonly reached: (version: number) => Promise<void> }[],
): Promise<void> {
  const { rows } = await house.database.pool.query<{ version: string }>(
    'select version::text from tokenward.snapshot_version',
  );
  await Promise.all(gateways.map((gateway) => gateway.reached(Number(rows[0]?.version))));
}

function anAnswer(personId: string, { version }: Snapshot): CachedAnswer {
  return {
    key: Buffer.from(personId).toString('hex').padEnd(64, '0'),
    contentType: 'application/json',
    body: Buffer.from('{}'),
    snapshotVersion: version,
    storedAtMs: Date.now(),
    expiresAtMs: Date.now() + 60_000,
    origin: {
      callId: 'call',
      owner: { kind: 'person', personId },
      keyId: 'key',
      teamId: 'support',
      useCaseId: 'drafting',
      modelId: 'small',
      templateId: null,
      dataClass: 'internal',
      face: 'openai-chat',
    },
  };
}
