import type { Random } from './random.ts';

/** A kind of value that the generators write, as its issuer describes it. */
export type ValueKind = {
  readonly kind: string;
  readonly group: 'credential' | 'personal' | 'financial' | 'health' | 'network';
  /** Types that are right for it; the first is the exact one. */
  readonly types: readonly string[];
  /** How it is called in files and letters, by language where it has one; names of variables for credentials. */
  readonly labels: readonly string[];
  readonly make: (random: Random) => string;
  /** The part of the value that is to be found, where it is not the whole: its first group. */
  readonly part?: RegExp;
};

/** A text that holds one value at a known place. */
export type LabelledText = {
  readonly kind: string;
  readonly group: ValueKind['group'];
  readonly types: readonly string[];
  readonly carrier: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
};
