import { nameAccount } from '../../src/domain/budget/budget-sync.ts';
import { EMPTY_BALANCE, sumEntries } from '../../src/domain/budget/ledger.ts';
import { accountOf, type World } from './budget-world.ts';

const PARTS = Object.keys(EMPTY_BALANCE);

/** Watches a world from its first step: how much each account may ever reach. */
export type BudgetLaws = { readonly check: () => void; readonly checkAtRest: () => void };

/** The laws of envelopes. They compare what the store and the gateways hold with what the world itself has seen happen. */
export function watchBudgetLaws(world: World): BudgetLaws {
  const ceilings = new Map<string, bigint>();
  return {
    check: () => {
      checkLedger(world);
      checkBooks(world);
      checkCaps(world, ceilings);
    },
    checkAtRest: () => checkNothingLost(world),
  };
}

/** Entries make the balance; what is held and in suspense is what leases say, one by one. */
function checkLedger({ model }: World): void {
  const held = new Map<string, bigint>();
  const suspense = new Map<string, bigint>();
  for (const lease of model.leases.values()) {
    if (lease.outstanding < 0n) throw new Error(`a lease of ${lease.account} is negative`);
    if (lease.state === 'active') add(held, lease.account, lease.outstanding);
    if (lease.state === 'suspense') add(suspense, lease.account, lease.outstanding);
  }
  for (const [name, { balance, entrySums }] of model.accounts) {
    const summed = sumEntries(Array.from(entrySums, ([kind, amount]) => ({ kind, amount })));
    for (const part of PARTS) {
      const [found, expected]: readonly unknown[] = [Reflect.get(balance, part), Reflect.get(summed, part)];
      if (found !== expected) differ(`${part} of ${name}`, found, expected);
    }
    if (balance.held !== (held.get(name) ?? 0n)) differ(`held in ${name}`, balance.held, held.get(name) ?? 0n);
    if (balance.suspense !== (suspense.get(name) ?? 0n))
      differ(`suspense in ${name}`, balance.suspense, suspense.get(name) ?? 0n);
  }
}

/** No gateway believes that it has leased more than the store has given it. */
function checkBooks(world: World): void {
  for (const { id, epoch, book } of world.gateways) {
    for (const slice of book?.slices() ?? []) {
      const account = nameAccount(slice);
      const leased = world.model.leases.get(`${id}/${epoch}/${account}`)?.outstanding ?? 0n;
      const believed = slice.outstanding - slice.undelivered;
      if (believed > leased) throw new Error(`${id} believes in ${believed} of ${account}; ${leased} are leased`);
    }
  }
}

/**
 * What has truly been spent and what calls under way hold never exceeds the cap, or what had been given out already when the
 * cap was lowered, but by what vendors billed above what was held.
 */
function checkCaps(world: World, ceilings: Map<string, bigint>): void {
  const reached = reachedBy(world);
  for (const [name, { balance, envelopeId }] of world.model.accounts) {
    const limit = balance.limit + (world.model.envelopes.get(envelopeId)?.overdraft ?? 0n);
    const given = balance.spent + balance.held + balance.suspense;
    const before = ceilings.get(name) ?? limit;
    const ceiling = larger(limit, before < given ? before : given);
    ceilings.set(name, ceiling);
    const excess = world.excess.get(name) ?? 0n;
    const truly = reached.get(name) ?? 0n;
    if (truly > ceiling + excess)
      throw new Error(
        `${name} reached ${truly}: more than ${ceiling}, and vendors billed ${excess} above what was held`,
      );
  }
}

function reachedBy(world: World): ReadonlyMap<string, bigint> {
  const reached = new Map<string, bigint>();
  for (const { charges, state } of world.calls.values())
    if (state === 'ended' || state === 'lost') for (const [name, amount] of charges) add(reached, name, amount);
  for (const { open } of world.gateways)
    for (const call of open.values()) for (const demand of call.demands) add(reached, accountOf(demand), demand.amount);
  return reached;
}

/** When all is told: every call counts once, at what it cost, and nothing is held by anybody. */
function checkNothingLost(world: World): void {
  const spent = new Map(world.resolved);
  for (const { callId, state, charges } of world.calls.values()) {
    if (state === 'under_way' || state === 'waiting') continue;
    const known = world.model.settled.has(callId);
    if (state === 'ended' && !known && !isOfLostGateway(world, callId)) throw new Error(`${callId} was never settled`);
    if (known) for (const [name, amount] of charges) add(spent, name, amount);
  }
  for (const [name, { balance }] of world.model.accounts) {
    same(`spent in ${name}`, balance.spent, spent.get(name) ?? 0n);
    same(`held in ${name} at rest`, balance.held, 0n);
    same(`suspense in ${name} at rest`, balance.suspense, 0n);
  }
}

/** What a lost disk had not told is a person's to say. */
function isOfLostGateway(world: World, callId: string): boolean {
  return !world.gateways.some(({ unconfirmed }) => unconfirmed.has(callId));
}

function same(what: string, found: bigint, expected: bigint): void {
  if (found !== expected) differ(what, found, expected);
}

function differ(what: string, found: unknown, expected: unknown): never {
  throw new Error(`${what} is ${found}, not ${expected}`);
}

function add(sums: Map<string, bigint>, name: string, amount: bigint): void {
  sums.set(name, (sums.get(name) ?? 0n) + amount);
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
