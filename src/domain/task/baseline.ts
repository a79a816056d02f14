import { type Nanodollars, nanodollars } from '../money/nanodollars.ts';

/** A finished task of somebody else, of the same use case, size class and kind of owner. */
export type PeerTask = {
  /** Tells one owner from another and is shown to nobody. */
  readonly ownerName: string;
  readonly cost: Nanodollars;
  readonly contextTokens: number;
  readonly modelId: string | null;
  readonly templateId: string | null;
  readonly succeeded: boolean;
};

/** Below these nobody is told a number: it would say more of somebody than of the work. */
export const PEER_TASKS_MIN = 20;
export const PEERS_MIN = 5;
/** Of one owner at most so many count, the newest: nobody's habit is everybody's baseline. */
export const TASKS_OF_ONE_MAX = 20;

/** What tasks like this one cost: the median of peers' tasks that succeeded, and how sure that is. */
export type Baseline =
  | { readonly kind: 'none'; readonly tasks: number; readonly peers: number }
  | {
      readonly kind: 'baseline';
      readonly median: Nanodollars;
      /** Between these the median of all such tasks lies, by the order of those that are known, 95 times of 100 at least. */
      readonly low: Nanodollars;
      readonly high: Nanodollars;
      /** Median of what an answered call of theirs sent. */
      readonly contextTokens: number;
      readonly tasks: number;
      readonly peers: number;
    };

export type KnownBaseline = Extract<Baseline, { readonly kind: 'baseline' }>;

/** The peers' tasks are given newest first; those of the owner are left out by name. */
export function baselineOf(peers: readonly PeerTask[], ownerName: string): Baseline {
  return medianOf(fairShare(peers, ownerName).filter(({ succeeded }) => succeeded));
}

/** The tasks that count: not the owner's, and of each other one the newest few. */
export function fairShare(peers: readonly PeerTask[], ownerName: string): readonly PeerTask[] {
  const counted = new Map<string, number>();
  return peers.filter((peer) => {
    const before = counted.get(peer.ownerName) ?? 0;
    if (peer.ownerName === ownerName || before >= TASKS_OF_ONE_MAX) return false;
    counted.set(peer.ownerName, before + 1);
    return true;
  });
}

/** The baseline of exactly these tasks. */
export function medianOf(tasks: readonly PeerTask[]): Baseline {
  const peers = new Set(tasks.map(({ ownerName }) => ownerName)).size;
  if (tasks.length < PEER_TASKS_MIN || peers < PEERS_MIN) return { kind: 'none', tasks: tasks.length, peers };
  const costs = tasks.map(({ cost }) => cost).sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  const contexts = tasks.map(({ contextTokens }) => contextTokens).sort((one, other) => one - other);
  const at = (rank: number): Nanodollars => costs[Math.min(costs.length, Math.max(1, rank)) - 1] ?? nanodollars(0n);
  const { lowRank, highRank } = medianRanks(costs.length);
  return {
    kind: 'baseline',
    // The upper of the two in the middle where there are two: an amount that somebody paid.
    median: at(Math.floor(costs.length / 2) + 1),
    low: at(lowRank),
    high: at(highRank),
    contextTokens: contexts[Math.floor(contexts.length / 2)] ?? 0,
    tasks: tasks.length,
    peers,
  };
}

/**
 * The ranks, from 1, between which the median of the whole lies with at least 95 in 100, whatever the costs are distributed
 * like: how many of `tasks` lie below it is a matter of tossing coins. The usual approximation, widened to whole ranks;
 * from 20 tasks on its coverage is checked against the binomial distribution by a test.
 */
export function medianRanks(tasks: number): { readonly lowRank: number; readonly highRank: number } {
  const spread = (1.96 * Math.sqrt(tasks)) / 2;
  return { lowRank: Math.floor(tasks / 2 - spread), highRank: Math.ceil(tasks / 2 + 1 + spread) };
}
