import { type Expression, everyPart } from './expression.ts';
import { factAttribute } from './fact-attributes.ts';
import type { PolicyFacts } from './policy-facts.ts';
import type { PolicyRule } from './policy-rule.ts';

/** Finds the rules that can hold for a call, so that the others cost nothing. */
export type RuleIndex<Rule> = { readonly candidates: (facts: PolicyFacts) => readonly Rule[] };

type Key = boolean | number | string;

/** Facts by which rules are found, most telling first: a rule stands under the first of them that it is bound to. */
const KEYS: readonly { readonly path: string; readonly read: (facts: PolicyFacts) => readonly Key[] }[] = [
  { path: 'principal.id', read: ({ caller }) => [caller.id] },
  { path: 'context.key.id', read: ({ key }) => [key.id] },
  { path: 'context.findingTypes', read: ({ findings }) => findings.map(({ type }) => type) },
  { path: 'context.useCase.id', read: ({ useCase }) => [useCase.id] },
  { path: 'context.findingGroups', read: ({ findings }) => findings.map(({ group }) => group) },
  { path: 'context.media', read: ({ media }) => media },
  { path: 'principal.teamId', read: ({ caller }) => [caller.teamId] },
  { path: 'resource.id', read: ({ model }) => [model.id] },
  { path: 'context.useCase.category', read: ({ useCase }) => [useCase.category] },
  { path: 'context.useCase.tier', read: ({ useCase }) => [useCase.tier] },
  { path: 'context.dataClass', read: ({ dataClass }) => [dataClass] },
];

/** `rules` and `compiled` are of one order. */
export function indexRules<Rule>(rules: readonly PolicyRule[], compiled: readonly Rule[]): RuleIndex<Rule> {
  const always: Rule[] = [];
  const shelves = KEYS.map(({ read }) => ({ read, byValue: new Map<Key, Rule[]>() }));
  for (const [at, rule] of rules.entries()) {
    const entry = compiled[at];
    if (entry === undefined) continue;
    const bound = KEYS.map(({ path }) => boundValues(rule.condition, path));
    const chosen = bound.findIndex((values) => values !== undefined);
    const shelf = shelves[chosen];
    if (shelf === undefined) {
      always.push(entry);
      continue;
    }
    for (const value of new Set(bound[chosen])) {
      const there = shelf.byValue.get(value);
      if (there === undefined) shelf.byValue.set(value, [entry]);
      else there.push(entry);
    }
  }
  const used = shelves.filter(({ byValue }) => byValue.size > 0);
  return { candidates: (facts) => findCandidates({ always, used, facts }) };
}

function findCandidates<Rule>(find: {
  readonly always: readonly Rule[];
  readonly used: readonly {
    readonly read: (facts: PolicyFacts) => readonly Key[];
    readonly byValue: ReadonlyMap<Key, readonly Rule[]>;
  }[];
  readonly facts: PolicyFacts;
}): readonly Rule[] {
  const found: Rule[] = [...find.always];
  for (const { read, byValue } of find.used) {
    const values = read(find.facts);
    // A rule that two values lead to is found twice; that is only looked for where there is more than one value.
    const isRepeated = values.length > 1;
    for (const value of values) {
      for (const rule of byValue.get(value) ?? []) if (!isRepeated || !found.includes(rule)) found.push(rule);
    }
  }
  return found;
}

/**
 * The values of a fact without one of which the condition is false; undefined where it can be true with any. Only the
 * left-most parts of a conjunction count that cannot fail: before them nothing may be reported.
 */
export function boundValues(condition: Expression, path: string): readonly Key[] | undefined {
  const guarded = new Set<string>();
  for (const part of conjuncts(condition)) {
    if (part.kind === 'has') guarded.add(part.path);
    else if (mayFail(part, guarded)) return undefined;
    const values = valuesOf(part, path);
    if (values !== undefined) return values;
  }
  return undefined;
}

function conjuncts(expression: Expression): readonly Expression[] {
  return expression.kind === 'and' ? [...conjuncts(expression.left), ...conjuncts(expression.right)] : [expression];
}

/** Whether a part asks for what a call need not have, without a `has` before it. */
function mayFail(part: Expression, guarded: ReadonlySet<string>): boolean {
  return everyPart(part).some(
    (each) =>
      each.kind === 'attribute' && factAttribute(each.path)?.isOptional !== false && !isGuarded(each.path, guarded),
  );
}

function isGuarded(path: string, guarded: ReadonlySet<string>): boolean {
  return [...guarded].some((guard) => path === guard || path.startsWith(`${guard}.`));
}

function valuesOf(part: Expression, path: string): readonly Key[] | undefined {
  switch (part.kind) {
    case 'equal':
      return equalValue(part.left, part.right, path) ?? equalValue(part.right, part.left, path);
    case 'contains':
      if (isAt(part.set, path)) return part.item.kind === 'literal' ? [part.item.value] : undefined;
      return isAt(part.item, path) ? literalsOf(part.set) : undefined;
    case 'contains_any':
      if (isAt(part.set, path)) return literalsOf(part.items);
      return isAt(part.items, path) ? literalsOf(part.set) : undefined;
    case 'in':
      return path === 'principal.teamId' && part.of.kind === 'principal' ? teamsOf(part.within) : undefined;
    case 'literal':
    case 'entity':
    case 'principal':
    case 'resource':
    case 'attribute':
    case 'has':
    case 'set':
    case 'not':
    case 'and':
    case 'or':
    case 'choice':
    case 'compare':
    case 'contains_all':
    case 'is_empty':
    case 'like':
    case 'is':
      return undefined;
  }
}

function isAt(expression: Expression, path: string): boolean {
  return expression.kind === 'attribute' && expression.path === path;
}

function equalValue(one: Expression, other: Expression, path: string): readonly Key[] | undefined {
  return isAt(one, path) && other.kind === 'literal' ? [other.value] : undefined;
}

function literalsOf(expression: Expression): readonly Key[] | undefined {
  if (expression.kind !== 'set') return undefined;
  const values: Key[] = [];
  for (const item of expression.items) {
    if (item.kind !== 'literal') return undefined;
    values.push(item.value);
  }
  return values;
}

/** Only where every group is a team: a role can be had in any team. */
function teamsOf(within: readonly { readonly type: string; readonly id: string }[]): readonly Key[] | undefined {
  return within.every(({ type }) => type === 'Team') ? within.map(({ id }) => id) : undefined;
}
