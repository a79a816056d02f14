import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Source, SourceKind } from '../../domain/source/source.ts';
import { createSourceDesk } from './create-source-desk.ts';
import * as messages from './source-messages.fixture.ts';

const TOKEN = 'bot@example.test:a token';
const pull = (number: number, merged: boolean) => ({
  number,
  html_url: `https://github.com/acme/app/pull/${number}`,
  state: 'closed',
  merged,
  merged_at: merged ? '2026-11-18T09:00:00Z' : null,
  updated_at: '2026-11-18T09:00:00Z',
  created_at: '2026-11-16T09:00:00Z',
  user: { id: 1, login: 'ada', type: 'User' },
  merged_by: { id: 1, login: 'ada', type: 'User' },
  base: { ref: 'main', repo: { full_name: 'acme/app', html_url: 'https://github.com/acme/app' } },
  head: { ref: 'fix', sha: 'a'.repeat(40) },
});
const review = {
  id: 5,
  state: 'APPROVED',
  user: { id: 2, login: 'ben', type: 'User' },
  submitted_at: '2026-11-17T09:00:00Z',
};
const request = {
  web_url: 'https://gitlab.example/acme/app/-/merge_requests/7',
  state: 'merged',
  merged_at: '2026-11-18T09:00:00.000Z',
  created_at: '2026-11-16T09:00:00.000Z',
  author: { id: 1, username: 'ada' },
  merge_user: { id: 2, username: 'ben' },
  target_branch: 'main',
  source_branch: 'fix',
  title: 'Round up',
};
const incident = {
  html_url: 'https://acme.pagerduty.com/incidents/PGR0VU2',
  status: 'resolved',
  created_at: '2026-11-18T07:00:00Z',
  resolved_at: '2026-11-18T09:00:00Z',
  last_status_change_by: { id: 'SVC1', type: 'service_reference', summary: 'Monitoring' },
  acknowledgements: [{ acknowledger: { id: 'PXPGF42', summary: 'Ada' } }],
};
const issue = {
  ...messages.JIRA_DONE.issue,
  changelog: {
    histories: [
      {
        created: '2026-11-18T09:00:00.000+0000',
        author: messages.JIRA_DONE.user,
        items: messages.JIRA_DONE.changelog.items,
      },
    ],
  },
};

const ticket = { id: 35436, status: 'closed', assignee_id: 9, created_at: '2026-11-18T07:00:00Z', tags: ['billing'] };
const [told] = [messages.INCIDENT_CLOSED['public_incident.incident_status_updated_v2']];
const closed = { ...(typeof told === 'object' ? told.incident : {}), incident_status: { category: 'closed' } };

const answers: Readonly<Record<string, unknown>> = {
  '/repos/acme/app/pulls/7': pull(7, true),
  '/repos/acme/app/pulls/7/reviews': [review],
  '/repos/acme/app/pulls/8': pull(8, false),
  '/repos/acme/app/pulls/8/reviews': [],
  '/repos/acme/app/pulls': [pull(7, true), pull(8, false), { ...pull(1, true), updated_at: '2020-01-01T00:00:00Z' }],
  '/projects/acme%2Fapp/merge_requests/7': request,
  '/projects/acme%2Fapp/merge_requests/7/approvals': { approved_by: [{ user: { id: 3, username: 'cleo' } }] },
  '/projects/acme%2Fapp/merge_requests': [request],
  '/rest/api/3/issue/OPS-42': issue,
  '/rest/api/3/search/jql': { issues: [issue], nextPageToken: 'more' },
  '/incidents/PGR0VU2': { incident },
  '/incidents': { incidents: [incident], more: false },
  '/api/v2/tickets/35436.json': { ticket },
  '/api/v2/tickets/35436/metrics.json': { ticket_metric: { solved_at: '2026-11-18T09:00:00Z' } },
  '/api/v2/search/export.json': { results: [ticket], meta: { has_more: true, after_cursor: 'next' } },
  '/v2/incidents/123': { incident: closed },
  '/v2/incidents': { incidents: [closed], pagination_meta: { after: 'next' } },
};

