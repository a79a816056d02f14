import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { normalForm } from '../src/domain/caching/normal-form.ts';
import { CACHE_OFF, type CacheRule } from '../src/domain/catalog/cache-rule.ts';
import { scanMembers } from '../src/gateway/stages/scan-members.ts';
import { aUseCase } from '../test/fakes/catalog-rows.ts';
import { openGatewayHouse, TEST_KEY } from '../test/fakes/gateway-house.ts';

/**
 * What the exact cache costs and gives: the name of a body, in memory; and whole calls over one connection, by the real path
 * before an upstream that answers at once. `node bench/cache.ts`
 */

const CALLS = 4_000;
const agent = new Agent({ keepAlive: true, maxSockets: 3 });

function bodyOf(bytes: number, serial: number): string {
  const content = `Question ${serial}. ${'Please answer this customer in a friendly way. '.repeat(Math.ceil(bytes / 48))}`;
  return JSON.stringify({
    model: 'small',
    temperature: 0,
    messages: [{ role: 'user', content: content.slice(0, bytes) }],
  });
}

function nameOf(text: string): string {
  const members = scanMembers(text);
  if (!('length' in members)) throw new Error('the body of the bench is no body');
  return createHmac('sha256', 'a secret of the bench')
    .update(normalForm({ text, members }, new Set(['model'])))
    .digest('hex');
}

function measureNames(bytes: number): number {
  const bodies = Array.from({ length: 64 }, (_, serial) => bodyOf(bytes, serial));
  let characters = 0;
  const run = (): number => {
    const startedMs = performance.now();
    for (let at = 0; at < 20_000; at++) characters += nameOf(bodies[at % bodies.length] ?? '').length;
    return ((performance.now() - startedMs) * 1000) / 20_000;
  };
  run();
  const us = run();
  return characters > 0 ? us : 0;
}

type Way = { readonly name: string; readonly cache: CacheRule; readonly serialOf: (at: number) => number };

/** All ways in turn, call by call, so that whatever else the machine does falls on each of them. */
async function measureCalls(ways: readonly Way[]): Promise<readonly Readonly<Record<string, number | string>>[]> {
  const houses = await Promise.all(
    ways.map(({ cache }) => openGatewayHouse({ useCases: [aUseCase({ modelStack: ['small'], cache })] })),
  );
  const times: number[][] = ways.map(() => []);
  for (let at = -CALLS / 4; at < CALLS; at++) {
    for (const [way, { serialOf }] of ways.entries()) {
      const startedMs = performance.now();
      await call(houses[way]?.address ?? '', bodyOf(1_000, serialOf(at)));
      if (at >= 0) times[way]?.push((performance.now() - startedMs) * 1000);
    }
  }
  for (const house of houses) await house.close();
  return ways.map(({ name }, way) => {
    const sorted = (times[way] ?? []).toSorted((one, other) => one - other);
    const hits = houses[way]?.records.filter(({ cacheStatus }) => cacheStatus === 'hit').length ?? 0;
    return { name, p50Us: round(sorted[CALLS / 2] ?? 0), p90Us: round(sorted[CALLS * 0.9] ?? 0), hits };
  });
}

function call(address: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEY}` };
    const outgoing = request(`${address}/v1/chat/completions`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const EXACT: CacheRule = { ...CACHE_OFF, mode: 'exact' };
for (const bytes of [1_000, 10_000, 100_000])
  process.stdout.write(`name of a body of ${bytes} bytes: ${round(measureNames(bytes))} µs\n`);
const ways: readonly Way[] = [
  { name: 'no cache', cache: CACHE_OFF, serialOf: (at) => at },
  { name: 'miss', cache: EXACT, serialOf: (at) => at },
  { name: 'hit', cache: EXACT, serialOf: () => 7 },
];
for (const row of await measureCalls(ways)) process.stdout.write(`${JSON.stringify(row)}\n`);
agent.destroy();
