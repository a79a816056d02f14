import type { WarmPrefix } from './expected-cost.ts';

/** Where a conversation went last, and what its vendor's cache then held. */
export type RememberedRoute = {
  readonly modelId: string;
  readonly atMonotonicMs: number;
  readonly warm: WarmPrefix;
};

export type RouteMemory = {
  readonly find: (conversation: string) => RememberedRoute | undefined;
  readonly remember: (conversation: string, route: RememberedRoute) => void;
  readonly size: () => number;
};

/** How long vendors keep a prefix that nobody reads; the shortest that any of them promises. */
export const CACHE_LIFE_MS = 5 * 60_000;

/** At most so many conversations, and always the half of them used last: two generations, as in the memory of tasks. */
export function createRouteMemory({ entriesMax }: { readonly entriesMax: number }): RouteMemory {
  const youngMax = Math.max(1, Math.floor(entriesMax / 2));
  let young = new Map<string, RememberedRoute>();
  let old = new Map<string, RememberedRoute>();
  const remember = (conversation: string, route: RememberedRoute): void => {
    if (young.size >= youngMax && !young.has(conversation)) {
      old = young;
      young = new Map();
    }
    young.set(conversation, route);
  };
  return {
    remember,
    find: (conversation) => young.get(conversation) ?? old.get(conversation),
    size: () => young.size + old.size,
  };
}

/** What is warm now of what was warm then. */
export function warmNow(route: RememberedRoute | undefined, nowMonotonicMs: number): WarmPrefix | null {
  if (route === undefined || nowMonotonicMs - route.atMonotonicMs >= CACHE_LIFE_MS) return null;
  return route.warm;
}
