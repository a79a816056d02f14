import { monotonicMs } from '../machine/monotonic-clock.ts';
import { type ClientConnection, openConnection } from './client-connection.ts';
import type { NextRequest } from './request-bytes.ts';

export type OpenLoopInput = {
  readonly port: number;
  readonly next: NextRequest;
  readonly ratePerSecond: number;
  readonly durationMs: number;
};

export type OpenLoopResult = {
  readonly answers: number;
  readonly failures: number;
  readonly firstFailure: string;
  readonly elapsedMs: number;
  readonly latencyMsP50: number;
  readonly latencyMsP99: number;
  readonly firstByteMsP50: number;
  readonly firstByteMsP99: number;
  /** How late the generator itself was: above a few ms its own figures are not to be trusted. */
  readonly sentLateMsP99: number;
  readonly connections: number;
};

const answerWaitMs = 10_000;

/**
 * Open loop: a request each 1/rate seconds, whether or not earlier ones were answered; who finds no free
 * connection opens one. Latency runs from the write, since a slow target cannot delay later writes.
 */
export function openLoop(input: OpenLoopInput): Promise<OpenLoopResult> {
  const run = openLoopRun(input);
  return new Promise((resolve) => {
    const ticker = setInterval(() => {
      if (!run.tick()) return;
      clearInterval(ticker);
      resolve(run.result());
    }, 1);
  });
}

type IdleConnection = { readonly send: () => void; readonly close: () => void };

function openLoopRun(input: OpenLoopInput) {
  const total = Math.floor((input.durationMs * input.ratePerSecond) / 1000);
  const gapMs = 1000 / input.ratePerSecond;
  const latencies: number[] = [];
  const firstBytes: number[] = [];
  const lateness: number[] = [];
  const idle: IdleConnection[] = [];
  let firstFailure = '';
  let failures = 0;
  let sent = 0;
  let opened = 0;
  const startedAtMs = monotonicMs();

  const openOne = () => {
    opened += 1;
    let sentAtMs = 0;
    let awaitingFirstByte = false;
    const send = () => {
      awaitingFirstByte = true;
      sentAtMs = monotonicMs();
      connection.write(input.next());
    };
    const self: IdleConnection = { send, close: () => connection.close() };
    const connection: ClientConnection = openConnection(input.port, {
      ready: send,
      progress: (progress, bytes) => {
        if (progress === 'head') return;
        if (progress === 'failed') {
          // A server may close a connection that has long been idle; that is no failure of a call.
          const at = idle.indexOf(self);
          if (at >= 0) idle.splice(at, 1);
          else failures += 1;
          if (at < 0 && firstFailure === '') firstFailure = bytes.toString('utf8').slice(0, 600);
          return;
        }
        const now = monotonicMs();
        if (awaitingFirstByte) firstBytes.push(now - sentAtMs);
        awaitingFirstByte = false;
        if (progress !== 'end') return;
        latencies.push(now - sentAtMs);
        idle.push(self);
      },
    });
  };
  /** Sends what is due; true when all is answered or the wait for the last answers is over. */
  const tick = (): boolean => {
    const elapsedMs = monotonicMs() - startedAtMs;
    while (sent < total && sent * gapMs <= elapsedMs) {
      lateness.push(elapsedMs - sent * gapMs);
      sent += 1;
      const connection = idle.pop();
      if (connection === undefined) openOne();
      else connection.send();
    }
    const allAnswered = latencies.length + failures >= total;
    return sent >= total && (allAnswered || elapsedMs > input.durationMs + answerWaitMs);
  };
  const result = (): OpenLoopResult => {
    for (const connection of idle) connection.close();
    const elapsedMs = monotonicMs() - startedAtMs;
    return summarise({ total, elapsedMs, latencies, firstBytes, lateness, failures, firstFailure, opened });
  };
  return { tick, result };
}

function summarise(run: {
  readonly total: number;
  readonly elapsedMs: number;
  readonly latencies: readonly number[];
  readonly firstBytes: readonly number[];
  readonly lateness: readonly number[];
  readonly failures: number;
  readonly firstFailure: string;
  readonly opened: number;
}): OpenLoopResult {
  const unanswered = Math.max(0, run.total - run.latencies.length - run.failures);
  const silent = run.firstFailure === '' && unanswered > 0;
  return {
    answers: run.latencies.length,
    failures: run.failures + unanswered,
    firstFailure: silent ? `${unanswered} without an answer` : run.firstFailure,
    elapsedMs: run.elapsedMs,
    latencyMsP50: quantile(run.latencies, 0.5),
    latencyMsP99: quantile(run.latencies, 0.99),
    firstByteMsP50: quantile(run.firstBytes, 0.5),
    firstByteMsP99: quantile(run.firstBytes, 0.99),
    sentLateMsP99: quantile(run.lateness, 0.99),
    connections: run.opened,
  };
}

/** The nearest-rank quantile. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] ?? Number.NaN;
}
