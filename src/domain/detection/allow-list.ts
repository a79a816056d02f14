import type { Finding } from './finding.ts';

/** A value that may pass although a detector finds it, with who said so and until when. */
export type AllowEntry = {
  readonly id: string;
  readonly match: AllowMatch;
  readonly reason: string;
  /** Null: until somebody takes it out. */
  readonly expiresAtMs: number | null;
};

export type AllowMatch =
  /** One value, known by its keyed digest alone. `type` null: whatever it was found as. */
  | { readonly kind: 'digest'; readonly type: string | null; readonly digest: string }
  /** Values of one type that may be written down: test numbers, addresses of documentation. */
  | { readonly kind: 'literal'; readonly type: string; readonly value: string }
  | { readonly kind: 'prefix'; readonly type: string; readonly value: string }
  /** Addresses and names under a domain, that domain included. */
  | { readonly kind: 'domain'; readonly type: string; readonly value: string };

export type DismissedFinding = { readonly finding: Finding; readonly allowId: string };

export type AllowList = {
  /** Takes out of the findings what an entry allows that has not expired. `text` is the one that they were found in. */
  readonly apply: (given: { readonly text: string; readonly findings: readonly Finding[]; readonly nowMs: number }) => {
    readonly kept: readonly Finding[];
    readonly dismissed: readonly DismissedFinding[];
  };
  readonly size: number;
};

/** Values are compared in lower case without spaces and dashes, and so are the values that digests are made of. */
export function createAllowList(
  entries: readonly AllowEntry[],
  /** The digest under the same key as that of the entries. */
  digestOf: (normalisedValue: string) => string,
): AllowList {
  const digests = new Map<string, AllowEntry[]>();
  const byType = new Map<string, AllowEntry[]>();
  for (const entry of entries) {
    const { match } = entry;
    if (match.kind === 'digest') listOf(digests, match.digest).push(entry);
    else listOf(byType, match.type).push(entry);
  }

  const allowing = (finding: Finding, value: string, nowMs: number): AllowEntry | undefined => {
    const isInForce = (entry: AllowEntry): boolean => entry.expiresAtMs === null || entry.expiresAtMs > nowMs;
    const named = byType.get(finding.type)?.find((entry) => isInForce(entry) && matchesValue(entry.match, value));
    if (named !== undefined || digests.size === 0) return named;
    return digests.get(digestOf(value))?.find((entry) => isInForce(entry) && isOfType(entry.match, finding.type));
  };

  const apply: AllowList['apply'] = ({ text, findings, nowMs }) => {
    if (entries.length === 0) return { kept: findings, dismissed: [] };
    const kept: Finding[] = [];
    const dismissed: DismissedFinding[] = [];
    for (const finding of findings) {
      const entry = allowing(finding, normaliseAllowed(text.slice(finding.start, finding.end)), nowMs);
      if (entry === undefined) kept.push(finding);
      else dismissed.push({ finding, allowId: entry.id });
    }
    return { kept, dismissed };
  };

  return { apply, size: entries.length };
}

/** The form in which allowed values are compared and digested. */
export function normaliseAllowed(value: string): string {
  return value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u00ad\u200b-\u200d\ufeff-]/g, '');
}

function matchesValue(match: AllowMatch, normalised: string): boolean {
  switch (match.kind) {
    case 'digest':
      return false;
    case 'literal':
      return normalised === normaliseAllowed(match.value);
    case 'prefix':
      return normalised.startsWith(normaliseAllowed(match.value));
    case 'domain':
      return isUnderDomain(normalised, match.value.toLowerCase().replace(/^[@.]/, ''));
  }
}

/** Dashes belong to a domain's name, but the value has lost its own: both are compared without. */
function isUnderDomain(normalised: string, domain: string): boolean {
  const bare = normaliseAllowed(domain);
  return normalised === bare || normalised.endsWith(`@${bare}`) || normalised.endsWith(`.${bare}`);
}

function isOfType(match: AllowMatch, type: string): boolean {
  return match.kind === 'digest' && (match.type === null || match.type === type);
}

function listOf(lists: Map<string, AllowEntry[]>, name: string): AllowEntry[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
