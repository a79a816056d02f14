import { POLICY_WORDS } from '../words/policy-words.ts';
import type { MatrixRow, PolicyCase } from './policy-document.ts';

const FACETS: Readonly<Record<string, string>> = POLICY_WORDS.facets;

/** Whose calls a row is about. */
export function whoseInWords(row: MatrixRow): string {
  return facetsInWords(row.for ?? {}) ?? POLICY_WORDS.everybody;
}

/** Which content a row is about. */
export function contentInWords(row: MatrixRow): string {
  return facetsInWords(row.when ?? {}) ?? POLICY_WORDS.anything;
}

/** The facts of a case as `use case drafting · found postal_address`. */
export function factsInWords({ facts = {} }: PolicyCase): string {
  return Object.entries(facts)
    .map(([name, value]) => `${FACETS[name] ?? name} ${valueInWords(value)}`)
    .join(' · ');
}

function facetsInWords(facets: object): string | undefined {
  const told = Object.entries(facets).map(([name, value]) => `${FACETS[name] ?? name} ${valueInWords(value)}`);
  return told.length === 0 ? undefined : told.join(' · ');
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, member]) => `${name} ${valueInWords(member)}`)
    .join(', ');
}
