import type { EntityName, Expression } from './expression.ts';
import { attributesBelow, type FactValue, factAttribute } from './fact-attributes.ts';
import type { PolicyFacts } from './policy-facts.ts';

/** What an expression comes to; undefined: it asked for what this call has not, or its parts do not go together. */
type Value = FactValue | EntityName | readonly (FactValue | EntityName)[];
type Evaluate = (facts: PolicyFacts) => Value | undefined;

/** Whether a rule holds for a call; undefined: it cannot be said, which counts as no and is reported. */
export type Holds = (facts: PolicyFacts) => boolean | undefined;

/** Makes a function of a condition. It behaves as Cedar does, errors and short cuts included. */
export function compileCondition(condition: Expression): Holds {
  const evaluate = compile(condition);
  return (facts) => {
    const value = evaluate(facts);
    return typeof value === 'boolean' ? value : undefined;
  };
}

function compile(expression: Expression): Evaluate {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'entity': {
      const name = { type: expression.type, id: expression.id };
      return () => name;
    }
    case 'principal':
      return callerOf;
    case 'resource':
      return modelOf;
    case 'attribute':
      return factAttribute(expression.path)?.read ?? nothing;
    case 'has':
      return compileHas(expression.path);
    case 'set':
      return compileSet(expression.items);
    case 'not': {
      const of = compile(expression.of);
      return (facts) => negated(of(facts));
    }
    case 'and':
      return compileAnd(compile(expression.left), compile(expression.right));
    case 'or':
      return compileOr(compile(expression.left), compile(expression.right));
    case 'choice':
      return compileChoice(compile(expression.test), compile(expression.yes), compile(expression.no));
    case 'equal': {
      const [left, right] = [compile(expression.left), compile(expression.right)];
      return (facts) => whereBoth(left(facts), right(facts), isSame);
    }
    case 'compare':
      return compileCompare(expression.operator, compile(expression.left), compile(expression.right));
    case 'contains': {
      const [set, item] = [compile(expression.set), compile(expression.item)];
      return (facts) => whereBoth(set(facts), item(facts), (all, one) => (isSet(all) ? hasItem(all, one) : undefined));
    }
    case 'contains_all':
      return compileSets(expression.set, expression.items, (all, some) => some.every((one) => hasItem(all, one)));
    case 'contains_any':
      return compileSets(expression.set, expression.items, (all, some) => some.some((one) => hasItem(all, one)));
    case 'is_empty': {
      const set = compile(expression.set);
      return (facts) => {
        const value = set(facts);
        return isSet(value) ? value.length === 0 : undefined;
      };
    }
    case 'like':
      return compileLike(compile(expression.of), expression.pattern);
    case 'in':
      return compileIn(compile(expression.of), expression.within);
    case 'is': {
      const of = compile(expression.of);
      return (facts) => {
        const value = of(facts);
        return isEntity(value) ? value.type === expression.type : undefined;
      };
    }
  }
}

function nothing(): undefined {
  return undefined;
}

function callerOf(facts: PolicyFacts): EntityName {
  return { type: facts.caller.kind === 'person' ? 'Person' : 'ServiceAccount', id: facts.caller.id };
}

function modelOf(facts: PolicyFacts): EntityName {
  return { type: 'Model', id: facts.model.id };
}

/** A path that only leads to attributes is there when what stands below it is. */
function compileHas(path: string): Evaluate {
  const asked = factAttribute(path);
  if (asked !== undefined) return (facts) => asked.read(facts) !== undefined;
  const below = attributesBelow(path);
  if (below.length === 0) return () => false;
  return (facts) => below.some((attribute) => attribute.read(facts) !== undefined);
}

function compileSet(items: readonly Expression[]): Evaluate {
  const evaluations = items.map(compile);
  if (items.every(({ kind }) => kind === 'literal' || kind === 'entity')) {
    const constant: (FactValue | EntityName)[] = [];
    for (const item of items) {
      if (item.kind === 'literal') constant.push(item.value);
      if (item.kind === 'entity') constant.push({ type: item.type, id: item.id });
    }
    return () => constant;
  }
  return (facts) => {
    const values: (FactValue | EntityName)[] = [];
    for (const evaluate of evaluations) {
      const value = evaluate(facts);
      // A set of sets is of no use for the facts of a call.
      if (value === undefined || isSet(value)) return undefined;
      values.push(value);
    }
    return values;
  };
}

