import type { Query, QueryClient } from '@tanstack/react-query';
import { type LiveMessage, setLive } from './live-store.ts';
import { isAbout } from './topic-paths.ts';

type Topics = Extract<LiveMessage, { kind: 'changed' }>['topics'];

/** Calls come all the time: what counts them is asked again at most so often. */
const USAGE_EVERY_MS = 20_000;
/** What stands in the navigation on every page, and is a list nowhere while nobody else watches it. */
const COUNTED: ReadonlySet<unknown> = new Set(['listMyExceptions', 'listMyApprovals', 'listMyValidations']);

/** Lists that are open and have something new; they are asked again when the reader says so, because rows would move. */
const held = new Map<string, Query>();
const news = new Set<string>();
let usageAtMs = 0;

/** What was heard: figures are asked again at once, lists wait for the reader, what is not shown is asked when it is next. */
export function takeNews(queries: QueryClient, topics: Topics): void {
  let isUpdated = false;
  for (const told of topics) {
    if (told.topic === 'usage' && isTooSoon()) continue;
    for (const query of queries.getQueryCache().findAll()) {
      if (!isAbout(told.topic, query.queryKey[0])) continue;
      if (!query.isActive()) query.invalidate();
      else if (mustWait(query)) hold(query, told);
      else {
        isUpdated = true;
        void query.fetch().catch(() => undefined);
      }
    }
  }
  setLive({ news: news.size, ...(isUpdated ? { updatedAtMs: Date.now() } : {}) });
}

/** Everything may be another: nothing that is read jumps even then. */
export function takeAnew(queries: QueryClient): void {
  const active = queries.getQueryCache().findAll({ type: 'active' });
  for (const query of active) if (!mustWait(query)) void query.fetch().catch(() => undefined);
  for (const query of queries.getQueryCache().findAll({ type: 'inactive' })) query.invalidate();
  setLive({ updatedAtMs: Date.now() });
}

/** The reader wants to see it. */
export async function showNews(): Promise<void> {
  const shown = [...held.values()].filter((query) => query.isActive());
  forgetNews();
  await Promise.all(shown.map((query) => query.fetch().catch(() => undefined)));
  setLive({ updatedAtMs: Date.now() });
}

/** A list that was asked again for another reason, or is no longer open, has nothing new. Gives back how to stop. */
export function watchLists(queries: QueryClient): () => void {
  return queries.getQueryCache().subscribe(({ type, query }) => {
    if (!held.has(query.queryHash)) return;
    const isDone = type === 'updated' && query.state.fetchStatus === 'fetching';
    if (!isDone && query.isActive()) return;
    held.delete(query.queryHash);
    if (held.size === 0) forgetNews();
  });
}

function forgetNews(): void {
  held.clear();
  news.clear();
  setLive({ news: 0 });
}

function hold(query: Query, { topic, ids, byMe }: Topics[number]): void {
  // The page on which somebody did it asks again by itself.
  if (byMe && document.hasFocus()) return;
  held.set(query.queryHash, query);
  for (const id of ids.length === 0 ? [''] : ids) news.add(`${topic} ${id}`);
}

function mustWait(query: Query): boolean {
  const [operation] = query.queryKey;
  if (COUNTED.has(operation) && query.getObserversCount() === 1) return false;
  return isTyping() || (typeof operation === 'string' && operation.startsWith('list'));
}

/** Somebody writes or chooses something: what stands around it stays as it is. */
function isTyping(): boolean {
  const focused = document.activeElement;
  if (document.querySelector('[role="dialog"]') !== null) return true;
  return (
    focused instanceof HTMLElement && (focused.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(focused.tagName))
  );
}

function isTooSoon(): boolean {
  const nowMs = Date.now();
  if (nowMs - usageAtMs < USAGE_EVERY_MS) return true;
  usageAtMs = nowMs;
  return false;
}
