import { setTimeout as sleep } from 'node:timers/promises';
import { residentBytes } from '../machine/resource-use.ts';
import type { Target } from '../targets/target.ts';
import type { AbortRow, MemoryRow, StallRow } from './measurement.ts';
import { destination, pidsOf, type Session } from './session.ts';
import type { Settings } from './settings.ts';

type Input = {
  readonly session: Session;
  readonly settings: Settings;
  readonly target: Target;
  readonly round: number;
};

const deadlineMs = 15_000;
const abortWaitMs = 2_000;
const askGapMs = 20;
const bytesPerMb = 1024 * 1024;
const streamRequest = { bodyBytes: 2_048, stream: true } as const;

/** A caller leaves in the middle of an endless stream: when does the upstream see its connection closed? */
export async function measureAbort(input: Input): Promise<readonly AbortRow[]> {
  const { session, settings, target, round } = input;
  const rows: AbortRow[] = [];
  for (let turn = 0; turn < settings.abortTrials; turn += 1) {
    await session.askUpstream({ kind: 'mode', mode: 'endless' }, deadlineMs);
    const { leftAtMs } = await session.askLoad({ kind: 'leave', to: destination(target, streamRequest) }, deadlineMs);
    const seenAtMs = await whenSeen(session);
    const abortMs = seenAtMs === undefined ? null : Math.max(0, seenAtMs - leftAtMs);
    rows.push({ kind: 'abort', round, turn, target: target.name, abortMs });
  }
  return rows;
}

async function whenSeen(session: Session): Promise<number | undefined> {
  for (let waitedMs = 0; waitedMs < abortWaitMs; waitedMs += askGapMs) {
    await sleep(askGapMs);
    const { leftAtMs } = await session.askUpstream({ kind: 'report' }, deadlineMs);
    if (leftAtMs[0] !== undefined) return leftAtMs[0];
  }
  return undefined;
}

/** Clients that ask for a stream and never read it, while the upstream pushes as much as it is let. */
export async function measureStall(input: Input): Promise<StallRow> {
  const { session, settings, target, round } = input;
  const { proxyPids } = pidsOf(target);
  await session.askUpstream({ kind: 'mode', mode: 'flood' }, deadlineMs);
  const before = residentBytes(proxyPids);
  const to = destination(target, streamRequest);
  await session.askLoad({ kind: 'stall', to, readers: settings.stalledReaders }, deadlineMs);
  let most = before;
  for (let waitedMs = 0; waitedMs < settings.stallMs; waitedMs += 100) {
    await sleep(100);
    most = Math.max(most, residentBytes(proxyPids));
  }
  const { floodedBytes } = await session.askUpstream({ kind: 'report' }, deadlineMs);
  await session.askLoad({ kind: 'endStall' }, deadlineMs);
  await sleep(500);
  const each = bytesPerMb * settings.stalledReaders;
  return {
    kind: 'stall',
    round,
    turn: 0,
    target: target.name,
    readers: settings.stalledReaders,
    grownMbPerReader: (most - before) / each,
    pushedMbPerReader: floodedBytes / each,
  };
}

/** Resident memory once the process has taken this many calls, at saturation, without a pause to collect. */
export async function measureMemory(
  input: Input & { readonly callsBefore: number; readonly msMax: number },
): Promise<MemoryRow> {
  const { session, settings, target, round, callsBefore } = input;
  await session.askUpstream({ kind: 'mode', mode: 'json' }, deadlineMs);
  const { answers } = await session.askLoad(
    {
      kind: 'saturate',
      to: destination(target, { bodyBytes: 2_048, stream: false }),
      connections: settings.connections,
      durationMs: input.msMax,
      requestsMax: Math.max(0, settings.memoryCalls - callsBefore),
    },
    input.msMax + deadlineMs,
  );
  const residentMb = residentBytes(pidsOf(target).proxyPids) / bytesPerMb;
  return { kind: 'memory', round, turn: 0, target: target.name, calls: callsBefore + answers, residentMb };
}
