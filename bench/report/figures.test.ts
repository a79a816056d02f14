import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SaturationRow } from '../measure/measurement.ts';
import type { TargetName } from '../targets/target.ts';
import { figuresFrom } from './figures.ts';

function row(input: { target: TargetName; turn: number; cpu: number; busy?: number; rate?: number }): SaturationRow {
  return {
    kind: 'saturation',
    round: 0,
    turn: input.turn,
    target: input.target,
    workload: 'json2k',
    answers: 1,
    answersPerSecond: input.rate ?? 1,
    readsPerAnswer: 1,
    failures: 0,
    cpuMicrosecondsPerAnswer: input.cpu,
    putOffMicrosecondsPerAnswer: 0,
    settledAfterMs: 0,
    databaseMicrosecondsPerAnswer: 0,
    proxyBusyShare: input.busy ?? 1,
    loadBusyShare: 0,
    upstreamBusyShare: 0,
    foreignBusyShare: 0,
    stolenShare: 0,
  };
}

test('Ratios are taken between neighbours in time, so that a machine that slows down does not move them.', () => {
  const rows = [0, 1, 2].flatMap((turn) => [
    row({ target: 'bare', turn, cpu: 40 * (turn + 1) }),
    row({ target: 'tokenward', turn, cpu: 60 * (turn + 1) }),
  ]);
  assert.equal(figuresFrom(rows).cpuPerRequestOverBareProxy?.median, 1.5);
});

test('Throughput is derived from CPU per request, and says so, when a proxy did not fill its processor.', () => {
  const full = [
    row({ target: 'tokenward', turn: 0, cpu: 50, rate: 9_000 }),
    row({ target: 'portkey', turn: 0, cpu: 500, rate: 1_000 }),
  ];
  assert.deepEqual(
    [figuresFrom(full).throughputBasis, figuresFrom(full).throughputOverPortkey?.median],
    ['measured', 9],
  );
  const idle = full.map((each) => ({ ...each, proxyBusyShare: 0.5 }));
  assert.deepEqual(
    [figuresFrom(idle).throughputBasis, figuresFrom(idle).throughputOverPortkey?.median],
    ['derived from CPU per request', 10],
  );
});

test('What was not measured is null and never zero.', () => {
  const figures = figuresFrom([row({ target: 'bare', turn: 0, cpu: 40 })]);
  assert.equal(figures.cpuPerRequestOverBareProxy, null);
  assert.equal(figures.throughputOverPortkey, null);
  assert.equal(figures.abortMs, null);
  assert.equal(figures.rssMb, null);
});

test('Turns in which others were at work are set aside while quieter ones remain.', () => {
  const rows = [0, 1, 2, 3, 4, 5].flatMap((turn) => {
    const foreignBusyShare = turn < 3 ? 0.6 : 0;
    const ours = row({ target: 'tokenward', turn, cpu: turn < 3 ? 400 : 60 });
    return [row({ target: 'bare', turn, cpu: 40 }), { ...ours, foreignBusyShare }];
  });
  assert.deepEqual(figuresFrom(rows).cpuPerRequestOverBareProxy, { median: 1.5, low: 1.5, high: 1.5, samples: 3 });
});
