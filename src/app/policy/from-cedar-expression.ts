import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import type { EntityName, Expression } from '../../domain/policy/expression.ts';
import { attributesBelow, factAttribute } from '../../domain/policy/fact-attributes.ts';

export type CedarFault = { readonly fault: string; readonly remedy: string };

export function isCedarFault(value: object): value is CedarFault {
  return 'fault' in value;
}

/** Thrown and caught within this file alone: a fault can lie at any depth. */
class Unsupported extends Error {
  readonly remedy: string;
  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}

/** An expression of Cedar's JSON form in the house's own words. */
export function fromCedarExpression(expression: Expr): Expression | CedarFault {
  try {
    return read(expression);
  } catch (error) {
    if (error instanceof Unsupported) return { fault: error.message, remedy: error.remedy };
    throw error;
  }
}

function read(expression: Expr): Expression {
  const [operator = ''] = Object.keys(expression);
  const reader = READERS.get(operator);
  if (reader === undefined) throw unsupported(operator);
  const body: unknown = Reflect.get(expression, operator);
  return reader(body);
}

const READERS: ReadonlyMap<string, (body: unknown) => Expression> = new Map([
  ['Value', readValue],
  ['Var', readVariable],
  ['.', readAttribute],
  ['has', readHas],
  ['Set', (body: unknown): Expression => ({ kind: 'set', items: list(body).map(readUnknown) })],
  ['!', (body: unknown): Expression => ({ kind: 'not', of: part(body, 'arg') })],
  ['neg', readNegative],
  ['&&', (body: unknown): Expression => ({ kind: 'and', ...sides(body) })],
  ['||', (body: unknown): Expression => ({ kind: 'or', ...sides(body) })],
  ['==', (body: unknown): Expression => ({ kind: 'equal', ...sides(body) })],
  ['!=', (body: unknown): Expression => ({ kind: 'not', of: { kind: 'equal', ...sides(body) } })],
  ['<', (body: unknown): Expression => ({ kind: 'compare', operator: '<', ...sides(body) })],
  ['<=', (body: unknown): Expression => ({ kind: 'compare', operator: '<=', ...sides(body) })],
  ['>', (body: unknown): Expression => ({ kind: 'compare', operator: '>', ...sides(body) })],
  ['>=', (body: unknown): Expression => ({ kind: 'compare', operator: '>=', ...sides(body) })],
  [
    'contains',
    (body: unknown): Expression => ({ kind: 'contains', set: part(body, 'left'), item: part(body, 'right') }),
  ],
  [
    'containsAll',
    (body: unknown): Expression => ({ kind: 'contains_all', set: part(body, 'left'), items: part(body, 'right') }),
  ],
  [
    'containsAny',
    (body: unknown): Expression => ({ kind: 'contains_any', set: part(body, 'left'), items: part(body, 'right') }),
  ],
  ['isEmpty', (body: unknown): Expression => ({ kind: 'is_empty', set: part(body, 'arg') })],
  ['like', readLike],
  ['in', readIn],
  ['is', readIs],
  [
    'if-then-else',
    (body: unknown): Expression => ({
      kind: 'choice',
      test: part(body, 'if'),
      yes: part(body, 'then'),
      no: part(body, 'else'),
    }),
  ],
]);

function readUnknown(value: unknown): Expression {
  if (!isExpression(value)) throw unsupported(JSON.stringify(value));
  return read(value);
}

function isExpression(value: unknown): value is Expr {
  return typeof value === 'object' && value !== null;
}

function readValue(value: unknown): Expression {
  if (typeof value === 'boolean' || typeof value === 'string') return { kind: 'literal', value };
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Unsupported(`the number ${value} is too large`, 'write a smaller one');
    return { kind: 'literal', value };
  }
  if (Array.isArray(value)) return { kind: 'set', items: value.map(readValue) };
  const name = entityOf(value);
  if (name !== undefined) return { kind: 'entity', ...name };
  throw unsupported('a record or an extension value');
}

function readVariable(name: unknown): Expression {
  if (name === 'principal' || name === 'resource') return { kind: name };
  throw new Unsupported(
    `"${String(name)}" stands alone`,
    `ask for one of its attributes, for instance context.dataClass`,
  );
}

/** Attributes are known by their whole path: `context.useCase.tier`. */
function readAttribute(body: unknown): Expression {
  const path = pathOf({ '.': body });
  if (factAttribute(path) !== undefined) return { kind: 'attribute', path };
  const below = attributesBelow(path).map((row) => row.path);
  throw new Unsupported(
    `there is no "${path}" to ask for`,
    below.length > 0 ? `ask for ${below.join(' or ')}` : '"tokenward policy facts" lists what there is',
  );
}

function readHas(body: unknown): Expression {
  const attribute = member(body, 'attr');
  const names = Array.isArray(attribute) ? attribute.map(String) : [String(attribute)];
  return { kind: 'has', path: [pathOf(member(body, 'left')), ...names].join('.') };
}

function pathOf(expression: unknown): string {
  const variable = member(expression, 'Var');
  if (typeof variable === 'string') return variable;
  const access = member(expression, '.');
  if (access === undefined)
    throw new Unsupported('an attribute of a value', 'ask for attributes of principal, resource and context');
  return `${pathOf(member(access, 'left'))}.${String(member(access, 'attr'))}`;
}

function readNegative(body: unknown): Expression {
  const of = part(body, 'arg');
  if (of.kind !== 'literal' || typeof of.value !== 'number') throw unsupported('-');
  return { kind: 'literal', value: -of.value };
}

/** Cedar takes a pattern apart letter by letter. */
function readLike(body: unknown): Expression {
  const pattern: (string | null)[] = [];
  for (const piece of list(member(body, 'pattern'))) {
    const literal = member(piece, 'Literal');
    const last = pattern.at(-1);
    if (typeof literal !== 'string') {
      if (last !== null || pattern.length === 0) pattern.push(null);
    } else if (typeof last === 'string') pattern[pattern.length - 1] = last + literal;
    else pattern.push(literal);
  }
  return { kind: 'like', of: part(body, 'left'), pattern };
}

function readIn(body: unknown): Expression {
  return { kind: 'in', of: part(body, 'left'), within: entitiesOf(part(body, 'right')) };
}

function readIs(body: unknown): Expression {
  const of = part(body, 'left');
  const is: Expression = { kind: 'is', of, type: String(member(body, 'entity_type')) };
  const within = member(body, 'in');
  return within === undefined
    ? is
    : { kind: 'and', left: is, right: { kind: 'in', of, within: entitiesOf(readUnknown(within)) } };
}

function entitiesOf(expression: Expression): readonly EntityName[] {
  if (expression.kind === 'entity') return [{ type: expression.type, id: expression.id }];
  if (expression.kind === 'set') return expression.items.flatMap(entitiesOf);
  throw new Unsupported('"in" is asked of something that is not named', 'name it: principal in Team::"support"');
}

function entityOf(value: unknown): EntityName | undefined {
  const entity = member(value, '__entity');
  if (entity === undefined) return undefined;
  return { type: String(member(entity, 'type')), id: String(member(entity, 'id')) };
}

function sides(body: unknown): { readonly left: Expression; readonly right: Expression } {
  return { left: part(body, 'left'), right: part(body, 'right') };
}

function part(body: unknown, name: string): Expression {
  return readUnknown(member(body, name));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function unsupported(operator: string): Unsupported {
  return new Unsupported(
    `"${operator}" is not supported`,
    'compare, ask sets with contains, containsAny and containsAll, and join with && || !',
  );
}
