import { Buffer } from 'node:buffer';
import { setTimeout as pause } from 'node:timers/promises';
import { nanodollars } from '../../src/domain/money/nanodollars.ts';
import { isRefusal } from '../../src/domain/policy/refusal.ts';
import { chooseTargets } from '../../src/domain/routing/choose-targets.ts';
import { estimateBodyTokens } from '../../src/domain/usage/estimate-tokens.ts';
import { NOT_INSPECTED } from '../../src/domain/usage/not-inspected.ts';
import { NO_TOKENS } from '../../src/domain/usage/token-usage.ts';
import type { ReservingCall } from '../../src/gateway/budget/budget-wish.ts';
import { settleBudget } from '../../src/gateway/budget/settle-budget.ts';
import type { Exchange } from '../../src/gateway/exchange.ts';
import { openCall } from '../../src/gateway/stages/open-call.ts';
import { type Reserved, reserveBudget } from '../../src/gateway/stages/reserve-budget.ts';
import { understandCall } from '../../src/gateway/understand-call.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../../test/fakes/gateway-house.ts';
import { benchEnvelope } from './workload.ts';

const CALLS = 60_000;
const AT_ONCE = 100;
const PROMPT = 'Please write a friendly answer to this customer. '.repeat(40);
const USED = {
  usage: { ...NO_TOKENS, inputUncachedTokens: 400, outputVisibleTokens: 120 },
  basis: 'measured',
  costNanodollars: nanodollars(880_000n),
  priceId: null,
} as const;

/** CPU of the whole stage of the path, from the envelopes of a call to what is recorded of them, and of its settlement. */
export async function measureStage(matching: number): Promise<Readonly<Record<string, number | string>>> {
  const envelopes = Array.from({ length: matching }, (_, at) => benchEnvelope(`envelope-${at}`, 10n ** 17n));
  const house = await openGatewayHouse({
    envelopes: matching === 0 ? [{ ...benchEnvelope('of-others', 1n), scope: { teamId: 'others' } }] : envelopes,
  });
  try {
    const asked = await askAtGateway(house);
    for (let serial = 0; serial < 30; serial += 1) {
      release(house, await reserveBudget(house.gateway, asked.exchange, renamed(asked.call, `warm-${serial}`)));
      await pause(40);
    }
    await run(house, asked);
    return { envelopes: matching, ...(await run(house, asked)) };
  } finally {
    await house.close();
  }
}

type Asked = { readonly call: ReservingCall; readonly exchange: Exchange };

async function run(house: GatewayHouse, { call, exchange }: Asked): Promise<Readonly<Record<string, number>>> {
  let reserveUs = 0;
  let settleUs = 0;
  for (let serial = 0; serial < CALLS; serial += AT_ONCE) {
    const calls = Array.from({ length: AT_ONCE }, (_, at) => renamed(call, `0198c2a4-7b1e-7000-8000-${serial + at}`));
    const began = cpuUs();
    const reserving = calls.map((each) => reserveBudget(house.gateway, exchange, each));
    reserveUs += cpuUs() - began;
    const reserved: Awaited<ReturnType<typeof reserveBudget>>[] = [];
    for (const each of reserving) reserved.push(each instanceof Promise ? await each : each);
    const held = cpuUs();
    for (const each of reserved) release(house, each);
    settleUs += cpuUs() - held;
    // So that the desk's tick comes round, as it does between calls.
    if (serial % (20 * AT_ONCE) === 0) await pause(25);
  }
  return {
    'stage µs': Math.round((reserveUs * 100) / CALLS) / 100,
    'its settlement µs': Math.round((settleUs * 100) / CALLS) / 100,
  };
}

function release({ gateway }: GatewayHouse, reserved: Awaited<ReturnType<typeof reserveBudget>>): void {
  if (reserved.kind !== 'reserved') throw new Error(`not held: ${JSON.stringify(reserved)}`);
  const { holds } = reserved.budget;
  settleBudget(gateway, { callId: callIdOf(reserved), useCaseId: 'drafting', modelId: 'small', holds }, USED);
}

const names = new WeakMap<object, string>();

function renamed(call: ReservingCall, callId: string): ReservingCall {
  const request = { ...call.request };
  names.set(request, callId);
  return { ...call, request, call: { ...call.call, callId } };
}

function callIdOf({ request }: Reserved): string {
  return names.get(request) ?? '';
}

/** A call as the stages before leave it. */
async function askAtGateway({ gateway }: GatewayHouse): Promise<Asked> {
  const body = Buffer.from(
    JSON.stringify({ model: 'small', max_tokens: 4_096, messages: [{ role: 'user', content: PROMPT }] }),
  );
  const headers: Readonly<Record<string, string>> = {
    authorization: `Bearer ${TEST_KEY}`,
    'content-type': 'application/json',
  };
  const nothing = (): void => undefined;
  const exchange: Exchange = {
    ...{
      face: 'openai-chat',
      query: '',
      rawHeaders: [],
      header: (name) => headers[name],
      receive: () => Promise.resolve(body),
    },
    ...{
      listen: nothing,
      isGone: () => false,
      addHeaders: nothing,
      answer: nothing,
      begin: nothing,
      end: nothing,
      destroy: nothing,
    },
    ...{ write: () => true, refuse: () => 500, refuseInStream: nothing },
  };
  const snapshot = gateway.snapshots.current();
  const { call } = openCall(gateway, exchange, snapshot);
  const understood = await understandCall(gateway, exchange, { call, snapshot });
  if (understood.kind === 'stopped') throw new Error(understood.refusal.why);
  const { model } = understood.allowance;
  const targets = chooseTargets({ model, face: 'openai-chat', upstreams: snapshot.upstreams });
  if (isRefusal(targets)) throw new Error(targets.why);
  const contextTokens = estimateBodyTokens(understood.request.raw);
  return {
    exchange,
    call: { ...understood, call, snapshot, model, targets, contextTokens, inspection: NOT_INSPECTED, mayGoTo: null },
  };
}

function cpuUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
