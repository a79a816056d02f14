import type { BudgetCall, Demand } from '../../src/domain/budget/book-state.ts';
import {
  type BudgetReply,
  type BudgetSync,
  nameAccount,
  type Settlement,
} from '../../src/domain/budget/budget-sync.ts';
import { type Envelope, type EnvelopeUnit, overdraftOf } from '../../src/domain/budget/envelope.ts';
import { createLeaseBook, type LeaseBook } from '../../src/domain/budget/lease-book.ts';
import { type BudgetModel, createBudgetModel } from '../fakes/budget-model.ts';

/** What the world itself knows of a call: what its envelopes were asked for and what it truly used. */
export type WorldCall = {
  readonly callId: string;
  readonly demands: readonly Demand[];
  state: 'waiting' | 'under_way' | 'ended' | 'refused' | 'lost';
  /** By account, when it has ended. */
  charges: ReadonlyMap<string, bigint>;
};

export type WorldGateway = {
  id: string;
  epoch: number;
  /** Null while it is dead. */
  book: LeaseBook | null;
  /** What stands on its disk: calls under way, and settlements that the store has not confirmed. */
  readonly open: Map<string, WorldCall>;
  readonly unconfirmed: Map<string, Settlement>;
  replaying: boolean;
  isCutOff: boolean;
  /** Its monotonic clock runs by this much, its wall clock is off by that. */
  readonly pace: number;
  readonly skewMs: number;
  sentAtMs: number;
  sentSequence: number;
};

type Letter = { readonly atMs: number; readonly run: () => void };

/** One process, one virtual clock: gateways, the store and the network between them, all drawn from one seed. */
export type World = {
  nowMs: number;
  readonly random: () => number;
  readonly model: BudgetModel;
  readonly envelopes: readonly Envelope[];
  readonly gateways: WorldGateway[];
  readonly calls: Map<string, WorldCall>;
  /** By account: what vendors billed above what was held. */
  readonly excess: Map<string, bigint>;
  readonly letters: Letter[];
  /** By account: what a person said was spent of a lease whose journal is gone. */
  readonly resolved: Map<string, bigint>;
  /** By lost gateway: what vendors know of the calls that its disk had not told. */
  readonly records: Map<string, readonly { readonly callId: string; readonly charges: Map<string, bigint> }[]>;
  readonly counts: Record<string, number>;
  serial: number;
};

export const LEASE_MS = 10_000;
const PERIOD_MS = 120_000;
const UNITS: readonly EnvelopeUnit[] = ['nanodollars', 'nanodollars', 'tokens', 'requests', 'concurrency'];

export function newWorld(random: () => number): World {
  const model = createBudgetModel({ leaseMs: LEASE_MS });
  const envelopes = Array.from({ length: 2 + Math.floor(random() * 4) }, (_, at) => newEnvelope(at, random));
  for (const { id, hardCap, cap } of envelopes) model.envelopes.set(id, { hardCap, overdraft: overdraftOf(cap) });
  const world: World = {
    nowMs: 1_000_000_000,
    ...{ random, model, envelopes },
    gateways: [],
    calls: new Map(),
    excess: new Map(),
    letters: [],
    resolved: new Map(),
    records: new Map(),
    counts: {},
    serial: 0,
  };
  const many = 1 + Math.floor(random() * 4);
  for (let at = 0; at < many; at += 1) world.gateways.push(newGateway(world, `gateway-${at}`));
  return world;
}

function newEnvelope(at: number, random: () => number): Envelope {
  const unit = UNITS[Math.floor(random() * UNITS.length)] ?? 'nanodollars';
  const calls = 3 + Math.floor(random() ** 3 * 6_000);
  const hardCap = unit === 'requests' || unit === 'concurrency' ? BigInt(calls) : BigInt(calls * 1_000);
  const elastic = random() < 0.3 && unit !== 'requests' && unit !== 'concurrency';
  return {
    id: `envelope-${at}`,
    name: `Envelope ${at}`,
    scope: {},
    ownerPersonId: null,
    costCentre: null,
    unit,
    period: 'day',
    hardCap,
    cap: elastic ? { kind: 'elastic', overdraft: hardCap / 10n, quantile: 0.9 } : { kind: 'strict' },
    softThresholds: [],
    carryOver: { kind: 'none' },
    storeAway: random() < 0.3 ? 'refuse' : 'leases',
    status: 'active',
  };
}

export function newGateway(world: World, id: string): WorldGateway {
  const gateway: WorldGateway = {
    id,
    epoch: 0,
    book: null,
    open: new Map(),
    unconfirmed: new Map(),
    replaying: false,
    isCutOff: false,
    pace: 0.8 + world.random() * 0.4,
    skewMs: Math.floor((world.random() - 0.5) * 20_000),
    sentAtMs: 0,
    sentSequence: 0,
  };
  startGateway(world, gateway);
  return gateway;
}

