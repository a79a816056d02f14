import type { HeldRole } from '../domain/identity/house-role.ts';
import type { KeyScope } from '../domain/identity/key-grant.ts';
import { type Permission, permits, permitsWithin } from '../domain/identity/permission.ts';
import type { JobProgress } from '../ports/live-feed.ts';
import type { LiveChange } from './live-changes.ts';
import { TOPICS, type Topic } from './live-topics.ts';

/** Who listens, and by what: the roles of a person who is signed in, or the scopes of a key. */
export type LiveListener = {
  readonly personId: string | null;
  readonly by:
    | { readonly kind: 'session'; readonly sessionId: string; readonly held: readonly HeldRole[] }
    | { readonly kind: 'key'; readonly keyId: string; readonly scopes: readonly KeyScope[] };
};

/** What one listener is told of one topic; without ids where only that something is new may be known. */
export type ToldTopic = {
  readonly topic: Topic;
  readonly ids: readonly string[];
  /** All of it was done by the listener: the page that did it shows it already. */
  readonly byMe: boolean;
};

/**
 * What a listener hears of a change. Ids only of what they may read as a whole or what is about themselves; whoever may
 * read a part hears of that part that something is new, and of other parts nothing.
 */
export function hearsOf(listener: LiveListener, change: LiveChange): readonly ToldTopic[] {
  const byMe = listener.personId !== null && listener.personId === change.actorId;
  return change.topics.flatMap((topic): readonly ToldTopic[] => {
    const heard = hears(listener, topic, change);
    return heard === 'nothing' ? [] : [{ topic, ids: heard === 'ids' ? [change.id] : [], byMe }];
  });
}

function hears(listener: LiveListener, topic: Topic, change: LiveChange): 'ids' | 'topic' | 'nothing' {
  const { scope, area, hearers } = TOPICS[topic];
  if (mayRead(listener, { scope, area })) return 'ids';
  const isAbout = listener.personId !== null && change.personIds.has(listener.personId);
  switch (hearers) {
    case 'everybody':
      return 'topic';
    case 'own':
      if (isAbout || listener.personId === change.actorId) return 'ids';
      // Who may answer a call that waits is told by roles of the policy, which stand in no event.
      if (topic === 'requests' && leadsAnything(listener)) return 'topic';
      return isWithin(listener, { scope, area }, change) ? 'topic' : 'nothing';
    case 'permitted':
      return isWithin(listener, { scope, area }, change) ? 'topic' : 'nothing';
  }
}

function mayRead({ by }: LiveListener, permission: Permission): boolean {
  return by.kind === 'key' ? by.scopes.includes(permission.scope) : permits(by.held, permission);
}

function isWithin({ by }: LiveListener, permission: Permission, change: LiveChange): boolean {
  return by.kind === 'session' && permitsWithin(by.held, permission).some((reach) => isAboutReach(reach, change));
}

function isAboutReach(reach: HeldRole['reach'], { teamIds, useCaseIds }: LiveChange): boolean {
  switch (reach.kind) {
    case 'organisation':
      return true;
    case 'team':
      return teamIds.has(reach.teamId);
    case 'use_case':
      return useCaseIds.has(reach.useCaseId);
  }
}

function leadsAnything({ by }: LiveListener): boolean {
  return by.kind === 'session' && by.held.some(({ role }) => role !== 'employee');
}

/** Whether a change may have given or taken a role of this listener, or ended their session or key. */
export function concernsRolesOf({ personId, by }: LiveListener, change: LiveChange): boolean {
  if (!change.changesRoles) return false;
  const own = by.kind === 'session' ? by.sessionId : by.keyId;
  if (change.id === own) return true;
  // Files, teams, use cases and groups name people in ways that are not followed here.
  const isWide = change.personIds.size === 0 || change.teamIds.size > 0 || change.useCaseIds.size > 0;
  return isWide || (personId !== null && change.personIds.has(personId));
}

/** Whether somebody hears how far a job is: who asked for it, and who may read what comes of it. */
export function hearsOfJob(listener: LiveListener, { job, personId }: JobProgress): boolean {
  if (personId !== null && personId === listener.personId) return true;
  return mayRead(listener, AREA_OF_JOB[job]);
}

const AREA_OF_JOB = {
  score_run: { scope: 'control.read', area: 'outcomes' },
  source_backfill: { scope: 'control.read', area: 'outcomes' },
  evidence_pack: { scope: 'audit.read', area: 'audit' },
  simulation: { scope: 'control.read', area: 'programmes' },
} as const satisfies Readonly<Record<JobProgress['job'], Permission>>;
