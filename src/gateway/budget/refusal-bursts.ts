import type { CallRecord } from '../../domain/usage/call-record.ts';

/** How long refusals alike are one burst. */
const BURST_MS = 10_000;
const BURSTS_MAX = 5_000;

type Burst = { readonly firstCallId: string; readonly untilMs: number; last: CallRecord | null; repeats: number };

/** Refusals alike that come one after the other, of a client that tries again: recorded once, and once more with their number. */
export type RefusalBursts = {
  /** True: this refusal is counted with the burst that it belongs to, and needs no record of its own. */
  readonly absorbs: (kind: string, record: CallRecord) => boolean;
  /** The records that stand for bursts that are over; to be asked for now and then, and with `all` at the end. */
  readonly ended: (nowMs: number | 'all') => readonly CallRecord[];
};

export function createRefusalBursts(): RefusalBursts {
  const bursts = new Map<string, Burst>();
  return {
    absorbs: (kind, record) => {
      const nowMs = record.settledAtMs;
      const burst = bursts.get(kind);
      if (burst !== undefined && nowMs < burst.untilMs) {
        burst.last = record;
        burst.repeats += 1;
        return true;
      }
      // One that is over and not yet collected keeps its place: it must not lose its count.
      if (burst === undefined && bursts.size < BURSTS_MAX)
        bursts.set(kind, { firstCallId: record.callId, untilMs: nowMs + BURST_MS, last: null, repeats: 0 });
      return false;
    },
    ended: (nowMs) => {
      const records: CallRecord[] = [];
      for (const [kind, { firstCallId, untilMs, last, repeats }] of bursts) {
        if (nowMs !== 'all' && nowMs < untilMs) continue;
        bursts.delete(kind);
        if (last !== null) records.push({ ...last, repeatOf: firstCallId, repeats: repeats - 1 });
      }
      return records;
    },
  };
}
