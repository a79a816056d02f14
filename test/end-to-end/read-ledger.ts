import assert from 'node:assert/strict';
import type { RowOf } from '../../src/client/create-control-client.ts';
import { eventually } from './eventually.ts';
import type { HouseProcess } from './house-process.ts';

export type LedgerCall = RowOf<'listCalls'>;

/** One figure of `/metrics`, by its name and, where it has labels, all of them. */
export async function readMetric(address: string, name: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name} `) || each.startsWith(`${name}{`));
  return line === undefined ? Number.NaN : Number(line.slice(line.lastIndexOf(' ') + 1));
}

/** Until the journal has nothing that the store does not have, and no call is under way. */
export async function untilDrained(address: string): Promise<void> {
  await eventually('the drain of the journal', async () => {
    const open = await readMetric(address, 'tokenward_journal_open_calls');
    const undrained = await readMetric(address, 'tokenward_journal_undrained_bytes');
    return open === 0 && undrained === 0;
  });
}

/** Every settled call, newest first. */
export async function readCalls(house: Pick<HouseProcess, 'client'>): Promise<readonly LedgerCall[]> {
  const calls: LedgerCall[] = [];
  for await (const call of house.client.rows('listCalls', { query: { limit: 500 } })) calls.push(call);
  return calls;
}

/** Until the ledger holds this many calls. */
export async function untilLedgerHas(house: Pick<HouseProcess, 'client'>, count: number): Promise<void> {
  let held = -1;
  await eventually(`${count} calls in the ledger`, async () => {
    held = (await house.client.call('readUsage', {})).calls;
    return held >= count;
  }).catch((error: unknown) => {
    throw new Error(`the ledger holds ${held} of ${count} calls`, { cause: error });
  });
}

/** The sums of the house say the same as its calls added up here. */
export async function assertSumsAreExact(house: Pick<HouseProcess, 'client'>): Promise<void> {
  const calls = await readCalls(house);
  const totals = await house.client.call('readUsage', {});
  const sum = (read: (call: LedgerCall) => number): number => calls.reduce((total, call) => total + read(call), 0);
  const { usage: _, ...wanted } = {
    usage: null,
    calls: calls.length,
    callsRefused: calls.filter(({ outcome }) => outcome === 'refused').length,
    callsEstimated: calls.filter(({ usageBasis }) => usageBasis === 'estimated').length,
    inputUncachedTokens: sum(({ usage }) => usage.inputUncachedTokens),
    inputCacheReadTokens: sum(({ usage }) => usage.inputCacheReadTokens),
    outputVisibleTokens: sum(({ usage }) => usage.outputVisibleTokens),
    outputReasoningTokens: sum(({ usage }) => usage.outputReasoningTokens),
    costNanodollars: String(calls.reduce((total, call) => total + BigInt(call.costNanodollars ?? 0), 0n)),
  };
  const { callsRefused, callsEstimated, inputUncachedTokens, inputCacheReadTokens } = totals;
  const { outputVisibleTokens, outputReasoningTokens, costNanodollars } = totals;
  assert.deepEqual(
    {
      calls: totals.calls,
      callsRefused,
      callsEstimated,
      inputUncachedTokens,
      inputCacheReadTokens,
      outputVisibleTokens,
      outputReasoningTokens,
      costNanodollars,
    },
    wanted,
  );
}

/** No call stands there twice, and each one that the upstream saw stands there. */
export function assertEachOnce(calls: readonly LedgerCall[], seen: ReadonlyMap<string, number>): void {
  const ids = new Set(calls.map(({ callId }) => callId));
  assert.equal(ids.size, calls.length, 'a call id stands twice');
  const times = new Map<string, number>();
  for (const { taskId, taskSource, decision } of calls) {
    if (taskId !== null && taskSource === 'client' && decision === 'allow')
      times.set(taskId, (times.get(taskId) ?? 0) + 1);
  }
  const missing = [...seen.keys()].filter((name) => !times.has(name));
  assert.deepEqual(missing, [], 'the upstream saw calls that the ledger does not have');
  assert.deepEqual(
    [...times].filter(([, count]) => count > 1),
    [],
    'calls stand there more than once',
  );
}
