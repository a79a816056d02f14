import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import type { RequestOf } from '../../../src/client/operation-request.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const DAY_MS = 86_400_000;

type Definition = NonNullable<RequestOf<'draftLibraryVersion'>['body']>;

const TEXT = 'Summarise this for {{reader}} in {{words}} words:\n\n{{notes}}';
const parameter = (name: string, more: object = {}) => ({ name, kind: 'text' as const, ...more });
const DEFINITION: Definition = {
  text: TEXT,
  parameters: [
    parameter('reader', { kind: 'choice', choices: ['the team', 'the board'], default: 'the team' }),
    parameter('words', { kind: 'integer', min: 20, max: 500, default: '120' }),
    parameter('notes', { max: 50_000 }),
  ],
  examples: [{ title: 'Stand-up', parameters: { notes: 'Ada: done.' }, answer: 'Ada is done.' }],
  changeNotes: 'The first.',
};

describe('the library by the control API', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  let olga: ControlClient;
  let reader: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    await house.addPerson('olga');
    const useCase = { category: 'drafting', tier: 1 as const, modelStack: [] };
    await ada.call('createUseCase', {
      body: { ...useCase, id: 'summaries', name: 'Summaries', ownerPersonId: 'olga' },
    });
    await ada.call('createUseCase', { body: { ...useCase, id: 'letters', name: 'Letters' } });
    olga = house.clientOf(await house.makeKeyOf('olga', ['call', 'approve', 'control.write']));
    reader = house.clientOf(await house.makeKeyOf('olga', ['call']));
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
  const make = async (id: string, more: object = {}): Promise<void> => {
    await ada.call('createLibraryAsset', { body: { id, name: id, useCaseId: 'summaries', ...more } });
  };
  const publish = async (id: string, definition: Definition = {}): Promise<number> => {
    const body = { ...DEFINITION, ...definition };
    const { version } = await ada.call('draftLibraryVersion', { params: { id }, body });
    await ada.call('publishLibraryVersion', { params: { id, version } });
    return version;
  };
  const at = (id: string, version: number) => ({ params: { id, version } });

  test('a version is written, published, approved by the owner of the use case, and labelled', async () => {
    await make('notes', { starterRoles: ['everyone'] });
    const draft = await ada.call('draftLibraryVersion', { params: { id: 'notes' }, body: DEFINITION });
    assert.deepEqual([draft.version, draft.state, draft.writtenBy], [1, 'draft', 'ada']);
    assert.equal((await refusal(olga.call('approveLibraryVersion', at('notes', 1)))).code, 'rule_broken');
    const published = await ada.call('publishLibraryVersion', at('notes', 1));
    assert.equal(published.state, 'published');
    const label = { params: { id: 'notes' }, body: { label: 'production' as const, version: 1 } };
    assert.match(String((await refusal(ada.call('labelLibraryAsset', label))).detail), /is not approved/);
    assert.equal((await refusal(ada.call('approveLibraryVersion', at('notes', 1)))).code, 'four_eyes');
    assert.equal((await olga.call('approveLibraryVersion', at('notes', 1))).approvedBy, 'olga');
    assert.deepEqual((await ada.call('labelLibraryAsset', label)).labels, { production: 1 });
    const { rows } = await ada.call('listAuditEvents', { query: { subject: 'library_version:notes@1', limit: 100 } });
    const types = rows.map(({ body }) => String((JSON.parse(body) as { readonly type: string }).type));
    assert.deepEqual(types, ['library_version.drafted', 'library_version.published', 'library_version.approved']);
    assert.ok(!JSON.stringify(rows).includes('Summarise'), 'the words are not in the trail');
  });

  test('what is published never changes: the next draft is the next version, and the store itself refuses', async () => {
    const again = await ada.call('draftLibraryVersion', {
      params: { id: 'notes' },
      body: { ...DEFINITION, text: `${TEXT}\n` },
    });
    assert.deepEqual([again.version, again.state], [2, 'draft']);
    const same = await ada.call('draftLibraryVersion', { params: { id: 'notes' }, body: DEFINITION });
    assert.equal(same.version, 2, 'a draft is written again');
    const nothing = await refusal(ada.call('publishLibraryVersion', at('notes', 2)));
    assert.match(String(nothing.detail), /what version 1 says/);
    await assert.rejects(
      house.database.pool.query(`update tokenward.library_version set definition = '{}' where id = 'notes@1'`),
      /is published and cannot change/,
    );
  });

  test('a text and its parameters that do not go together are refused with the place', async () => {
    await make('faulty');
    // biome-ignore format: a table is read down
    const faults: readonly (readonly [Definition, string, RegExp])[] = [
      [{ text: 'Hello {{who}}', parameters: [] },                              '/text',                 /is no parameter/],
      [{ text: 'Hello', parameters: [parameter('who')] },                      '/parameters/0/name',    /stands nowhere/],
      [{ text: '{{a}}', parameters: [parameter('a'), parameter('a')] },        '/parameters/1/name',    /stands twice/],
      [{ text: '{{a}}', parameters: [parameter('a', { kind: 'choice' })] },    '/parameters/0/choices', /has choices/],
      [{ text: '{{a}}', parameters: [parameter('a', { kind: 'date', default: 'soon' })] }, '/parameters/0/default', /no value/],
      [{ text: 'Hi', parameters: [], examples: [{ title: 'x', parameters: { a: 'b' } }] },   '/examples/0/parameters', /not known/],
      [{ text: ' ', parameters: [] },                                          '/text',                 /has a text/],
    ];
    for (const [body, pointer, sentence] of faults) {
      const problem = await refusal(ada.call('draftLibraryVersion', { params: { id: 'faulty' }, body }));
      assert.equal(problem.errors[0]?.pointer, pointer);
      assert.match(String(problem.detail), sentence);
    }
  });

  test('anybody with a key renders by number, by label or by what is in use, and reads what is wrong', async () => {
    const render = (version: string, parameters: Record<string, unknown>) =>
      reader.call('renderLibraryVersion', { params: { id: 'notes', version }, body: { parameters } });
    const rendered = await render('production', { notes: 'It {{rains}}.', words: 50 });
    assert.equal(rendered.text, 'Summarise this for the team in 50 words:\n\nIt {{rains}}.');
    assert.deepEqual([rendered.header, rendered.place], ['notes@1', 'user']);
    assert.equal((await render('1', { notes: '' })).header, 'notes@1');
    const wrong = await refusal(render('1', { words: 3, tone: 'x' }));
    for (const part of [
      '"words" must be at least 20',
      '"notes" is missing',
      '"tone" is not known',
      '{"reader":"the team"',
    ])
      assert.ok(String(wrong.detail).includes(part), `${part} in ${wrong.detail}`);
    assert.equal((await refusal(render('canary', { notes: '' }))).code, 'not_found');
    assert.equal((await refusal(render('2', { notes: '' }))).code, 'not_found', 'a draft is nobody’s to use');
  });

  test('people start from what stands out for their roles, with the version in use', async () => {
    await make('manager-digest', { starterRoles: ['manager'] });
    const set = await reader.call('listStarterSet', {});
    assert.deepEqual(
      set.rows.map(({ asset, version }) => [asset.id, version?.version]),
      [['notes', 1]],
    );
  });

  test('a fork keeps its lineage and begins as a draft of its own; a deprecation names what is used instead', async () => {
    const fork = await olga.call('forkLibraryAsset', {
      params: { id: 'notes' },
      body: { id: 'notes-for-sales', name: 'Notes for sales', useCaseId: 'letters' },
    });
    assert.deepEqual([fork.forkedFrom, fork.ownerPersonId], [{ assetId: 'notes', version: 1 }, 'olga']);
    const { rows } = await reader.call('listLibraryVersions', { params: { id: 'notes-for-sales' }, query: {} });
    assert.deepEqual(
      rows.map(({ version, state, text }) => [version, state, text]),
      [[1, 'draft', TEXT]],
    );
    const moved = await refusal(
      ada.call('changeLibraryAsset', { params: { id: 'notes' }, body: { useCaseId: 'letters' } }),
    );
    assert.match(String(moved.detail), /fork it/);
    const body = { reason: 'too long', successorId: 'notes-for-sales' };
    const deprecated = await ada.call('deprecateLibraryAsset', { params: { id: 'notes' }, body });
    assert.equal(deprecated.status, 'deprecated');
    const rendered = await reader.call('renderLibraryVersion', {
      params: { id: 'notes', version: '1' },
      body: { parameters: { notes: 'x' } },
    });
    assert.equal(rendered.warning, '"notes" is deprecated: too long. Use "notes-for-sales" instead.');
    assert.equal((await ada.call('restoreLibraryAsset', { params: { id: 'notes' } })).deprecation, null);
  });

  test('what is no template is described and linked, and goes out as it is', async () => {
    await make('triage-agent', { kind: 'agent' });
    const empty = await refusal(ada.call('draftLibraryVersion', { params: { id: 'triage-agent' }, body: {} }));
    assert.match(String(empty.detail), /a text, a link, or both/);
    await publish('triage-agent', { text: '', parameters: [], examples: [], link: 'https://git.example.com/triage' });
    const at1 = { id: 'triage-agent', version: '1' };
    const taken = await reader.call('renderLibraryVersion', { params: at1, body: {} });
    assert.deepEqual([taken.text, taken.link, taken.header], ['', 'https://git.example.com/triage', 'triage-agent@1']);
    const wrong = await refusal(reader.call('renderLibraryVersion', { params: at1, body: { parameters: { x: 1 } } }));
    assert.match(String(wrong.detail), /not known here/);
  });

  test('what nobody has used is listed with nothing; what others use is counted, and the owner’s own calls are not', async () => {
    const unused = await ada.call('readLibraryReuse', { query: {} });
    assert.ok(unused.rows.length >= 4 && unused.rows.every(({ calls, forkCalls }) => calls === 0 && forkCalls === 0));
    // biome-ignore format: a table is read down
    const calls = [
      aCall(1, { personId: 'olga', teamId: 'sales',   templateVersion: '1', taskId: 'one' }),
      aCall(2, { personId: 'olga', teamId: 'sales',   templateVersion: '1', taskId: 'one' }),
      aCall(3, { personId: 'max',  teamId: 'support', templateVersion: '2', taskId: 'two' }),
      aCall(4, { personId: 'ada',  teamId: 'support', templateVersion: '2', taskId: 'three' }),
      aCall(5, { personId: 'max',  teamId: 'support', outcome: 'refused' }),
      aCall(6, { personId: 'max',  teamId: 'support', shadowOf: 'call' }),
      aCall(7, { personId: 'max',  teamId: 'support', templateId: 'notes-for-sales', templateVersion: '1' }),
      aCall(8, { personId: 'ada',  teamId: 'support', templateId: 'notes-for-sales', templateVersion: '1' }),
      aCall(9, { personId: 'max',  teamId: 'support', templateId: 'nobody-knows' }),
      aCall(10, { personId: 'max', teamId: 'support', admittedAtMs: START_MS - 40 * DAY_MS }),
    ];
    const ingest = createIngest({ pool: house.database.pool, clock: house.context.clock, log: () => undefined });
    await ingest(batchOf(1, { admits: calls, settles: calls }));
    const reuse = async (by: 'asset' | 'version' | 'team' | 'adopter') =>
      (await ada.call('readLibraryReuse', { query: { by, assetId: 'notes' } })).rows;
    const [whole] = await reuse('asset');
    assert.deepEqual(whole, {
      ...{ assetId: 'notes', forkedFrom: null, version: null, teamId: null, adopter: null },
      ...{
        calls: 3,
        ownerCalls: 1,
        tasks: 2,
        adopters: 2,
        teams: 2,
        costNanodollars: '6000',
        forkCalls: 1,
        copies: 3,
        copiers: 1,
      },
    });
    // biome-ignore format: a table is read down
    assert.deepEqual((await reuse('adopter')).map((row) => [row.version, row.teamId, row.adopter?.id, row.calls, row.ownerCalls]), [
      ['1', 'sales',   'olga', 2, 0],
      ['2', 'support', 'max',  1, 0],
      ['2', 'support', 'ada',  0, 1],
    ]);
    assert.deepEqual(
      (await reuse('version')).map((row) => [row.version, row.calls]),
      [
        ['1', 2],
        ['2', 1],
      ],
    );
    assert.deepEqual(
      (await reuse('team')).map((row) => [row.teamId, row.calls]),
      [
        ['sales', 2],
        ['support', 1],
      ],
    );
  });
});

function aCall(serial: number, changes: Partial<CallRecord>): CallRecord {
  const admittedAtMs = START_MS - DAY_MS + serial;
  return sampleCall(serial, { admittedAtMs, templateId: 'notes', costNanodollars: '2000', ...changes });
}
