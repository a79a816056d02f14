import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseRoute, type RouteQuestion } from './choose-route.ts';
import { aCandidate, aPrice, aQuestion, aRule, LARGE, SMALL } from './routing.fixture.ts';

const kept = (modelId: string, tokens: number) => ({
  kept: { modelId, atMonotonicMs: 0, warm: { tokens, isMarked: false } },
  warm: { tokens, isMarked: false },
});
const MEDIUM = aCandidate('medium', aPrice({ input: 1, read: 0.1, output: 5 }));
const unpriced = aCandidate('small', undefined);
const strict = { version: 1, method: 'platt', observations: 60, brierRaw: 0, brierCalibrated: 0 } as const;

// what is asked, the model that serves and why
const table: readonly (readonly [string, Partial<RouteQuestion>, string])[] = [
  ['a simple request', {}, 'small routed'],
  ['a difficult request', { raw: 0.6 }, 'large too_difficult'],
  ['a request just at the threshold', { raw: 0.35 }, 'small routed'],
  ['a rule that only watches', { acts: false }, 'large observed'],
  ['a stack without another model', { others: [] }, 'large no_cheaper'],
  ['another model without a price', { others: [unpriced] }, 'large no_cheaper'],
  ['a reference without a price', { reference: aCandidate('large', undefined) }, 'large no_cheaper'],
  ['another model that is dearer', { reference: SMALL, others: [LARGE] }, 'small no_cheaper'],
  ['a model that is stepped back from', { isSteppedBack: () => true }, 'large stepped_back'],
  [
    'the cheapest stepped back from, another left',
    { others: [SMALL, MEDIUM], isSteppedBack: (id) => id === 'small' },
    'medium routed',
  ],
  ['two cheaper models', { others: [MEDIUM, SMALL] }, 'small routed'],
  [
    'a calibration by which the cheapest risks too much',
    {
      others: [SMALL, MEDIUM],
      calibrationOf: (id) => (id === 'small' ? { ...strict, points: [{ raw: 0, risk: 0.5 }] } : undefined),
    },
    'medium routed',
  ],
  ['a conversation that is with the cheaper model', { raw: 0.4, ...kept('small', 2_000) }, 'small sticky'],
  ['a conversation that has become difficult', { raw: 0.5, ...kept('small', 2_000) }, 'large too_difficult'],
  [
    'a long conversation, warm at the reference, with little new and little to write',
    { tokens: { inputTokens: 100_100, outputTokens: 20 }, ...kept('large', 100_000) },
    'large cache_kept',
  ],
  [
    'a short warm conversation whose answer is long',
    { tokens: { inputTokens: 2_100, outputTokens: 2_000 }, ...kept('large', 2_000) },
    'small routed',
  ],
  [
    'a conversation of the canary',
    { rule: aRule({ canary: { modelId: 'small', share: 0.6 } }), raw: 0.9 },
    'small canary',
  ],
  [
    'a conversation outside the canary',
    { rule: aRule({ canary: { modelId: 'small', share: 0.4 } }), raw: 0.9 },
    'large too_difficult',
  ],
  [
    'a canary that is stepped back from',
    { rule: aRule({ canary: { modelId: 'small', share: 0.6 } }), isSteppedBack: () => true },
    'large stepped_back',
  ],
  [
    'a canary outside what can serve',
    { rule: aRule({ canary: { modelId: 'elsewhere', share: 0.6 } }) },
    'small routed',
  ],
];
for (const [asked, change, expected] of table) {
  test(`${asked} goes to ${expected.replace(' ', ': ')}`, () => {
    const choice = chooseRoute(aQuestion(change));
    assert.equal(`${choice.model.id} ${choice.reason}`, expected);
  });
}
