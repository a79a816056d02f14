import type { CaseNoun } from '../ports/case-nouns.ts';
import type { Noun, Nouns } from '../ports/control-store.ts';
import { shownMembers } from './member-changes.ts';

/** Nouns whose rows people name and change; keys and cases have commands of their own. */
export type RowNoun = Exclude<Noun, 'api_key' | CaseNoun>;

/** A member of a row that names another row. */
export type Reference = { readonly noun: RowNoun; readonly id: string; readonly pointer: string };

/** What the control plane must know of one noun. Everything else is the same for all of them. */
export type RowRules<N extends RowNoun> = {
  readonly noun: N;
  /** For sentences: `cost centre`. */
  readonly word: string;
  /** The rows that must exist and not be archived for this one to be active. */
  readonly references: (row: Nouns[N]) => readonly Reference[];
  /** Archived rows can neither be changed nor referred to. */
  readonly isArchived: (row: Nouns[N]) => boolean;
  /** The row as it stands once nobody wants it any more; the row itself when it stands so already. */
  readonly retire: (row: Nouns[N], nowMs: number) => Nouns[N];
  /** The row taken back from the archive. */
  readonly restore: (row: Nouns[N]) => Nouns[N];
  /** What within the row does not go together. */
  readonly findBroken: (row: Nouns[N]) => { readonly pointer: string; readonly detail: string } | undefined;
  /** Whether a change is one that this noun never allows, in words. */
  readonly findForbidden: (change: {
    readonly from: Nouns[N];
    readonly to: Nouns[N];
    readonly nowMs: number;
  }) => string | undefined;
  /** Exact members by which two live rows must differ, and how they are called. */
  readonly unique: (row: Nouns[N]) => Distinction | undefined;
  /** The row as the audit trail and differences show it: plain JSON, without secrets. */
  readonly shown: (row: Nouns[N]) => Readonly<Record<string, unknown>>;
};

export type Distinction = {
  readonly where: Readonly<Record<string, string | null>>;
  readonly pointer: string;
  /** As it follows "has the same". */
  readonly words: string;
};

/** The answers of nouns that have no rule of that kind. */
export const NO_RULES = {
  references: () => [],
  findBroken: () => undefined,
  findForbidden: () => undefined,
  unique: () => undefined,
  shown: shownMembers,
} as const;

/** Leaves out the references that a row does not have. */
export function present(
  references: readonly { readonly noun: RowNoun; readonly id: string | null; readonly pointer: string }[],
): readonly Reference[] {
  const found: Reference[] = [];
  for (const { noun, id, pointer } of references) if (id !== null) found.push({ noun, id, pointer });
  return found;
}

/** For nouns whose status is `active` or `archived` and perhaps `blocked` between them. */
export const ARCHIVABLE = {
  isArchived: (row: { readonly status: string }) => row.status === 'archived',
  retire: <Row extends { readonly status: string }>(row: Row) =>
    row.status === 'archived' ? row : { ...row, status: 'archived' as const },
  restore: <Row extends { readonly status: string }>(row: Row) => ({ ...row, status: 'active' as const }),
};
