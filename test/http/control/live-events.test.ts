import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LIVE_TOPICS } from '../../../src/contract/live-events.ts';
import { isControlRefusal } from '../../../src/control/control-refusal.ts';
import { TOPICS } from '../../../src/control/live-topics.ts';
import { askBackfill, workOnBackfills } from '../../../src/control/source-backfills.ts';
import type { SourceContext } from '../../../src/control/source-context.ts';
import type { JobProgress } from '../../../src/ports/live-feed.ts';
import { createLiveFeed } from '../../../src/store/live/create-live-feed.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';
import { type Listener, listenTo } from './event-listener.ts';
import { arriveByInvitation } from './session-arrival.ts';
import type { Browser } from './session-browser.ts';

/** The ids of the next message that names the topic. */
async function idsOf(listener: Listener, topic: (typeof LIVE_TOPICS)[number]): Promise<readonly string[] | undefined> {
  for (;;) {
    const message = await listener.next();
    if (message?.kind !== 'changed') return undefined;
    const told = message.topics.find((one) => one.topic === topic);
    if (told !== undefined) return told.ids;
  }
}

test('the topics of the contract are those that are told', () => {
  assert.deepEqual([...LIVE_TOPICS].sort(), Object.keys(TOPICS).sort());
});

const ASSET = { name: 'Greeting', description: 'Says hello.', useCaseId: 'letters' } as const;
const USE_CASE = { name: 'Letters', tier: 3 as const, modelStack: [] };

