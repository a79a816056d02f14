import type { UseCase } from '../catalog/use-case.ts';
import { FINDING_GROUPS } from '../detection/finding.ts';
import { findingTypeOf } from '../detection/finding-types.ts';
import type { CaseCatalog } from './case-facts.ts';
import { type Expression, everyPart } from './expression.ts';
import { phraseOf } from './obligation-text.ts';
import type { Obligation } from './policy-decision.ts';
import { DEFAULT_RULE, type PolicyRule } from './policy-rule.ts';
import { canMeet, covers, type RuleReach, reachOf } from './rule-reach.ts';

/** Something about a policy or its use cases that is wrong (`fault`) or probably not meant (`warning`). */
export type PolicyRemark = {
  readonly severity: 'fault' | 'warning';
  /** The rule that it is about; null: the taxonomy. */
  readonly ruleId: string | null;
  readonly useCaseId: string | null;
  readonly what: string;
  readonly remedy: string;
};

const RULE_ID = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
/** Names of the limits that stand in no policy. */
const RESERVED = /^(?:use-case|model|key|store|suspension|inspection)\./;
const REMARKS_MAX = 200;

/** Looks at all rules together: names, conflicts, and rules that never come to bear. */
export function checkRules(rules: readonly PolicyRule[], catalog: CaseCatalog): readonly PolicyRemark[] {
  const reaches = rules.map(reachOf);
  return [
    ...rules.flatMap((rule, at) => checkName(rule, rules.slice(0, at))),
    ...rules.flatMap((rule) => checkNamed(rule, catalog)),
    ...reaches.flatMap((reach) => checkReach(reach, reaches, catalog)),
    ...conflictsOf(reaches),
  ].slice(0, REMARKS_MAX);
}

/** Use cases that nobody answers for, and constrained ones that nobody is named to approve. */
export function checkUseCases(useCases: readonly UseCase[]): readonly PolicyRemark[] {
  return useCases
    .filter(({ status }) => status === 'active')
    .flatMap((useCase) => {
      const about = { severity: 'warning', ruleId: null, useCaseId: useCase.id } as const;
      const remarks: PolicyRemark[] = [];
      // A constrained one without an owner is not kept in the first place.
      if (useCase.ownerPersonId === null && useCase.tier !== 3) {
        const what = `the use case "${useCase.id}" has no owner, so nobody answers for it`;
        remarks.push({ ...about, what, remedy: 'name a person in ownerPersonId' });
      }
      if (useCase.tier === 3 && useCase.requiredApprovals.length === 0) {
        const what = `the use case "${useCase.id}" is of tier 3 and names nobody who approves`;
        remarks.push({ ...about, what, remedy: 'name who approves in requiredApprovals' });
      }
      return remarks;
    });
}

function checkName(rule: PolicyRule, before: readonly PolicyRule[]): readonly PolicyRemark[] {
  if (!RULE_ID.test(rule.id)) {
    return [fault(rule, `"${rule.id}" is no name for a rule`, 'use lower-case letters, digits, dots and dashes')];
  }
  if (rule.id === DEFAULT_RULE || RESERVED.test(rule.id)) {
    return [fault(rule, `"${rule.id}" is a name of the house`, 'give the rule another name')];
  }
  const isTwice = before.some(({ id }) => id === rule.id);
  return isTwice ? [fault(rule, `two rules are called "${rule.id}"`, 'give one of them another name')] : [];
}

/** Names of use cases, models and finding types that there are not. Such a rule is no fault: it may be meant for later. */
function checkNamed(rule: PolicyRule, { useCases, models }: CaseCatalog): readonly PolicyRemark[] {
  const unknown = (path: string, isKnown: (name: string) => boolean): readonly string[] =>
    namesAt(rule.condition, path).filter((name) => !isKnown(name));
  const routed = rule.obligations.flatMap((each) => (each.kind === 'route_only' ? each.modelIds : []));
  const ofFindings = rule.obligations.flatMap((each) =>
    each.kind === 'redact' || each.kind === 'inspect_answer' ? each.of : [],
  );
  const remark = (what: string) => (name: string) =>
    warning(
      rule,
      `the rule "${rule.id}" names the ${what} "${name}", which there is not`,
      `correct the name, or add it`,
    );
  return [
    ...unknown('context.useCase.id', (id) => useCases.has(id)).map(remark('use case')),
    ...unknown('resource.id', (id) => models.has(id)).map(remark('model')),
    ...routed.filter((id) => !models.has(id)).map(remark('model')),
    ...unknown('context.findingGroups', isGroup).map(remark('group of findings')),
    ...[
      ...unknown('context.findingTypes', isType),
      ...ofFindings.filter((name) => !isType(name) && !isGroup(name)),
    ].map(remark('finding type')),
  ];
}

function isGroup(name: string): boolean {
  return FINDING_GROUPS.some((group) => group === name);
}

/** Types of an organisation's own (dictionaries and patterns) are named with their group, and kept elsewhere. */
function isType(name: string): boolean {
  return findingTypeOf(name) !== undefined || name.includes(':') || /^(?:dictionary|pattern)[._-]/.test(name);
}

