import type { IdentityMeaning } from './external-identity.ts';
import type { Requirement } from './result-rule.ts';
import { amountOfResult, chooseRule, type ResultRule } from './result-rule.ts';
import type { Doer, FinishedFact, ResultMark, Someone, SourceFact } from './source-fact.ts';

/** A fact with who handed it in: what somebody brings in a file proves nothing of their own work. */
export type KnownFact = { readonly fact: SourceFact; readonly handedInBy: string | null };

/** Who is who, by the system's ids. */
export type Identities = ReadonlyMap<string, IdentityMeaning>;

/** What is to be told of a result, in the order of time. */
export type ToldResult =
  | {
      readonly kind: 'claimed';
      readonly atMs: number;
      readonly personId: string;
      readonly rule: ResultRule;
      readonly amount: number;
      readonly result: FinishedFact;
      readonly marks: readonly ResultMark[];
    }
  /** By somebody else's hand; `actorId` null: the system by itself. */
  | { readonly kind: 'confirmed'; readonly atMs: number; readonly personId: string; readonly actorId: string | null }
  | { readonly kind: 'reverted'; readonly atMs: number; readonly reason: string }
  | { readonly kind: 'restored'; readonly atMs: number; readonly reason: string };

/** What a result comes to, and what stands between it and being told. */
export type ResultReading = {
  /** Whose work it is here; null: nobody's, or nobody is known. */
  readonly personId: string | null;
  readonly told: readonly ToldResult[];
  readonly waitsFor: readonly string[];
};

/**
 * What the facts of one result mean for outcomes. Facts come in any order: they are read in the order in which they happened, so
 * whatever comes last, the same is told. It is told again with every fact, and whoever keeps it passes over what is known.
 */
export function tellResult(
  facts: readonly KnownFact[],
  known: { readonly rules: readonly ResultRule[]; readonly identities: Identities; readonly sourceId: string },
): ResultReading {
  const ordered = facts.toSorted((one, other) => order(one.fact, other.fact));
  const finished = ordered.flatMap(({ fact }) => (fact.kind === 'finished' ? [fact] : []));
  const [result] = finished;
  if (result === undefined) return waiting('It is not finished there yet.');
  const worker = workerOf(ordered, finished);
  if (worker === null) return waiting('The system does not say whose work it is.');
  const meaning = known.identities.get(worker.externalId) ?? { kind: 'unknown' };
  if (meaning.kind !== 'person') return waiting(whyNobody(worker, meaning));
  const { personId } = meaning;
  const rule = chooseRule(known.rules, result);
  const told: ToldResult[] = [...claimOf({ rule, result, personId, finished })];
  const waitsFor: string[] = [];
  for (const [at, stretch] of stretchesOf(ordered).entries()) {
    const proof = proofOf(stretch.facts, { ...known, personId, requires: rule?.requires ?? [], all: ordered });
    if (proof.kind === 'missing') waitsFor.push(...(stretch.undone === null ? proof.why : []));
    else if (at === 0) told.push({ kind: 'confirmed', atMs: proof.atMs, personId, actorId: proof.actorId });
    else told.push({ kind: 'restored', atMs: proof.atMs, reason: 'It was brought to its end again.' });
    if (stretch.undone !== null)
      told.push({ kind: 'reverted', atMs: stretch.undone.atMs, reason: stretch.undone.reason });
  }
  return { personId, told, waitsFor };
}

function waiting(why: string): ResultReading {
  return { personId: null, told: [], waitsFor: [why] };
}

/** What happened at one moment is read in the order in which it can have happened. */
const RANK: { readonly [Kind in SourceFact['kind']]: number } = {
  taken: 0,
  checked: 1,
  approved: 2,
  unapproved: 3,
  finished: 4,
  deployed: 5,
  undone: 6,
};

function order(one: SourceFact, other: SourceFact): number {
  return one.atMs - other.atMs || RANK[one.kind] - RANK[other.kind] || (one.subject < other.subject ? -1 : 1);
}

/** The newest who is named when it ends; else who took it last. */
function workerOf(facts: readonly KnownFact[], finished: readonly FinishedFact[]): Someone | null {
  const named = finished.findLast(({ worker }) => worker !== null)?.worker;
  if (named !== undefined) return named;
  const taken = facts.findLast(({ fact }) => fact.kind === 'taken')?.fact;
  return taken?.kind === 'taken' ? taken.by : null;
}

function whyNobody({ externalId, shownAs }: Someone, meaning: IdentityMeaning): string {
  const name = shownAs ?? externalId;
  if (meaning.kind === 'unknown') return `Nobody has said who "${name}" is.`;
  return `"${name}" is nobody here.`;
}

function claimOf(given: {
  readonly rule: ResultRule | undefined;
  readonly result: FinishedFact;
  readonly personId: string;
  readonly finished: readonly FinishedFact[];
}): readonly ToldResult[] {
  const { rule, result, personId, finished } = given;
  const amount = rule === undefined ? null : amountOfResult(rule, result);
  if (rule === undefined || amount === null) return [];
  const marks = new Map(finished.flatMap((one) => one.marks).map((mark) => [`${mark.kind} ${mark.value}`, mark]));
  return [{ kind: 'claimed', atMs: result.atMs, personId, rule, amount, result, marks: [...marks.values()] }];
}

type Stretch = {
  readonly facts: readonly KnownFact[];
  /** What ended it; null: it lasts. */
  readonly undone: Extract<SourceFact, { kind: 'undone' }> | null;
};

