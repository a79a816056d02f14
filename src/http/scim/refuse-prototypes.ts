import { scimError } from './scim-problem.ts';

/** Deeper than any record of a provider; a text of brackets alone is no reason to run out of stack. */
const DEPTH_MAX = 12;
const VALUES_MAX = 200_000;

/**
 * Names that every object has: as keys or steps of a path they would lead a library to what all objects share. Their case
 * is no matter, because attribute names have none.
 */
const SHARED: ReadonlySet<string> = new Set(
  [...Object.getOwnPropertyNames(Object.prototype), 'prototype'].map((name) => name.toLowerCase()),
);

/** Refuses a text of names (a path, a filter without its texts, a list of attributes) that leads to a prototype. */
export function refusePrototypeNames(text: string): void {
  const found = text.split(/[^\w$]+/).find((word) => SHARED.has(word.toLowerCase()));
  if (found !== undefined) throw scimError(400, 'invalidPath', `"${found}" is the name of no attribute.`);
}

/** The same for every key of a body, however deep; and the body's own bounds. */
export function refusePrototypeKeys(body: unknown): void {
  let values = 0;
  const look = (value: unknown, depth: number): void => {
    values += 1;
    if (depth > DEPTH_MAX || values > VALUES_MAX)
      throw scimError(
        400,
        'invalidSyntax',
        'The body is deeper, or has more values, than a record of a person or group.',
      );
    if (Array.isArray(value)) for (const one of value) look(one, depth + 1);
    else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) {
        refusePrototypeNames(key);
        look(Reflect.get(value, key), depth + 1);
      }
    }
  };
  look(body, 0);
}
