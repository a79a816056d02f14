import { after } from 'node:test';
import { type SeenRequest, startSimulatedUpstream } from '../../src/providers/simulated/simulated-upstream.ts';

export type CountingUpstream = {
  /** Without `/v1`. */
  readonly baseUrl: string;
  readonly seen: readonly SeenRequest[];
  /** How often each call's name was seen; a call carries its name in its prompt (see `call-house.ts`). */
  readonly timesSeen: () => ReadonlyMap<string, number>;
  /** Told of each request, after it was counted. */
  onSeen: (() => void) | undefined;
};

/** The simulated upstream in this process, so that a test knows what really left the gateway. */
export async function startCountingUpstream(
  pace: { readonly latencyMs?: number; readonly eventDelayMs?: number } = {},
): Promise<CountingUpstream> {
  const seen: SeenRequest[] = [];
  const upstream: { onSeen: (() => void) | undefined } = { onSeen: undefined };
  const { baseUrl, close } = await startSimulatedUpstream({
    latencyMs: 1,
    eventDelayMs: 1,
    ...pace,
    seen: (request) => {
      seen.push(request);
      upstream.onSeen?.();
    },
  });
  after(close);
  return Object.assign(upstream, { baseUrl, seen, timesSeen: () => countNames(seen) });
}

function countNames(seen: readonly SeenRequest[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { body } of seen) {
    const name = /call named (\S+?)[.,]/.exec(body.toString('utf8'))?.[1];
    if (name !== undefined) times.set(name, (times.get(name) ?? 0) + 1);
  }
  return times;
}
