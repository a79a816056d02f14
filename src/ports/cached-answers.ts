import type { CachedAnswer, CachePurge } from '../domain/caching/cached-answer.ts';
import type { RoutedRange } from './routing-store.ts';

export type SharedAnswersState = {
  readonly waiting: number;
  /** Taken and not written: the line was full, or the store or the vault did not take them. */
  readonly lost: number;
};

/**
 * Answers that all gateways share. An answer that something newer is about (a purge, an erasure, a suspension) is not
 * given, whether or not it has been deleted yet.
 */
export type CachedAnswers = {
  /** Null: there is none, or nobody could say in time. Never rejects. */
  readonly find: (key: string) => Promise<CachedAnswer | null>;
  /** Takes it to be encrypted and written, and answers at once. */
  readonly keep: (answer: CachedAnswer) => void;
  readonly state: () => SharedAnswersState;
};

/** How many answers of a use case are kept, and how large they are. */
export type CachedAnswerCount = {
  readonly useCaseId: string;
  readonly answers: number;
  readonly bytes: number;
  readonly oldestMs: number;
};

/** Answers of a use case that no model gave, and what models would have cost. */
export type AvoidedCost = {
  readonly useCaseId: string | null;
  readonly answeredBy: 'cache' | 'workflow';
  readonly calls: number;
  /** Of which nobody can say what a model would have cost. */
  readonly callsUnpriced: number;
  readonly avoidedCostNanodollars: string;
};

/** What people do with shared answers. */
export type CachedAnswersDesk = {
  /** Deletes what a purge is about. Gives back how many went. */
  readonly destroy: (subject: CachePurge['subject']) => Promise<number>;
  readonly counts: () => Promise<readonly CachedAnswerCount[]>;
  /** Exact sums of settled calls, by use case and what answered. */
  readonly avoided: (range: RoutedRange) => Promise<readonly AvoidedCost[]>;
};
