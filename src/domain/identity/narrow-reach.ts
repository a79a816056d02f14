import type { RoleReach } from './house-role.ts';

/** Of which rows somebody is told: all of them, or those of their teams and use cases. */
export type Reach =
  | { readonly kind: 'all' }
  | { readonly kind: 'parts'; readonly teamIds: readonly string[]; readonly useCaseIds: readonly string[] };

export const ALL: Reach = { kind: 'all' };

/** The kinds of part by which rows can be told apart. */
export type Part = 'team' | 'use_case';

export type Narrowing = {
  /** By which parts the server tells rows apart where a request names none. */
  readonly rows: readonly Part[];
  /** What the request names; undefined where it names nothing, or there is nothing to name it by. */
  readonly named: { readonly team: unknown; readonly useCase: unknown };
};

/**
 * What a request is answered about that only roles for a part allow. A part counts where it is the one that the request
 * names, or where the request names none and rows are told apart by it. Undefined where no part counts.
 */
export function narrowReach(held: readonly RoleReach[], { rows, named }: Narrowing): Reach | undefined {
  if (held.some(({ kind }) => kind === 'organisation')) return ALL;
  const teamIds = new Set<string>();
  const useCaseIds = new Set<string>();
  for (const reach of held) {
    if (reach.kind === 'team' && counts(reach.teamId, named.team, rows.includes('team'))) teamIds.add(reach.teamId);
    if (reach.kind === 'use_case' && counts(reach.useCaseId, named.useCase, rows.includes('use_case')))
      useCaseIds.add(reach.useCaseId);
  }
  if (teamIds.size + useCaseIds.size === 0) return undefined;
  return { kind: 'parts', teamIds: [...teamIds].sort(), useCaseIds: [...useCaseIds].sort() };
}

function counts(id: string, named: unknown, isTold: boolean): boolean {
  return named === undefined ? isTold : named === id;
}

/** What a row belongs to; null and undefined: to none. */
export type RowParts = {
  readonly teamIds?: readonly (string | null | undefined)[];
  readonly useCaseIds?: readonly (string | null | undefined)[];
};

/** Whether a row may be told of. The same rule as the one by which listings are narrowed. */
export function isWithinReach(reach: Reach, { teamIds = [], useCaseIds = [] }: RowParts): boolean {
  return reach.kind === 'all' || meets(reach.teamIds, teamIds) || meets(reach.useCaseIds, useCaseIds);
}

function meets(own: readonly string[], of: readonly (string | null | undefined)[]): boolean {
  return of.some((id) => typeof id === 'string' && own.includes(id));
}
