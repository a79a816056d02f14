import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { compareAssets, compareFingerprints } from '../../../src/control/compare-fingerprints.ts';
import type { SimilarityContext } from '../../../src/control/similarity-context.ts';
import type { CallFingerprint } from '../../../src/domain/similarity/fingerprint.ts';
import { sketchOf } from '../../../src/domain/similarity/sketch.ts';
import { keepFingerprints } from '../../../src/store/similarity/keep-fingerprints.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';
import { libraryPartsOf } from './library-parts.ts';

const MINUTES =
  'Turn the notes of the meeting below into minutes. Name every decision with who made it and until when it holds. List open points at the end, each with an owner.\n\n{{notes}}';
const SALES = MINUTES.replace('List open points', 'Then list the open points');
const OTHER =
  'Write a reply to the complaint below. Apologise once and say in plain words what we do now.\n\n{{letter}}';

describe('what is built twice, by the control API', () => {
  let house: ControlHouse;
  let context: SimilarityContext;
  let ada: ControlClient;
  let olga: ControlClient;
  let reader: ControlClient;
  before(async () => {
    house = await openControlHouse();
    context = { ...house.context, ...libraryPartsOf(house.database) };
    ada = await house.admin();
    for (const id of ['olga', 'p1', 'p2', 'p3', 'p4']) await house.addPerson(id);
    const useCase = { category: 'drafting', tier: 1 as const, modelStack: [], ownerPersonId: 'olga' };
    await ada.call('createUseCase', { body: { ...useCase, id: 'summaries', name: 'Summaries' } });
    olga = house.clientOf(await house.makeKeyOf('olga', ['call', 'approve', 'control.write']));
    reader = house.clientOf(await house.makeKeyOf('p1', ['call', 'approve']));
    await publish('minutes', 'ada', MINUTES);
    await publish('sales-minutes', 'p2', SALES);
    await publish('replies', 'p3', OTHER);
  });
  after(() => house.close());

  const publish = async (id: string, ownerPersonId: string, text: string): Promise<void> => {
    house.clock.ms += 1_000;
    const name = /\{\{(\w+)\}\}/.exec(text)?.[1] ?? '';
    await ada.call('createLibraryAsset', { body: { id, name: id, useCaseId: 'summaries', ownerPersonId } });
    const body = { text, parameters: [{ name, kind: 'text' as const }] };
    const { version } = await ada.call('draftLibraryVersion', { params: { id }, body });
    await ada.call('publishLibraryVersion', { params: { id, version } });
  };
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const error: unknown = await work.catch((caught: unknown) => caught);
    assert.ok(error instanceof ProblemError, 'it was not refused');
    return String(error.problem.code);
  };
  const listed = async (client: ControlClient, kind: 'assets' | 'prompts') =>
    (await client.call('listMergeProposals', { query: { kind } })).rows;
  /** A call of somebody's, in the words that gateways keep of it. */
  const fingerprint = (personId: string, more: Partial<CallFingerprint>): CallFingerprint => ({
    ...{ callId: house.context.chance.uuid(START_MS), owner: { kind: 'person', personId }, teamId: 'support' },
    ...{ useCaseId: 'summaries', taskId: null },
    ...{ atMs: START_MS, prompts: [], question: null, template: null },
    ...more,
  });
  const promptOf = (text: string): CallFingerprint['prompts'] => {
    const { digest, shingles } = context.shape(text);
    return [{ role: 'instructions', digest, ...sketchOf(shingles) }];
  };

  test('two assets that say nearly the same are proposed once, and the older one’s owner is the author of both', async () => {
    assert.equal(await compareAssets(context), 1);
    assert.equal(await compareAssets(context), 0);
    const [proposal, ...others] = await listed(reader, 'assets');
    assert.deepEqual(others, []);
    assert.deepEqual([proposal?.kept?.assetId, proposal?.merged?.assetId], ['minutes', 'sales-minutes']);
    assert.ok((proposal?.similarityPercent ?? 0) >= 50);
    const { rows } = await house.database.pool.query(
      'select asset_id, author_person_id from tokenward.asset_author order by asset_id',
    );
    assert.deepEqual(
      rows.map((row) => [row.asset_id, row.author_person_id]),
      [
        ['minutes', 'ada'],
        ['replies', 'p3'],
        ['sales-minutes', 'ada'],
      ],
    );
  });

  test('the owner of what goes accepts; it is deprecated in favour of what stays, and comes back when that is undone', async () => {
    const [proposal] = await listed(ada, 'assets');
    const params = { id: proposal?.id ?? '' };
    const body = { reason: 'the same but for two words' };
    assert.equal(await refusal(reader.call('acceptMerge', { params, body })), 'four_eyes');
    assert.equal(
      await refusal(ada.call('acceptMerge', { params, body })),
      'four_eyes',
      'what stays is hers, not what goes',
    );
    const owner = house.clientOf(await house.makeKeyOf('p2', ['approve']));
    assert.equal((await owner.call('acceptMerge', { params, body })).state, 'accepted');
    const read = () => ada.call('readLibraryAsset', { params: { id: 'sales-minutes' } });
    assert.deepEqual((await read()).deprecation?.successorId, 'minutes');
    assert.equal(await refusal(owner.call('declineMerge', { params, body })), 'rule_broken');
    assert.equal((await olga.call('undoMerge', { params, body })).state, 'undone');
    assert.deepEqual([(await read()).status, (await read()).deprecation], ['active', null]);
    const { rows } = await ada.call('listAuditEvents', {
      query: { subject: `merge_proposal:${params.id}`, limit: 10 },
    });
    const types = rows.map((event) => String((JSON.parse(event.body) as { readonly type: string }).type));
    assert.deepEqual(types, ['merge_proposal.made', 'merge_proposal.accepted', 'merge_proposal.undone']);
    assert.equal(await compareAssets(context), 0, 'what was decided is not found again');
  });

  test('a person proposes what comparing did not, either side may stay, and a no is kept with its reason', async () => {
    const body = { keptAssetId: 'minutes', mergedAssetId: 'replies' };
    const made = await reader.call('proposeMerge', { body });
    assert.deepEqual([made.proposedBy, made.state], ['p1', 'proposed']);
    assert.equal((await reader.call('proposeMerge', { body })).id, made.id);
    assert.equal(await refusal(reader.call('proposeMerge', { body: { ...body, mergedAssetId: 'none' } })), 'not_found');
    const params = { id: made.id };
    const other = { keptAssetId: 'sales-minutes', reason: 'x' };
    assert.equal(await refusal(olga.call('acceptMerge', { params, body: other })), 'rule_broken');
    const declined = await olga.call('declineMerge', { params, body: { reason: 'different letters' } });
    assert.deepEqual(
      [declined.state, declined.decidedBy, declined.decisionReason],
      ['declined', 'olga', 'different letters'],
    );
  });

  test('looking before building names what says nearly the same, and lineage says what came of what', async () => {
    const { rows } = await reader.call('findSimilarAssets', {
      body: { text: SALES.replace('{{notes}}', 'Sam: it rains.') },
    });
    assert.deepEqual(rows.map(({ assetId }) => assetId).sort(), ['minutes', 'sales-minutes']);
    await ada.call('forkLibraryAsset', { params: { id: 'minutes' }, body: { id: 'board-minutes', name: 'Board' } });
    const { forks } = await ada.call('readLineage', { params: { id: 'minutes' } });
    assert.deepEqual(
      forks.map(({ assetId, version, distance }) => [assetId, version, distance]),
      [['board-minutes', 1, 1]],
    );
    const { origins } = await ada.call('readLineage', { params: { id: 'board-minutes' } });
    assert.deepEqual(
      origins.map(({ assetId }) => assetId),
      ['minutes'],
    );
  });

  test('fingerprints are off until somebody with the right asks for them, and that is in the trail', async () => {
    assert.deepEqual((await reader.call('readSimilarityRule', {})).mode, 'off');
    assert.equal(await refusal(reader.call('changeSimilarityRule', { body: { mode: 'on' } })), 'scope_missing');
    assert.equal(
      await refusal(ada.call('changeSimilarityRule', { body: { useCaseIds: ['none'] } })),
      'reference_unknown',
    );
    const on = await ada.call('changeSimilarityRule', { body: { mode: 'on', keepDays: 30 } });
    assert.deepEqual([on.mode, on.keepDays, on.revision], ['on', 30, 1]);
    assert.deepEqual(on.lookedAt, [], 'no use case allows records yet');
    await ada.call('changeUseCase', { params: { id: 'summaries' }, body: { loggingRule: 'metadata' } });
    assert.deepEqual((await reader.call('readSimilarityRule', {})).lookedAt, ['summaries']);
    await house.refresh();
    assert.equal(house.taskParts.snapshot().similarity?.mode, 'on');
    const { recorded } = await reader.call('readMyRules', {});
    assert.ok(
      recorded.some((line) => line.includes('fingerprint')),
      'people are told',
    );
  });

  test('prompts of two teams and five people are proposed without a word of them, and never of fewer people', async () => {
    const text =
      'You answer customers of the shop. Say what the returns policy allows, in two sentences, and never promise more.';
    const sent = (people: readonly string[]) =>
      people.flatMap((personId, at) =>
        [0, 1, 2].map((turn) =>
          fingerprint(personId, {
            teamId: at % 2 === 0 ? 'support' : 'sales',
            prompts: promptOf(turn === 0 ? text : `${text} Be kind.`),
          }),
        ),
      );
    await keepFingerprints(house.database.pool, sent(['ada', 'p1', 'p2', 'p3']));
    const compare = () => compareFingerprints({ ...context, notices: { takeTurn: async () => true } });
    await compare();
    assert.deepEqual(await listed(ada, 'prompts'), []);
    await keepFingerprints(house.database.pool, sent(['p4']));
    assert.equal(await compare(), 1);
    const [proposal] = await listed(ada, 'prompts');
    assert.deepEqual([proposal?.people, proposal?.calls, proposal?.prompts], [5, 15, 2]);
    assert.deepEqual(proposal?.teamIds, ['sales', 'support']);
    assert.deepEqual(await listed(reader, 'prompts'), [], 'not for everybody');
    const body = { keptAssetId: 'replies', reason: 'that is what it is' };
    const accepted = await olga.call('acceptMerge', { params: { id: proposal?.id ?? '' }, body });
    assert.deepEqual([accepted.state, accepted.kept?.assetId], ['accepted', 'replies']);
    assert.equal(await compare(), 0);
  });

  test('tasks that repeat one another are one cluster under the first one’s name, and stay it when more comes', async () => {
    const question = (text: string) => ({ question: sketchOf(context.shape(text).shingles) });
    const work =
      'The customer with the number 4711 wrote that the second parcel of the order has not arrived and asks for a new one';
    const tell = (taskId: string, text: string, atMs: number) =>
      keepFingerprints(house.database.pool, [fingerprint('ada', { taskId, atMs, ...question(text) })]);
    await tell('first', work, START_MS);
    await tell('second', work.replace('4711', '4712'), START_MS + 1);
    await tell(
      'other',
      'Plan a workshop of two days for the new colleagues from Madrid and say what they should read before it',
      START_MS + 2,
    );
    await compareFingerprints({ ...context, notices: { takeTurn: async (name) => name === 'similarity' } });
    const clusters = async () => {
      const { rows } = await house.database.pool.query(
        'select task_id, cluster_id from tokenward.task_cluster order by 1',
      );
      return rows.map((row) => [row.task_id, row.cluster_id]);
    };
    const pair = [
      ['first', 'first'],
      ['second', 'first'],
    ];
    assert.deepEqual(await clusters(), pair);
    await tell('earlier', `${work} today`, START_MS - 10);
    await compareFingerprints({ ...context, notices: { takeTurn: async (name) => name === 'similarity' } });
    assert.deepEqual(await clusters(), [['earlier', 'first'], ...pair]);
  });

  test('drift is told by asset, version and group of teams, and signals and starter sets of five people or more', async () => {
    const traced = (keptTenths: number, use: 'named' | 'unnamed') =>
      fingerprint('p1', { template: { assetId: 'minutes', version: 1, use, keptTenths } });
    const calls = Array.from({ length: 30 }, (_, at) => traced(at < 20 ? 10 : 6, at < 25 ? 'named' : 'unnamed'));
    await keepFingerprints(house.database.pool, calls);
    const [row] = (await ada.call('readTemplateDrift', { query: {} })).rows;
    assert.deepEqual(
      [row?.named, row?.unnamed, row?.drifted, row?.driftedPercent, row?.keptTenthsMedian],
      [25, 5, 10, 33, 10],
    );
    const byTeam = (await ada.call('readTemplateDrift', { query: { by: 'team' } })).rows;
    assert.ok(byTeam.every(({ teamIds }) => teamIds !== null && teamIds.length > 0));
    assert.deepEqual((await ada.call('readLibrarySignals', { query: {} })).rows, []);
    await ada.call('changeLibraryAsset', { params: { id: 'minutes' }, body: { starterRoles: ['everyone'] } });
    await reader.call('renderLibraryVersion', {
      params: { id: 'minutes', version: '1' },
      body: { parameters: { notes: 'x' } },
    });
    const [everyone] = (await ada.call('listStarterRoles', { query: {} })).rows;
    assert.equal(everyone?.role, 'everyone');
    assert.ok((everyone?.people ?? 0) >= 5 && (everyone?.assets[0]?.usedPercent ?? 0) > 0);
    assert.deepEqual(
      (await reader.call('listStarterSet', {})).rows.map(({ used }) => used),
      [true],
    );
  });
});
