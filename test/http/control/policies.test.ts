import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, EVERY_SCOPE, openControlHouse, START_MS } from './control-house.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Emails are warned of; `why` makes texts differ. */
const warning = (why: string) => ({
  matrix: [{ id: 'mail-warned', for: {}, when: { findings: ['personal'] }, does: ['warn'], why }],
});

const refusing = {
  matrix: [
    {
      id: 'no-mail-in-drafts',
      for: { useCase: ['drafting'] },
      when: { findings: ['personal'] },
      does: ['refuse'],
      why: 'No personal data in drafts.',
      instead: 'Write CUSTOMER in its place.',
    },
  ],
  cases: [
    { name: 'a harmless draft goes on', facts: { useCase: 'drafting' }, expect: { effect: 'allow' as const } },
    {
      name: 'an address does not',
      facts: { useCase: 'drafting', findings: ['personal:mine'] },
      expect: { effect: 'refuse' as const, rules: ['no-mail-in-drafts'] },
    },
  ],
};

describe('policies by the control API', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let ben: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    await house.addPerson('ben');
    ben = house.clientOf(await house.makeKeyOf('ben', EVERY_SCOPE));
    await ada.call('createUpstream', {
      body: { id: 'main', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1' },
    });
    const target = { upstreamId: 'main', upstreamModel: 'small' };
    await ada.call('createModel', {
      body: {
        id: 'small',
        vendor: 'acme',
        faces: ['openai-chat'],
        targets: [target],
        priceKey: 'acme/small',
        clearance: { dataClassMax: 'restricted' },
      },
    });
    await ada.call('createUseCase', {
      body: {
        id: 'drafting',
        name: 'Drafting',
        tier: 2,
        modelStack: ['small'],
        allowedDataClasses: ['internal', 'confidential'],
      },
    });
    const decided = {
      useCaseId: 'drafting',
      requestedModel: 'small',
      modelId: 'small',
      teamId: 'support',
      dataClass: 'internal',
    } as const;
    const calls = [
      sampleCall(1, {
        ...decided,
        admittedAtMs: START_MS - HOUR_MS,
        findings: { marking_confidential: 2 },
        dataClass: 'confidential',
      }),
      sampleCall(2, { ...decided, admittedAtMs: START_MS - 2 * HOUR_MS }),
      sampleCall(3, { ...decided, admittedAtMs: START_MS - 3 * HOUR_MS, useCaseId: 'gone' }),
      sampleCall(4, { ...decided, admittedAtMs: START_MS - 4 * HOUR_MS, dataClass: null, outcome: 'refused' }),
      sampleCall(5, { ...decided, admittedAtMs: START_MS - 8 * DAY_MS }),
    ];
    const ingest = createIngest({
      pool: house.database.pool,
      clock: { nowMs: () => house.clock.ms },
      log: () => undefined,
    });
    await ingest(batchOf(1, { admits: calls, settles: calls }));
  });
  after(() => house.close());

  const refusal = async (work: Promise<unknown>): Promise<{ readonly code: string; readonly detail: string }> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError);
    return {
      code: error.problem.code,
      detail: error.problem.errors.map(({ detail }) => detail).join(' ') || error.message,
    };
  };
  const id = (of: string) => ({ params: { id: of }, body: {} });

  test('the built-in policy decides until one is published, and can be read as Cedar', async () => {
    const now = await ada.call('readPolicy', {});
    assert.deepEqual([now.activeId, now.version], [null, '0-built-in']);
    assert.match(now.cedar, /@id\("built-in\.credentials"\)/);
  });

  test('each class of a use case tells what holds for it, by which rule, and what stops it whatever rules say', async () => {
    const told = await ada.call('listPolicyControls', {});
    assert.deepEqual([told.activeId, told.version, told.next], [null, '0-built-in', null]);
    const drafting = told.rows.find(({ useCaseId }) => useCaseId === 'drafting');
    assert.deepEqual(
      drafting?.classes.map(({ dataClass, stoppedBy, effect, modelIds, controls }) => [
        dataClass,
        stoppedBy,
        effect,
        modelIds.join(),
        controls.map(({ ruleId, always }) => `${ruleId}${always ? '' : '?'}`).join(' '),
      ]),
      [
        ['public', 'class_not_allowed', 'refuse', 'small', ''],
        ['internal', null, 'allow', 'small', 'built-in.credentials? built-in.personal-tier-2-and-3?'],
        [
          'confidential',
          null,
          'allow',
          'small',
          'built-in.credentials? built-in.personal-tier-2-and-3? built-in.confidential-noted',
        ],
        ['restricted', 'class_not_allowed', 'refuse', 'small', ''],
      ],
    );
    const warned = told.rules.find(({ id }) => id === 'built-in.personal-tier-2-and-3');
    assert.deepEqual([warned?.does, warned?.row?.when?.findings], [['warn'], ['personal', 'financial', 'health']]);
    assert.deepEqual((await ada.call('listPolicyControls', { query: { status: 'archived' } })).rows, []);
  });

  test('faults are told with their place in the document and what to do, and nothing of it is kept', async () => {
    const document = {
      matrix: [{ id: 'a', does: ['shred it'], why: 'w' }],
      rules: '@id("b") @why("w")\nforbid(principal, action, resource) when { context.mood == "bad" };',
    };
    const checked = await ada.call('checkPolicy', { body: { document } });
    assert.equal(checked.fit, false);
    assert.deepEqual(
      checked.remarks.map(({ pointer, line, what }) => ({ pointer, line, what })),
      [
        { pointer: '/matrix/0/does', line: null, what: '"shred it" is not something that a rule can do' },
        { pointer: '/rules', line: 1, what: 'rule "b": there is no "context.mood" to ask for' },
        { pointer: '', line: null, what: 'the use case "drafting" has no owner, so nobody answers for it' },
      ],
    );
    assert.equal((await refusal(ada.call('draftPolicyVersion', { body: { document } }))).code, 'policy_faulty');
    assert.deepEqual((await ada.call('listPolicyVersions', {})).rows, []);
  });

  test('a version whose cases come out otherwise is refused with the difference', async () => {
    const document = {
      ...refusing,
      cases: [
        {
          name: 'mail goes on',
          facts: { useCase: 'drafting', findings: ['personal:mine'] },
          expect: { effect: 'allow' as const },
        },
      ],
    };
    const { code, detail } = await refusal(ada.call('draftPolicyVersion', { body: { document } }));
    assert.equal(code, 'policy_faulty');
    assert.match(detail, /the case "mail goes on": expected allow, was refuse by no-mail-in-drafts/);
  });

  test('a plan says which decisions of the last seven days would come out otherwise, and what it cannot say', async () => {
    const document = {
      matrix: [
        {
          id: 'no-secrets',
          for: { useCase: ['drafting'] },
          when: { dataClassAtLeast: 'confidential' as const },
          does: ['refuse'],
          why: 'Too much.',
        },
      ],
    };
    const plan = await ada.call('planPolicy', { body: { document } });
    assert.deepEqual([plan.calls, plan.callsChanged, plan.callsUndecided, plan.callsNotDecidable], [3, 1, 1, 1]);
    const [difference] = plan.differences;
    assert.ok(difference !== undefined);
    assert.deepEqual(
      { ...difference, exampleCallIds: difference.exampleCallIds.length },
      {
        from: 'allow',
        to: 'refuse',
        isStricter: true,
        calls: 1,
        exampleCallIds: 1,
        teamIds: ['support'],
        useCaseIds: ['drafting'],
        rules: ['no-secrets'],
        why: 'Too much.',
      },
    );
  });

  test('nobody publishes alone: a second person approves, and the trail names each step', async () => {
    const made = await ada.call('draftPolicyVersion', { body: { document: refusing, note: 'After the incident' } });
    assert.deepEqual([made.id, made.state, made.baseId], ['1', 'proposed', null]);
    assert.match(made.version, /^1-[0-9a-f]{12}$/);
    assert.equal((await refusal(ada.call('publishPolicyVersion', id('1')))).code, 'policy_state');
    assert.equal((await refusal(ada.call('approvePolicyVersion', id('1')))).code, 'four_eyes');
    assert.equal((await ben.call('approvePolicyVersion', id('1'))).state, 'approved');
    assert.equal((await ada.call('publishPolicyVersion', id('1'))).state, 'active');
    const { rows } = await ada.call('listAuditEvents', { query: { subject: 'policy_version:1', limit: 100 } });
    const types = rows.map(({ body }) => String((JSON.parse(body) as { readonly type: string }).type));
    assert.deepEqual(types, ['policy_version.proposed', 'policy_version.approval_given', 'policy_version.published']);
  });

  test('two proposals against one version: the first that is published makes the other stale', async () => {
    await ada.call('draftPolicyVersion', { body: { document: warning('one') } });
    await ada.call('draftPolicyVersion', { body: { document: warning('two') } });
    await ben.call('approvePolicyVersion', id('2'));
    await ben.call('approvePolicyVersion', id('3'));
    await ada.call('publishPolicyVersion', id('2'));
    const { code, detail } = await refusal(ada.call('publishPolicyVersion', id('3')));
    assert.equal(code, 'policy_stale');
    assert.match(detail, /version 1, and version 2 is active now/);
  });

  test('two people who publish two versions at the same moment get one active version', async () => {
    await ada.call('draftPolicyVersion', { body: { document: warning('four') } });
    await ada.call('draftPolicyVersion', { body: { document: warning('five') } });
    await ben.call('approvePolicyVersion', id('4'));
    await ben.call('approvePolicyVersion', id('5'));
    const outcomes = await Promise.allSettled([
      ada.call('publishPolicyVersion', id('4')),
      ben.call('publishPolicyVersion', id('5')),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const { rows } = await ada.call('listPolicyVersions', {});
    assert.equal(rows.filter(({ state }) => state === 'active').length, 1);
  });

  test('one person rolls back to what was active in the last thirty days, and what is the same text is refused', async () => {
    assert.equal((await ada.call('rollBackPolicyVersion', id('1'))).state, 'active');
    assert.equal((await ada.call('readPolicy', {})).activeId, '1');
    const same = await refusal(ada.call('draftPolicyVersion', { body: { document: refusing } }));
    assert.match(same.detail, /Version 1 says just this/);
  });

  test('a version that was approved is tried again when it is published: the world around it may have changed', async () => {
    const document = {
      ...warning('tier one only'),
      cases: [{ name: 'coding exists', facts: { useCase: 'coding' }, expect: { effect: 'allow' as const } }],
    };
    const body = { id: 'coding', name: 'Coding', tier: 2, modelStack: ['small'] } as const;
    await ada.call('createUseCase', { body: { ...body, modelStack: [...body.modelStack] } });
    const made = await ada.call('draftPolicyVersion', { body: { document } });
    await ben.call('approvePolicyVersion', id(made.id));
    await ada.call('archiveUseCase', { params: { id: 'coding' }, body: {} });
    const { code, detail } = await refusal(ada.call('publishPolicyVersion', id(made.id)));
    assert.equal(code, 'policy_faulty');
    assert.match(detail, /the case "coding exists": there is no use case "coding"/);
    assert.equal((await ada.call('withdrawPolicyVersion', id(made.id))).state, 'withdrawn');
  });

  test('an approver who has left does not count, and a program never approves', async () => {
    const six = await ada.call('draftPolicyVersion', { body: { document: warning('six') } });
    await ben.call('approvePolicyVersion', id(six.id));
    const { rows: keys } = await ada.call('listApiKeys', { query: { limit: 500 } });
    assert.ok(keys.length > 0);
    await house.store.write({ kind: 'system', id: 'test', keyId: null, requestId: 'r' }, async (unit) => {
      const stored = await unit.get('person', 'ben');
      if (stored !== undefined) await unit.put('person', { ...stored.row, status: 'archived' }, { managedBy: 'api' });
    });
    const { code, detail } = await refusal(ada.call('publishPolicyVersion', id(six.id)));
    assert.equal(code, 'four_eyes');
    assert.match(detail, /needs 1 approval of people who are still here, and has 0/);
  });

  test('a version can be read with its text, its document and all of its rules as Cedar', async () => {
    const whole = await ada.call('readPolicyVersion', { params: { id: '1' } });
    assert.match(whole.cedar, /@id\("no-mail-in-drafts"\)\n@does\("refuse"\)/);
    assert.equal(whole.note, 'After the incident');
    assert.equal((await refusal(ada.call('readPolicyVersion', { params: { id: '99' } }))).code, 'not_found');
  });
});
