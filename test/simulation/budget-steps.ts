import { AS_HELD, type CallActual } from '../../src/domain/budget/book-admission.ts';
import type { Envelope } from '../../src/domain/budget/envelope.ts';
import {
  accountOf,
  count,
  deliverLetters,
  demandsAt,
  endCall,
  heldCharges,
  LEASE_MS,
  monotonicMs,
  newGateway,
  sendSync,
  startGateway,
  takeOutcome,
  toBudgetCall,
  type World,
  type WorldCall,
  type WorldGateway,
} from './budget-world.ts';

/** One thing happens. What it is, and to whom, is drawn. */
export function takeStep(world: World): string {
  const { random } = world;
  const gateway = pick(random, world.gateways);
  const draw = random();
  const named = STEPS.find(({ below }) => draw < below);
  if (gateway === undefined || named === undefined) return 'nothing';
  named.run(world, gateway);
  return named.name;
}

type Step = {
  readonly name: string;
  readonly below: number;
  readonly run: (world: World, gateway: WorldGateway) => void;
};

const STEPS: readonly Step[] = [
  { name: 'a call comes', below: 0.32, run: beginCall },
  { name: 'a call ends', below: 0.55, run: finishCall },
  { name: 'a gateway speaks', below: 0.75, run: speak },
  { name: 'time passes', below: 0.9, run: (world) => passTime(world, world.random() * 120) },
  { name: 'much time passes', below: 0.915, run: (world) => passTime(world, world.random() * 2 * LEASE_MS) },
  { name: 'the store looks for expired leases', below: 0.94, run: (world) => expire(world) },
  { name: 'a network breaks or mends', below: 0.955, run: cutOrMend },
  { name: 'a gateway dies or comes back', below: 0.972, run: killOrStart },
  { name: 'a disk is lost', below: 0.976, run: loseDisk },
  { name: 'a person resolves a suspense', below: 0.982, run: (world) => resolveLost(world) },
  { name: 'a cap is changed', below: 0.99, run: (world) => changeCap(world) },
  { name: 'another target is tried', below: 0.995, run: holdMore },
  { name: 'a journal is drained', below: 1, run: drainJournal },
];

function beginCall(world: World, gateway: WorldGateway): void {
  const { book } = gateway;
  if (book === null) return;
  const envelopes = world.envelopes.filter(() => world.random() < 0.7);
  if (envelopes.length === 0) return;
  world.serial += 1;
  const demands = demandsAt(world, gateway, envelopes);
  const call: WorldCall = { callId: `call-${world.serial}`, demands, state: 'refused', charges: new Map() };
  world.calls.set(call.callId, call);
  const nowMs = monotonicMs(world, gateway);
  const admission = book.admit(toBudgetCall(call), nowMs);
  count(world, admission.kind);
  if (admission.kind === 'held') {
    call.state = 'under_way';
    gateway.open.set(call.callId, call);
  }
  if (admission.kind !== 'ask') return;
  call.state = 'waiting';
  book.ask(toBudgetCall(call), nowMs);
  if (world.random() < 0.7) speak(world, gateway);
  if (world.random() < 0.1) {
    book.cancelAsk(call.callId);
    call.state = 'refused';
  }
}

/** Most use less than was held; some vendors bill more; of some nothing is known; some never reached a vendor. */
function finishCall(world: World, gateway: WorldGateway): void {
  const { book } = gateway;
  const call = pick(world.random, [...gateway.open.values()]);
  if (book === null || call === undefined) return;
  const draw = world.random();
  const part = draw < 0.05 ? 3 : draw < 0.15 ? 0 : draw < 0.25 ? 1 : world.random();
  const used = BigInt(Math.floor(part * 1_000));
  const actual: CallActual =
    draw < 0.25 && draw >= 0.15 ? AS_HELD : { nanodollars: used * 2n, tokens: used, requests: part === 0 ? 0n : 1n };
  const charges = actual === AS_HELD ? heldCharges(call) : usedCharges(call, actual);
  book.settle(call.callId, actual);
  if (book.settle(call.callId, actual) !== null) throw new Error(`${call.callId} was settled twice`);
  endCall(world, gateway, call, { epoch: gateway.epoch, charges });
  count(world, 'ended');
}

function usedCharges({ demands }: WorldCall, actual: CallActual): ReadonlyMap<string, bigint> {
  const byUnit = { ...actual, concurrency: 0n };
  return new Map(demands.map((demand) => [accountOf(demand), byUnit[demand.envelope.unit] ?? 0n]));
}

function speak(world: World, gateway: WorldGateway): void {
  const { book } = gateway;
  if (book === null) return;
  for (const callId of book.expireHolds(monotonicMs(world, gateway))) {
    const call = gateway.open.get(callId);
    if (call !== undefined) endCall(world, gateway, call, { epoch: gateway.epoch, charges: heldCharges(call) });
  }
  if (gateway.sentSequence > 0 && world.nowMs - gateway.sentAtMs > 2_000) {
    for (const { callId } of book.failSync(gateway.sentSequence)) takeOutcome(world, gateway, { callId, held: false });
    gateway.sentSequence = 0;
  }
  const message = book.beginSync(monotonicMs(world, gateway));
  if (message !== null) sendSync(world, gateway, message);
}

