import type { TaskMark } from '../outcome/told-event.ts';

/** Somebody as a system knows them. */
export type Someone = {
  /** Never used again for another, where the system has such an id. */
  readonly externalId: string;
  readonly shownAs: string | null;
  /** Of their account there; it is looked up once and not kept. */
  readonly email: string | null;
  readonly isBot: boolean;
};

/** Who did something: somebody, the system by itself, or it is not said. */
export type Doer =
  | { readonly kind: 'someone'; readonly someone: Someone }
  | { readonly kind: 'system' }
  | { readonly kind: 'unsaid' };

/** What leads from a result to the tasks that it came of. */
export type ResultMark = Pick<TaskMark, 'kind' | 'value'>;

type Fact<Kind extends string, Members> = {
  readonly kind: Kind;
  /** The result that it is about, by the address of its page; or another name of one, as `commit:…`. */
  readonly subject: string;
  readonly atMs: number;
} & Members;

/** One thing that a system says of a result. */
export type SourceFact =
  /** Merged, done, solved, resolved. */
  | Fact<
      'finished',
      {
        /** `pull_request`, `issue`, `ticket`, `incident`, or what a mapping calls it. */
        readonly what: string;
        readonly worker: Someone | null;
        readonly by: Doer;
        readonly startedAtMs: number | null;
        readonly project: string | null;
        /** What it went into. */
        readonly branch: string | null;
        readonly labels: readonly string[];
        /** Other names of the same result. */
        readonly names: readonly string[];
        readonly marks: readonly ResultMark[];
        /** What the system itself says that it comes to, in the unit of the outcome's type. */
        readonly amount: number | null;
      }
    >
  /** Somebody took it on: whose work it is, where its end does not say. */
  | Fact<'taken', { readonly by: Someone }>
  /** Somebody, or the system, says that it is good. */
  | Fact<'approved', { readonly by: Doer }>
  /** Their approval does not hold any more. */
  | Fact<'unapproved', { readonly by: Someone }>
  | Fact<'checked', { readonly name: string; readonly isGood: boolean }>
  | Fact<'deployed', { readonly environment: string; readonly isProduction: boolean; readonly isGood: boolean }>
  /** It did not hold: reverted, reopened. */
  | Fact<'undone', { readonly reason: string }>;

export type FinishedFact = Extract<SourceFact, { readonly kind: 'finished' }>;

export const UNSAID: Doer = { kind: 'unsaid' };
export const THE_SYSTEM: Doer = { kind: 'system' };

export function doer(someone: Someone | null): Doer {
  return someone === null ? UNSAID : { kind: 'someone', someone };
}

/** Everybody whom a fact mentions, each once. */
export function mentionedIn(fact: SourceFact): readonly Someone[] {
  const found = new Map(peopleOf(fact).map((someone) => [someone.externalId, someone]));
  return [...found.values()];
}

function peopleOf(fact: SourceFact): readonly Someone[] {
  switch (fact.kind) {
    case 'finished':
      return [...(fact.worker === null ? [] : [fact.worker]), ...someoneOf(fact.by)];
    case 'approved':
      return someoneOf(fact.by);
    case 'taken':
    case 'unapproved':
      return [fact.by];
    case 'checked':
    case 'deployed':
    case 'undone':
      return [];
  }
}

function someoneOf(by: Doer): readonly Someone[] {
  return by.kind === 'someone' ? [by.someone] : [];
}

/**
 * What makes two tellings the same fact. A system tells the same moment with and without fractions of a second, and knows more of
 * a result when it is asked again: neither makes it another fact.
 */
export function factKey(fact: SourceFact): readonly (string | number)[] {
  const second = Math.floor(fact.atMs / 1_000);
  return [fact.kind, fact.subject, second, ...distinction(fact)];
}

function distinction(fact: SourceFact): readonly (string | number)[] {
  switch (fact.kind) {
    case 'approved':
      return [fact.by.kind === 'someone' ? fact.by.someone.externalId : fact.by.kind];
    case 'taken':
    case 'unapproved':
      return [fact.by.externalId];
    case 'checked':
      return [fact.name];
    case 'deployed':
      return [fact.environment];
    case 'finished':
    case 'undone':
      return [];
  }
}

/** A fact as it is kept: without anybody's e-mail address. */
export function withoutEmails(fact: SourceFact): SourceFact {
  switch (fact.kind) {
    case 'finished':
      return { ...fact, worker: fact.worker === null ? null : bare(fact.worker), by: bareDoer(fact.by) };
    case 'approved':
      return { ...fact, by: bareDoer(fact.by) };
    case 'taken':
    case 'unapproved':
      return { ...fact, by: bare(fact.by) };
    case 'checked':
    case 'deployed':
    case 'undone':
      return fact;
  }
}

function bare(someone: Someone): Someone {
  return { ...someone, email: null };
}

function bareDoer(by: Doer): Doer {
  return by.kind === 'someone' ? { kind: 'someone', someone: bare(by.someone) } : by;
}
