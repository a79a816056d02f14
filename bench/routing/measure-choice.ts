import { Buffer } from 'node:buffer';
import { compilePriceBook } from '../../src/domain/catalog/price-book.ts';
import type { RoutingRule } from '../../src/domain/catalog/routing-rule.ts';
import { isRefusal } from '../../src/domain/policy/refusal.ts';
import { createRouteMemory } from '../../src/domain/routing/route-memory.ts';
import { aRule } from '../../src/domain/routing/routing.fixture.ts';
import { chooseRouteOf, type RoutedCall } from '../../src/gateway/stages/choose-route.ts';
import { scanMembers } from '../../src/gateway/stages/scan-members.ts';
import { dialects } from '../../src/providers/dialects.ts';
import { aGrant, aModel, anUpstream, aUseCase } from '../../test/fakes/catalog-rows.ts';

const WARM = 3_000;
const TIMES = 20_000;
const ALLOCATIONS = 100_000;
const dialect = dialects['openai-chat'];
const PROSE = 'Please summarise the letter below in two sentences, and say when the train to Lyon leaves. ';

/** Microseconds of the stage for one call, and bytes allocated; as the path calls it, policy left out. */
export function measureChoice(body: { readonly characters: number; readonly turns: number; readonly models: number }) {
  const memory = createRouteMemory({ entriesMax: 10_000 });
  const gateway = { routing: { memory } } as unknown as Parameters<typeof chooseRouteOf>[0];
  const on = routedCall(body, aRule());
  const off = routedCall(body, null);
  return {
    ...body,
    'on µs': measure(() => chooseRouteOf(gateway, on)),
    'off µs': measure(() => chooseRouteOf(gateway, off)),
    'off bytes a call': allocated(() => chooseRouteOf(gateway, off)),
  };
}

function routedCall(
  { characters, turns, models }: Parameters<typeof measureChoice>[0],
  routing: RoutingRule | null,
): RoutedCall {
  const text = PROSE.repeat(Math.ceil(characters / turns / PROSE.length));
  const messages = Array.from({ length: turns }, (_, at) => ({
    role: at % 2 === 0 ? 'user' : 'assistant',
    content: text,
  }));
  const json = JSON.stringify({ model: 'auto', messages, max_tokens: 4_000 });
  const facts = dialect.readFacts(JSON.parse(json));
  if (isRefusal(facts)) throw new Error('the body is refused');
  const stack = Array.from({ length: models }, (_, at) => `model-${at}`);
  const rows = stack.map((id, at) =>
    aModel({ id, priceKey: `vendor/${id}`, targets: [{ upstreamId: 'main', upstreamModel: `${at}` }] }),
  );
  const reference = rows.at(-1) ?? aModel();
  const useCase = aUseCase({ modelStack: stack, routing });
  return {
    grant: aGrant(),
    hints: { templateId: null } as RoutedCall['hints'],
    dialect,
    request: {
      kind: 'read',
      raw: Buffer.from(json),
      text: json,
      ascii: true,
      members: scanMembers(json) ?? [],
      facts,
    } as unknown as RoutedCall['request'],
    binding: { kind: 'bound', useCase, source: 'key_default', model: 'auto' },
    allowance: { kind: 'allow', model: reference, rules: [] },
    speaks: () => true,
    call: {
      callId: 'call',
      openedAtMs: 1_795_000_000_000,
      openedMonotonicMs: 1,
      face: 'openai-chat',
    } as RoutedCall['call'],
    snapshot: {
      models: new Map(rows.map((row) => [row.id, row])),
      upstreams: new Map([['main', anUpstream()]]),
      priceBook: compilePriceBook({ version: '1', rows: rows.map(({ priceKey }, at) => priceOf(priceKey, at + 1)) }),
    } as unknown as RoutedCall['snapshot'],
    task: { owner: 'person:ada@support', taskId: '0198c2a4-7b1e-7000-8000-000000000001' } as RoutedCall['task'],
    contextTokens: Math.ceil(characters / 4),
    mediaKinds: [],
    model: reference,
    mayGoTo: () => true,
  };
}

function priceOf(priceKey: string, times: number) {
  const amount = String(times * 250_000_000);
  return {
    id: priceKey,
    priceKey,
    effectiveFromMs: 0,
    effectiveToMs: null,
    predicates: {},
    source: 'bench',
    nanodollarsPerMillionTokens: {
      inputUncached: amount,
      inputCacheRead: amount,
      inputCacheWrite5m: null,
      inputCacheWrite1h: null,
      outputVisible: amount,
      outputReasoning: amount,
    },
  };
}

function measure(work: () => unknown): number {
  for (let at = 0; at < WARM; at += 1) work();
  const began = process.cpuUsage();
  for (let at = 0; at < TIMES; at += 1) work();
  const { user, system } = process.cpuUsage(began);
  return Math.round(((user + system) / TIMES) * 100) / 100;
}

/** What the heap grew by; so many calls that anything they made would show. */
function allocated(work: () => unknown): number {
  for (let at = 0; at < WARM; at += 1) work();
  const before = process.memoryUsage().heapUsed;
  for (let at = 0; at < ALLOCATIONS; at += 1) work();
  return Math.max(0, Math.round((process.memoryUsage().heapUsed - before) / ALLOCATIONS));
}
