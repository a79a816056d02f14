import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nanodollars } from '../money/nanodollars.ts';
import { type CheaperQuestion, cheaperWay } from './cheaper-way.ts';
import { costOfTask } from './cost-of-task.ts';
import { aTaskCall, somePeers } from './task.fixture.ts';

const COST = costOfTask([aTaskCall({ costNanodollars: '100000000' })], { outcome: 'unknown', isPartial: false });
const waste = (cents: number, evidence: Readonly<Record<string, string>> = {}) => ({
  ...({ kind: 'loops', calls: 1, sentence: '', remedy: '', evidence } as const),
  wasted: nanodollars(BigInt(cents) * 10_000_000n),
});
const QUESTION: CheaperQuestion = {
  cost: COST,
  peers: [],
  waste: [],
  approvedTemplateIds: ['memo'],
  modelIds: ['small', 'large'],
};
const withMemo = somePeers(25, { templateId: 'memo', cents: 2 });
const withSmall = somePeers(25, { modelId: 'small', cents: 3 });

/** [what, what is known, kind, id, nanodollars] */
const WAYS: readonly (readonly [
  string,
  Partial<CheaperQuestion>,
  string | undefined,
  string | null | undefined,
  bigint | undefined,
])[] = [
  ['nothing known gives no way', {}, undefined, undefined, undefined],
  ['a template that others do well with', { peers: withMemo }, 'template', 'memo', 20_000_000n],
  ['a model that others do well with', { peers: withSmall }, 'model', 'small', 30_000_000n],
  ['of both the cheaper', { peers: [...withSmall, ...withMemo] }, 'template', 'memo', 20_000_000n],
  [
    'a template that is not approved any more gives none',
    { peers: withMemo, approvedTemplateIds: [], modelIds: ['large'] },
    undefined,
    undefined,
    undefined,
  ],
  [
    'a model that the use case does not allow gives none',
    { peers: withSmall, modelIds: ['large'] },
    undefined,
    undefined,
    undefined,
  ],
  ['too few others give none', { peers: withMemo.slice(0, 19) }, undefined, undefined, undefined],
  [
    'what is hardly cheaper gives none',
    { peers: somePeers(25, { templateId: 'memo', cents: 9 }) },
    undefined,
    undefined,
    undefined,
  ],
  [
    'what succeeds clearly less often gives none',
    { peers: [...withSmall, ...somePeers(10, { modelId: 'small', cents: 1, succeeded: false }), ...somePeers(60)] },
    undefined,
    undefined,
    undefined,
  ],
  ['without its dearest waste it is cheaper', { waste: [waste(6), waste(1)] }, 'without_waste', null, 40_000_000n],
  ['with the model that its waste names', { waste: [waste(6, { modelId: 'small' })] }, 'model', 'small', 40_000_000n],
  ['waste of little gives none', { waste: [waste(1)] }, undefined, undefined, undefined],
  ['waste of nothing gives none', { waste: [waste(0)] }, undefined, undefined, undefined],
  [
    'a task that cost nothing has no cheaper way',
    { peers: withMemo, cost: { ...COST, cost: nanodollars(0n) } },
    undefined,
    undefined,
    undefined,
  ],
];
for (const [what, known, kind, id, cost] of WAYS)
  test(`${what}`, () => {
    const way = cheaperWay({ ...QUESTION, ...known });
    assert.deepEqual([way?.kind, way?.id, way?.cost], [kind, id, cost]);
  });

test('whoever uses the template or model already is not told of it', () => {
  assert.equal(cheaperWay({ ...QUESTION, peers: withMemo, modelIds: [], cost: { ...COST, templateId: 'memo' } }), null);
  assert.equal(cheaperWay({ ...QUESTION, peers: withSmall, cost: { ...COST, models: ['small'] } }), null);
});