function negated(value: Value | undefined): boolean | undefined {
  return typeof value === 'boolean' ? !value : undefined;
}

function compileAnd(left: Evaluate, right: Evaluate): Evaluate {
  return (facts) => {
    const first = left(facts);
    if (first === false) return false;
    if (first !== true) return undefined;
    const second = right(facts);
    return typeof second === 'boolean' ? second : undefined;
  };
}

function compileOr(left: Evaluate, right: Evaluate): Evaluate {
  return (facts) => {
    const first = left(facts);
    if (first === true) return true;
    if (first !== false) return undefined;
    const second = right(facts);
    return typeof second === 'boolean' ? second : undefined;
  };
}

function compileChoice(test: Evaluate, yes: Evaluate, no: Evaluate): Evaluate {
  return (facts) => {
    const value = test(facts);
    if (typeof value !== 'boolean') return undefined;
    return value ? yes(facts) : no(facts);
  };
}

function compileCompare(operator: '<' | '<=' | '>' | '>=', left: Evaluate, right: Evaluate): Evaluate {
  const compare = COMPARISONS[operator];
  return (facts) =>
    whereBoth(left(facts), right(facts), (one, other) =>
      typeof one === 'number' && typeof other === 'number' ? compare(one, other) : undefined,
    );
}

const COMPARISONS = {
  '<': (one: number, other: number) => one < other,
  '<=': (one: number, other: number) => one <= other,
  '>': (one: number, other: number) => one > other,
  '>=': (one: number, other: number) => one >= other,
} as const;

type SetValue = readonly (FactValue | EntityName)[];

function compileSets(one: Expression, other: Expression, holds: (all: SetValue, some: SetValue) => boolean): Evaluate {
  const [left, right] = [compile(one), compile(other)];
  return (facts) =>
    whereBoth(left(facts), right(facts), (all, some) => (isSet(all) && isSet(some) ? holds(all, some) : undefined));
}

function compileIn(of: Evaluate, within: readonly EntityName[]): Evaluate {
  return (facts) => {
    const value = of(facts);
    if (!isEntity(value)) return undefined;
    return within.some((group) => isSame(value, group) || (value.type !== 'Model' && isMember(facts, group)));
  };
}

/** The caller belongs to a team and to roles. */
function isMember({ caller }: PolicyFacts, group: EntityName): boolean {
  if (group.type === 'Team') return caller.teamId === group.id;
  return group.type === 'Role' && caller.roles.includes(group.id);
}

/** Matches part by part, without a regular expression: the pattern is the organisation's, the text is a caller's. */
function compileLike(of: Evaluate, pattern: readonly (string | null)[]): Evaluate {
  return (facts) => {
    const text = of(facts);
    return typeof text === 'string' ? isLike(text, pattern) : undefined;
  };
}

function isLike(text: string, pattern: readonly (string | null)[]): boolean {
  let at = 0;
  let isFree = false;
  for (const [index, part] of pattern.entries()) {
    if (part === null) {
      isFree = true;
      continue;
    }
    const isLast = index === pattern.length - 1;
    if (isFree && isLast) return text.length - part.length >= at && text.endsWith(part);
    const found = isFree ? text.indexOf(part, at) : text.startsWith(part, at) ? at : -1;
    if (found < 0) return false;
    at = found + part.length;
    isFree = false;
  }
  return isFree || at === text.length;
}

function whereBoth(
  left: Value | undefined,
  right: Value | undefined,
  find: (left: Value, right: Value) => boolean | undefined,
): boolean | undefined {
  return left === undefined || right === undefined ? undefined : find(left, right);
}

function isSet(value: Value | undefined): value is SetValue {
  return Array.isArray(value);
}

function isEntity(value: Value | undefined): value is EntityName {
  return typeof value === 'object' && 'type' in value;
}

function hasItem(all: SetValue, one: Value): boolean {
  if (typeof one !== 'object') return all.includes(one);
  return all.some((item) => isSame(item, one));
}

/** Values of different types differ; sets are the same when each has all of the other. */
function isSame(left: Value, right: Value): boolean {
  if (isSet(left)) {
    return isSet(right) && left.every((one) => hasItem(right, one)) && right.every((one) => hasItem(left, one));
  }
  if (isEntity(left)) return isEntity(right) && left.type === right.type && left.id === right.id;
  return left === right;
}
