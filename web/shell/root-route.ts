import { createRootRoute } from '@tanstack/react-router';
import { Missing } from '../states/missing.tsx';
import { Shell } from './shell.tsx';

/** What every page stands in. */
export const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

export const at = { getParentRoute: () => root } as const;