/** From one undoing to the next; what is undone before it was finished, or twice, is nothing. */
function stretchesOf(facts: readonly KnownFact[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let own: KnownFact[] = [];
  for (const known of facts) {
    const isOpen = own.some(({ fact }) => fact.kind === 'finished');
    if (known.fact.kind !== 'undone') own.push(known);
    else if (isOpen) {
      stretches.push({ facts: own, undone: known.fact });
      own = [];
    }
  }
  return own.some(({ fact }) => fact.kind === 'finished') ? [...stretches, { facts: own, undone: null }] : stretches;
}

type Proof =
  | { readonly kind: 'proof'; readonly atMs: number; readonly actorId: string | null }
  | { readonly kind: 'missing'; readonly why: readonly string[] };

type ProofQuestion = {
  readonly identities: Identities;
  readonly sourceId: string;
  readonly personId: string;
  readonly requires: readonly Requirement[];
  /** Checks and approvals may be older than the stretch. */
  readonly all: readonly KnownFact[];
};

/** The first hand that is not the worker's, once everything that the rule asks for has happened. */
function proofOf(facts: readonly KnownFact[], question: ProofQuestion): Proof {
  const finishedAtMs = facts.find(({ fact }) => fact.kind === 'finished')?.fact.atMs ?? 0;
  const why: string[] = [];
  const hands = facts.flatMap((known) => handsOf(known, facts, question));
  const [hand] = hands.toSorted((one, other) => one.atMs - other.atMs);
  if (hand === undefined) why.push('Nobody but its worker, who is known here, had a hand in it.');
  const needed = question.requires.map((requirement) => ({ requirement, atMs: metAt(requirement, facts, question) }));
  for (const { requirement, atMs } of needed) if (atMs === null) why.push(WORDS[requirement]);
  if (hand === undefined || why.length > 0) return { kind: 'missing', why };
  const moments = needed.flatMap(({ atMs }) => (atMs === null ? [] : [atMs]));
  return { kind: 'proof', atMs: Math.max(finishedAtMs, hand.atMs, ...moments), actorId: hand.actorId };
}

const WORDS: { readonly [R in Requirement]: string } = {
  approval: 'No approval by somebody else stands.',
  checks: 'Its checks have not all succeeded.',
  deployment: 'It has not been deployed to production.',
};

type Hand = { readonly atMs: number; readonly actorId: string | null };

function handsOf(known: KnownFact, facts: readonly KnownFact[], question: ProofQuestion): readonly Hand[] {
  const { fact, handedInBy } = known;
  if (fact.kind !== 'finished' && fact.kind !== 'approved') return [];
  if (handedInBy === question.personId) return [];
  if (fact.kind === 'approved' && isTakenBack(fact, facts)) return [];
  return handOf(fact.by, fact.atMs, question);
}

function handOf(by: Doer, atMs: number, { identities, personId, sourceId }: ProofQuestion): readonly Hand[] {
  switch (by.kind) {
    case 'unsaid':
      return [];
    case 'system':
      return [{ atMs, actorId: null }];
    case 'someone': {
      const meaning = identities.get(by.someone.externalId) ?? { kind: 'unknown' };
      if (meaning.kind === 'unknown') return [];
      if (meaning.kind === 'system') return [{ atMs, actorId: null }];
      if (meaning.kind === 'outsider') return [{ atMs, actorId: `${sourceId}/${by.someone.externalId}` }];
      return meaning.personId === personId ? [] : [{ atMs, actorId: meaning.personId }];
    }
  }
}

/** An approval that held when the result was finished is not taken back afterwards. */
function isTakenBack(approval: Extract<SourceFact, { kind: 'approved' }>, facts: readonly KnownFact[]): boolean {
  const { by, atMs } = approval;
  if (by.kind !== 'someone') return false;
  const finishedAtMs = facts.find(({ fact }) => fact.kind === 'finished')?.fact.atMs ?? 0;
  return facts.some(
    ({ fact }) =>
      fact.kind === 'unapproved' &&
      fact.by.externalId === by.someone.externalId &&
      fact.atMs >= atMs &&
      fact.atMs <= Math.max(finishedAtMs, atMs),
  );
}

/** When a requirement was met; null: it is not. */
function metAt(requirement: Requirement, facts: readonly KnownFact[], question: ProofQuestion): number | null {
  switch (requirement) {
    case 'approval': {
      const hands = facts.flatMap((known) => (known.fact.kind === 'approved' ? handsOf(known, facts, question) : []));
      return hands.length === 0 ? null : Math.min(...hands.map(({ atMs }) => atMs));
    }
    case 'checks':
      return checksMetAt(question.all);
    case 'deployment': {
      const found = question.all.find(({ fact }) => fact.kind === 'deployed' && fact.isProduction && fact.isGood);
      return found?.fact.atMs ?? null;
    }
  }
}

/** Of each check its newest answer counts; without any check none has succeeded. */
function checksMetAt(facts: readonly KnownFact[]): number | null {
  const checks = facts.flatMap(({ fact }) => (fact.kind === 'checked' ? [fact] : []));
  const newest = [...new Map(checks.map((check) => [`${check.subject} ${check.name}`, check])).values()];
  if (newest.length === 0 || newest.some(({ isGood }) => !isGood)) return null;
  return Math.max(...newest.map(({ atMs }) => atMs));
}
