import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readNoticeSearch } from '../notices/notice-search.ts';
import { readPeopleSearch } from '../people/people-search.ts';
import { at } from './root-route.ts';

/** Pages of whoever keeps the organisation: people, teams, roles, sign-in, models, notices. */
export const ORGANISATION_ROUTES = [
  createRoute({
    ...at,
    path: '/people',
    validateSearch: readPeopleSearch,
    component: lazyRouteComponent(() => import('../people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...at,
    path: '/people/new',
    component: lazyRouteComponent(() => import('../people/new-person-page.tsx'), 'NewPersonPage'),
  }),
  createRoute({
    ...at,
    path: '/people/import',
    component: lazyRouteComponent(() => import('../people/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    ...at,
    path: '/people/$personId',
    component: lazyRouteComponent(() => import('../people/person-page.tsx'), 'PersonPage'),
  }),
  createRoute({
    ...at,
    path: '/teams',
    component: lazyRouteComponent(() => import('../teams/teams-page.tsx'), 'TeamsPage'),
  }),
  createRoute({
    ...at,
    path: '/teams/$teamId',
    component: lazyRouteComponent(() => import('../teams/team-page.tsx'), 'OneTeamPage'),
  }),
  createRoute({
    ...at,
    path: '/configuration',
    component: lazyRouteComponent(() => import('../configuration/configuration-page.tsx'), 'ConfigurationPage'),
  }),
  createRoute({
    ...at,
    path: '/roles',
    component: lazyRouteComponent(() => import('../roles/roles-page.tsx'), 'RolesPage'),
  }),
  createRoute({
    ...at,
    path: '/sign-in-settings',
    component: lazyRouteComponent(() => import('../sign-in-settings/sign-in-settings-page.tsx'), 'SignInSettingsPage'),
  }),
  createRoute({
    ...at,
    path: '/models',
    component: lazyRouteComponent(() => import('../models/models-page.tsx'), 'ModelsPage'),
  }),
  createRoute({
    ...at,
    path: '/models/new',
    component: lazyRouteComponent(() => import('../models/new-model-page.tsx'), 'NewModelPage'),
  }),
  createRoute({
    ...at,
    path: '/models/$modelId',
    component: lazyRouteComponent(() => import('../models/model-page.tsx'), 'ModelPage'),
  }),
  createRoute({
    ...at,
    path: '/notices',
    validateSearch: readNoticeSearch,
    component: lazyRouteComponent(() => import('../notices/notices-page.tsx'), 'NoticesPage'),
  }),
] as const;
