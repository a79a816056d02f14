import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../machine/monotonic-clock.ts';
import { openConnection } from './client-connection.ts';
import type { NextRequest } from './request-bytes.ts';

const firstBytesWaitMs = 5_000;
const stayMs = 60;

/** Begins a stream, stays for a few events, leaves without a word, and says when that was. */
export async function leaveMidStream(input: {
  readonly port: number;
  readonly next: NextRequest;
}): Promise<{ readonly leftAtMs: number }> {
  const connection = await new Promise<{ readonly close: () => void }>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no first event came')), firstBytesWaitMs);
    const opened = openConnection(input.port, {
      ready: () => opened.write(input.next()),
      progress: (progress, bytes) => {
        if (progress === 'head') return;
        clearTimeout(timer);
        if (progress === 'failed') reject(new Error(bytes.toString('utf8').slice(0, 600)));
        else resolve(opened);
      },
    });
  });
  await sleep(stayMs);
  const leftAtMs = monotonicMs();
  connection.close();
  return { leftAtMs };
}
