import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { tellWaiting } from '../../../src/control/tell-waiting.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { SECRET } from '../../fakes/word-inspector.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const TEXT = 'Summarise {{notes}}';
const DEFINITION = {
  text: TEXT,
  parameters: [{ name: 'notes', kind: 'text' as const }],
  changeNotes: 'The first.',
  expectedOutputTokens: 200,
};

describe('what employees write for the library, and learn before they call', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let olga: ControlClient;
  let sam: ControlClient;
  let tom: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    for (const id of ['olga', 'sam', 'tom']) await house.addPerson(id);
    const useCase = { category: 'drafting', tier: 1 as const, modelStack: [] };
    await ada.call('createUseCase', {
      body: { ...useCase, id: 'summaries', name: 'Summaries', ownerPersonId: 'olga' },
    });
    await ada.call('createUseCase', { body: { ...useCase, id: 'letters', name: 'Letters' } });
    const keyOf = async (id: string) => house.clientOf(await house.makeKeyOf(id, ['call', 'approve']));
    [olga, sam, tom] = await Promise.all([keyOf('olga'), keyOf('sam'), keyOf('tom')]);
  });
  after(() => house.close());

  const refusal = async (work: Promise<unknown>): Promise<ProblemError['problem']> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError, 'it was not refused');
    return error.problem;
  };
  const begin = async (id: string, by: ControlClient = sam, useCaseId = 'summaries') => {
    await by.call('createLibraryAsset', { body: { id, name: id, useCaseId } });
    return by.call('draftLibraryVersion', { params: { id }, body: DEFINITION });
  };
  const at = (id: string, version = 1) => ({ params: { id, version } });

  test('an employee writes and proposes; the owner approves, and it is published, approved and in use by that', async () => {
    await begin('notes');
    assert.equal((await sam.call('proposeLibraryVersion', at('notes'))).proposal?.state, 'waiting');
    const { own } = await sam.call('listMyAssets', {});
    assert.deepEqual(own[0]?.standing, { inUse: null, draft: { version: 1, state: 'waiting' } });
    const tell = () => tellWaiting({ ...house.context, ...house.noticeParts });
    house.noticeParts.channels.push({
      ...{ name: 'mail', kind: 'email', kinds: null, envelopeIds: null },
      audience: { owner: false, callers: false, addresses: [] },
      send: () => Promise.resolve({ kind: 'sent' }),
    });
    assert.deepEqual([await tell(), await tell()], [1, 0], 'who must decide is told, once a day');
    const [notice] = (await ada.call('listNotices', { query: {} })).rows;
    assert.deepEqual([notice?.kind, notice?.threshold], ['my_queue', 'olga']);
    const { toDecide } = await olga.call('listMyAssets', {});
    assert.deepEqual(
      toDecide.map(({ version, before: earlier }) => [version.id, version.text, earlier]),
      [['notes@1', TEXT, null]],
    );
    const approved = await olga.call('approveLibraryVersion', { ...at('notes'), body: { inUse: true } });
    assert.deepEqual([approved.state, approved.approvedBy, approved.proposal], ['published', 'olga', null]);
    const seen = await tom.call('readLibraryAsset', { params: { id: 'notes' } });
    assert.deepEqual(seen.standing, { inUse: { version: 1, isApproved: true }, draft: null });
    assert.deepEqual(seen.labels, { production: 1 });
    assert.equal((await olga.call('listMyAssets', {})).toDecide.length, 0);
  });

  test('while it waits its words stay; withdrawn or declined it can be written again, and why is told', async () => {
    await begin('minutes');
    await sam.call('proposeLibraryVersion', at('minutes'));
    const again = { params: { id: 'minutes' }, body: { ...DEFINITION, text: `${TEXT}!` } };
    assert.match(String((await refusal(sam.call('draftLibraryVersion', again))).detail), /withdraw it/);
    assert.equal((await sam.call('withdrawLibraryProposal', at('minutes'))).proposal, null);
    await sam.call('draftLibraryVersion', again);
    await sam.call('proposeLibraryVersion', at('minutes'));
    const decline = { ...at('minutes'), body: { reason: 'Say for whom.' } };
    assert.equal((await refusal(tom.call('declineLibraryVersion', decline))).code, 'four_eyes');
    const declined = await olga.call('declineLibraryVersion', decline);
    assert.deepEqual([declined.state, declined.proposal?.state], ['draft', 'declined']);
    assert.equal(declined.proposal?.answer?.reason, 'Say for whom.');
    assert.equal((await refusal(olga.call('approveLibraryVersion', at('minutes')))).code, 'rule_broken');
    assert.equal((await sam.call('draftLibraryVersion', again)).proposal, null);
  });

  test('nobody sees, changes or publishes what is another person’s draft, or reaches others with their own', async () => {
    await begin('private');
    const params = { id: 'private' };
    assert.equal((await refusal(tom.call('readLibraryAsset', { params }))).code, 'not_found');
    assert.equal((await refusal(tom.call('readLibraryVersion', at('private')))).code, 'not_found');
    assert.ok(!(await tom.call('listLibrary', { query: {} })).rows.some(({ id }) => id === 'private'));
    assert.deepEqual((await tom.call('listLibraryVersions', { params, query: {} })).rows, []);
    assert.equal((await olga.call('readLibraryVersion', at('private'))).text, TEXT, 'who would approve it sees it');
    assert.equal((await refusal(tom.call('draftLibraryVersion', { params, body: DEFINITION }))).code, 'four_eyes');
    assert.equal((await refusal(tom.call('changeLibraryAsset', { params, body: { name: 'x' } }))).code, 'four_eyes');
    assert.equal((await refusal(sam.call('publishLibraryVersion', at('private')))).code, 'scope_missing');
    const forAll = { params, body: { starterRoles: ['everyone'] } };
    assert.equal((await refusal(sam.call('changeLibraryAsset', forAll))).code, 'rule_broken');
    const forTom = { id: 'gift', name: 'Gift', useCaseId: 'summaries', ownerPersonId: 'tom' };
    assert.equal((await refusal(sam.call('createLibraryAsset', { body: forTom }))).code, 'rule_broken');
    await begin('letter', sam, 'letters');
    assert.match(String((await refusal(sam.call('proposeLibraryVersion', at('letter')))).detail), /no owner yet/);
  });

  test('a text with a secret is refused with its place and without its value', async () => {
    await sam.call('createLibraryAsset', { body: { id: 'leak', name: 'Leak', useCaseId: 'summaries' } });
    const body = { ...DEFINITION, text: `Use ${SECRET} for {{notes}}` };
    const problem = await refusal(sam.call('draftLibraryVersion', { params: { id: 'leak' }, body }));
    assert.equal(problem.errors[0]?.pointer, '/text');
    assert.match(String(problem.detail), /a credential of the tests, characters 5 to 18/);
    assert.ok(!JSON.stringify(problem).includes(SECRET));
  });

  test('a fork is its maker’s, keeps where it comes from, and who used it is counted and not named below five', async () => {
    const fork = { params: { id: 'notes' }, body: { id: 'my-notes', name: 'My notes' } };
    const forked = await tom.call('forkLibraryAsset', fork);
    assert.deepEqual([forked.ownerPersonId, forked.forkedFrom], ['tom', { assetId: 'notes', version: 1 }]);
    const forksSeenBy = async (client: ControlClient) =>
      (await client.call('readLineage', { params: { id: 'notes' } })).forks.map(({ assetId }) => assetId);
    assert.deepEqual([await forksSeenBy(tom), await forksSeenBy(sam)], [['my-notes'], []], 'a draft is its maker’s');
    const used = { templateId: 'notes', templateVersion: '1', outcome: 'completed' as const, personId: 'tom' };
    const call = sampleCall(1, { ...used, admittedAtMs: START_MS - 1_000, settledAtMs: START_MS - 500 });
    const ingest = createIngest({ pool: house.database.pool, clock: house.context.clock, log: () => undefined });
    await ingest(batchOf(1, { admits: [call], settles: [call] }));
    const reuse = await sam.call('readAssetReuse', { params: { id: 'notes' }, query: {} });
    assert.deepEqual([reuse.calls, reuse.adopters, reuse.teams], [1, null, null]);
    assert.deepEqual(reuse.versions, [{ version: '1', calls: 1 }]);
  });

  test('a call is told its cost, what that rests on and the cheaper model before it is sent; unpriced is said', async () => {
    const prices = { inputUncached: '1000000000', outputVisible: '4000000000' };
    await ada.call('createUpstream', { body: { id: 'main', kind: 'openai', baseUrl: 'https://models.example/v1' } });
    for (const [id, times] of [
      ['large', 5n],
      ['small', 1n],
      ['fresh', 0n],
    ] as const) {
      const targets = [{ upstreamId: 'main', upstreamModel: id }];
      const model = { id, vendor: 'openai', faces: ['openai-chat' as const], targets, priceKey: `openai/${id}` };
      await ada.call('createModel', { body: model });
      if (times === 0n) continue;
      const dearer = Object.entries(prices).map(([bucket, price]) => [bucket, String(BigInt(price) * times)]);
      const from = { priceKey: model.priceKey, effectiveFrom: '2026-01-01T00:00:00Z' };
      await ada.call('createPrice', { body: { ...from, nanodollarsPerMillionTokens: Object.fromEntries(dearer) } });
    }
    const stack = { modelStack: ['small', 'large', 'fresh'], expectedOutputTokens: 400, maxOutputTokens: 500 };
    await ada.call('createUseCase', { body: { id: 'plans', name: 'Plans', category: 'drafting', tier: 1, ...stack } });
    await house.refresh();
    const owner = { kind: 'person', personId: 'sam' } as const;
    const key = { owner, name: 'Plans', scopes: ['call' as const], lane: 'exploration' as const };
    const { secret } = await ada.call('createApiKey', { body: { ...key, allowedUseCaseIds: ['plans'] } });
    await house.refresh();
    const sally = house.clientOf(secret ?? '');
    const wish = { texts: ['Write a plan for the move of the office in March.'], useCaseId: 'plans' };
    const large = await sally.call('estimateCall', { body: { ...wish, model: 'large' } });
    assert.deepEqual(large.outputTokens, { lower: 200, usual: 400, upper: 500, restsOn: 'use_case' });
    assert.equal(large.cheaper?.modelId, 'small');
    assert.ok(BigInt(large.cost.lowerNanodollars ?? 0) < BigInt(large.cost.upperNanodollars ?? 0));
    const templated = { ...wish, model: 'small', template: 'notes@1' };
    assert.equal((await sally.call('estimateCall', { body: templated })).outputTokens.restsOn, 'template');
    const fresh = await sally.call('estimateCall', { body: { ...wish, model: 'fresh' } });
    assert.deepEqual([fresh.cost.priced, fresh.cost.usualNanodollars], [false, null]);
    assert.ok(fresh.sentences.some((sentence) => sentence.startsWith('Unpriced:')));
    assert.match(fresh.points.sentence, /earns no points/);
    const foreign = sally.call('estimateCall', { body: { ...wish, useCaseId: 'nowhere' } });
    assert.equal((await refusal(foreign)).code, 'reference_unknown');
  });

  test('the tour is offered until somebody calls or puts it away, and comes back only when asked for', async () => {
    assert.equal((await olga.call('readMyTour', {})).isOffered, true);
    assert.equal((await olga.call('setMyTour', { body: { state: 'skipped' } })).isOffered, false);
    assert.equal((await olga.call('setMyTour', { body: { state: 'offered' } })).isOffered, true);
    assert.equal((await tom.call('readMyTour', {})).isOffered, false, 'he has called');
    const foreign = { state: 'done' as const, callId: house.context.chance.uuid(START_MS) };
    assert.equal((await refusal(olga.call('setMyTour', { body: foreign }))).code, 'rule_broken');
  });
});
