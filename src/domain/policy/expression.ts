/**
 * The part of Cedar's expressions that rules may use, as plain data. Left out are arithmetic, records, tags, templates and
 * extension types: no fact of a call needs them.
 */
export type Expression =
  | { readonly kind: 'literal'; readonly value: boolean | number | string }
  | { readonly kind: 'entity'; readonly type: string; readonly id: string }
  | { readonly kind: 'principal' }
  | { readonly kind: 'resource' }
  /** An attribute by its path from a variable: `context.useCase.tier`, `principal.roles`. */
  | { readonly kind: 'attribute'; readonly path: string }
  /** Whether an attribute is there. */
  | { readonly kind: 'has'; readonly path: string }
  | { readonly kind: 'set'; readonly items: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'equal'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'compare';
      readonly operator: '<' | '<=' | '>' | '>=';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'contains'; readonly set: Expression; readonly item: Expression }
  | { readonly kind: 'contains_all'; readonly set: Expression; readonly items: Expression }
  | { readonly kind: 'contains_any'; readonly set: Expression; readonly items: Expression }
  | { readonly kind: 'is_empty'; readonly set: Expression }
  /** Parts of text; null stands for any text between them. */
  | { readonly kind: 'like'; readonly of: Expression; readonly pattern: readonly (string | null)[] }
  /** Whether the caller or the model is, or belongs to, the entity or one of the entities. */
  | { readonly kind: 'in'; readonly of: Expression; readonly within: readonly EntityName[] }
  | { readonly kind: 'is'; readonly of: Expression; readonly type: string };

export type EntityName = { readonly type: string; readonly id: string };

export const TRUE: Expression = { kind: 'literal', value: true };

export function both(left: Expression, right: Expression): Expression {
  if (left.kind === 'literal' && left.value === true) return right;
  if (right.kind === 'literal' && right.value === true) return left;
  return { kind: 'and', left, right };
}

export function textIs(path: string, value: string): Expression {
  return { kind: 'equal', left: { kind: 'attribute', path }, right: { kind: 'literal', value } };
}

/** `[values].contains(path)`, or one comparison where there is one value. */
export function textAmong(path: string, values: readonly string[]): Expression {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return textIs(path, only);
  return { kind: 'contains', set: setOf(values), item: { kind: 'attribute', path } };
}

/** `path.containsAny([values])`. */
export function setHasAny(path: string, values: readonly string[]): Expression {
  return { kind: 'contains_any', set: { kind: 'attribute', path }, items: setOf(values) };
}

function setOf(values: readonly string[]): Expression {
  return { kind: 'set', items: values.map((value) => ({ kind: 'literal', value })) };
}

/** Every expression within one, itself first. */
export function everyPart(expression: Expression): readonly Expression[] {
  return [expression, ...partsOf(expression).flatMap(everyPart)];
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'entity':
    case 'principal':
    case 'resource':
    case 'attribute':
    case 'has':
      return [];
    case 'set':
      return expression.items;
    case 'not':
    case 'like':
    case 'in':
    case 'is':
      return [expression.of];
    case 'and':
    case 'or':
    case 'equal':
    case 'compare':
      return [expression.left, expression.right];
    case 'choice':
      return [expression.test, expression.yes, expression.no];
    case 'contains':
      return [expression.set, expression.item];
    case 'contains_all':
    case 'contains_any':
      return [expression.set, expression.items];
    case 'is_empty':
      return [expression.set];
  }
}
