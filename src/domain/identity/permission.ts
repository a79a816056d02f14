import type { HeldRole, HouseRole } from './house-role.ts';
import type { KeyScope } from './key-grant.ts';

/** The parts of the control plane that roles are told apart by; each route belongs to one. */
export const AREAS = [
  'own',
  'directory',
  'access',
  'catalogue',
  'policy',
  'protection',
  'findings',
  'library',
  'budgets',
  'usage',
  'finance',
  'outcomes',
  'programmes',
  'content',
  'audit',
  'configuration',
] as const;
export type Area = (typeof AREAS)[number];

/** What a route needs of a person: a scope, in an area. */
export type Permission = { readonly scope: KeyScope; readonly area: Area };

type AreasOf = Partial<Readonly<Record<KeyScope, readonly Area[]>>>;

/** Decisions and boards: everything but the trail, people's content, and who may do what. */
const GOVERNED: readonly Area[] = AREAS.filter((area) => area !== 'audit' && area !== 'access' && area !== 'content');

/**
 * Which scopes a role gives, and in which areas. Whoever is named may say yes or no to what waits for them, so that
 * `approve` is everybody's: the commands themselves ask by whom they are given. Two things nobody has by one role:
 * reading content and managing it, and changing rules and only looking.
 */
// biome-ignore format: a table is read down
const ROLE_AREAS: { readonly [Role in HouseRole]: AreasOf } = {
  employee:       { call: ['own'], approve: AREAS },
  manager:        { 'control.read': ['directory', 'catalogue', 'library', 'budgets', 'outcomes', 'programmes'] },
  use_case_owner: { 'control.read': ['own', 'directory', 'catalogue', 'policy', 'findings', 'library', 'budgets', 'usage', 'outcomes'], 'control.write': ['library'] },
  governance:     { 'control.read': GOVERNED, 'control.write': ['catalogue', 'policy', 'protection', 'library', 'budgets', 'outcomes', 'programmes'], decide: ['policy'] },
  security:       { 'control.read': AREAS, 'control.write': ['protection'], 'audit.read': ['audit', 'content'], 'content.read': ['content'] },
  finance:        { 'control.read': GOVERNED, 'control.write': ['budgets', 'finance'], finance: ['finance'] },
  auditor:        { 'control.read': AREAS, 'audit.read': ['audit', 'content'] },
  administrator:  { 'control.read': AREAS, 'control.write': AREAS.filter((area) => area !== 'audit' && area !== 'content'), 'audit.read': ['audit', 'content'], 'content.manage': ['content'], finance: ['finance'], scim: ['directory', 'access'] },
};

/** Whether roles held for the whole organisation give a permission. */
export function permits(held: readonly HeldRole[], { scope, area }: Permission): boolean {
  return held.some(({ role, reach }) => reach.kind === 'organisation' && gives(role, { scope, area }));
}

/** The roles held for a part alone that would give it there. */
export function permitsWithin(held: readonly HeldRole[], permission: Permission): readonly HeldRole['reach'][] {
  return held
    .filter(({ role, reach }) => reach.kind !== 'organisation' && gives(role, permission))
    .map(({ reach }) => reach);
}

function gives(role: HouseRole, { scope, area }: Permission): boolean {
  return ROLE_AREAS[role][scope]?.includes(area) ?? false;
}

const SCOPES: readonly KeyScope[] = [
  'call',
  'control.read',
  'control.write',
  'audit.read',
  'content.read',
  'content.manage',
  'approve',
  'decide',
  'finance',
  'scim',
];

/** The scopes that roles give in one area, for commands that ask for one besides their route's. */
export function scopesIn(held: readonly HeldRole[], area: Area): readonly KeyScope[] {
  return SCOPES.filter((scope) => permits(held, { scope, area }));
}

/** The areas that a key with a scope reaches: whoever gives such a key must hold the scope in all of them. */
// biome-ignore format: a table is read down
const REACH_OF_KEYS: { readonly [Scope in KeyScope]: readonly Area[] } = {
  'call':           ['own'],
  'approve':        AREAS,
  'control.read':   AREAS,
  'control.write':  AREAS.filter((area) => area !== 'audit' && area !== 'content'),
  'audit.read':     ['audit', 'content'],
  'content.read':   ['content'],
  'content.manage': ['content'],
  'decide':         ['policy'],
  'finance':        ['finance'],
  'scim':           ['directory', 'access'],
};

/** The scopes that somebody holds as a whole, so that a key of theirs gives nothing which they do not have. */
export function wholeScopes(held: readonly HeldRole[]): readonly KeyScope[] {
  return SCOPES.filter((scope) => REACH_OF_KEYS[scope].every((area) => permits(held, { scope, area })));
}

/** Every permission that roles give for a part alone, with that part. */
export function listPermissionsWithin(
  held: readonly HeldRole[],
): readonly { readonly permission: string; readonly reach: HeldRole['reach'] }[] {
  return SCOPES.flatMap((scope) =>
    AREAS.flatMap((area) =>
      permitsWithin(held, { scope, area }).map((reach) => ({ permission: permissionText({ scope, area }), reach })),
    ),
  );
}

/** Every permission that roles give for the whole organisation, as `scope:area`. */
export function listPermissions(held: readonly HeldRole[]): readonly string[] {
  return SCOPES.flatMap((scope) =>
    AREAS.filter((area) => permits(held, { scope, area })).map((area) => permissionText({ scope, area })),
  );
}

export function permissionText({ scope, area }: Permission): string {
  return `${scope}:${area}`;
}
