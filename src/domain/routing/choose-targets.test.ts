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

test('a model that nobody serves at this face is refused', () => {
  const chosen = chooseTargets({ model: through('claude'), face: 'openai-chat', upstreams });
  assert.equal('kind' in chosen && chosen.code, 'no_target');
});
