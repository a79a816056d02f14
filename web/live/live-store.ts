import { useSyncExternalStore } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';

export type LiveMessage = AnswerOf<'followEvents'>;
type Jobs = Extract<LiveMessage, { kind: 'jobs' }>['jobs'];
export type LiveJob = Jobs[number];

/** starting: not heard yet · live: hearing · away: trying again · paused: nobody has touched the page for a while. */
export type LiveStatus = 'starting' | 'live' | 'away' | 'paused';

export type LiveState = {
  readonly status: LiveStatus;
  /** When something was last taken over from what was heard. */
  readonly updatedAtMs: number | null;
  /** What is new in lists that are open, and not shown yet. */
  readonly news: number;
  readonly jobs: ReadonlyMap<string, LiveJob>;
};

const JOBS_MAX = 50;
let state: LiveState = { status: 'starting', updatedAtMs: null, news: 0, jobs: new Map() };
const watchers = new Set<() => void>();

export function setLive(change: Partial<LiveState>): void {
  state = { ...state, ...change };
  for (const watcher of watchers) watcher();
}

export function keepJobs(told: Jobs): void {
  const jobs = new Map([...state.jobs, ...told.map((job) => [job.id, job] as const)].slice(-JOBS_MAX));
  setLive({ jobs });
}

export function useLive(): LiveState {
  return useSyncExternalStore(watch, () => state);
}

/** How far a job is, for pages that began or show it; undefined where nothing was heard of it. */
export function useJob(id: string): LiveJob | undefined {
  return useSyncExternalStore(watch, () => state.jobs.get(id));
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
}