/** A new life: what the journal holds open is settled as held, what was not confirmed is told again. */
export function startGateway(world: World, gateway: WorldGateway): void {
  gateway.epoch = world.model.register(gateway.id);
  const { id: gatewayId, epoch } = gateway;
  gateway.book = createLeaseBook({
    gatewayId,
    epoch,
    leaseMs: LEASE_MS,
    holdMs: 60_000,
    settlementsMax: 20,
    asksMax: 10,
  });
  for (const call of gateway.open.values())
    endCall(world, gateway, call, { epoch: epoch - 1, charges: heldCharges(call) });
  gateway.book.restore([...gateway.unconfirmed.values()]);
  gateway.replaying = true;
}

export function monotonicMs(world: World, { pace }: WorldGateway): number {
  return world.nowMs * pace;
}

export function demandsAt(world: World, gateway: WorldGateway, envelopes: readonly Envelope[]): readonly Demand[] {
  const wallMs = world.nowMs + gateway.skewMs;
  const startMs = wallMs - (wallMs % PERIOD_MS);
  return envelopes.map((envelope) => {
    const one = envelope.unit === 'requests' || envelope.unit === 'concurrency';
    const amount = one ? 1n : 1n + BigInt(Math.floor(world.random() ** 2 * 2_000));
    return { envelope, period: { startMs, endMs: startMs + PERIOD_MS }, amount };
  });
}

export function toBudgetCall({ callId, demands }: WorldCall): BudgetCall {
  return { callId, demands };
}

export function accountOf({ envelope, period }: Demand): string {
  return nameAccount({ envelopeId: envelope.id, periodStartMs: period.startMs });
}

/** What is charged where nobody knows more than what was held. */
export function heldCharges({ demands }: WorldCall): ReadonlyMap<string, bigint> {
  return new Map(
    demands.map((demand) => [accountOf(demand), demand.envelope.unit === 'concurrency' ? 0n : demand.amount]),
  );
}

/** Sets down what a call has cost, on the gateway's disk and in the world's own account. */
export function endCall(
  world: World,
  gateway: WorldGateway,
  call: WorldCall,
  end: { readonly epoch: number; readonly charges: ReadonlyMap<string, bigint> },
): void {
  call.state = 'ended';
  call.charges = end.charges;
  gateway.open.delete(call.callId);
  const charges = call.demands.map(({ envelope, period }) => {
    const key = { envelopeId: envelope.id, periodStartMs: period.startMs };
    return { ...key, amount: end.charges.get(nameAccount(key)) ?? 0n };
  });
  gateway.unconfirmed.set(call.callId, { callId: call.callId, epoch: end.epoch, charges });
  for (const demand of call.demands) {
    const above = (end.charges.get(accountOf(demand)) ?? 0n) - demand.amount;
    if (above > 0n) world.excess.set(accountOf(demand), (world.excess.get(accountOf(demand)) ?? 0n) + above);
  }
}

/** Sends a message on its way: it may be lost, late, or come twice, and so may its answer. */
export function sendSync(world: World, gateway: WorldGateway, message: BudgetSync): void {
  const { book } = gateway;
  gateway.sentAtMs = world.nowMs;
  gateway.sentSequence = message.sequence;
  const arrive = (): void => {
    if (gateway.isCutOff) return;
    const reply = world.model.sync(message, world.nowMs);
    post(world, () => {
      if (gateway.isCutOff || book === null || gateway.book !== book) return;
      takeReply(world, gateway, { message, reply });
    });
  };
  post(world, arrive);
  if (world.random() < 0.05) post(world, arrive);
}

function takeReply(
  world: World,
  gateway: WorldGateway,
  { message, reply }: { readonly message: BudgetSync; readonly reply: BudgetReply },
): void {
  const { book } = gateway;
  if (book === null || message.sequence !== gateway.sentSequence) return;
  const outcomes = book.finishSync({ sequence: message.sequence, reply }, monotonicMs(world, gateway));
  gateway.sentSequence = 0;
  for (const { callId } of message.settlements) gateway.unconfirmed.delete(callId);
  for (const { callId, kind } of outcomes) takeOutcome(world, gateway, { callId, held: kind === 'held' });
  if (gateway.replaying && book.undelivered() === 0) {
    gateway.replaying = false;
    world.model.closeEarlierEpochs(gateway.id, gateway.epoch);
  }
}

export function takeOutcome(
  world: World,
  gateway: WorldGateway,
  { callId, held }: { readonly callId: string; readonly held: boolean },
): void {
  const call = world.calls.get(callId);
  if (call === undefined || call.state !== 'waiting') return;
  call.state = held ? 'under_way' : 'refused';
  count(world, held ? 'asked' : 'refused');
  if (held) gateway.open.set(callId, call);
}

function post(world: World, run: () => void): void {
  if (world.random() < 0.08) return;
  const delayMs = world.random() < 0.1 ? world.random() * 15_000 : world.random() * 40;
  world.letters.push({ atMs: world.nowMs + delayMs, run });
}

export function deliverLetters(world: World): void {
  const due = world.letters.filter(({ atMs }) => atMs <= world.nowMs).sort((one, other) => one.atMs - other.atMs);
  for (const letter of due) world.letters.splice(world.letters.indexOf(letter), 1);
  for (const { run } of due) run();
}

export function count(world: World, what: string): void {
  world.counts[what] = (world.counts[what] ?? 0) + 1;
}
