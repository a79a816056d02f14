import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { isControlRefusal } from '../../../src/control/control-refusal.ts';
import { askBackfill, workOnBackfills } from '../../../src/control/source-backfills.ts';
import type { SourceContext } from '../../../src/control/source-context.ts';
import { workOnSources } from '../../../src/control/work-on-sources.ts';
import type { FinishedFact, SourceFact } from '../../../src/domain/source/source-fact.ts';
import type { AskedSystem } from '../../../src/ports/source-desk.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { mergedPull, signedDelivery } from './github-payloads.ts';
import { SOURCE_SECRETS } from './source-parts.ts';

const SECRET = SOURCE_SECRETS.get('TEST_WEBHOOK_SECRET') ?? '';
const STANDARD = SOURCE_SECRETS.get('TEST_STANDARD_WEBHOOK_SECRET') ?? '';
const PAGE = 'https://github.com/Codertocat/Hello-World/pull';
const BEN = 2;
const CLEO = 3;

type Payload = Readonly<Record<string, unknown>>;

describe('results of connected systems', () => {
  let house: ControlHouse;
  let admin: ControlClient;
  let serial = 0;

  before(async () => {
    house = await openControlHouse();
    for (const id of ['ben', 'cleo']) await house.addPerson(id);
    admin = await house.admin();
    await admin.call('createSource', {
      body: {
        ...{ id: 'github', kind: 'github', name: 'GitHub' },
        secrets: [{ kind: 'environment', variable: 'TEST_WEBHOOK_SECRET' }],
        rules: [
          { what: 'pull_request', labels: ['checked'], requires: ['checks'], typeId: 'defects_prevented' },
          { what: 'pull_request', typeId: 'cycle_time', amount: { kind: 'elapsed', unit: 'day', usual: 3 } },
        ],
      },
    });
    // Everybody is known before anything of theirs counts.
    await deliver('pull_request', merged(1, { authorId: BEN, mergedById: CLEO }));
    for (const [externalId, personId] of [
      [String(BEN), 'ben'],
      [String(CLEO), 'cleo'],
    ] as const)
      await admin.call('decideExternalIdentity', {
        params: { id: 'github' },
        body: { externalId, meaning: 'person', personId },
      });
    await workOnSources(house.sourceContext);
  });
  after(() => house.close());

  function merged(number: number, changes: Partial<Parameters<typeof mergedPull>[0]> = {}): Payload {
    const people = { authorId: BEN, mergedById: BEN };
    const times = { createdAt: '2026-11-17T09:00:00Z', mergedAt: '2026-11-18T09:00:00Z' };
    return mergedPull({ number, ...people, ...times, labels: [], ...changes });
  }

  const approval = (number: number, at: string, dismissedAt?: string): Payload => ({
    action: dismissedAt === undefined ? 'submitted' : 'dismissed',
    pull_request: { html_url: `${PAGE}/${number}`, updated_at: dismissedAt },
    review: { id: 5, state: 'approved', submitted_at: at, user: { id: CLEO, login: 'cleo', type: 'User' } },
  });

  async function deliver(event: string, payload: Payload): Promise<void> {
    serial += 1;
    const { body, headers } = await signedDelivery(event, payload, { secret: SECRET, deliveryId: `d-${serial}` });
    assert.equal((await house.send('/hooks/github', { method: 'POST', body, headers })).status, 202);
  }

  async function standing(number: number): Promise<string> {
    const of = await house.store.outcomes.of({ outcomeIds: [], evidenceIds: [`${PAGE}/${number}`] });
    return of.map(({ outcome }) => `${outcome.type.id} ${outcome.amount} ${outcome.state} ${outcome.grade}`).join(', ');
  }

  const review = (number: number) => ['pull_request_review', approval(number, '2026-11-17T12:00:00Z')] as const;
  const dismissal = (number: number, at: string) =>
    ['pull_request_review', approval(number, '2026-11-17T12:00:00Z', at)] as const;
  const early = (number: number) => dismissal(number, '2026-11-17T13:00:00Z');
  const late = (number: number) => dismissal(number, '2026-11-18T13:00:00Z');
  const merge = (number: number) => ['pull_request', merged(number)] as const;
  const revert = (number: number) =>
    [
      'push',
      {
        ref: 'refs/heads/main',
        repository: { default_branch: 'main' },
        commits: [
          {
            message: `Revert it\n\nThis reverts commit ${`${number}`.padStart(40, 'b')}.`,
            timestamp: '2026-11-19T09:00:00Z',
          },
        ],
      },
    ] as const;

  // what comes, in which order, and how the result stands then
  const orders: readonly (readonly [string, number, readonly (readonly [string, Payload])[], string])[] = [
    ['a merge by oneself', 20, [merge(20)], 'cycle_time -2 unproven E0'],
    ['a merge by oneself that another approved', 21, [review(21), merge(21)], 'cycle_time -2 maturing E2'],
    ['the same with the approval last', 22, [merge(22), review(22)], 'cycle_time -2 maturing E2'],
    [
      'an approval that was dismissed after the merge',
      23,
      [review(23), merge(23), late(23)],
      'cycle_time -2 maturing E2',
    ],
    ['a dismissed approval before the merge', 24, [review(24), early(24), merge(24)], 'cycle_time -2 unproven E0'],
    ['the same with the dismissal last', 27, [review(27), merge(27), early(27)], 'cycle_time -2 reverted E2'],
    ['a revert on the main branch', 25, [review(25), merge(25), revert(25)], 'cycle_time -2 reverted E2'],
    ['the same with the revert first', 26, [revert(26), merge(26), review(26)], 'cycle_time -2 reverted E2'],
  ];
  for (const [what, number, told, expected] of orders)
    test(`${what} is ${expected}`, async () => {
      for (const [event, payload] of told) await deliver(event, payload);
      assert.equal(await standing(number), expected);
    });

  test('a rule that asks for checks waits until all have succeeded on what was merged', async () => {
    const suite = (conclusion: string, at: string): Payload => ({
      action: 'completed',
      check_suite: { head_sha: '30'.padStart(40, 'a'), conclusion, updated_at: at, app: { slug: 'build' } },
    });
    await deliver('check_suite', suite('failure', '2026-11-17T10:00:00Z'));
    await deliver('pull_request', merged(30, { mergedById: CLEO, labels: ['checked'] }));
    assert.equal(await standing(30), 'defects_prevented 1 unproven E0');
    await deliver('check_suite', suite('success', '2026-11-18T10:00:00Z'));
    assert.equal(await standing(30), 'defects_prevented 1 maturing E2');
  });

  test('what somebody hands in of their own work does not confirm it, and counts once the system says so itself', async () => {
    const key = await house.makeKeyOf('ben', ['control.write']);
    const ben = house.clientOf(key);
    const message = { event: 'pull_request', payload: merged(40, { mergedById: CLEO }) };
    const done = await ben.call('importSource', { params: { id: 'github' }, body: { messages: [message, message] } });
    assert.deepEqual([done.messages, done.facts, done.alreadyKnown], [2, 1, 1]);
    assert.equal(await standing(40), 'cycle_time -2 unproven E0');
    await deliver('pull_request', merged(40, { mergedById: CLEO }));
    assert.equal(await standing(40), 'cycle_time -2 maturing E2');
  });

  test('what is older than 26 weeks is left out, and what is of a time to come is not believed', async () => {
    const messages = ['2026-01-01T09:00:00Z', '2027-01-01T09:00:00Z'].map((mergedAt, at) => ({
      payload: merged(50 + at, { mergedAt }),
    }));
    const done = await admin.call('importSource', { params: { id: 'github' }, body: { messages } });
    assert.deepEqual([done.facts, done.tooOld], [0, 1]);
    assert.match(done.faults.join(' '), /a clock is wrong/);
  });

  test('a result is asked for again, and what its system does not know as finished is taken back', async () => {
    await deliver('pull_request', merged(60, { mergedById: CLEO }));
    assert.equal(await standing(60), 'cycle_time -2 maturing E2');
    const asked: string[] = [];
    const context = answering(house.sourceContext, (subject) => {
      asked.push(subject);
      return { kind: 'answered', facts: asked.length === 1 ? [mergeOf(subject)] : [] };
    });
    const askAgain = async () => {
      const work = { kind: 'read_again', subjects: [`${PAGE}/60`], dueAtMs: house.clock.ms } as const;
      await house.store.write(SYSTEM, (unit) => unit.sources.addWork('github', work));
      await workOnSources(context);
      return standing(60);
    };
    // That its API does not say who merged it takes nothing from what was signed.
    assert.equal(await askAgain(), 'cycle_time -2 maturing E2');
    assert.equal(await askAgain(), 'cycle_time -2 reverted E2');
    assert.deepEqual(asked, [`${PAGE}/60`, `${PAGE}/60`]);
  });

  test('who turns out to be the worker under another name has confirmed nothing, until they are another after all', async () => {
    const assign = async (personId: string) => {
      const body = { externalId: '9', meaning: 'person', personId } as const;
      await admin.call('decideExternalIdentity', { params: { id: 'github' }, body });
      await workOnSources(house.sourceContext);
      return standing(61);
    };
    await deliver('pull_request', merged(61, { mergedById: 9 }));
    assert.equal(await assign('cleo'), 'cycle_time -2 maturing E2');
    assert.equal(await assign('ben'), 'cycle_time -2 reverted E2');
    assert.equal(await assign('cleo'), 'cycle_time -2 maturing E2');
  });

  test('the past is read page by page, and a page that cannot be read is tried again later', async () => {
    const pages: (string | null)[] = [];
    let isBroken = true;
    const fact = (number: number): SourceFact => ({
      ...{ ...mergeOf(`${PAGE}/${number}`), atMs: Date.UTC(2026, 9, 1), startedAtMs: Date.UTC(2026, 8, 30) },
      ...{ worker: someone(BEN), by: { kind: 'someone', someone: someone(CLEO) } },
    });
    const context: SourceContext = {
      ...house.sourceContext,
      desk: {
        ...house.sourceContext.desk,
        canAsk: () => true,
        readPast: async (_source, { page }) => {
          pages.push(page);
          if (page === '2' && isBroken) return { kind: 'failed', why: 'It is away.', again: true };
          const number = page === null ? 70 : 71;
          return { kind: 'answered', facts: [fact(number)], results: 1, nextPage: page === null ? '2' : null };
        },
      },
    };
    const actor = { kind: 'person', id: 'ada', keyId: null, requestId: 'r' } as const;
    const order = { sourceId: 'github', project: 'acme/app', weeks: 26 };
    assert.ok(!isControlRefusal(await askBackfill(context, { actor, scopes: [] }, order)));
    assert.ok(isControlRefusal(await askBackfill(context, { actor, scopes: [] }, order)));
    await workOnBackfills(context);
    assert.deepEqual(pages, [null, '2']);
    isBroken = false;
    house.clock.ms += 3_600_000;
    await workOnBackfills(context);
    assert.deepEqual(pages, [null, '2', '2']);
    const { rows } = await admin.call('listSourceBackfills', { params: { id: 'github' } });
    assert.deepEqual(
      rows.map(({ state, pages: read, facts }) => [state, read, facts]),
      [['done', 2, 2]],
    );
    assert.equal(await standing(70), 'cycle_time -2 counted E3');
  });

  test('a system of one’s own is read by a mapping, once it says how', async () => {
    const source = {
      ...({ id: 'desk', kind: 'servicenow', name: 'Desk' } as const),
      secrets: [{ kind: 'environment', variable: 'TEST_STANDARD_WEBHOOK_SECRET' } as const],
    };
    await assert.rejects(admin.call('createSource', { body: source }), /write a mapping/);
    const mapping = [
      {
        ...({
          says: 'finished',
          what: 'case',
          subject: 'https://desk.example/case/{/number}',
          at: '{/closed_at}',
        } as const),
        when: [{ at: '{/state}', is: ['closed'] }],
        ...{
          worker: ['{/assigned_to/id}'],
          workerEmail: ['{/assigned_to/email}'],
          by: ['{/closed_by/id}'],
          byEmail: ['{/closed_by/email}'],
        },
        amount: '{/hours_saved}',
      },
    ];
    const rules = [{ what: 'case', typeId: 'hours_saved', amount: { kind: 'stated', max: 4 } as const }];
    await admin.call('createSource', { body: { ...source, mapping, rules } });
    const body = JSON.stringify({
      ...{ number: 'CS-7', state: 'closed', closed_at: '2026-11-19T09:00:00Z', hours_saved: 40 },
      ...{ assigned_to: { id: 'a', email: 'BEN@example.test' }, closed_by: { id: 'b', email: 'cleo@example.test' } },
    });
    const at = new Date(house.clock.ms);
    const headers = {
      'webhook-id': 'm-1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(STANDARD).sign('m-1', at, body),
    };
    assert.equal((await house.send('/hooks/desk', { method: 'POST', body, headers })).status, 202);
    const of = await house.store.outcomes.of({ outcomeIds: [], evidenceIds: ['https://desk.example/case/CS-7'] });
    assert.deepEqual(
      of.map(({ outcome }) => [outcome.personId, outcome.amount, outcome.grade]),
      [['ben', 4, 'E2']],
    );
    const { rows } = await house.database.pool.query(
      `select body::text from tokenward.source_fact where source_id = 'desk'`,
    );
    assert.ok(rows.every(({ body: kept }) => !String(kept).toLowerCase().includes('@example.test')));
    house.clock.ms += 600_000;
    const replayed = await house.send('/hooks/desk', { method: 'POST', body, headers });
    assert.equal(replayed.status, 401);
    assert.match(await replayed.text(), /late or replayed, or a clock is wrong/);
  });
});

const SYSTEM = { kind: 'system', id: 'test', keyId: null, requestId: 'r' } as const;

function mergeOf(subject: string): FinishedFact {
  return {
    ...{ kind: 'finished', subject, atMs: Date.UTC(2026, 10, 18, 9), what: 'pull_request', worker: null },
    ...{ by: { kind: 'unsaid' }, startedAtMs: Date.UTC(2026, 10, 17, 9), project: null, branch: null },
    ...{ labels: [], names: [], marks: [], amount: null },
  };
}

function someone(id: number) {
  return { externalId: String(id), shownAs: null, email: null, isBot: false };
}

type Asked = AskedSystem<{ readonly facts: readonly SourceFact[] }>;

function answering(context: SourceContext, answer: (subject: string) => Asked): SourceContext {
  return {
    ...context,
    desk: { ...context.desk, canAsk: () => true, readAgain: async (_source, subject) => answer(subject) },
  };
}
