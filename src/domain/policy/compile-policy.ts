import { compileCondition, type Holds } from './compile-expression.ts';
import { type Expression, everyPart } from './expression.ts';
import { attributesBelow, type FactAttribute, type FactValue, factAttribute } from './fact-attributes.ts';
import { indexRules } from './index-rules.ts';
import { mergeObligations } from './merge-obligations.ts';
import type { CompiledPolicy, PolicyDecision, PolicyEffect, PolicySubject } from './policy-decision.ts';
import type { PolicyFacts } from './policy-facts.ts';
import { approvalOf, DEFAULT_RULE, type PolicyRule } from './policy-rule.ts';

/** Decisions kept for calls with the same facts; all of them are let go together when they are so many. */
const KEPT_MAX = 4_096;

type CompiledRule = { readonly rule: PolicyRule; readonly holds: Holds; readonly about: PolicySubject };
type HoldingRule = CompiledRule & { readonly effect: PolicyEffect };

/** Makes one version ready to decide. The order of the rules makes no difference to any decision. */
export function compilePolicy(of: { readonly version: string; readonly rules: readonly PolicyRule[] }): CompiledPolicy {
  const rules = [...of.rules].sort((one, other) => (one.id < other.id ? -1 : 1));
  const compiled = rules.map((rule) => ({ rule, holds: compileCondition(rule.condition), about: subjectOf(rule) }));
  const index = indexRules(rules, compiled);
  const asked = askedOf(rules);
  let kept = new Map<string, PolicyDecision>();
  /** By the key of the call: from one of its calls to the next, facts seldom change. */
  let last = new Map<string, { readonly asked: readonly FactValue[]; readonly decision: PolicyDecision }>();

  function decideAnew(facts: PolicyFacts, key: string): PolicyDecision {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const decision = decideBy(index.candidates(facts), facts);
    if (kept.size >= KEPT_MAX) kept = new Map();
    kept.set(key, decision);
    return decision;
  }

  return {
    version: of.version,
    decide: (facts) => {
      const before = last.get(facts.key.id);
      if (before !== undefined && asked.areAlike(facts, before.asked)) return before.decision;
      const values = asked.read(facts);
      const decision = decideAnew(facts, keyOf(values));
      if (last.size >= KEPT_MAX) last = new Map();
      last.set(facts.key.id, { asked: values, decision });
      return decision;
    },
  };
}

function decideBy(candidates: readonly CompiledRule[], facts: PolicyFacts): PolicyDecision {
  const holding: HoldingRule[] = [];
  const failedRules: string[] = [];
  for (const candidate of candidates) {
    const holds = candidate.holds(facts);
    if (holds === undefined) failedRules.push(candidate.rule.id);
    else if (holds) holding.push({ ...candidate, effect: effectOf(candidate.rule, facts) });
  }
  holding.sort((one, other) => (one.rule.id < other.rule.id ? -1 : 1));
  failedRules.sort();
  const effect = strongest(holding);
  if (effect === undefined) return { ...NOTHING_HOLDS, failedRules };
  const deciding = holding.filter((rule) => rule.effect === effect);
  const named = effect === 'ask' ? holding : deciding;
  return {
    effect,
    rules: named.map(({ rule }) => rule.id),
    obligations: effect === 'refuse' ? [] : mergeObligations(named.flatMap(({ rule }) => rule.obligations)),
    about: SUBJECTS.find((subject) => deciding.some(({ about }) => about === subject)) ?? 'other',
    why: sentences(deciding),
    alternative: firstOf(deciding, ({ rule }) => rule.alternative),
    askAt: firstOf(deciding, ({ rule }) => rule.askAt),
    failedRules,
  };
}

const NOTHING_HOLDS = {
  effect: 'allow',
  rules: [DEFAULT_RULE],
  obligations: [],
  about: 'other',
  why: 'No rule stands against it.',
  alternative: null,
  askAt: null,
} as const;

