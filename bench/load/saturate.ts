import { monotonicMs } from '../machine/monotonic-clock.ts';
import { openConnection } from './client-connection.ts';
import type { NextRequest } from './request-bytes.ts';

export type SaturationInput = {
  readonly port: number;
  readonly next: NextRequest;
  readonly connections: number;
  readonly durationMs: number;
  readonly requestsMax: number;
};

export type SaturationResult = {
  readonly answers: number;
  readonly elapsedMs: number;
  readonly failures: number;
  readonly firstFailure: string;
  /** How many reads one answer took: for streams, how far events were joined on the way. */
  readonly readsPerAnswer: number;
};

const failuresMax = 50;

/** Closed loop: each connection sends its next request as soon as an answer ends, until the time or the count is over. */
export function saturate(input: SaturationInput): Promise<SaturationResult> {
  const { port, next, durationMs } = input;
  let answers = 0;
  let reads = 0;
  let failures = 0;
  let firstFailure = '';
  let sent = 0;
  let open = 0;
  return new Promise((resolve) => {
    const startedAtMs = monotonicMs();
    const endAtMs = startedAtMs + durationMs;
    let over = false;
    const timer = setTimeout(() => {
      over = true;
    }, durationMs);
    const mayGoOn = () => !over && sent < input.requestsMax && failures < failuresMax && monotonicMs() < endAtMs;
    const finishOne = () => {
      open -= 1;
      if (open > 0) return;
      clearTimeout(timer);
      const elapsedMs = monotonicMs() - startedAtMs;
      resolve({ answers, elapsedMs, failures, firstFailure, readsPerAnswer: reads / Math.max(1, answers) });
    };
    const openOne = () => {
      open += 1;
      const send = () => {
        if (!over && sent < input.requestsMax && failures < failuresMax) {
          sent += 1;
          connection.write(next());
        } else {
          connection.close();
          finishOne();
        }
      };
      const connection = openConnection(port, {
        ready: send,
        progress: (progress, bytes) => {
          reads += 1;
          if (progress === 'end') {
            answers += 1;
            send();
          } else if (progress === 'failed') {
            failures += 1;
            if (firstFailure === '') firstFailure = bytes.toString('utf8').slice(0, 600);
            if (mayGoOn()) openOne();
            finishOne();
          }
        },
      });
    };
    for (let index = 0; index < input.connections; index += 1) openOne();
  });
}
