import type { SourceKind } from '../../domain/source/source.ts';
import { MAPPING_DEFAULTS, type MappingCondition, type MappingRule } from '../../domain/source/source-mapping.ts';

/** How systems that need no code of ours are read, in the words in which organisations write their own mappings. */
export function mappingOfKind(kind: SourceKind): readonly MappingRule[] {
  switch (kind) {
    case 'jira':
      return JIRA;
    case 'zendesk':
      return ZENDESK;
    case 'pagerduty':
      return PAGERDUTY;
    case 'incident_io':
      return INCIDENT_IO;
    case 'github':
    case 'gitlab':
    case 'servicenow':
    case 'standard_webhooks':
    case 'cloudevents':
      return [];
  }
}

const is = (at: string, ...values: readonly string[]): MappingCondition => ({ at, is: values, isNot: [] });
const isNot = (at: string, ...values: readonly string[]): MappingCondition => ({ at, is: [], isNot: values });

/** Webhooks of Jira Cloud and Data Center (developer.atlassian.com, 2026-10). */
const JIRA_BASE = {
  ...MAPPING_DEFAULTS,
  subject: '{/issue/self|origin}/browse/{/issue/key}',
  at: '{/timestamp}',
  by: ['{/user/accountId}', '{/user/key}'],
  byShownAs: ['{/user/displayName}'],
  byEmail: ['{/user/emailAddress}'],
} as const;
const STATUS_CHANGED = [
  is('{/webhookEvent}', 'jira:issue_updated'),
  isNot('{/changelog/items/[field=status]/toString}', ''),
];
const JIRA: readonly MappingRule[] = [
  {
    ...JIRA_BASE,
    says: 'finished',
    when: [...STATUS_CHANGED, is('{/issue/fields/status/statusCategory/key}', 'done')],
    what: 'issue',
    startedAt: '{/issue/fields/created}',
    worker: ['{/issue/fields/assignee/accountId}', '{/issue/fields/assignee/key}'],
    workerShownAs: ['{/issue/fields/assignee/displayName}'],
    workerEmail: ['{/issue/fields/assignee/emailAddress}'],
    project: '{/issue/fields/project/key}',
    labels: '{/issue/fields/labels/[*]}',
    workItems: ['{/issue/key}'],
  },
  {
    ...JIRA_BASE,
    says: 'undone',
    when: [...STATUS_CHANGED, is('{/issue/fields/status/statusCategory/key}', 'new', 'indeterminate')],
    reason: 'It was opened again: {/changelog/items/[field=status]/toString}.',
  },
];

/** Ticket events of Zendesk (developer.zendesk.com, 2026-10). */
const ZENDESK_BASE = {
  ...MAPPING_DEFAULTS,
  subject: '{pages}/agent/tickets/{/detail/id}',
  at: '{/time}',
  by: ['{/detail/actor_id}'],
} as const;
const ZENDESK_STATUS = is('{/type}', 'zen:event-type:ticket.status_changed');
const ZENDESK: readonly MappingRule[] = [
  {
    ...ZENDESK_BASE,
    says: 'finished',
    when: [ZENDESK_STATUS, is('{/event/current}', 'SOLVED', 'solved')],
    what: 'ticket',
    startedAt: '{/detail/created_at}',
    worker: ['{/detail/assignee_id}'],
    labels: '{/detail/tags/[*]}',
    workItems: ['{/detail/external_id}'],
    bySystem: [is('{/detail/actor_id}', '-1')],
  },
  // Closed by Zendesk itself, some days after it was solved: nobody has opened it again.
  {
    ...ZENDESK_BASE,
    says: 'approved',
    when: [ZENDESK_STATUS, is('{/event/current}', 'CLOSED', 'closed')],
    bySystem: [is('{/detail/actor_id}', '-1')],
  },
  {
    ...ZENDESK_BASE,
    says: 'undone',
    when: [
      ZENDESK_STATUS,
      is('{/event/previous}', 'SOLVED', 'solved'),
      isNot('{/event/current}', 'CLOSED', 'closed', 'SOLVED', 'solved'),
    ],
    reason: 'The ticket was opened again.',
  },
];

/** Webhooks V3 of PagerDuty (developer.pagerduty.com, 2026-10). */
const PAGERDUTY_BASE = {
  ...MAPPING_DEFAULTS,
  subject: '{/event/data/html_url}',
  at: '{/event/occurred_at}',
  by: ['{/event/agent/id}'],
  byShownAs: ['{/event/agent/summary}'],
} as const;
const PAGERDUTY: readonly MappingRule[] = [
  {
    ...PAGERDUTY_BASE,
    says: 'finished',
    when: [is('{/event/event_type}', 'incident.resolved')],
    what: 'incident',
    startedAt: '{/event/data/created_at}',
    worker: ['{/event/data/assignees/0/id}'],
    workerShownAs: ['{/event/data/assignees/0/summary}'],
    project: '{/event/data/service/summary}',
    bySystem: [isNot('{/event/agent/type}', 'user_reference')],
  },
  {
    ...PAGERDUTY_BASE,
    says: 'taken',
    when: [is('{/event/event_type}', 'incident.acknowledged'), is('{/event/agent/type}', 'user_reference')],
  },
  {
    ...PAGERDUTY_BASE,
    says: 'undone',
    when: [is('{/event/event_type}', 'incident.reopened')],
    reason: 'The incident was opened again.',
  },
];

/** Webhooks of incident.io (api-docs.incident.io, 2026-10). It does not say who closed an incident: others attest it. */
export const INCIDENT_CHANGED = 'public_incident.incident_status_updated_v2';
const INCIDENT_IO_BASE = {
  ...MAPPING_DEFAULTS,
  subject: `{/${INCIDENT_CHANGED}/incident/permalink}`,
  at: `{/${INCIDENT_CHANGED}/incident/updated_at}`,
} as const;
const INCIDENT_IO: readonly MappingRule[] = [
  {
    ...INCIDENT_IO_BASE,
    says: 'finished',
    when: [is('{/event_type}', INCIDENT_CHANGED), is(`{/${INCIDENT_CHANGED}/new_status/category}`, 'closed')],
    what: 'incident',
    startedAt: `{/${INCIDENT_CHANGED}/incident/created_at}`,
    worker: [`{/${INCIDENT_CHANGED}/incident/incident_role_assignments/[role.role_type=lead]/assignee/id}`],
    workerShownAs: [`{/${INCIDENT_CHANGED}/incident/incident_role_assignments/[role.role_type=lead]/assignee/name}`],
    workerEmail: [`{/${INCIDENT_CHANGED}/incident/incident_role_assignments/[role.role_type=lead]/assignee/email}`],
    workItems: [`{/${INCIDENT_CHANGED}/incident/reference}`],
  },
  {
    ...INCIDENT_IO_BASE,
    says: 'undone',
    when: [
      is('{/event_type}', INCIDENT_CHANGED),
      is(`{/${INCIDENT_CHANGED}/previous_status/category}`, 'closed'),
      isNot(`{/${INCIDENT_CHANGED}/new_status/category}`, 'closed'),
    ],
    reason: 'The incident was opened again.',
  },
];
