import { createCostMemory } from '../../src/domain/budget/cost-memory.ts';
import { createLeaseBook, type LeaseBook } from '../../src/domain/budget/lease-book.ts';
import { decideNearCap } from '../../src/domain/budget/near-cap.ts';
import { freeInSlice } from '../../src/domain/budget/slice.ts';
import { createBudgetModel } from '../../test/fakes/budget-model.ts';
import {
  type BenchCall,
  benchEnvelope,
  CLIENT_OUTPUT_TOKENS_MAX,
  costOf,
  drawCall,
  INPUT_ESTIMATE_FACTOR,
  PERIOD,
  RATES,
  USE_CASE_OUTPUT_TOKENS_MAX,
  worstOf,
} from './workload.ts';

/** One run of one rule: 64 clients on four gateways call until long after the cap is reached. */
type Tally = {
  calls: number;
  spent: bigint;
  refused: number;
  falselyRefused: number;
  withRoom: number;
  clamped: number;
  before: number;
};

/** How a rule lets calls in. `begin` says what becomes of a call; `end` is told what it has cost. */
type Rule = {
  readonly name: string;
  readonly begin: (
    call: BenchCall,
    nowMs: number,
  ) => { readonly kind: 'refused' | 'whole' | 'clamped'; readonly tokensMax: number };
  readonly end: (call: BenchCall, cost: bigint) => void;
  readonly tick: (nowMs: number) => void;
  /** How long a call may wait for calls under way to give back what they hold, before it is refused. */
  readonly waitMs?: number;
};

const CLIENTS = 64;
const GATEWAYS = 4;
const LEASE_MS = 10_000;
const TICK_MS = 250;
/** A gateway that checks first learns what the others have charged this often. */
const COUNTER_REFRESH_MS = 1_000;
/** What an elastic envelope holds of past cost. */
const QUANTILE = 0.9;

export function compareRules(): readonly Readonly<Record<string, string | number>>[] {
  return [20n, 200n, 2_000n].flatMap((dollars) => {
    const cap = dollars * 1_000_000_000n;
    return [
      checkThenCharge(cap),
      worstCaseReservation(cap),
      leases(cap, 'strict'),
      leases(cap, 'elastic'),
      { ...leases(cap, 'strict'), name: 'leases, strict, with a wait of 10 s', waitMs: 10_000 },
    ].map((rule) => {
      const tally = run(rule, cap);
      const overshoot = tally.spent > cap ? tally.spent - cap : 0n;
      return {
        cap: `$${dollars}`,
        rule: rule.name,
        calls: tally.calls,
        'overshoot $': Number(overshoot) / 1e9,
        'used % when refusals begin': tally.before,
        'refused of calls that came with 5 % of the cap left %': share(tally.falselyRefused, tally.withRoom),
        'clamped %': share(tally.clamped, tally.calls),
        'spent %': Number((tally.spent * 10_000n) / cap) / 100,
      };
    });
  });
}

function share(part: number, whole: number): number {
  return Math.round((part * 100_000) / Math.max(1, whole)) / 1_000;
}

type Flight = { readonly endsAtMs: number; readonly call: BenchCall; readonly tokensMax: number };

/** Calls of which 5 % of the cap or more was left when they came count as falsely refused. Clients of refused calls wait a second. */
function run(rule: Rule, cap: bigint): Tally {
  const random = mulberry(20261122);
  const tally: Tally = { calls: 0, spent: 0n, refused: 0, falselyRefused: 0, withRoom: 0, clamped: 0, before: 100 };
  const flights: Flight[] = [];
  const idleUntil = Array.from({ length: CLIENTS }, () => 0);
  const waiting = new Map<number, { readonly call: BenchCall; readonly sinceMs: number }>();
  let since = 0;
  for (let nowMs = 0; since < 5_000; nowMs += 5) {
    if (nowMs % TICK_MS === 0) rule.tick(nowMs);
    for (const flight of flights.filter(({ endsAtMs }) => endsAtMs <= nowMs)) {
      flights.splice(flights.indexOf(flight), 1);
      const outputTokens = Math.min(flight.call.outputTokens, flight.tokensMax);
      const cost = costOf({ ...flight.call, outputTokens });
      tally.spent += cost;
      rule.end(flight.call, cost);
    }
    for (const [client, until] of idleUntil.entries()) {
      if (until > nowMs) continue;
      const waited = waiting.get(client);
      if (waited === undefined) tally.calls += 1;
      const call = waited?.call ?? drawCall(random, tally.calls);
      const { kind, tokensMax } = rule.begin(call, nowMs);
      const hasRoom = (cap - tally.spent) * 20n >= cap;
      if (kind === 'refused' && hasRoom && nowMs - (waited?.sinceMs ?? nowMs) < (rule.waitMs ?? 0)) {
        waiting.set(client, { call, sinceMs: waited?.sinceMs ?? nowMs });
        idleUntil[client] = nowMs + 50;
        continue;
      }
      waiting.delete(client);
      if (hasRoom) tally.withRoom += 1;
      else since += 1;
      if (kind === 'refused') {
        tally.refused += 1;
        if (hasRoom) tally.falselyRefused += 1;
        if (tally.refused === 1) tally.before = Number((tally.spent * 1_000n) / cap) / 10;
        idleUntil[client] = nowMs + 1_000;
        continue;
      }
      if (kind === 'clamped') tally.clamped += 1;
      flights.push({ endsAtMs: nowMs + call.durationMs, call, tokensMax });
      idleUntil[client] = nowMs + call.durationMs + random() * 500;
    }
  }
  for (const { call, tokensMax } of flights)
    tally.spent += costOf({ ...call, outputTokens: Math.min(call.outputTokens, tokensMax) });
  return { ...tally, calls: tally.calls };
}

