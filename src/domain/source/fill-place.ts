import type { Place } from './source-mapping.ts';

export type PlaceContext = { readonly payload: unknown; readonly pagesUrl: string | null };

const PART_LENGTH_MAX = 2_000;
const VALUES_MAX = 100;
const HOLE = /\{([^{}]*)\}/g;

/** The text of a place; a value that is missing, or is no text or number, is empty, and then so is the whole place. */
export function fillPlace(place: Place, context: PlaceContext): string {
  let isMissing = false;
  const text = place.replaceAll(HOLE, (_hole, hole: string) => {
    const [value = ''] = valuesAt(hole, context);
    if (value === '') isMissing = true;
    return value;
  });
  return isMissing ? '' : text.slice(0, PART_LENGTH_MAX);
}

/** All texts of a place that is one hole and nothing else, for instance `{/labels/[*]/name}`. */
export function fillPlaces(place: Place, context: PlaceContext): readonly string[] {
  const hole = /^\{([^{}]*)\}$/.exec(place)?.[1];
  return hole === undefined ? [] : valuesAt(hole, context);
}

/** What is wrong with a place; undefined: nothing. */
export function findPlaceFault(place: Place): string | undefined {
  const rest = place.replaceAll(HOLE, '');
  if (rest.includes('{') || rest.includes('}')) return `"${place}" has a brace without its other half.`;
  for (const [, hole = ''] of place.matchAll(HOLE)) {
    const { pointer, modifier } = partsOf(hole);
    if (pointer === 'pages' && modifier === '') continue;
    if (!pointer.startsWith('/')) return `"{${hole}}" must be {pages} or begin with a slash, for instance {/data/id}.`;
    if (modifier !== '' && modifier !== 'origin')
      return `"{${hole}}": of what stands behind "|" only "origin" is known.`;
  }
  return undefined;
}

function partsOf(hole: string): { readonly pointer: string; readonly modifier: string } {
  const bar = hole.lastIndexOf('|');
  if (bar < 0) return { pointer: hole, modifier: '' };
  return { pointer: hole.slice(0, bar), modifier: hole.slice(bar + 1) };
}

function valuesAt(hole: string, { payload, pagesUrl }: PlaceContext): readonly string[] {
  const { pointer, modifier } = partsOf(hole);
  if (pointer === 'pages') return pagesUrl === null ? [] : [pagesUrl];
  const found = follow(payload, pointer).flatMap(asText).slice(0, VALUES_MAX);
  return modifier === 'origin' ? found.flatMap((url) => /^https?:\/\/[^/?#\s]+/i.exec(url)?.[0] ?? []) : found;
}

/** Steps into values, one segment at a time. */
export function follow(payload: unknown, pointer: string): readonly unknown[] {
  const segments = [...pointer.matchAll(/\/(\[[^\]]*\]|[^/]*)/g)].map(([, segment = '']) => segment);
  return segments.reduce<readonly unknown[]>((at, segment) => at.flatMap((value) => step(value, segment)), [payload]);
}

function step(value: unknown, segment: string): readonly unknown[] {
  const chosen = /^\[(.*)\]$/.exec(segment)?.[1];
  if (chosen !== undefined) return Array.isArray(value) ? chooseItems(value, chosen) : [];
  const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
  if (Array.isArray(value)) return /^\d{1,4}$/.test(name) ? value.slice(Number(name), Number(name) + 1) : [];
  const member = memberOf(value, name);
  return member === undefined ? [] : [member];
}

function chooseItems(items: readonly unknown[], chosen: string): readonly unknown[] {
  if (chosen === '*') return items.slice(0, VALUES_MAX);
  const equals = chosen.indexOf('=');
  if (equals < 0) return [];
  const path = `/${chosen.slice(0, equals).replaceAll('.', '/')}`;
  const wanted = chosen.slice(equals + 1);
  const found = items.find((item) => follow(item, path).flatMap(asText)[0] === wanted);
  return found === undefined ? [] : [found];
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function asText(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value.slice(0, PART_LENGTH_MAX)];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
