import type { Expression } from './expression.ts';
import { boundValues } from './index-rules.ts';
import type { PolicyRule } from './policy-rule.ts';

/** Facts that have one value in a call: two rules bound to different values of one never hold together. */
const SINGLE = [
  'principal.id',
  'principal.teamId',
  'context.key.id',
  'context.useCase.id',
  'context.useCase.category',
  'context.useCase.tier',
  'context.dataClass',
  'resource.id',
] as const;

/**
 * For which calls a rule can hold, as far as its shape tells: the values it is bound to, and the parts of its condition
 * as text. Both only ever err to one side: rules that are said not to meet never do, and what is said to cover does.
 */
export type RuleReach = {
  readonly rule: PolicyRule;
  readonly bound: ReadonlyMap<string, ReadonlySet<boolean | number | string>>;
  readonly parts: ReadonlySet<string>;
  readonly isNever: boolean;
};

export function reachOf(rule: PolicyRule): RuleReach {
  const bound = new Map<string, ReadonlySet<boolean | number | string>>();
  let isNever = rule.condition.kind === 'literal' && rule.condition.value === false;
  const parts = conjuncts(rule.condition);
  for (const path of SINGLE) {
    const lists = parts.flatMap((part) => {
      const values = boundValues(part, path);
      return values === undefined ? [] : [values];
    });
    const [first, ...others] = lists;
    if (first === undefined) continue;
    const values = new Set(first.filter((value) => others.every((list) => list.includes(value))));
    bound.set(path, values);
    if (values.size === 0) isNever = true;
  }
  return { rule, bound, parts: new Set(parts.filter(isTold).map((part) => JSON.stringify(part))), isNever };
}

/** Whether some call can be one for which both hold. */
export function canMeet(one: RuleReach, other: RuleReach): boolean {
  if (one.isNever || other.isNever) return false;
  for (const [path, values] of one.bound) {
    const others = other.bound.get(path);
    if (others !== undefined && ![...values].some((value) => others.has(value))) return false;
  }
  return true;
}

/** Whether `wide` holds for every call for which `narrow` holds. */
export function covers(wide: RuleReach, narrow: RuleReach): boolean {
  for (const [path, values] of wide.bound) {
    const narrower = narrow.bound.get(path);
    if (narrower === undefined || ![...narrower].every((value) => values.has(value))) return false;
  }
  return [...wide.parts].every((part) => narrow.parts.has(part));
}

/** Parts that only bind a fact with one value are compared by value, all others by their text. */
function isTold(part: Expression): boolean {
  if (part.kind === 'literal' && part.value === true) return false;
  return SINGLE.every((path) => boundValues(part, path) === undefined);
}

function conjuncts(expression: Expression): readonly Expression[] {
  return expression.kind === 'and' ? [...conjuncts(expression.left), ...conjuncts(expression.right)] : [expression];
}
