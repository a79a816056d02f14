import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aModel, anUpstream } from '../../../test/fakes/catalog-rows.ts';
import { chooseTargets } from './choose-targets.ts';

const upstreams = new Map(
  [
    anUpstream({ id: 'first' }),
    anUpstream({ id: 'second' }),
    anUpstream({ id: 'resting', status: 'suspended' }),
    anUpstream({ id: 'claude', kind: 'anthropic' }),
  ].map((row) => [row.id, row]),
);
const through = (...ids: string[]) =>
  aModel({ targets: ids.map((upstreamId) => ({ upstreamId, upstreamModel: `${upstreamId}-name` })) });

test('targets are tried in the order of the model', () => {
  const chosen = chooseTargets({ model: through('second', 'first'), face: 'openai-chat', upstreams });
  assert.deepEqual('kind' in chosen ? chosen : chosen.map((target) => target.upstreamModel), [
    'second-name',
    'first-name',
  ]);
});

test('suspended, unknown and differently speaking upstreams are left out', () => {
  const chosen = chooseTargets({
    model: through('resting', 'nowhere', 'claude', 'first'),
    face: 'openai-chat',
    upstreams,
  });
  assert.deepEqual('kind' in chosen ? chosen : chosen.map((target) => target.upstream.id), ['first']);
});

test('an upstream that speaks another API is reached by translation, after those that speak this one', () => {
  const model = { ...through('claude', 'first'), faces: ['openai-chat', 'anthropic-messages'] as const };
  const chosen = chooseTargets({ model, face: 'openai-chat', upstreams });
  assert.deepEqual('kind' in chosen ? chosen : chosen.map(({ upstream, translate }) => [upstream.id, translate]), [
    ['first', null],
    ['claude', { from: 'openai-chat', to: 'anthropic-messages' }],
  ]);
});

for (const [face, faces, to] of [
  ['openai-chat', ['openai-responses'], 'openai-responses'],
  ['anthropic-messages', ['openai-responses', 'openai-chat'], 'openai-chat'],
  ['anthropic-messages', ['openai-responses'], 'openai-responses'],
] as const) {
  test(`a call of ${face} goes to a model of ${faces.join(' and ')} as ${to}`, () => {
    const chosen = chooseTargets({ model: { ...through('first'), faces }, face, upstreams });
    assert.deepEqual('kind' in chosen ? chosen : chosen.map(({ translate }) => translate?.to), [to]);
  });
}

test('a model that nobody serves at this face is refused', () => {
  for (const face of ['openai-embeddings', 'anthropic-count-tokens'] as const) {
    const chosen = chooseTargets({ model: through('resting', 'first'), face, upstreams });
    assert.equal('kind' in chosen && chosen.code, 'no_target');
  }
});
