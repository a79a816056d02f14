import type { TableCell, TableColumn } from '../chargeback/focus-columns.ts';

/** Groups beyond so many are one row, `(others)`: a pack never needs more memory for a longer time. */
const GROUPS_MAX = 20_000;

type Sums = { calls: bigint; callsUnpriced: bigint; tokens: bigint; cost: bigint };

/** What the calls of a trail add up to, by use case, team, decision and outcome. */
export type CallTally = {
  /** Takes one leaf: a settled call's canonical line. */
  readonly add: (leaf: string) => void;
  /** In the order of their groups. */
  readonly rows: () => readonly Readonly<Record<string, TableCell>>[];
};

// biome-ignore format: a table is read down
export const CALL_COLUMNS: readonly TableColumn[] = [
  { name: 'useCaseId',       type: 'text',    nullable: true,  fromPeople: true },
  { name: 'teamId',          type: 'text',    nullable: true,  fromPeople: true },
  { name: 'decision',        type: 'text',    nullable: true },
  { name: 'outcome',         type: 'text',    nullable: true },
  { name: 'calls',           type: 'text',    nullable: false },
  { name: 'callsUnpriced',   type: 'text',    nullable: false },
  { name: 'tokens',          type: 'text',    nullable: false },
  { name: 'costNanodollars', type: 'text',    nullable: false },
];

const GROUPED_BY = ['useCaseId', 'teamId', 'decision', 'outcome'] as const;
const DECIMAL = /^-?\d{1,38}$/;
const OTHERS = JSON.stringify(GROUPED_BY.map(() => '(others)'));

/** Anybody who counts the same leaves comes to the same rows: nothing of the store is asked. */
export function createCallTally(groupsMax = GROUPS_MAX): CallTally {
  const groups = new Map<string, Sums>();
  return {
    add: (leaf) => {
      const call = readLeaf(leaf);
      const own = JSON.stringify(GROUPED_BY.map((name) => textOf(call[name])));
      const group = groups.has(own) || groups.size < groupsMax ? own : OTHERS;
      const sums = groups.get(group) ?? { calls: 0n, callsUnpriced: 0n, tokens: 0n, cost: 0n };
      groups.set(group, sums);
      const cost = textOf(call['costNanodollars']) ?? '';
      const times = 1n + countOf(call['repeats']);
      sums.calls += times;
      if (DECIMAL.test(cost)) sums.cost += BigInt(cost);
      else sums.callsUnpriced += times;
      for (const count of Object.values(membersOf(call['usage']))) sums.tokens += countOf(count);
    },
    rows: () => [...groups].sort(byGroup).map(([group, sums]) => rowOf(group, sums)),
  };
}

function rowOf(group: string, { calls, callsUnpriced, tokens, cost }: Sums): Readonly<Record<string, TableCell>> {
  const parts: unknown = JSON.parse(group);
  const names = GROUPED_BY.map((name, at) => [name, Array.isArray(parts) ? textOf(parts[at]) : null] as const);
  return {
    ...Object.fromEntries(names),
    ...{ calls: String(calls), callsUnpriced: String(callsUnpriced) },
    ...{ tokens: String(tokens), costNanodollars: String(cost) },
  };
}

/** By code units: the order must not depend on a machine's language. */
function byGroup([one]: readonly [string, Sums], [other]: readonly [string, Sums]): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A leaf that cannot be read is a call of which nothing is known; that its batch is at fault is found elsewhere. */
function readLeaf(leaf: string): Readonly<Record<string, unknown>> {
  try {
    return membersOf(JSON.parse(leaf));
  } catch {
    return {};
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMembers(value) ? value : {};
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function countOf(value: unknown): bigint {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? BigInt(value) : 0n;
}