describe('pages that are open', { timeout: 30_000 }, () => {
  let house: ControlHouse;
  const open: Listener[] = [];
  before(async () => {
    house = await openControlHouse();
    await (await house.admin()).call('createUseCase', { body: { ...USE_CASE, id: 'letters', ownerPersonId: 'ada' } });
  });
  after(async () => {
    for (const listener of open) listener.leave();
    await house.close();
  });

  const listen = async (browser: Browser, query = ''): Promise<Listener> => {
    const listener = await listenTo(house.address, { cookie: browser.cookie() }, query);
    open.push(listener);
    assert.equal(listener.status, 200);
    assert.equal((await listener.next())?.kind, 'ready');
    return listener;
  };
  const personWith = async (personId: string, role?: 'governance' | 'security' | 'auditor'): Promise<Browser> => {
    const browser = await arriveByInvitation(house, personId);
    if (role !== undefined)
      await (await house.admin()).call('grantRole', { body: { personId, role, reason: 'for the test' } });
    return browser;
  };

  test('hear what changes with ids where they may read it, and of the rest nothing', async () => {
    const admin = await house.admin();
    const [reader, other, auditor] = [
      await listen(await personWith('gov', 'governance')),
      await listen(await personWith('emp')),
      await listen(await personWith('aud', 'auditor')),
    ];
    await admin.call('createTeam', { body: { id: 'sales', name: 'Sales of the far north' } });
    await house.live.tick();
    assert.deepEqual(await idsOf(reader, 'directory'), ['sales']);
    assert.ok((await idsOf(auditor, 'audit'))?.includes('sales'));
    assert.doesNotMatch(reader.heard(), /"audit"|"access"/);
    await admin.call('createLibraryAsset', { body: { ...ASSET, id: 'greeting' } });
    await house.live.tick();
    assert.deepEqual(await idsOf(other, 'library'), []);
    assert.doesNotMatch(other.heard(), /"directory"|sales/);
    for (const listener of [reader, other, auditor]) assert.doesNotMatch(listener.heard(), /far north|Says hello/);
  });

  test('hear of what is about them, and who owns a use case that something of it is new', async () => {
    const admin = await house.admin();
    const [owner, other, asker] = [await personWith('own'), await personWith('other'), await personWith('asker')];
    for (const ownerPersonId of ['own', 'other'])
      await admin.call('createUseCase', { body: { ...USE_CASE, id: `of-${ownerPersonId}`, ownerPersonId } });
    const listeners = [await listen(owner), await listen(other), await listen(asker)] as const;
    const order = { kind: 'open_use_case', reasonCode: 'trial', why: 'To try it.', useCaseId: 'of-own', cap: '5' };
    const scope = { personId: 'asker' };
    const endsAt = new Date(START_MS + 86_400_000).toISOString();
    const { status, body } = await asker.post('/exceptions', { ...order, scope, endsAt });
    assert.equal(status, 201, JSON.stringify(body));
    await house.live.tick();
    assert.deepEqual(await idsOf(listeners[0], 'exceptions'), [body.id], 'who decides');
    assert.deepEqual(await idsOf(listeners[2], 'exceptions'), [body.id], 'who asks');
    await admin.call('createTeam', { body: { id: 'to-wake-all', name: 'Team' } });
    await admin.call('createLibraryAsset', { body: { ...ASSET, id: 'to-be-heard' } });
    await house.live.tick();
    assert.deepEqual(await idsOf(listeners[1], 'library'), []);
    assert.doesNotMatch(listeners[1].heard(), /exceptions/, 'who owns another one heard nothing of it');
  });

  test('are told at once that the session is over, and nothing after it', async () => {
    const browser = await personWith('leaving', 'security');
    const listener = await listen(browser);
    await browser.post('/session/end', {});
    await (await house.admin()).call('createTeam', { body: { id: 'late', name: 'Late' } });
    await house.live.tick();
    assert.deepEqual(await listener.next(), { kind: 'ended', why: 'access_over' });
    assert.equal(await listener.next(), undefined);
  });

  test('hear nothing of what a role gave once it has ended', async () => {
    const admin = await house.admin();
    const listener = await listen(await personWith('was-security', 'security'));
    const { rows } = await admin.call('listRoleGrants', { query: { personId: 'was-security' } });
    await admin.call('endRoleGrant', { params: { id: rows[0]?.id ?? '' }, body: { reason: 'over' } });
    await admin.call('createTeam', { body: { id: 'unseen', name: 'Unseen' } });
    await house.live.tick();
    const told = await listener.next();
    assert.equal(told?.kind === 'anew' && told.why, 'roles');
    await admin.call('createTeam', { body: { id: 'unseen-too', name: 'Unseen' } });
    await house.live.tick();
    listener.leave();
    assert.doesNotMatch(listener.heard(), /unseen/);
  });

  test('end with a session that nobody uses and with a key that is revoked, and do not count as use', async () => {
    const admin = await house.admin();
    const idle = await listen(await personWith('idle'));
    const { id, secret } = await admin.call('createApiKey', {
      body: { name: 'Watch', owner: { kind: 'person', personId: 'ada' }, scopes: ['control.read'] },
    });
    await house.refresh();
    const byKey = await listenTo(house.address, { authorization: `Bearer ${secret}` });
    open.push(byKey);
    assert.equal((await byKey.next())?.kind, 'ready');
    await admin.call('createTeam', { body: { id: 'by-key', name: 'By key' } });
    await house.live.tick();
    assert.deepEqual(await idsOf(byKey, 'directory'), ['by-key']);
    await admin.call('revokeApiKey', { params: { id }, body: { reason: 'test' } });
    await house.refresh();
    await house.live.tick();
    assert.equal((await byKey.next())?.kind, 'ended');
    house.clock.ms = START_MS + 8 * 3_600_000 + 1;
    await house.live.tick();
    house.clock.ms = START_MS;
    assert.deepEqual(await idle.next(), { kind: 'ended', why: 'access_over' });
  });

  test('hear what came since they were away, or that it was too much', async () => {
    const admin = await house.admin();
    const browser = await personWith('away', 'governance');
    const { headSequence: sequence } = await admin.call('verifyAudit', {});
    await admin.call('createTeam', { body: { id: 'meanwhile', name: 'Meanwhile' } });
    const since = await listen(browser, `?after=${sequence}`);
    assert.deepEqual(await idsOf(since, 'directory'), ['meanwhile']);
    const wrong = await listen(browser, '?after=999999');
    assert.equal((await wrong.next())?.kind, 'anew');
  });

  test('are woken by a change that another gateway made, without looking', async () => {
    const feed = createLiveFeed(house.database);
    const heard = new Promise<void>((resolve) => {
      const listening = feed.listen((progress) => {
        house.live.hear(progress);
        if (progress === undefined) return;
        listening.close();
        resolve();
      });
    });
    const listener = await listen(await personWith('woken', 'governance'));
    await (await house.admin()).call('createTeam', { body: { id: 'elsewhere', name: 'Elsewhere' } });
    assert.deepEqual(await idsOf(listener, 'directory'), ['elsewhere']);
    await feed.tell({ job: 'score_run', id: '2026-11', percent: 40, state: 'running', personId: 'ada' });
    await heard;
    assert.deepEqual(await listener.next(), {
      kind: 'jobs',
      jobs: [{ job: 'score_run', id: '2026-11', percent: 40, state: 'running' }],
    });
  });

  test('hear page by page of a reading of a source’s past, which ends between two pages once it is stopped', async () => {
    const told: JobProgress[] = [];
    const [ready, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const feed = createLiveFeed({ pool: house.database.pool }).listen((progress) => {
      ready.resolve();
      if (progress?.job !== 'source_backfill') return;
      told.push(progress);
      if (progress.state === 'done') over.resolve();
    });
    try {
      await ready.promise;
      const secrets = [{ kind: 'environment' as const, variable: 'TEST_WEBHOOK_SECRET' }];
      const admin = await house.admin();
      await admin.call('createSource', { body: { id: 'github', kind: 'github', name: 'GitHub', secrets } });
      const actor = { kind: 'person', id: 'ada', keyId: null, requestId: 'r' } as const;
      const pages: (string | null)[] = [];
      let stopAt: string | null | undefined;
      const context: SourceContext = {
        ...house.sourceContext,
        desk: {
          ...house.sourceContext.desk,
          canAsk: () => true,
          readPast: async (_source, { page }) => {
            pages.push(page);
            if (page === stopAt)
              await house.sourceContext.sources.stopBackfill({ sourceId: 'github', id: asked, why: 'x' });
            return {
              kind: 'answered',
              facts: [],
              results: 1,
              nextPage: page === '3' ? null : page === null ? '2' : '3',
            };
          },
        },
      };
      const ask = async (project: string): Promise<string> => {
        const begun = await askBackfill(context, { actor, scopes: [] }, { sourceId: 'github', project, weeks: 1 });
        return isControlRefusal(begun) ? assert.fail(begun.why) : begun.id;
      };
      stopAt = '2';
      let asked = await ask('acme/stopped');
      await workOnBackfills(context);
      assert.deepEqual(pages.splice(0), [null, '2'], 'its third page is not asked for');
      stopAt = undefined;
      asked = await ask('acme/whole');
      await workOnBackfills(context);
      await over.promise;
      const states = told
        .filter(({ id }) => id === asked)
        .map(({ state, percent, personId }) => [state, percent, personId]);
      assert.deepEqual(states, [
        ['running', null, 'ada'],
        ['running', null, 'ada'],
        ['done', 100, 'ada'],
      ]);
    } finally {
      feed.close();
    }
  });

  test('are answered by headers by which no proxy keeps or holds back what comes', async () => {
    const { headers } = await listen(await personWith('behind-a-proxy'));
    assert.equal(headers.get('content-type'), 'text/event-stream');
    assert.equal(headers.get('x-accel-buffering'), 'no');
    assert.match(headers.get('cache-control') ?? '', /no-store.*no-transform/);
  });

  test('are told to listen elsewhere when the process stops, and new ones are refused', async () => {
    const browser = await personWith('at-the-end');
    const listener = await listen(browser);
    house.live.endAll();
    assert.deepEqual(await listener.next(), { kind: 'ended', why: 'stopping' });
    assert.equal((await browser.get('/events')).body?.code, 'live_full');
  });
});
