import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { KEPT, OneLine, Slug, Uuid } from './wire-values.ts';

const Page = z.enum(['costs', 'team', 'spending', 'calls', 'protection', 'audit', 'exceptions', 'reuse']);
const Audience = z
  .enum(['nobody', 'team', 'everybody'])
  .meta({ description: 'team: your team; everybody: whoever may open the page. It gives nobody a right.' });
const Search = z
  .record(z.string().regex(/^[a-z][A-Za-z0-9_]{0,29}$/, 'must be the name of a parameter'), z.string().max(200))
  .meta({ description: 'The parameters of the address, as texts; at most 20.' });

const SavedView = z
  .object({
    id: Uuid,
    page: Page,
    name: OneLine,
    search: z.record(z.string(), z.string()),
    sharedWith: Audience,
    teamId: Slug.nullable(),
    status: z.enum(['active', 'archived']),
    ownerPersonId: Slug,
    ownerName: z.string(),
    isOwn: z.boolean(),
    hasOwner: z.boolean().meta({ description: 'False: its owner has left, and you can take it over.' }),
    ...KEPT,
  })
  .meta({ id: 'SavedView' });

const at = { ...ROUTE_DEFAULTS, scope: 'any', tag: 'Me' } as const;
const verb = {
  ...at,
  method: 'POST',
  params: z.strictObject({ id: Uuid }),
  ifMatch: true,
  answer: SavedView,
  problems: ['rule_broken'],
} as const;

export const VIEW_ROUTES = {
  listMyViews: {
    ...at,
    method: 'GET',
    path: '/me/views',
    summary: 'Views of a page: your own, and those shared with you',
    query: z.strictObject({ page: Page }),
    answer: z.object({ rows: z.array(SavedView) }).meta({ id: 'SavedViews' }),
    problems: ['rule_broken'],
  },
  createMyView: {
    ...at,
    method: 'POST',
    path: '/me/views',
    status: 201,
    summary: 'Keep a page with what it is narrowed to, under a name; 200 a person at most',
    body: z
      .strictObject({ page: Page, name: OneLine, search: Search.default({}), sharedWith: Audience.default('nobody') })
      .meta({ id: 'SavedViewMake' }),
    answer: SavedView,
    problems: ['rule_broken'],
  },
  changeMyView: {
    ...at,
    method: 'PATCH',
    path: '/me/views/{id}',
    summary: 'Rename a view of your own, change what it is narrowed to, share it or no longer share it',
    params: z.strictObject({ id: Uuid }),
    ifMatch: true,
    body: z
      .strictObject({
        name: OneLine.exactOptional(),
        search: Search.exactOptional(),
        sharedWith: Audience.exactOptional(),
      })
      .meta({ id: 'SavedViewChange' }),
    answer: SavedView,
    problems: ['rule_broken'],
  },
  archiveMyView: { ...verb, path: '/me/views/{id}/archive', summary: 'Take a view of your own away; it can come back' },
  restoreMyView: { ...verb, path: '/me/views/{id}/restore', summary: 'Bring a view back that you took away' },
  adoptView: {
    ...verb,
    path: '/me/views/{id}/adopt',
    summary: 'Take over a view that is shared with you and whose owner has left',
  },
} as const;
