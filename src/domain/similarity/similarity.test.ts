import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ComparedAsset, findTwins, firstOf, isWorthMerging } from './find-twins.ts';
import { createGrouper } from './group-alike.ts';
import { proposableGroup, type SentPrompt } from './group-prompts.ts';
import { openingOf } from './opening-of.ts';
import { createTextShaper, SHAPED_CHARACTERS_MAX } from './shape-text.ts';
import { maySketch, USUAL_SIMILARITY } from './similarity-rule.ts';
import { EMPTY_BIN, SKETCH_BINS, type Sketch, sketchOf } from './sketch.ts';
import { sumDrift } from './sum-drift.ts';
import { groupSignals, type TeamSignals } from './team-signals.ts';
import { createTemplateIndex } from './template-index.ts';

const shape = createTextShaper({ first: 1, second: 2 });
const LONG =
  'Turn the notes of the meeting into minutes and name every decision with who made it and until when it holds';

test('Chinese is compared sign by sign, and a text beyond what is looked at says that it was cut', () => {
  assert.equal(shape('会议记录').shingles.length, 3);
  assert.deepEqual(shape('a  b—c').shingles, shape('A b c').shingles);
  assert.equal(shape('ab').shingles.length, 0);
  const cut = shape('word '.repeat(SHAPED_CHARACTERS_MAX));
  assert.deepEqual([cut.isCut, shape('word word').isCut], [true, false]);
  assert.equal(shape('İ'.repeat(SHAPED_CHARACTERS_MAX)).isCut, false, 'a letter that becomes two finds room');
});

/** A sketch whose first bins hold these values. */
function sketch(...values: readonly number[]): Sketch {
  return Uint16Array.from({ length: SKETCH_BINS }, (_, bin) => values[bin % values.length] ?? EMPTY_BIN);
}

test('a group is of what is like its leader: a chain of small changes joins nothing that is not alike', () => {
  const grouper = createGrouper<{ readonly name: string; readonly sketch: Sketch }>({
    similarityMin: 0.6,
    leadersMax: 2,
  });
  const item = (name: string, ...values: readonly number[]) => ({ name, sketch: sketch(...values) });
  assert.equal(grouper.add(item('first', 1, 2, 3, 4))?.leader.name, 'first');
  assert.equal(grouper.add(item('near', 1, 2, 3, 9))?.leader.name, 'first');
  assert.equal(grouper.add(item('nearer to near', 1, 2, 8, 9))?.leader.name, 'nearer to near');
  assert.equal(grouper.add(item('between', 1, 2, 3, 9))?.leader.name, 'first', 'of two the one it is like most');
  assert.equal(grouper.add(item('third', 5, 6, 7, 0)), null, 'no room for another leader');
});

test('a call is looked at where the rule, the use case and the class of its content all allow it', () => {
  const on = { ...USUAL_SIMILARITY, mode: 'on' } as const;
  const useCase = { id: 'a', loggingRule: 'metadata' } as const;
  assert.equal(maySketch(on, { useCase, dataClass: 'internal' }), true);
  assert.equal(maySketch(USUAL_SIMILARITY, { useCase, dataClass: 'public' }), false);
  assert.equal(maySketch(on, { useCase, dataClass: 'confidential' }), false);
  assert.equal(maySketch(on, { useCase, dataClass: null }), false);
  assert.equal(maySketch(on, { useCase: { ...useCase, loggingRule: 'none' }, dataClass: 'public' }), false);
  assert.equal(maySketch({ ...on, useCaseIds: ['b'] }, { useCase, dataClass: 'public' }), false);
});

test('the beginning of a question ends before what it is about, and a greeting is no paragraph', () => {
  const asked = `${LONG}. List open points at the end with their owners.`;
  for (const parting of ['\n\n', '\n---\n', '\n```\n', '\n"""\n', '\n<notes>'])
    assert.equal(openingOf(`${asked}${parting}Sam: it rains. ${'x'.repeat(500)}`), asked);
  assert.ok(openingOf(`Hello!\n\n${asked}\n\nSam: it rains.`).endsWith('owners.'));
  assert.equal(openingOf('x'.repeat(2_000)).length, 900);
});

test('an index knows the version that a text kept most, tells its words from the rest, and of short templates nothing', () => {
  const index = createTemplateIndex(shape);
  index.add({ assetId: 'minutes', version: 1, text: `${LONG}: {{notes}} Thank you for your help with all of this.` });
  index.add({ assetId: 'minutes', version: 2, text: `${LONG}: {{notes}} Write it in French.` });
  index.add({ assetId: 'greeting', version: 1, text: 'Say {{what}}.' });
  const notes = 'Ada will call the printer on Monday because the boxes were late again';
  const { shingles } = shape(`${LONG}: ${notes}. Thank you for your help with all of this.`);
  const found = index.recognise(shingles);
  assert.deepEqual(found, { assetId: 'minutes', version: 1, kept: 1 });
  assert.equal(index.keptOf({ assetId: 'minutes', version: null }, shingles)?.version, 1);
  assert.ok((index.keptOf({ assetId: 'minutes', version: 2 }, shingles)?.kept ?? 1) < 1);
  assert.equal(index.keptOf({ assetId: 'greeting', version: 1 }, shingles), null);
  assert.equal(index.recognise(shape(notes).shingles), null);
  const rest = found === null ? shingles : index.without(found, shingles);
  // The notes, and the two places where they join the template.
  assert.equal(rest.length, shape(notes).shingles.length + 2);
});

