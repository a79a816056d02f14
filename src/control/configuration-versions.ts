import type { AuditEvent } from '../domain/audit/chain.ts';
import type { AuditStore } from '../ports/audit-store.ts';
import { CONFIGURATION_APPLIED } from './configuration.ts';
import type { MemberChange } from './member-changes.ts';

const CHANGES_MAX = 500;
const VERBS = ['created', 'updated', 'restored', 'archived'] as const;

export type AppliedChange = {
  readonly verb: (typeof VERBS)[number];
  readonly noun: string;
  readonly id: string;
  readonly members: readonly MemberChange[];
};

export type AppliedVersion = {
  readonly applied: AuditEvent;
  readonly changes: readonly AppliedChange[];
  /** Whether there are earlier changes than those that are told. */
  readonly leftOut: boolean;
};

type Body = {
  readonly requestId: string;
  readonly type: string;
  readonly subject: string;
  readonly detail: { readonly changes?: readonly MemberChange[] };
};

/** What a version changed, from the trail: it was audited right before the version, in the transaction that applied it. */
export async function readConfigurationVersion(
  audit: Pick<AuditStore, 'events'>,
  version: string,
): Promise<AppliedVersion | undefined> {
  const wanted = { type: CONFIGURATION_APPLIED, subject: `configuration:${version}` };
  const { events } = await audit.events({ afterSequence: 0, limit: 1 }, wanted);
  const [applied] = events;
  if (applied === undefined) return undefined;
  const afterSequence = Math.max(0, applied.sequence - 1 - CHANGES_MAX);
  const before = await audit.events({ afterSequence, limit: applied.sequence - 1 - afterSequence || 1 }, {});
  const { requestId } = bodyOf(applied);
  const own = before.events.filter(
    (event) => event.sequence < applied.sequence && bodyOf(event).requestId === requestId,
  );
  return { applied, changes: own.flatMap(changeOf), leftOut: own.length === CHANGES_MAX };
}

function changeOf(event: AuditEvent): readonly AppliedChange[] {
  const { type, subject, detail } = bodyOf(event);
  const [noun = '', said = ''] = type.split('.');
  const verb = VERBS.find((name) => name === said);
  if (verb === undefined) return [];
  return [{ verb, noun, id: subject.slice(subject.indexOf(':') + 1), members: detail.changes ?? [] }];
}

function bodyOf(event: AuditEvent): Body {
  const body: Body = JSON.parse(event.body);
  return body;
}
