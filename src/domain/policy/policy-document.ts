import type { Tier } from '../catalog/use-case.ts';
import type { DataClass } from '../detection/data-class.ts';
import type { Lane } from '../identity/key-grant.ts';
import type { PolicyEffect } from './policy-decision.ts';
import type { MediaKind, PolicyFacts } from './policy-facts.ts';

/** One row of the matrix. Members that are left out hold for every call; of a list one is enough. */
export type MatrixRow = {
  readonly id: string;
  /** Whose calls. */
  readonly for: {
    readonly useCase?: readonly string[];
    readonly category?: readonly string[];
    readonly tier?: readonly Tier[];
    readonly lane?: readonly Lane[];
    readonly team?: readonly string[];
    readonly role?: readonly string[];
    /** Use cases that allow one of these classes. */
    readonly allows?: readonly DataClass[];
  };
  /** Which content. `dataClassAtLeast` means that class and those above it. */
  readonly when: {
    readonly dataClass?: readonly DataClass[];
    readonly dataClassAtLeast?: DataClass;
    /** Finding types or groups. */
    readonly findings?: readonly string[];
    readonly media?: readonly MediaKind[];
    readonly model?: readonly string[];
  };
  /** Phrases: see `obligation-text.ts`. */
  readonly does: readonly string[];
  readonly why: string;
  readonly instead: string | null;
  readonly askAt: string | null;
};

/** What a call is tried with; members that are left out are those of a harmless call. */
export type CaseFacts = {
  readonly [Part in 'caller' | 'key' | 'model' | 'time']?: Partial<PolicyFacts[Part]>;
} & {
  readonly useCase?: string;
  readonly template?: PolicyFacts['template'];
  readonly dataClass?: DataClass;
  /** Types of the catalogue, or `group:type` for those of the organisation. */
  readonly findings?: readonly string[];
  readonly media?: readonly MediaKind[];
  readonly exceptionIds?: readonly string[];
};

/** A call and what the policy must say of it. */
export type PolicyCase = {
  readonly name: string;
  readonly facts: CaseFacts;
  readonly expect: {
    readonly effect: PolicyEffect;
    /** Rules that must be among those that decided. */
    readonly rules?: readonly string[];
    /** Phrases that must be among the obligations. */
    readonly does?: readonly string[];
  };
};

/** A policy as people write it: a matrix, rules of their own in Cedar, and cases that must come out as they say. */
export type PolicyDocument = {
  readonly matrix: readonly MatrixRow[];
  /** Text of Cedar; empty for none. */
  readonly rules: string;
  readonly cases: readonly PolicyCase[];
  /** How many other people than the author must approve. */
  readonly approvalsNeeded: number;
};