/** A question that was answered with yes is not asked again while the answer holds; its obligations stay in force. */
function effectOf(rule: PolicyRule, facts: PolicyFacts): PolicyEffect {
  return rule.effect === 'ask' && facts.exceptionIds.includes(approvalOf(rule.id)) ? 'allow' : rule.effect;
}

const EFFECTS: readonly PolicyEffect[] = ['refuse', 'ask', 'allow'];

function strongest(holding: readonly HoldingRule[]): PolicyEffect | undefined {
  return EFFECTS.find((effect) => holding.some((rule) => rule.effect === effect));
}

const SENTENCES_MAX = 3;

function sentences(deciding: readonly CompiledRule[]): string {
  const said = [...new Set(deciding.map(({ rule }) => rule.why).filter((why) => why !== ''))];
  return said.length === 0 ? NOTHING_HOLDS.why : said.slice(0, SENTENCES_MAX).join(' ');
}

function firstOf(rules: readonly CompiledRule[], read: (rule: CompiledRule) => string | null): string | null {
  for (const rule of rules) {
    const found = read(rule);
    if (found !== null) return found;
  }
  return null;
}

const SUBJECTS: readonly PolicySubject[] = ['findings', 'data_class', 'media', 'template', 'other'];

const SUBJECT_OF: readonly (readonly [prefix: string, subject: PolicySubject])[] = [
  ['context.finding', 'findings'],
  ['context.dataClass', 'data_class'],
  ['context.baseClass', 'data_class'],
  ['context.media', 'media'],
  ['context.template', 'template'],
];

/** What a rule is about: the most telling of the facts that it asks for. */
function subjectOf(rule: PolicyRule): PolicySubject {
  const paths = pathsOf(rule);
  return SUBJECT_OF.find(([prefix]) => paths.some((path) => path.startsWith(prefix)))?.[1] ?? 'other';
}

/** The paths that a rule asks for, its questions about membership included. */
export function pathsOf(rule: PolicyRule): readonly string[] {
  return everyPart(rule.condition).flatMap(pathsOfPart);
}

function pathsOfPart(part: Expression): readonly string[] {
  if (part.kind === 'attribute' || part.kind === 'has') return [part.path];
  if (part.kind === 'principal') return ['principal.kind', 'principal.id', 'principal.teamId', 'principal.roles'];
  return part.kind === 'resource' ? ['resource.id'] : [];
}

type AskedFacts = {
  readonly read: (facts: PolicyFacts) => readonly FactValue[];
  /** Whether a call is as one that was read before; no text is made for it. */
  readonly areAlike: (facts: PolicyFacts, before: readonly FactValue[]) => boolean;
};

/** What stands for a fact that a call has not; no fact is so called. */
const MISSING = '\u0003';

/** The facts that some rule asks for: calls in which they are alike are decided alike. */
function askedOf(rules: readonly PolicyRule[]): AskedFacts {
  const asked = new Set(rules.flatMap(pathsOf));
  if (rules.some(({ effect }) => effect === 'ask')) asked.add('context.exceptionIds');
  const attributes = new Set<FactAttribute>();
  for (const path of asked) {
    const attribute = factAttribute(path);
    for (const each of attribute === undefined ? attributesBelow(path) : [attribute]) attributes.add(each);
  }
  const reads = [...attributes].map(
    ({ read }) =>
      (facts: PolicyFacts): FactValue =>
        read(facts) ?? MISSING,
  );
  if (asked.has('principal.kind')) reads.push((facts) => facts.caller.kind);
  return {
    read: (facts) => reads.map((read) => read(facts)),
    areAlike: (facts, before) => {
      for (let at = 0; at < reads.length; at += 1) if (!isAlike(reads[at]?.(facts), before[at])) return false;
      return true;
    },
  };
}

function isAlike(one: FactValue | undefined, other: FactValue | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  return one.length === other.length && one.every((text, at) => text === other[at]);
}

/** One text for all of them. */
function keyOf(values: readonly FactValue[]): string {
  let key = '';
  for (const value of values) key += typeof value === 'object' ? `\u0001${value.join('\u0002')}` : `\u0001${value}`;
  return key;
}
