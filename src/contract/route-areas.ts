import type { Route } from './route.ts';

/** The part of the control plane that the routes of a tag belong to. What a role may do is told by scope and area. */
// biome-ignore format: a table is read down
const AREA_OF_TAG = {
  'Me':               'own',
  'Contract':         'own',
  'Approvals':        'own',
  'Cost centres':     'directory',
  'Teams':            'directory',
  'People':           'directory',
  'Projects':         'directory',
  'Service accounts': 'directory',
  'API keys':         'access',
  'Sign-in':          'access',
  'Roles':            'access',
  'Use cases':        'catalogue',
  'Upstreams':        'catalogue',
  'Models':           'catalogue',
  'Prices':           'finance',
  'Routing':          'catalogue',
  'Cache':            'catalogue',
  'Policy':           'policy',
  'Decisions':        'policy',
  'Inspection':       'protection',
  'Detection':        'protection',
  'Protection':       'findings',
  'Containment':      'protection',
  'Reports':          'protection',
  'Breaches':         'protection',
  'Library':          'library',
  'Workflows':        'library',
  'Envelopes':        'budgets',
  'Exceptions':       'budgets',
  'Allowances':       'budgets',
  'Transfers':        'budgets',
  'Calendar':         'budgets',
  'Notices':          'budgets',
  'Usage':            'usage',
  'Tasks':            'usage',
  'Chargeback':       'finance',
  'Outcomes':         'outcomes',
  'Sources':          'outcomes',
  'Scores':           'outcomes',
  'Recognition':      'programmes',
  'Programmes':       'programmes',
  'Leaderboards':     'programmes',
  'Content':          'content',
  'Audit':            'audit',
  'Configuration':    'configuration',
} as const;

export type RouteArea = (typeof AREA_OF_TAG)[keyof typeof AREA_OF_TAG];

/** Undefined for a tag that nobody gave an area: no role has its routes then. */
export function areaOf({ tag }: Pick<Route, 'tag'>): RouteArea | undefined {
  return isTag(tag) ? AREA_OF_TAG[tag] : undefined;
}

/** What a route needs of somebody who is signed in, as sessions list it: `scope:area`; undefined where it needs no role. */
export function permissionOf(route: Pick<Route, 'tag' | 'scope'>): string | undefined {
  if (route.scope === 'none' || route.scope === 'any' || route.scope === 'session') return undefined;
  return `${route.scope}:${areaOf(route) ?? 'none'}`;
}

function isTag(text: string): text is keyof typeof AREA_OF_TAG {
  return Object.hasOwn(AREA_OF_TAG, text);
}
