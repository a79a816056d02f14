import type { Condition } from '../../ports/provisioning-store.ts';
import { refusePrototypeNames } from './refuse-prototypes.ts';
import { scimError } from './scim-problem.ts';

export const PAGE_MAX = 200;
const PAGE_USUAL = 100;
const FILTER_MAX = 1_000;
const CONDITIONS_MAX = 5;
const NAMES_MAX = 50;

export type ScimPage = { readonly startIndex: number; readonly count: number };

/** Counted from one, as the protocol does. A page that is too large is cut and not refused. */
export function readPage(query: URLSearchParams): ScimPage {
  const count = readNumber(query, 'count') ?? PAGE_USUAL;
  return {
    startIndex: Math.max(readNumber(query, 'startIndex') ?? 1, 1),
    count: Math.min(Math.max(count, 0), PAGE_MAX),
  };
}

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d{1,9}$/.test(text)) throw scimError(400, 'invalidValue', `"${name}" is a whole number.`);
  return Number(text);
}

/** `attribute eq "text"`, with `sw` and `co`; `true` and `false` without quotes. The text is written as in JSON. */
const CONDITION =
  /^\s*([A-Za-z][\w:.-]{0,150}(?:\[\s*(?:type\s+eq\s+"work"|value\s+eq\s+"[^"\\]{1,300}"|primary\s+eq\s+true)\s*\])?(?:\.[A-Za-z]\w{0,40})?)(?:\s+(eq|sw|co)\s+("(?:[^"\\]|\\.){0,600}"|true|false))?\s*/i;
const AND = /^and\s+/i;
const VALUED = /^(.+?)\[\s*value\s+eq\s+"([^"]+)"\s*\]$/i;

const OPERATORS: Readonly<Record<string, Condition<string>['operator']>> = { eq: 'is', sw: 'begins', co: 'holds' };

/**
 * The conditions of a filter: one, or several joined by `and`. `members` says which attributes, in small letters and
 * without their schema, are asked for by which member; any other filter is refused, and says what is served.
 */
export function readFilter<Member extends string>(
  query: URLSearchParams,
  members: Readonly<Record<string, Member>>,
): readonly Condition<Member>[] {
  const filter = query.get('filter')?.trim() ?? '';
  if (filter === '') return [];
  const served = `Served: eq, sw and co of ${[...new Set(Object.values(members))].join(', ')}, joined by "and".`;
  const refused = scimError(400, 'invalidFilter', served);
  if (filter.length > FILTER_MAX) throw refused;
  const conditions: Condition<Member>[] = [];
  let rest = filter;
  while (rest !== '') {
    const [whole, path = '', word = '', text = ''] = CONDITION.exec(rest) ?? [];
    if (whole === undefined || conditions.length === CONDITIONS_MAX) throw refused;
    const { name, operator, value } = readCondition({ path, word, text });
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined || operator === undefined || value === undefined) throw refused;
    conditions.push({ member, operator, value });
    rest = rest.slice(whole.length);
    const and = AND.exec(rest)?.[0];
    if (rest !== '' && and === undefined) throw refused;
    rest = rest.slice(and?.length ?? 0);
    if (rest === '' && and !== undefined) throw refused;
  }
  return conditions;
}

function readCondition(given: { readonly path: string; readonly word: string; readonly text: string }) {
  const [, before, inside] = given.word === '' ? (VALUED.exec(given.path) ?? []) : [];
  if (before !== undefined) return { name: nameOf(before), operator: 'is', value: inside } as const;
  return { name: nameOf(given.path), operator: OPERATORS[given.word.toLowerCase()], value: textOf(given.text) };
}

/** In small letters, without schema and without the choice among several addresses: everybody has one. */
function nameOf(path: string): string {
  refusePrototypeNames(path.replaceAll(/"[^"]*"/g, ''));
  return path
    .replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):/i, '')
    .replace(/\[.*\]/, '')
    .toLowerCase();
}

/** Undefined where it is no text of JSON. */
function textOf(text: string): string | undefined {
  if (!text.startsWith('"')) return text.toLowerCase();
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Which attributes are wanted, and which are not; each a list of names. */
export function readNames(query: URLSearchParams, name: 'attributes' | 'excludedAttributes'): readonly string[] {
  const names = (query.get(name) ?? '').split(',').map((one) => one.trim());
  const wanted = names.filter((one) => one !== '');
  const isFine = wanted.length <= NAMES_MAX && wanted.every((one) => /^[A-Za-z][\w:.$-]{0,150}$/.test(one));
  if (!isFine) throw scimError(400, 'invalidValue', `"${name}" is a list of at most ${NAMES_MAX} attributes.`);
  wanted.forEach(refusePrototypeNames);
  return wanted;
}
