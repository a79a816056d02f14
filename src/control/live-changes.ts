import type { AuditEvent } from '../domain/audit/chain.ts';
import { changesRoles, type Topic, topicsOf } from './live-topics.ts';

/** What an event of the trail says to pages that are open: which parts, of what, about whom. Never a word of it. */
export type LiveChange = {
  readonly sequence: number;
  readonly topics: readonly Topic[];
  readonly id: string;
  readonly actorId: string;
  /** Whoever it is about may hold other roles now. */
  readonly changesRoles: boolean;
  readonly personIds: ReadonlySet<string>;
  readonly teamIds: ReadonlySet<string>;
  readonly useCaseIds: ReadonlySet<string>;
};

/** Details of events are shallow; a bound all the same. */
const DEPTH_MAX = 5;
const PERSON_MEMBER =
  /^(?:personId|ownerId|requesterId|approverId|validatorId|claimantId|askerId|assigneeId|proposedBy|decidedBy|requestedBy|\w+PersonId)$/;

export function readLiveChange({ sequence, body }: Pick<AuditEvent, 'sequence' | 'body'>): LiveChange {
  const parsed = membersOf(JSON.parse(body));
  const subject = textOf(parsed.get('subject'));
  const noun = textOf(parsed.get('type')).split('.', 1)[0] ?? '';
  const actorId = textOf(membersOf(parsed.get('actor')).get('id'));
  const about: About = { personIds: new Set(), teamIds: new Set(), useCaseIds: new Set() };
  gather(about, parsed.get('detail'), 0);
  takeName(about, subject);
  return {
    sequence,
    topics: topicsOf(noun),
    id: subject.slice(subject.indexOf(':') + 1),
    actorId,
    changesRoles: changesRoles(noun),
    ...about,
  };
}

type About = {
  readonly personIds: Set<string>;
  readonly teamIds: Set<string>;
  readonly useCaseIds: Set<string>;
};

function gather(about: About, value: unknown, depth: number): void {
  if (depth > DEPTH_MAX) return;
  if (Array.isArray(value)) {
    for (const each of value) gather(about, each, depth + 1);
    return;
  }
  for (const [name, member] of membersOf(value)) {
    if (typeof member === 'string') take(about, name, member);
    else gather(about, member, depth + 1);
  }
}

function take(about: About, name: string, text: string): void {
  if (name === 'teamId') about.teamIds.add(text);
  else if (name === 'useCaseId') about.useCaseIds.add(text);
  else if (name === 'owner') takeName(about, text);
  else if (PERSON_MEMBER.test(name)) about.personIds.add(text);
}

/** `person:ada`, `team:support`, `use_case:help`: as subjects and owners are named. */
function takeName(about: About, text: string): void {
  const at = text.indexOf(':');
  const id = text.slice(at + 1);
  if (text.startsWith('person:')) about.personIds.add(id);
  else if (text.startsWith('team:')) about.teamIds.add(id);
  else if (text.startsWith('use_case:')) about.useCaseIds.add(id);
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
