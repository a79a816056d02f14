import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePriceBook } from '../catalog/price-book.ts';
import type { Model } from '../catalog/upstream.ts';
import { nanodollars } from '../money/nanodollars.ts';
import { baselineOf } from './baseline.ts';
import type { ModelChoices } from './cheaper-model.ts';
import { costOfTask } from './cost-of-task.ts';
import { aTaskCall, somePeers } from './task.fixture.ts';
import type { TaskCall } from './task-call.ts';
import { findWaste, type WasteFinding, type WasteQuestion } from './waste.ts';

const price = (id: string, input: string, output: string) => ({
  ...{ id, priceKey: id, effectiveFromMs: 0, effectiveToMs: null, predicates: {}, source: 'test' },
  nanodollarsPerMillionTokens: {
    ...{ inputUncached: input, outputVisible: output, outputReasoning: output },
    ...{ inputCacheRead: null, inputCacheWrite5m: null, inputCacheWrite1h: null },
  },
});
const model = (id: string, change: Partial<Model> = {}): Model => ({
  ...{ id, vendor: 'test', faces: ['openai-chat'], targets: [], priceKey: id, contextTokensMax: null },
  ...{ outputTokensMax: null, abilities: null, status: 'active' },
  clearance: { dataClassMax: 'internal', region: null, retention: 'unknown' },
  ...change,
});
const STACK = [model('small'), model('large')];
const choicesOf = (models: readonly Model[]): ModelChoices => ({
  models,
  priceBook: compilePriceBook({ version: '1', rows: [price('small', '100000000', '400000000')] }),
  regionOf: () => null,
});

function find(calls: readonly TaskCall[], change: Partial<WasteQuestion> = {}): readonly WasteFinding[] {
  return findWaste({
    calls,
    cost: costOfTask(calls, { outcome: 'unknown', isPartial: false }),
    baseline: null,
    choices: choicesOf([]),
    same: { tasks: 0, answered: 0, cost: nanodollars(0n) },
    expectedOutputTokens: null,
    ...change,
  });
}
const kindsOf = (findings: readonly WasteFinding[]) => findings.map(({ kind }) => kind);
const baseline = (() => {
  const known = baselineOf(somePeers(25), 'own');
  return known.kind === 'baseline' ? known : null;
})();
const many = (count: number, change: Parameters<typeof aTaskCall>[0] = {}) =>
  Array.from({ length: count }, () => aTaskCall(change));

test('work that is done as others do it is no waste', () => {
  assert.deepEqual(find(many(4), { baseline, choices: choicesOf(STACK.slice(1)) }), []);
});

test('a context far above what peers send is told with both figures, and only where there are peers', () => {
  const big = [aTaskCall({ tokens: { inputUncachedTokens: 20_000 } })];
  const [finding] = find(big, { baseline });
  assert.equal(
    finding?.sentence,
    'Each answered call sent 20,000 tokens on average, where tasks like this one send 800 tokens.',
  );
  assert.ok((finding?.wasted ?? 0n) > 9_000_000n && (finding?.wasted ?? 0n) < 10_000_000n);
  assert.deepEqual(find(big), []);
  // Four times as much, and nothing to gain.
  assert.deepEqual(find([aTaskCall({ tokens: { inputUncachedTokens: 4_000 } })], { baseline }), []);
});

/** [what, calls, found] */
const LOOPS: readonly (readonly [string, () => readonly TaskCall[], number])[] = [
  ['the same asked again twice after its answer', () => many(3, { conversationHash: 'same' }), 2],
  ['the same asked again once', () => many(2, { conversationHash: 'same' }), 0],
  ['a conversation continued in four ways', () => many(4, { prefixHashes: ['before'] }), 3],
  ['a conversation continued in three ways', () => many(3, { prefixHashes: ['before'] }), 0],
  ['eight steps that grow alike and are answered alike', () => steps([310, 310, 310, 312, 310, 309, 310], 45), 6],
  ['five steps that do', () => steps([310, 310, 310, 310], 45), 0],
  ['steps that grow each by something else', () => steps([310, 900, 20, 1500, 77, 400, 5], 45), 0],
  ['steps that shrink', () => steps([-10, -10, -10, -10, -10, -10, -10], 45), 0],
];
for (const [what, calls, found] of LOOPS)
  test(`${what} ${found === 0 ? 'is no loop' : `is a loop of ${found} calls too many`}`, () => {
    const [loop] = find(calls());
    assert.deepEqual([loop?.kind ?? 'none', loop?.calls ?? 0], [found === 0 ? 'none' : 'loops', found]);
    if (found > 0) assert.equal(loop?.wasted, BigInt(found) * 10_000_000n);
  });

function steps(grown: readonly number[], written: number): readonly TaskCall[] {
  let input = 5_000;
  const usageOf = () => ({ inputUncachedTokens: input, outputVisibleTokens: written });
  const first = aTaskCall({ tokens: usageOf() });
  const further = grown.map((tokens) => {
    input += tokens;
    return aTaskCall({ tokens: usageOf() });
  });
  return [first, ...further];
}