export function passTime(world: World, byMs: number): void {
  world.nowMs += byMs;
  deliverLetters(world);
}

function expire(world: World): void {
  if (world.model.expireLeases(world.nowMs) > 0) count(world, 'expired');
}

function cutOrMend(_: World, gateway: WorldGateway): void {
  gateway.isCutOff = !gateway.isCutOff;
}

function killOrStart(world: World, gateway: WorldGateway): void {
  if (gateway.book === null) return startGateway(world, gateway);
  gateway.book = null;
  gateway.sentSequence = 0;
  count(world, 'crashed');
}

/** With the journal goes all that was not told; a gateway with another name takes its place. */
function loseDisk(world: World, gateway: WorldGateway): void {
  if (gateway.book !== null) killOrStart(world, gateway);
  for (const call of gateway.open.values()) {
    call.state = 'lost';
    call.charges = heldCharges(call);
  }
  const untold = [...gateway.open.keys(), ...gateway.unconfirmed.keys()];
  world.records.set(
    gateway.id,
    untold.map((callId) => ({ callId, charges: new Map(world.calls.get(callId)?.charges) })),
  );
  world.gateways.splice(world.gateways.indexOf(gateway), 1);
  world.serial += 1;
  world.gateways.push(newGateway(world, `${gateway.id.split('+')[0]}+${world.serial}`));
  count(world, 'disks lost');
}

/** Says of leases of lost gateways what its provider's records say: what the calls cost of which the store does not know. */
function resolveLost(world: World): void {
  const alive = new Set(world.gateways.map(({ id }) => id));
  for (const lease of world.model.leases.values()) {
    if (lease.state !== 'suspense' || alive.has(lease.gatewayId)) continue;
    const records = world.records.get(lease.gatewayId) ?? [];
    let spent = 0n;
    for (const { callId, charges } of records) {
      if (!world.model.settled.has(callId)) spent += charges.get(lease.account) ?? 0n;
      charges.delete(lease.account);
    }
    world.resolved.set(lease.account, (world.resolved.get(lease.account) ?? 0n) + spent);
    world.model.resolveSuspense(lease, spent);
    count(world, 'resolved');
  }
}

function changeCap(world: World): void {
  const envelope = pick<Envelope>(world.random, world.envelopes);
  const row = envelope === undefined ? undefined : world.model.envelopes.get(envelope.id);
  if (envelope === undefined || row === undefined) return;
  row.hardCap = (envelope.hardCap * BigInt(Math.floor(world.random() * 200))) / 100n;
  count(world, 'caps changed');
}

/** Another attempt may cost as much again: held besides. */
function holdMore(world: World, gateway: WorldGateway): void {
  const call = pick(world.random, [...gateway.open.values()]);
  if (gateway.book === null || call === undefined) return;
  const money = call.demands.filter(({ envelope }) => envelope.unit === 'nanodollars');
  if (money.length === 0) return;
  const admission = gateway.book.admit({ callId: call.callId, demands: money }, monotonicMs(world, gateway));
  if (admission.kind !== 'held') return;
  const demands = call.demands.map((demand) =>
    demand.envelope.unit === 'nanodollars' ? { ...demand, amount: demand.amount * 2n } : demand,
  );
  const more: WorldCall = { ...call, demands };
  world.calls.set(call.callId, more);
  gateway.open.set(call.callId, more);
}

/** The store hears of calls by their journal too, before or after their gateway's own message. */
function drainJournal(world: World, gateway: WorldGateway): void {
  if (gateway.isCutOff || gateway.book === null) return;
  world.model.settle(gateway.id, [...gateway.unconfirmed.values()]);
  count(world, 'drained');
}

/** Everything is mended, every call ends, and all that can be told is told. */
export function comeToRest(world: World): void {
  for (const gateway of world.gateways) {
    gateway.isCutOff = false;
    if (gateway.book === null) startGateway(world, gateway);
  }
  for (let turn = 0; turn < 400 && !isAtRest(world); turn += 1) {
    for (const gateway of world.gateways) {
      while (gateway.open.size > 0) finishCall(world, gateway);
      speak(world, gateway);
    }
    passTime(world, 500);
    expire(world);
  }
  // Letters of the dead may still arrive, and draw once more what then goes to suspense.
  for (let turn = 0; turn < 2; turn += 1) {
    passTime(world, 60_000);
    expire(world);
    resolveLost(world);
  }
}

function isAtRest(world: World): boolean {
  return world.gateways.every(
    ({ book, replaying }) => book !== null && !replaying && book.undelivered() === 0 && [...book.slices()].length === 0,
  );
}

function pick<T>(random: () => number, from: readonly T[]): T | undefined {
  return from[Math.floor(random() * from.length)];
}
