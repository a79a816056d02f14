import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readContentSearch } from '../content/content-search.ts';
import { readExceptionSearch } from '../exceptions/exception-search.ts';
import { readKeySearch } from '../keys/key-search.ts';
import { readEditorSearch } from '../policy/editor-search.ts';
import { readHandlingSearch } from '../protection/handling-search.ts';
import { readProtectionSearch } from '../protection/protection-search.ts';
import { readSuspensionSearch } from '../protection/suspension-search.ts';
import { readUseCaseSearch } from '../use-cases/use-case-search.ts';
import { at } from './root-route.ts';

/** Pages of governance and security. */
export const GOVERNING_ROUTES = [
  createRoute({
    ...at,
    path: '/protection',
    validateSearch: readProtectionSearch,
    component: lazyRouteComponent(() => import('../protection/protection-page.tsx'), 'ProtectionPage'),
  }),
  createRoute({
    ...at,
    path: '/protection/$eventId',
    component: lazyRouteComponent(() => import('../protection/event-page.tsx'), 'EventPage'),
  }),
  createRoute({
    ...at,
    path: '/reports',
    validateSearch: readHandlingSearch,
    component: lazyRouteComponent(() => import('../protection/handling-page.tsx'), 'HandlingPage'),
  }),
  createRoute({
    ...at,
    path: '/suspensions',
    validateSearch: readSuspensionSearch,
    component: lazyRouteComponent(() => import('../protection/suspensions-page.tsx'), 'SuspensionsPage'),
  }),
  createRoute({
    ...at,
    path: '/detection',
    component: lazyRouteComponent(() => import('../detection/detection-page.tsx'), 'DetectionPage'),
  }),
  createRoute({
    ...at,
    path: '/detection/settings',
    component: lazyRouteComponent(() => import('../detection/settings-page.tsx'), 'SettingsPage'),
  }),
  createRoute({
    ...at,
    path: '/policy',
    component: lazyRouteComponent(() => import('../policy/policy-page.tsx'), 'PolicyPage'),
  }),
  createRoute({
    ...at,
    path: '/policy/new',
    validateSearch: readEditorSearch,
    component: lazyRouteComponent(() => import('../policy/editor-page.tsx'), 'EditorPage'),
  }),
  createRoute({
    ...at,
    path: '/policy/$versionId',
    component: lazyRouteComponent(() => import('../policy/version-page.tsx'), 'VersionPage'),
  }),
  createRoute({
    ...at,
    path: '/use-cases',
    validateSearch: readUseCaseSearch,
    component: lazyRouteComponent(() => import('../use-cases/use-cases-page.tsx'), 'UseCasesPage'),
  }),
  createRoute({
    ...at,
    path: '/use-cases/new',
    component: lazyRouteComponent(() => import('../use-cases/new-use-case-page.tsx'), 'NewUseCasePage'),
  }),
  createRoute({
    ...at,
    path: '/use-cases/$useCaseId',
    component: lazyRouteComponent(() => import('../use-cases/use-case-page.tsx'), 'UseCasePage'),
  }),
  createRoute({
    ...at,
    path: '/keys',
    validateSearch: readKeySearch,
    component: lazyRouteComponent(() => import('../keys/keys-page.tsx'), 'KeysPage'),
  }),
  createRoute({
    ...at,
    path: '/content',
    validateSearch: readContentSearch,
    component: lazyRouteComponent(() => import('../content/content-page.tsx'), 'ContentPage'),
  }),
  createRoute({
    ...at,
    path: '/content/keeping',
    component: lazyRouteComponent(() => import('../content/keeping-page.tsx'), 'KeepingPage'),
  }),
  createRoute({
    ...at,
    path: '/exceptions',
    validateSearch: readExceptionSearch,
    component: lazyRouteComponent(() => import('../exceptions/exceptions-page.tsx'), 'ExceptionsPage'),
  }),
] as const;
