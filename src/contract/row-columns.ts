import { z } from 'zod';

/** A column that rows of a listing have when they are written as a table. */
export type RowColumn = {
  /** Members of members are one column each: `owner.personId` is `owner_person_id`. */
  readonly name: string;
  readonly path: readonly string[];
  /** `dollars`: the row has whole nanodollars. `json`: what has no columns, as it is. */
  readonly kind: 'text' | 'number' | 'moment' | 'dollars' | 'json';
};

type Json = Readonly<Record<string, unknown>>;

/** The columns of the rows of an answer, from its schema alone: a table without rows has them too. */
export function columnsOfRows(answer: z.ZodType, member = 'rows'): readonly RowColumn[] {
  const schema = z.toJSONSchema(answer, { io: 'input' });
  const reader = { definitions: schema.$defs ?? {} };
  const rows = propertiesOf(reader, schema).get(member);
  const items = rows === undefined ? undefined : membersOf(rows)['items'];
  return items === undefined ? [] : columnsBelow(reader, { schema: items, path: [] });
}

type Reader = { readonly definitions: Json };

function columnsBelow(
  reader: Reader,
  place: { readonly schema: unknown; readonly path: readonly string[] },
): readonly RowColumn[] {
  const properties = propertiesOf(reader, place.schema);
  return [...properties].flatMap(([member, schema]) => {
    const path = [...place.path, member];
    const below = propertiesOf(reader, schema);
    if (isAmount(below)) return [{ name: nameOf(path), path: [...path, 'amount'], kind: 'number' } as const];
    return below.size > 0 ? columnsBelow(reader, { schema, path }) : [columnOf(reader, { schema, path })];
  });
}

function columnOf(reader: Reader, { schema, path }: { readonly schema: unknown; readonly path: readonly string[] }) {
  const forms = formsOf(reader, schema);
  const types = new Set(forms.map(({ type }) => type));
  const name = nameOf(path);
  const isMoney = /nanodollars/.test(name) && types.has('string');
  // Decimal dollars are a string on the wire, so that no reader rounds them; they may be below nothing.
  const isDecimal = /(?:^|_)dollars$/.test(name) && types.has('string');
  const kind = isMoney ? 'dollars' : isDecimal ? 'number' : kindOf(forms, types);
  return { name: isMoney ? name.replace('nanodollars', 'dollars') : name, path, kind } as const;
}

function kindOf(forms: readonly Json[], types: ReadonlySet<unknown>): RowColumn['kind'] {
  if (types.has('object') || types.has('array')) return types.size === 1 && hasPlainItems(forms) ? 'text' : 'json';
  if (types.has('string')) return forms.every(({ format }) => format === 'date-time') ? 'moment' : 'text';
  return types.has('number') || types.has('integer') ? 'number' : 'text';
}

/** A list of words is written with spaces between them. */
function hasPlainItems(forms: readonly Json[]): boolean {
  return forms.every(({ type, items }) => type === 'array' && membersOf(items)['type'] === 'string');
}

/** Of a union the members of all its forms, each once: what a row does not have stays empty. */
function propertiesOf(reader: Reader, schema: unknown): ReadonlyMap<string, unknown> {
  const forms = formsOf(reader, schema);
  if (forms.some(({ type }) => type !== 'object')) return new Map();
  const found = new Map<string, unknown>();
  for (const form of forms) {
    for (const [name, property] of Object.entries(membersOf(form['properties']))) {
      const known = found.get(name);
      found.set(name, known === undefined ? property : { anyOf: [known, property] });
    }
  }
  return found;
}

/** What a value can be, but for nothing. */
function formsOf(reader: Reader, schema: unknown): readonly Json[] {
  const { $ref, anyOf, oneOf, ...rest } = membersOf(schema);
  if (typeof $ref === 'string') return formsOf(reader, reader.definitions[$ref.replace('#/$defs/', '')]);
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return choices.flatMap((choice: unknown) => formsOf(reader, choice));
  const { type } = rest;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.filter((one) => one !== 'null').map((one) => ({ ...rest, type: one }));
}

function membersOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** An amount in the unit of its row: the same in nanodollars says nothing more. */
function isAmount(properties: ReadonlyMap<string, unknown>): boolean {
  return properties.size === 2 && properties.has('amount') && properties.has('nanodollars');
}

function nameOf(path: readonly string[]): string {
  return path.map(snakeCase).join('_');
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
