import type { Permission } from '../identity/permission.ts';

/** Which pages can be kept as views, and what each asks of its reader; null: it is everybody's. */
// biome-ignore format: a table is read down
export const VIEW_PAGES = {
  costs:      null,
  team:       null,
  spending:   { scope: 'control.read', area: 'finance' },
  protection: { scope: 'control.read', area: 'protection' },
  audit:      { scope: 'audit.read', area: 'audit' },
  calls:      { scope: 'control.read', area: 'usage' },
  exceptions: { scope: 'control.read', area: 'budgets' },
  reuse:      { scope: 'control.read', area: 'library' },
} as const satisfies Readonly<Record<string, Permission | null>>;
export type ViewPage = keyof typeof VIEW_PAGES;

export const VIEW_AUDIENCES = ['nobody', 'team', 'everybody'] as const;
export type ViewAudience = (typeof VIEW_AUDIENCES)[number];

/** The address of a page under a name: never what stands on it. */
export type SavedView = {
  readonly id: string;
  readonly page: ViewPage;
  readonly name: string;
  readonly search: Readonly<Record<string, string>>;
  readonly ownerPersonId: string;
  readonly sharedWith: ViewAudience;
  /** The team that it is shared with, where it is shared with one. */
  readonly teamId: string | null;
  readonly status: 'active' | 'archived';
};

export const VIEWS_OF_A_PERSON_MAX = 200;
const SEARCH_MEMBERS_MAX = 20;
const SEARCH_NAME = /^[a-z][A-Za-z0-9_]{0,29}$/;
const SEARCH_TEXT_MAX = 200;

/** What of an address cannot be kept. */
export function findViewFault({ search }: Pick<SavedView, 'search'>): string | undefined {
  const members = Object.entries(search);
  if (members.length > SEARCH_MEMBERS_MAX) return `A view keeps at most ${SEARCH_MEMBERS_MAX} parameters.`;
  const odd = members.find(([name]) => !SEARCH_NAME.test(name));
  if (odd !== undefined) return 'A parameter of a view has a name of letters and digits, at most 30.';
  const long = members.find(([, text]) => text.length > SEARCH_TEXT_MAX);
  return long === undefined ? undefined : `"${long[0]}" is longer than ${SEARCH_TEXT_MAX} characters.`;
}

export type ViewReader = {
  readonly personId: string;
  readonly teamId: string;
  readonly mayRead: (permission: Permission) => boolean;
};

/** Whether somebody has a view in their list: their own, or one shared with them of a page that they may open. */
export function isSeenBy(view: SavedView, reader: ViewReader): boolean {
  if (view.status !== 'active') return false;
  if (view.ownerPersonId === reader.personId) return true;
  const permission = VIEW_PAGES[view.page];
  if (permission !== null && !reader.mayRead(permission)) return false;
  switch (view.sharedWith) {
    case 'nobody':
      return false;
    case 'team':
      return view.teamId === reader.teamId;
    case 'everybody':
      return true;
  }
}

/**
 * Where a new view of somebody goes: a row of its own, or the one that was taken away longest ago, so that what is kept of a
 * person stays bounded; nowhere where they have as many as one can have.
 */
export function placeOf(
  own: readonly { readonly row: SavedView; readonly updatedAtMs: number }[],
): { readonly kind: 'new' } | { readonly kind: 'reuse'; readonly id: string } | { readonly kind: 'full' } {
  const gone = own.filter(({ row }) => row.status === 'archived');
  if (own.length - gone.length >= VIEWS_OF_A_PERSON_MAX) return { kind: 'full' };
  if (gone.length < VIEWS_OF_A_PERSON_MAX) return { kind: 'new' };
  const [oldest] = [...gone].sort((one, other) => one.updatedAtMs - other.updatedAtMs);
  return oldest === undefined ? { kind: 'new' } : { kind: 'reuse', id: oldest.row.id };
}