const asset = (assetId: string, text: string, more: Partial<ComparedAsset> = {}): ComparedAsset => ({
  ...{ assetId, version: 1, kind: 'template', shingles: new Set(shape(text).shingles), ownerPersonId: assetId },
  ...{ teamId: null, useCaseId: 'a', firstPublishedAtMs: 1, forkedFrom: null },
  ...more,
});

test('twins are of one kind, the older is first, and what one person owns or forked is not proposed', () => {
  const older = asset('older', LONG, { firstPublishedAtMs: 1 });
  const younger = asset('younger', `${LONG} today`, { firstPublishedAtMs: 2 });
  const agent = asset('agent', LONG, { kind: 'agent', firstPublishedAtMs: 3 });
  const fork = asset('fork', `${LONG} as well`, { firstPublishedAtMs: 4, forkedFrom: 'older' });
  const own = asset('own', `${LONG} in short`, { firstPublishedAtMs: 5, ownerPersonId: 'older' });
  const all = [own, fork, agent, younger, older, asset('other', 'Something else that nobody else has ever asked for')];
  const twins = findTwins(all);
  const pairs = twins.filter(isWorthMerging).map(({ first, second }) => `${first.assetId} ${second.assetId}`);
  assert.deepEqual(pairs.sort(), ['fork own', 'older younger', 'younger fork', 'younger own']);
  const firsts = firstOf(all, twins);
  assert.deepEqual(
    ['younger', 'fork', 'own', 'agent', 'other'].map((id) => firsts.get(id)?.assetId),
    ['older', 'older', 'older', 'agent', 'other'],
  );
});

const prompt = (
  id: string,
  people: number,
  teamIds: readonly string[],
  more: Partial<SentPrompt> = {},
): SentPrompt => ({
  ...{ id, role: 'opening', sketch: sketchOf([1]).sketch, calls: 10, useCaseIds: ['a'], assetId: null, teamIds },
  owners: Array.from({ length: people }, (_, at) => `person:${id}-${at}`),
  ...more,
});

// biome-ignore format: a table is read down
const GROUPS: readonly (readonly [string, readonly SentPrompt[], boolean])[] = [
  ['five people of two teams',          [prompt('a', 3, ['x']), prompt('b', 2, ['y'])],                          true],
  ['four people',                       [prompt('a', 3, ['x']), prompt('b', 1, ['y'])],                          false],
  ['one team',                          [prompt('a', 3, ['x']), prompt('b', 4, ['x'])],                          false],
  ['programs',                          [prompt('a', 3, ['x', 'y'], { owners: ['service_account:1', 'service_account:2', 'service_account:3', 'service_account:4', 'service_account:5'] })], false],
  ['fewer than ten calls',              [prompt('a', 5, ['x', 'y'], { calls: 9 })],                              false],
];
for (const [name, members, isProposed] of GROUPS)
  test(`prompts of ${name} are ${isProposed ? '' : 'not '}proposed`, () => {
    const group = proposableGroup(members.map((each) => ({ prompt: each, similarity: 0.77 })));
    assert.equal(group !== null, isProposed);
    if (group !== null) assert.deepEqual([group.people, group.teamIds, group.similarityPercent], [5, ['x', 'y'], 77]);
  });

test('drift is told from twenty calls on: how many kept less than eight tenths, and the middle', () => {
  const counts = [
    { use: 'named', keptTenths: 10, calls: 12 },
    { use: 'named', keptTenths: 7, calls: 6 },
    { use: 'unnamed', keptTenths: 6, calls: 2 },
  ] as const;
  const told = { named: 18, unnamed: 2, drifted: 8, driftedPercent: 40, keptTenthsMedian: 10 };
  assert.deepEqual(sumDrift(counts), told);
  const few = { named: 12, unnamed: 0, drifted: 0, driftedPercent: null, keptTenthsMedian: null };
  assert.deepEqual(sumDrift(counts.slice(0, 1)), few);
});

test('teams of fewer than five people are told together, or not at all', () => {
  const team = (teamId: string, people: number, more: Partial<TeamSignals> = {}): TeamSignals => ({
    ...{ teamId, tasks: 30, libraryTasks: 10, sharedAssets: 1, adoptedAssets: 2, openings: 40, oneOffs: 10 },
    personIds: Array.from({ length: people }, (_, at) => `${teamId}-${at}`),
    ...more,
  });
  assert.deepEqual(groupSignals([team('a', 4)]), []);
  const [large, small] = groupSignals([team('a', 6), team('b', 3), team('c', 2, { openings: 0, oneOffs: 0 })]);
  assert.deepEqual([large?.teamIds, large?.libraryPercent, large?.oneOffPercent], [['a'], 33, 25]);
  assert.deepEqual([small?.teamIds, small?.people, small?.tasks, small?.sharedAssets], [['b', 'c'], 5, 60, 2]);
});
