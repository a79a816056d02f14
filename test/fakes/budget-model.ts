import {
  type AccountKey,
  type AccountState,
  type AskAnswer,
  type BudgetReply,
  type BudgetSync,
  type Charge,
  type ExactAsk,
  type LeaseTarget,
  nameAccount,
  type Settlement,
} from '../../src/domain/budget/budget-sync.ts';
import { applyEntry, type Balance, EMPTY_BALANCE, type EntryKind, freeOf } from '../../src/domain/budget/ledger.ts';

export type ModelEnvelope = { hardCap: bigint; readonly overdraft: bigint };
export type ModelLease = {
  readonly gatewayId: string;
  readonly epoch: number;
  readonly account: string;
  outstanding: bigint;
  state: 'active' | 'suspense' | 'closed';
  expiresAtMs: number;
};
export type ModelAccount = AccountKey & {
  balance: Balance;
  capApplied: bigint;
  readonly entrySums: Map<EntryKind, bigint>;
};

/** What the store's SQL does, said again in plain code over maps: the simulation runs on it, and the SQL is compared with it. */
export type BudgetModel = {
  readonly envelopes: Map<string, ModelEnvelope>;
  readonly accounts: Map<string, ModelAccount>;
  readonly leases: Map<string, ModelLease>;
  readonly settled: Set<string>;
  readonly register: (gatewayId: string) => number;
  readonly sync: (message: BudgetSync, nowMs: number) => BudgetReply;
  /** As whoever takes in a journal tells it, beside the gateway's own messages. */
  readonly settle: (gatewayId: string, settlements: readonly Settlement[]) => void;
  readonly expireLeases: (nowMs: number) => number;
  readonly closeEarlierEpochs: (gatewayId: string, epoch: number) => number;
  readonly resolveSuspense: (lease: ModelLease, spent: bigint) => void;
};

type Books = Pick<BudgetModel, 'envelopes' | 'accounts' | 'leases'>;

export function createBudgetModel({ leaseMs }: { readonly leaseMs: number }): BudgetModel {
  const envelopes = new Map<string, ModelEnvelope>();
  const accounts = new Map<string, ModelAccount>();
  const leases = new Map<string, ModelLease>();
  const books = { envelopes, accounts, leases };
  const settled = new Set<string>();
  const gateways = new Map<string, { epoch: number; sequence: number }>();

  function charge(gatewayId: string, epoch: number, { amount, ...key }: Charge): void {
    const account = accounts.get(nameAccount(key));
    if (account === undefined) return;
    enter(account, 'commit', amount);
    const lease = leases.get(`${gatewayId}/${epoch}/${nameAccount(key)}`);
    if (lease === undefined || lease.state === 'closed') return;
    const taken = lease.outstanding < amount ? lease.outstanding : amount;
    lease.outstanding -= taken;
    enter(account, lease.state === 'suspense' ? 'suspense' : 'release', taken);
  }

  function aim(message: BudgetSync, { target, ...key }: LeaseTarget, nowMs: number): void {
    const account = accounts.get(nameAccount(key));
    if (account === undefined) return;
    applyCap(books, account);
    const lease = leaseOf(books, message.gatewayId, message.epoch, nameAccount(key));
    if (lease.state === 'suspense') {
      enter(account, 'suspense', lease.outstanding);
      enter(account, 'hold', lease.outstanding);
    }
    lease.state = 'active';
    lease.expiresAtMs = nowMs + leaseMs;
    if (target < lease.outstanding) {
      enter(account, 'release', lease.outstanding - target);
      lease.outstanding = target;
    } else if (target > lease.outstanding) {
      const room = freeIn(books, account);
      const more = least(target - lease.outstanding, room > 0n ? room : 0n);
      enter(account, 'hold', more);
      lease.outstanding += more;
    }
  }

  function answer(message: BudgetSync, { callId, needs }: ExactAsk): AskAnswer {
    const short = needs.filter((need) => {
      const account = accounts.get(nameAccount(need));
      return account === undefined || freeIn(books, account) < need.amount;
    });
    const keys = short.map(({ envelopeId, periodStartMs }) => ({ envelopeId, periodStartMs }));
    if (keys.length > 0) return { callId, kind: 'short', short: keys };
    for (const need of needs) {
      const account = accounts.get(nameAccount(need));
      if (account === undefined) continue;
      enter(account, 'hold', need.amount);
      leaseOf(books, message.gatewayId, message.epoch, nameAccount(need)).outstanding += need.amount;
    }
    return { callId, kind: 'held', short: [] };
  }

  function settle(gatewayId: string, settlements: readonly Settlement[]): void {
    for (const { callId, epoch, charges } of settlements) {
      if (settled.has(callId)) continue;
      settled.add(callId);
      for (const one of charges) charge(gatewayId, epoch, one);
    }
  }

  function sync(message: BudgetSync, nowMs: number): BudgetReply {
    for (const target of message.targets) openAccount(books, target);
    settle(message.gatewayId, message.settlements);
    const gateway = gateways.get(message.gatewayId);
    if (gateway === undefined || gateway.epoch !== message.epoch) return { kind: 'fenced', accounts: [], answers: [] };
    if (message.sequence <= gateway.sequence) return { kind: 'stale', accounts: [], answers: [] };
    gateway.sequence = message.sequence;
    for (const target of message.targets) aim(message, target, nowMs);
    const answers = message.asks.map((ask) => answer(message, ask));
    return { kind: 'applied', accounts: message.targets.flatMap((target) => stateOf(books, message, target)), answers };
  }

  function end(lease: ModelLease, kind: 'expire' | 'suspense' | 'release'): void {
    const account = accounts.get(lease.account);
    if (account !== undefined) enter(account, kind, lease.outstanding);
  }

  return {
    envelopes,
    accounts,
    leases,
    settled,
    settle,
    sync,
    register: (gatewayId) => {
      const epoch = (gateways.get(gatewayId)?.epoch ?? 0) + 1;
      gateways.set(gatewayId, { epoch, sequence: 0 });
      return epoch;
    },
    expireLeases: (nowMs) => {
      const overdue = [...leases.values()].filter(
        ({ state, expiresAtMs }) => state === 'active' && expiresAtMs < nowMs,
      );
      for (const lease of overdue) {
        end(lease, 'expire');
        lease.state = 'suspense';
      }
      return overdue.length;
    },
    closeEarlierEpochs: (gatewayId, epoch) => {
      const earlier = [...leases.values()].filter(
        (lease) => lease.gatewayId === gatewayId && lease.epoch < epoch && lease.state !== 'closed',
      );
      for (const lease of earlier) close(lease);
      return earlier.length;
    },
    resolveSuspense: (lease, spent) => {
      const account = accounts.get(lease.account);
      if (account === undefined || lease.state !== 'suspense') return;
      enter(account, 'commit', spent);
      close(lease);
    },
  };

  function close(lease: ModelLease): void {
    end(lease, lease.state === 'suspense' ? 'suspense' : 'release');
    lease.outstanding = 0n;
    lease.state = 'closed';
  }
}