describe('APIs of connected systems', () => {
  let server: Server;
  let address: string;
  const seen: { path: string; authorization: string }[] = [];

  before(async () => {
    server = createServer(({ url = '/', headers }, response) => {
      const path = url.split('?')[0] ?? '';
      seen.push({ path, authorization: String(headers.authorization ?? headers['private-token'] ?? '') });
      const found = answers[path];
      if (path.startsWith('/moved')) return void response.writeHead(302, { location: '/incidents' }).end();
      response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(found ?? { message: 'Not Found' }));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port }: Pick<AddressInfo, 'port'> = portOf(server);
    address = `http://127.0.0.1:${port}`;
  });
  after(() => void server.close());

  const sourceOf = (kind: SourceKind, base = address): Source => ({
    ...{
      id: 's',
      kind,
      name: 'S',
      secrets: [],
      pagesUrl: 'https://acme.zendesk.com',
      mapping: [],
      rules: [],
      skewSecondsMax: 300,
    },
    ...{ api: { baseUrl: base, token: { kind: 'environment', variable: 'A_SOURCE_TOKEN' } }, status: 'active' },
  });
  const deskFor = (hosts: readonly (readonly [string, boolean])[]) =>
    createSourceDesk({
      readSecret: () => TOKEN,
      hosts: new Map(hosts.map(([origin, isPrivate]) => [origin, { private: isPrivate }])),
    });

  // kind, result, and what is said of it
  const again: readonly (readonly [SourceKind, string, string])[] = [
    ['github', 'https://github.com/acme/app/pull/7', 'finished 1, approved 2'],
    ['github', 'https://github.com/acme/app/pull/8', ''],
    ['gitlab', 'https://gitlab.example/acme/app/-/merge_requests/7', 'finished 2, approved 3'],
    ['jira', 'https://acme.atlassian.net/browse/OPS-42', 'finished 5b10:ben'],
    ['pagerduty', 'https://acme.pagerduty.com/incidents/PGR0VU2', 'finished system'],
    ['zendesk', 'https://acme.zendesk.com/agent/tickets/35436', 'finished unsaid'],
    ['incident_io', 'https://app.incident.io/acme/incidents/123', 'finished unsaid'],
  ];
  for (const [kind, subject, expected] of again)
    test(`${kind} is asked again about ${subject}: "${expected}"`, async () => {
      const asked = await deskFor([[address, true]]).readAgain(sourceOf(kind), subject);
      assert.ok(asked.kind === 'answered', JSON.stringify(asked));
      const said = asked.facts.map((fact) => {
        if (fact.kind !== 'finished' && fact.kind !== 'approved') return fact.kind;
        return `${fact.kind} ${fact.by.kind === 'someone' ? fact.by.someone.externalId : fact.by.kind}`;
      });
      assert.equal(said.join(', '), expected);
    });

  const past: readonly (readonly [SourceKind, string | null, number, string | null])[] = [
    ['github', 'acme/app', 2, null],
    ['gitlab', 'acme/app', 1, null],
    ['jira', 'OPS', 1, 'more'],
    ['pagerduty', null, 1, null],
    ['zendesk', null, 1, 'next'],
    ['incident_io', null, 1, null],
  ];
  for (const [kind, project, facts, nextPage] of past)
    test(`a page of the past of ${kind} has its facts, and says where the next begins`, async () => {
      const sinceMs = Date.UTC(2026, 10, 1);
      const asked = await deskFor([[address, true]]).readPast(sourceOf(kind), { project, sinceMs, page: null });
      assert.ok(asked.kind === 'answered', JSON.stringify(asked));
      assert.equal(asked.facts.length, facts);
      assert.equal(asked.nextPage, nextPage);
    });

  test('a token is sent to no host that is not allowed, and to no private address of one that is public', async () => {
    const before = seen.length;
    const notListed = await deskFor([]).readAgain(sourceOf('github'), 'https://github.com/acme/app/pull/7');
    assert.ok(notListed.kind === 'not_asked');
    assert.match(notListed.why, /sources.hosts/);
    const notPublic = await deskFor([[address, false]]).readAgain(
      sourceOf('github'),
      'https://github.com/acme/app/pull/7',
    );
    assert.deepEqual([notPublic.kind, notPublic.kind === 'failed' && notPublic.again], ['failed', false]);
    assert.equal(seen.length, before);
  });

  test('what a host moves elsewhere is not followed, and what is not there is not asked again', async () => {
    const moved = await deskFor([[address, true]]).readAgain(
      sourceOf('pagerduty', `${address}/moved`),
      'https://x.pagerduty.com/incidents/P1',
    );
    assert.deepEqual(moved, {
      kind: 'failed',
      why: `${new URL(address).host} answered with status 302.`,
      again: false,
    });
    const missing = await deskFor([[address, true]]).readAgain(
      sourceOf('github'),
      'https://github.com/acme/app/pull/404',
    );
    assert.equal(missing.kind === 'failed' && missing.again, false);
  });

  test('each system is shown its token as it wants to see it', () => {
    const shown = new Set(seen.map(({ authorization }) => authorization.split(' ')[0]));
    assert.deepEqual([...shown].sort(), ['Basic', 'Bearer', 'Token', TOKEN.split(' ')[0]].sort());
  });
});

function portOf(server: Server): Pick<AddressInfo, 'port'> {
  const address = server.address();
  if (typeof address === 'string' || address === null) throw new Error('the server does not listen');
  return address;
}
