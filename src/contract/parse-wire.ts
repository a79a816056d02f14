import type { z } from 'zod';

/** What is wrong with one part of something that was sent; `path` leads to it from the root. */
export type WireFault = { readonly path: readonly (string | number)[]; readonly detail: string };

export type Parsed<Value> =
  | { readonly kind: 'parsed'; readonly value: Value }
  | { readonly kind: 'faults'; readonly faults: readonly WireFault[] };

const FAULTS_MAX = 50;

/** Reads a value of the wire by its schema; every fault is told at once, in words that say how to mend it. */
export function parseWire<Schema extends z.ZodType>(schema: Schema, value: unknown): Parsed<z.output<Schema>> {
  const result = schema.safeParse(value, { error: issueInWords });
  if (result.success) return { kind: 'parsed', value: result.data };
  return { kind: 'faults', faults: result.error.issues.flatMap(faultsOf).slice(0, FAULTS_MAX) };
}

/** `/members/0/name`, escaped as RFC 6901 wants it. */
export function pointerTo(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function faultsOf(issue: z.core.$ZodIssue): readonly WireFault[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code !== 'unrecognized_keys') return [{ path, detail: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], detail: 'is not a member that is known here' }));
}

/** The words for a fault, also for who reads something else than the wire by a schema. */
export function issueInWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${withArticle(issue.expected)}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_union':
      return discriminatorInWords(issue);
    // Formats and own rules bring their words with them; unknown members are told one by one.
    case 'invalid_format':
    case 'custom':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
      return undefined;
  }
}

function discriminatorInWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (!('options' in issue) || !Array.isArray(issue.options)) return undefined;
  return `must be ${issue.options.map((option) => JSON.stringify(option)).join(' or ')}`;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' members long' : '';
}

function withArticle(expected: string): string {
  const word = expected === 'int' ? 'integer' : expected;
  return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
}