function enter(account: ModelAccount, kind: EntryKind, amount: bigint): void {
  account.balance = applyEntry(account.balance, { kind, amount });
  account.entrySums.set(kind, (account.entrySums.get(kind) ?? 0n) + amount);
}

function openAccount({ envelopes, accounts }: Books, { envelopeId, periodStartMs }: AccountKey): void {
  const name = nameAccount({ envelopeId, periodStartMs });
  const envelope = envelopes.get(envelopeId);
  if (envelope === undefined || accounts.has(name)) return;
  const capApplied = envelope.hardCap;
  const account = { envelopeId, periodStartMs, balance: EMPTY_BALANCE, capApplied, entrySums: new Map() };
  accounts.set(name, account);
  enter(account, 'grant', envelope.hardCap);
}

function applyCap({ envelopes }: Books, account: ModelAccount): void {
  const { hardCap } = envelopes.get(account.envelopeId) ?? { hardCap: account.capApplied };
  enter(account, 'adjustment', hardCap - account.capApplied);
  account.capApplied = hardCap;
}

function leaseOf({ leases }: Books, gatewayId: string, epoch: number, account: string): ModelLease {
  const name = `${gatewayId}/${epoch}/${account}`;
  const lease = leases.get(name) ?? { gatewayId, epoch, account, outstanding: 0n, state: 'active', expiresAtMs: 0 };
  leases.set(name, lease);
  return lease;
}

function freeIn({ envelopes }: Books, account: ModelAccount): bigint {
  return freeOf(account.balance, envelopes.get(account.envelopeId)?.overdraft ?? 0n);
}

function stateOf(books: Books, message: BudgetSync, key: AccountKey): readonly AccountState[] {
  const { envelopes, accounts, leases } = books;
  const account = accounts.get(nameAccount(key));
  if (account === undefined) return [];
  const { envelopeId, periodStartMs, balance } = account;
  const name = nameAccount(key);
  let sharers = 0;
  for (const lease of leases.values()) if (lease.account === name && lease.state === 'active') sharers += 1;
  return [
    {
      ...{ envelopeId, periodStartMs, ...balance },
      overdraft: envelopes.get(envelopeId)?.overdraft ?? 0n,
      outstanding: leaseOf(books, message.gatewayId, message.epoch, name).outstanding,
      gateways: sharers,
    },
  ];
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