/** The words with which an attribute is compared anywhere in a condition. */
function namesAt(condition: Expression, path: string): readonly string[] {
  const isAt = (part: Expression): boolean => part.kind === 'attribute' && part.path === path;
  return everyPart(condition).flatMap((part): readonly string[] => {
    if (part.kind === 'equal')
      return isAt(part.left) ? wordsOf(part.right) : isAt(part.right) ? wordsOf(part.left) : [];
    if (part.kind === 'contains') return isAt(part.item) ? wordsOf(part.set) : isAt(part.set) ? wordsOf(part.item) : [];
    if (part.kind === 'contains_any' || part.kind === 'contains_all') return isAt(part.set) ? wordsOf(part.items) : [];
    return [];
  });
}

function wordsOf(expression: Expression): readonly string[] {
  if (expression.kind === 'set') return expression.items.flatMap(wordsOf);
  return expression.kind === 'literal' && typeof expression.value === 'string' ? [expression.value] : [];
}

/** Rules that cannot hold for any call, and rules that make no difference beside another. */
function checkReach(reach: RuleReach, all: readonly RuleReach[], catalog: CaseCatalog): readonly PolicyRemark[] {
  const { rule } = reach;
  if (reach.isNever) {
    return [
      warning(
        rule,
        `the rule "${rule.id}" holds for no call: its parts contradict one another`,
        'correct it, or take it out',
      ),
    ];
  }
  if (!reachesUseCase(reach, catalog)) {
    return [
      warning(rule, `the rule "${rule.id}" holds for no use case that there is`, 'correct use case, category or tier'),
    ];
  }
  const stronger = all.find(
    (other) => other !== reach && other.rule.effect === 'refuse' && rule.effect !== 'refuse' && covers(other, reach),
  );
  if (stronger !== undefined) {
    const what = `the rule "${rule.id}" never comes to bear: "${stronger.rule.id}" refuses every call for which it holds`;
    return [warning(rule, what, 'narrow the one that refuses, or take this one out')];
  }
  const same = all.find((other) => other.rule.id < rule.id && isSame(other, reach));
  if (same === undefined) return [];
  return [warning(rule, `the rule "${rule.id}" says the same as "${same.rule.id}"`, 'take one of them out')];
}

function isSame(one: RuleReach, other: RuleReach): boolean {
  if (one.rule.effect !== other.rule.effect || !covers(one, other) || !covers(other, one)) return false;
  return JSON.stringify(one.rule.obligations) === JSON.stringify(other.rule.obligations);
}

function reachesUseCase({ bound }: RuleReach, { useCases }: CaseCatalog): boolean {
  const [ids, categories, tiers] = ['context.useCase.id', 'context.useCase.category', 'context.useCase.tier'].map(
    (path) => bound.get(path),
  );
  if (ids === undefined && categories === undefined && tiers === undefined) return true;
  // An unknown use case has a remark of its own.
  if (ids !== undefined && ![...ids].some((id) => useCases.has(String(id)))) return true;
  return [...useCases.values()].some(
    ({ id, category, tier }) =>
      ids?.has(id) !== false && categories?.has(category) !== false && tiers?.has(tier) !== false,
  );
}

/** Rules that can hold for the same call and ask for what does not go together. */
function conflictsOf(reaches: readonly RuleReach[]): readonly PolicyRemark[] {
  const found: PolicyRemark[] = [];
  for (const [at, one] of reaches.entries()) {
    if (one.rule.effect === 'refuse' || one.rule.obligations.length === 0) continue;
    for (const other of reaches.slice(at + 1)) {
      if (other.rule.effect === 'refuse' || other.rule.obligations.length === 0) continue;
      const clash = clashOf(one.rule.obligations, other.rule.obligations);
      if (clash === undefined || !canMeet(one, other)) continue;
      const what = `the rules "${one.rule.id}" and "${other.rule.id}" can hold for the same call and contradict: ${clash.what}`;
      found.push({ ...warning(other.rule, what, clash.remedy), severity: clash.severity });
    }
  }
  return found;
}

type Clash = { readonly severity: 'fault' | 'warning'; readonly what: string; readonly remedy: string };

function clashOf(ones: readonly Obligation[], others: readonly Obligation[]): Clash | undefined {
  for (const one of ones) {
    for (const other of others) {
      const clash = clashOfTwo(one, other);
      if (clash !== undefined) return clash;
    }
  }
  return undefined;
}

function clashOfTwo(one: Obligation, other: Obligation): Clash | undefined {
  const both = `"${phraseOf(one)}" and "${phraseOf(other)}"`;
  if (one.kind === 'route_only' && other.kind === 'route_only') {
    if (one.modelIds.some((id) => other.modelIds.includes(id))) return undefined;
    return { severity: 'fault', what: `${both} leave no model`, remedy: 'let both name one model, or part the rules' };
  }
  if (
    one.kind === 'redact' &&
    other.kind === 'redact' &&
    one.restore !== other.restore &&
    isOverlapping(one.of, other.of)
  ) {
    return {
      severity: 'warning',
      what: `${both}; what is redacted for good wins`,
      remedy: 'say the same in both, or part the rules',
    };
  }
  return undefined;
}

function isOverlapping(ones: readonly string[], others: readonly string[]): boolean {
  return ones.length === 0 || others.length === 0 || ones.some((name) => others.includes(name));
}

function fault(rule: PolicyRule, what: string, remedy: string): PolicyRemark {
  return { severity: 'fault', ruleId: rule.id, useCaseId: null, what, remedy };
}

function warning(rule: PolicyRule, what: string, remedy: string): PolicyRemark {
  return { severity: 'warning', ruleId: rule.id, useCaseId: null, what, remedy };
}