/** As most gateways do it: look at the counter, call, charge. Others' charges are seen a second later. */
function checkThenCharge(cap: bigint): Rule {
  const own = Array.from({ length: GATEWAYS }, () => 0n);
  let seen = Array.from({ length: GATEWAYS }, () => 0n);
  return {
    name: 'check, then charge',
    begin: ({ gateway }) => {
      const others = seen.reduce((sum, amount, at) => (at === gateway ? sum : sum + amount), 0n);
      const kind = others + (own[gateway] ?? 0n) < cap ? 'whole' : 'refused';
      return { kind, tokensMax: CLIENT_OUTPUT_TOKENS_MAX };
    },
    end: ({ gateway }, cost) => void own.splice(gateway, 1, (own[gateway] ?? 0n) + cost),
    tick: (nowMs) => {
      if (nowMs % COUNTER_REFRESH_MS === 0) seen = [...own];
    },
  };
}

/** Exact and central, but it reserves all that the client's `max_tokens` allows. */
function worstCaseReservation(cap: bigint): Rule {
  let spent = 0n;
  let held = 0n;
  const holdOf = (call: BenchCall): bigint => worstOf(call, CLIENT_OUTPUT_TOKENS_MAX);
  return {
    name: 'reserve the worst case of the client',
    begin: (call) => {
      if (spent + held + holdOf(call) > cap) return { kind: 'refused', tokensMax: 0 };
      held += holdOf(call);
      return { kind: 'whole', tokensMax: CLIENT_OUTPUT_TOKENS_MAX };
    },
    end: (call, cost) => {
      spent += cost;
      held -= holdOf(call);
    },
    tick: () => undefined,
  };
}

/** This house: leases, exact micro-batches near the cap, a clamp before a refusal. Elastic: nine tenths of past calls cost less. */
function leases(cap: bigint, kind: 'strict' | 'elastic'): Rule {
  const envelope = benchEnvelope('envelope', cap);
  const past = createCostMemory({ kindsMax: 1 });
  const holdOf = (call: BenchCall, tokensMax: number): bigint => {
    const worst = worstOf(call, tokensMax);
    const usual = kind === 'strict' ? null : past.quantile('calls', QUANTILE);
    return usual !== null && usual < worst ? usual : worst;
  };
  const model = createBudgetModel({ leaseMs: LEASE_MS });
  model.envelopes.set('envelope', { hardCap: cap, overdraft: 0n });
  const books = Array.from({ length: GATEWAYS }, (_, at) => {
    const bounds = { leaseMs: LEASE_MS, holdMs: 900_000, settlementsMax: 1_000, asksMax: 200 };
    return createLeaseBook({ gatewayId: `gateway-${at}`, epoch: model.register(`gateway-${at}`), ...bounds });
  });
  const speak = (book: LeaseBook, nowMs: number): boolean => {
    const message = book.beginSync(nowMs);
    if (message === null) return false;
    const outcomes = book.finishSync({ sequence: message.sequence, reply: model.sync(message, nowMs) }, nowMs);
    return outcomes.some(({ kind }) => kind === 'held');
  };
  const tryHold = (book: LeaseBook, call: BenchCall, at: { nowMs: number; tokensMax: number }): boolean => {
    const demands = [{ envelope, period: PERIOD, amount: holdOf(call, at.tokensMax) }];
    const { kind } = book.admit({ callId: call.callId, demands }, at.nowMs);
    if (kind !== 'ask') return kind === 'held';
    book.ask({ callId: call.callId, demands }, at.nowMs);
    return speak(book, at.nowMs);
  };
  return {
    name: `leases, ${kind}`,
    begin: (call, nowMs) => {
      const book = books[call.gateway];
      if (book === undefined) throw new Error('no such gateway');
      if (tryHold(book, call, { nowMs, tokensMax: USE_CASE_OUTPUT_TOKENS_MAX }))
        return { kind: 'whole', tokensMax: USE_CASE_OUTPUT_TOKENS_MAX };
      const tokensMax = clampTo(book, call);
      if (tokensMax !== null && tryHold(book, call, { nowMs, tokensMax })) return { kind: 'clamped', tokensMax };
      return { kind: 'refused', tokensMax: 0 };
    },
    end: (call, cost) => {
      past.observe('calls', cost);
      books[call.gateway]?.settle(call.callId, { nanodollars: cost, tokens: null, requests: 1n });
    },
    tick: (nowMs) => {
      for (const book of books) speak(book, nowMs);
    },
  };

  function clampTo(book: LeaseBook, call: BenchCall): number | null {
    const slice = book.slice({ envelopeId: 'envelope', periodStartMs: PERIOD.startMs });
    if (slice === undefined || slice.account === null) return null;
    const { limit, spent, held, suspense } = slice.account;
    const own = freeInSlice(slice);
    const outcome = decideNearCap({
      rooms: [
        {
          ...{ envelope, limit, spent, held, resetsAtMs: PERIOD.endMs },
          available: limit - spent - held - suspense + (own > 0n ? own : 0n),
          needed: holdOf(call, USE_CASE_OUTPUT_TOKENS_MAX),
        },
      ],
      call: {
        inputTokens: call.inputTokens * INPUT_ESTIMATE_FACTOR,
        outputTokensMax: USE_CASE_OUTPUT_TOKENS_MAX,
        rates: RATES,
      },
      outputTokensMin: 256,
      others: [],
    });
    return outcome.kind === 'clamp' ? outcome.tokensMax : null;
  }
}

function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
