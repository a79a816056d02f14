import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aCallRecord } from '../../../test/fakes/call-rows.ts';
import { createCallMetrics } from './call-metrics.ts';

const readings = {
  journal: () => ({ undrainedBytes: 7, openCalls: 2, failing: false }),
  callsLive: () => 3,
  content: () => ({ waitingRecords: 0, waitingBytes: 0, lostRecords: 4, refusedRecords: 5, failing: true }),
  storeReachable: () => true,
  cache: () => ({ answers: 3, bytes: 900, waiting: 1, hits: 4, joined: 2, misses: 9, evictions: 5, purged: 6 }),
};

test('sums are handed over once, however often they are read', async () => {
  const metrics = createCallMetrics(readings);
  metrics.observe(aCallRecord());
  metrics.observe(aCallRecord());
  await metrics.render();
  metrics.observe(aCallRecord());
  const { text } = await metrics.render();
  assert.match(
    text,
    /tokenward_calls_total\{face="openai-chat",outcome="completed",status="200",lane="production"\} 3\n/,
  );
  assert.match(text, /tokenward_tokens_total\{model="small",direction="input",basis="measured"\} 45\n/);
  assert.match(text, /tokenward_tokens_total\{model="small",direction="output",basis="measured"\} 69\n/);
  assert.match(text, /tokenward_cost_dollars_total\{model="small",use_case="drafting"\} 0\.0045\d*\n/);
  assert.match(text, /tokenward_call_duration_seconds_count\{face="openai-chat"\} 3\n/);
});

test('a call without a price is counted as unpriced and adds no cost', async () => {
  const metrics = createCallMetrics(readings);
  metrics.observe(aCallRecord({ costNanodollars: null }));
  const { text } = await metrics.render();
  assert.match(text, /tokenward_calls_unpriced_total\{model="small"\} 1\n/);
  assert.match(text, /tokenward_cost_dollars_total\{model="small",use_case="drafting"\} 0\n/);
});

test('nothing that a client can invent, and no person, is a label', async () => {
  const metrics = createCallMetrics(readings);
  const invented = {
    requestedModel: 'invented',
    purpose: 'invented',
    taskId: 'invented',
    sessionId: 'invented',
    clientName: 'invented',
  };
  metrics.observe(
    aCallRecord({ ...invented, outcome: 'refused', modelId: null, personId: 'invented', keyId: 'invented' }),
  );
  metrics.observe(aCallRecord({ ...invented, personId: 'invented', keyId: 'invented' }));
  const { text } = await metrics.render();
  assert.doesNotMatch(text, /invented/);
});

test('gauges say how things stand when they are read', async () => {
  const { text } = await createCallMetrics(readings).render();
  assert.match(text, /tokenward_calls_live 3\n/);
  assert.match(text, /tokenward_journal_undrained_bytes 7\n/);
  assert.match(text, /tokenward_store_reachable 1\n/);
});

test('figures of the cache are read off when somebody asks, and stay what they are when asked again', async () => {
  const metrics = createCallMetrics(readings);
  await metrics.render();
  const { text } = await metrics.render();
  for (const line of [
    'tokenward_cache_calls_total{found="hit"} 4',
    'tokenward_cache_calls_total{found="joined"} 2',
    'tokenward_cache_calls_total{found="miss"} 9',
    'tokenward_cache_dropped_total{cause="room"} 5',
    'tokenward_cache_dropped_total{cause="purge"} 6',
    'tokenward_cache_answers 3',
    'tokenward_cache_bytes 900',
    'tokenward_cache_waiting 1',
  ])
    assert.ok(text.includes(line), line);
});
