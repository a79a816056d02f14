/** Messages in the shapes that their systems document (2026-10), cut down to what is read and some that is not. */

const GITLAB_PROJECT = {
  id: 1,
  path_with_namespace: 'acme/app',
  web_url: 'https://gitlab.example/acme/app',
  default_branch: 'main',
};

export const GITLAB_MERGE = {
  object_kind: 'merge_request',
  event_type: 'merge_request',
  user: { id: 2, name: 'Ben', username: 'ben', email: '[REDACTED]' },
  project: GITLAB_PROJECT,
  labels: [{ id: 206, title: 'bug' }],
  object_attributes: {
    id: 99,
    iid: 7,
    action: 'merge',
    state: 'merged',
    author_id: 1,
    url: 'https://gitlab.example/acme/app/-/merge_requests/7',
    created_at: '2026-11-16 09:00:00 UTC',
    updated_at: '2026-11-18 09:00:00 UTC',
    source_branch: 'fix/OPS-42',
    target_branch: 'main',
    title: 'Round up',
    description: 'Tokenward-Task: fix-42',
    merge_commit_sha: 'b'.repeat(40),
    last_commit: { id: 'a'.repeat(40) },
  },
};

export const GITLAB_REVERT = {
  ...GITLAB_MERGE,
  object_attributes: {
    ...GITLAB_MERGE.object_attributes,
    iid: 8,
    url: 'https://gitlab.example/acme/app/-/merge_requests/8',
    title: 'Revert "Round up"',
    description: 'This reverts merge request !7',
    updated_at: '2026-11-19 09:00:00 UTC',
  },
};

export const JIRA_DONE = {
  timestamp: Date.UTC(2026, 10, 18, 9),
  webhookEvent: 'jira:issue_updated',
  issue_event_type_name: 'issue_generic',
  user: { accountId: '5b10:ben', displayName: 'Ben', emailAddress: 'ben@example.test' },
  issue: {
    id: '10002',
    self: 'https://acme.atlassian.net/rest/api/2/issue/10002',
    key: 'OPS-42',
    fields: {
      created: '2026-11-16T09:00:00.000+0000',
      assignee: { accountId: '5b10:ada', displayName: 'Ada', emailAddress: 'ada@example.test' },
      labels: ['bug', 'billing'],
      project: { key: 'OPS' },
      status: { name: 'Done', statusCategory: { key: 'done' } },
    },
  },
  changelog: {
    id: '10124',
    items: [
      { field: 'resolution', from: null, to: '1', toString: 'Fixed' },
      { field: 'status', from: '3', fromString: 'In Review', to: '10001', toString: 'Done' },
    ],
  },
};

export const JIRA_REOPENED = {
  ...JIRA_DONE,
  timestamp: Date.UTC(2026, 10, 19, 9),
  issue: {
    ...JIRA_DONE.issue,
    fields: { ...JIRA_DONE.issue.fields, status: { statusCategory: { key: 'indeterminate' } } },
  },
  changelog: { items: [{ field: 'status', toString: 'In Progress' }] },
};

const ZENDESK_DETAIL = {
  actor_id: '8447388090494',
  assignee_id: '8447388090494',
  created_at: '2026-11-18T07:00:00Z',
  id: '35436',
  status: 'SOLVED',
  tags: ['billing'],
};

export const ZENDESK_SOLVED = {
  account_id: 12514403,
  detail: ZENDESK_DETAIL,
  event: { current: 'SOLVED', previous: 'OPEN' },
  id: '2b24ef10-19d3-4740-93cf-8f98ec4776c0',
  subject: 'zen:ticket:35436',
  time: '2026-11-18T09:00:00Z',
  type: 'zen:event-type:ticket.status_changed',
  zendesk_event_version: '2022-06-20',
};

export const ZENDESK_CLOSED = {
  ...ZENDESK_SOLVED,
  detail: { ...ZENDESK_DETAIL, actor_id: '-1', status: 'CLOSED' },
  event: { current: 'CLOSED', previous: 'SOLVED' },
  time: '2026-11-22T09:00:00Z',
};

export const ZENDESK_REOPENED = {
  ...ZENDESK_SOLVED,
  event: { current: 'OPEN', previous: 'SOLVED' },
  time: '2026-11-19T09:00:00Z',
};

export const PAGERDUTY_RESOLVED = {
  event: {
    id: '01CH754SM17TWPE2V2H4VPBRO7',
    event_type: 'incident.resolved',
    resource_type: 'incident',
    occurred_at: '2026-11-18T09:00:00.000Z',
    agent: { id: 'SVC1', type: 'service_reference', summary: 'Monitoring' },
    data: {
      id: 'PGR0VU2',
      type: 'incident',
      html_url: 'https://acme.pagerduty.com/incidents/PGR0VU2',
      created_at: '2026-11-18T07:00:00Z',
      service: { summary: 'Mail' },
      assignees: [],
    },
  },
};

export const PAGERDUTY_TAKEN = {
  event: {
    ...PAGERDUTY_RESOLVED.event,
    id: '01CH754SM17TWPE2V2H4VPBRO8',
    event_type: 'incident.acknowledged',
    occurred_at: '2026-11-18T07:05:00.000Z',
    agent: { id: 'PXPGF42', type: 'user_reference', summary: 'Ada' },
  },
};

const INCIDENT = 'public_incident.incident_status_updated_v2';
export const INCIDENT_CLOSED = {
  event_type: INCIDENT,
  [INCIDENT]: {
    new_status: { id: '01', name: 'Closed', category: 'closed' },
    previous_status: { id: '02', name: 'Monitoring', category: 'live' },
    incident: {
      reference: 'INC-123',
      permalink: 'https://app.incident.io/acme/incidents/123',
      created_at: '2026-11-18T07:00:00Z',
      updated_at: '2026-11-18T09:00:00Z',
      incident_role_assignments: [
        { role: { role_type: 'reporter' }, assignee: { id: 'U2', name: 'Ben' } },
        { role: { role_type: 'lead' }, assignee: { id: 'U1', name: 'Ada', email: 'ada@example.test' } },
      ],
    },
  },
};