test('the same request in three other tasks of a day is a loop, however each was answered here', () => {
  const same = { tasks: 3, answered: 3, cost: nanodollars(3n) };
  assert.deepEqual(kindsOf(find(many(1), { same })), ['loops']);
  assert.deepEqual(find(many(1), { same: { ...same, answered: 2 } }), []);
});

test('content that is sent again and again without an answer is told with why, and with what helps', () => {
  const timeouts = many(3, { outcome: 'upstream_timeout', conversationHash: 'same', costNanodollars: '5000000' });
  const [finding] = find([...timeouts, aTaskCall({ conversationHash: 'same' })]);
  assert.equal(finding?.sentence, '3 calls sent again what had not been answered; most often the model took too long.');
  assert.match(finding?.remedy ?? '', /fall back/);
  assert.equal(finding?.wasted, 15_000_000n);
});

test('one retry is told only where what failed was dear; refusals sent again unchanged are told too', () => {
  const left = aTaskCall({
    outcome: 'client_left',
    conversationHash: 'a',
    costNanodollars: '9000000',
    tokens: { outputVisibleTokens: 0 },
  });
  assert.deepEqual(kindsOf(find([left, aTaskCall({ conversationHash: 'a' })])), ['retries']);
  const cheap = { ...left, costNanodollars: '1' };
  assert.deepEqual(find([cheap, aTaskCall({ conversationHash: 'a' })]), []);
  const [refused] = find(many(4, { outcome: 'refused', conversationHash: 'b', costNanodollars: '0', repeats: null }));
  assert.deepEqual([refused?.kind, refused?.calls], ['retries', 3]);
  assert.match(refused?.remedy ?? '', /A refusal says what to change/);
});

const simple = { tokens: { inputUncachedTokens: 500, outputVisibleTokens: 100 }, modelId: 'large' };
/** [what, call, models, told] */
const PREMIUM: readonly (readonly [string, Parameters<typeof aTaskCall>[0], readonly Model[], boolean])[] = [
  ['a simple call to a dear model', simple, STACK, true],
  ['one that routing took for simple, whatever its size', { ...simple, difficulty: 0.2, toolCount: 3 }, STACK, true],
  ['one that routing took for hard', { ...simple, difficulty: 0.6 }, STACK, false],
  ['one with tools', { ...simple, toolCount: 1 }, STACK, false],
  ['one with a long answer', { ...simple, tokens: { outputVisibleTokens: 301 } }, STACK, false],
  ['one that was answered from the cache', { ...simple, answeredBy: 'cache' }, STACK, false],
  ['one whose data the cheap model may not see', { ...simple, dataClass: 'restricted' }, STACK, false],
  ['one in an API that the cheap model does not speak', { ...simple, face: 'anthropic-messages' }, STACK, false],
  ['one to the cheapest model there is', { ...simple, modelId: 'small' }, STACK, false],
  ['one where the cheap model is blocked', simple, [model('small', { status: 'blocked' })], false],
  ['one that cost hardly more than the cheap model', { ...simple, costNanodollars: '150000' }, STACK, false],
];
for (const [what, call, models, told] of PREMIUM)
  test(`${what} is ${told ? 'told of the cheaper model' : 'no waste'}`, () => {
    const [finding] = find([aTaskCall(call)], { choices: choicesOf(models) });
    assert.equal(finding?.kind, told ? 'premium_model' : undefined);
    if (told)
      assert.match(
        finding?.sentence ?? '',
        /^1 simple call cost 1 cent; the model "small" would have taken about 0\.009 cents\.$/,
      );
  });

/** [what, outcome, tokens written, tokens expected, told] */
const UNREAD = [
  ['an answer that was left when most of it was written', 'client_left', 400, 500, true],
  ['one that nobody read', 'client_stalled', 1_000, null, true],
  ['one that was left early', 'client_left', 100, 500, false],
  ['one that was left when nothing was written', 'client_left', 0, 0, false],
  ['one that was read', 'completed', 5_000, 500, false],
] as const;
for (const [what, outcome, written, expectedOutputTokens, told] of UNREAD)
  test(`${what} is ${told ? 'told' : 'no waste'}`, () => {
    const call = aTaskCall({ outcome, tokens: { outputVisibleTokens: written } });
    assert.equal(kindsOf(find([call], { expectedOutputTokens })).includes('unread_output'), told);
  });

test('what is wasted is at most what the task cost, the dearest stands first, and no sentence names anybody', () => {
  const calls = [
    ...many(4, { conversationHash: 'same', ...simple }),
    ...many(2, { outcome: 'client_left', tokens: { outputVisibleTokens: 2_000 } }),
  ];
  const findings = find(calls, { choices: choicesOf(STACK), baseline });
  assert.ok(findings.length >= 3);
  for (const [at, finding] of findings.entries()) {
    assert.ok(finding.wasted <= 60_000_000n);
    assert.ok(finding.wasted <= (findings[at - 1]?.wasted ?? finding.wasted));
    assert.doesNotMatch(finding.sentence + finding.remedy, /person|support|hash-/);
  }
});
