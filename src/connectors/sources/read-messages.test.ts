import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { CloudEvent, HTTP } from 'cloudevents';
import type { Source, SourceKind } from '../../domain/source/source.ts';
import type { SourceFact } from '../../domain/source/source-fact.ts';
import { MAPPING_DEFAULTS, type MappingRule } from '../../domain/source/source-mapping.ts';
import { readMessage } from './create-source-desk.ts';
import { readEnvelope } from './read-envelope.ts';
import * as messages from './source-messages.fixture.ts';

const sourceOf = (kind: SourceKind, mapping: readonly MappingRule[] = []): Source => ({
  id: 's',
  kind,
  name: 'S',
  secrets: [],
  api: { baseUrl: null, token: { kind: 'none' } },
  pagesUrl: 'https://acme.zendesk.com',
  mapping,
  rules: [],
  skewSecondsMax: 300,
  status: 'active',
});

const read = (kind: SourceKind, payload: unknown): readonly SourceFact[] => {
  const { facts, faults } = readMessage(sourceOf(kind), { event: '', payload });
  assert.deepEqual(faults, []);
  return facts;
};

/** A fact in a line. */
function lineOf(fact: SourceFact): string {
  const at = new Date(fact.atMs).toISOString().slice(0, 16);
  if (fact.kind === 'finished') {
    const by = fact.by.kind === 'someone' ? fact.by.someone.externalId : fact.by.kind;
    return `${at} ${fact.what} of ${fact.worker?.externalId ?? 'nobody'} finished by ${by}: ${fact.subject}`;
  }
  if (fact.kind === 'approved')
    return `${at} approved by ${fact.by.kind === 'someone' ? fact.by.someone.externalId : fact.by.kind}: ${fact.subject}`;
  if (fact.kind === 'taken') return `${at} taken by ${fact.by.externalId}: ${fact.subject}`;
  return `${at} ${fact.kind}: ${fact.subject}`;
}

const MR = 'https://gitlab.example/acme/app/-/merge_requests';
const TICKET = 'https://acme.zendesk.com/agent/tickets/35436';
const ISSUE = 'https://acme.atlassian.net/browse/OPS-42';
const INCIDENT = 'https://acme.pagerduty.com/incidents/PGR0VU2';

// biome-ignore format: a table is read down
const table: readonly (readonly [string, SourceKind, unknown, readonly string[]])[] = [
  ['a merge request that was merged', 'gitlab', messages.GITLAB_MERGE, [`2026-11-18T09:00 pull_request of 1 finished by 2: ${MR}/7`]],
  ['a merge request that reverts one', 'gitlab', messages.GITLAB_REVERT, [`2026-11-19T09:00 revert of 1 finished by 2: ${MR}/8`, `2026-11-19T09:00 undone: ${MR}/7`]],
  ['an approval', 'gitlab', { ...messages.GITLAB_MERGE, object_attributes: { ...messages.GITLAB_MERGE.object_attributes, action: 'approved' } }, [`2026-11-18T09:00 approved by 2: ${MR}/7`]],
  ['a pipeline that failed', 'gitlab', { object_kind: 'pipeline', object_attributes: { sha: 'a1', status: 'failed', finished_at: '2026-11-18 09:00:00 UTC' } }, ['2026-11-18T09:00 checked: commit:a1']],
  ['an issue that is done', 'jira', messages.JIRA_DONE, [`2026-11-18T09:00 issue of 5b10:ada finished by 5b10:ben: ${ISSUE}`]],
  ['an issue that is open again', 'jira', messages.JIRA_REOPENED, [`2026-11-19T09:00 undone: ${ISSUE}`]],
  ['an issue of which something else changed', 'jira', { ...messages.JIRA_DONE, changelog: { items: [{ field: 'summary', toString: 'x' }] } }, []],
  ['a ticket that was solved', 'zendesk', messages.ZENDESK_SOLVED, [`2026-11-18T09:00 ticket of 8447388090494 finished by 8447388090494: ${TICKET}`]],
  ['a ticket that closed by itself', 'zendesk', messages.ZENDESK_CLOSED, [`2026-11-22T09:00 approved by system: ${TICKET}`]],
  ['a ticket that was opened again', 'zendesk', messages.ZENDESK_REOPENED, [`2026-11-19T09:00 undone: ${TICKET}`]],
  ['an incident that monitoring resolved', 'pagerduty', messages.PAGERDUTY_RESOLVED, [`2026-11-18T09:00 incident of nobody finished by system: ${INCIDENT}`]],
  ['an incident that somebody took', 'pagerduty', messages.PAGERDUTY_TAKEN, [`2026-11-18T07:05 taken by PXPGF42: ${INCIDENT}`]],
  ['an incident that was closed', 'incident_io', messages.INCIDENT_CLOSED, ['2026-11-18T09:00 incident of U1 finished by unsaid: https://app.incident.io/acme/incidents/123']],
  ['what is of no interest', 'pagerduty', { event: { event_type: 'incident.annotated' } }, []],
];
for (const [what, kind, payload, expected] of table)
  test(`of ${kind}, ${what} is read`, () => assert.deepEqual(read(kind, payload).map(lineOf), expected));

test('what leads to tasks is read: trailer, work item and branch', () => {
  const [merge] = read('gitlab', messages.GITLAB_MERGE);
  assert.ok(merge?.kind === 'finished');
  assert.deepEqual(
    merge.marks.map(({ kind, value }) => `${kind} ${value}`),
    ['trailer fix-42', 'work_item OPS-42', 'branch fix/OPS-42'],
  );
});

test('nobody’s hidden e-mail address is taken for one', () => {
  const [merge] = read('gitlab', messages.GITLAB_MERGE);
  assert.ok(merge?.kind === 'finished' && merge.by.kind === 'someone');
  assert.equal(merge.by.someone.email, null);
});

const CASE: MappingRule = {
  ...MAPPING_DEFAULTS,
  when: [{ at: '{/type}', is: ['com.example.case.closed'], isNot: [] }],
  says: 'finished',
  what: 'case',
  subject: 'https://desk.example/case/{/data/number}',
  at: '{/time}',
  worker: ['{/data/assigned_to}'],
  by: ['{/data/closed_by}'],
};

test('both modes of the official library of CloudEvents come to the same message', () => {
  const event = new CloudEvent({
    type: 'com.example.case.closed',
    source: 'https://desk.example/cases',
    id: 'e-1',
    time: '2026-11-18T09:00:00.000Z',
    data: { number: 'CS-7', assigned_to: 'ada', closed_by: 'ben' },
  });
  for (const { headers, body } of [HTTP.binary(event), HTTP.structured(event)]) {
    const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const message = readEnvelope('cloudevents', { header: (name) => lower.get(name), body: bytes });
    assert.ok(message !== undefined);
    assert.equal(message.event, 'com.example.case.closed');
    assert.equal(message.deliveryId, 'e-1 https://desk.example/cases');
    const { facts } = readMessage(sourceOf('cloudevents', [CASE]), message);
    assert.deepEqual(facts.map(lineOf), [
      '2026-11-18T09:00 case of ada finished by ben: https://desk.example/case/CS-7',
    ]);
  }
});

test('what is no JSON object in UTF-8 is no message', () => {
  for (const body of [Buffer.from('no'), Buffer.from('7'), Buffer.from([0x7b, 0xff, 0x7d]), Buffer.alloc(0)])
    assert.equal(readEnvelope('github', { header: () => undefined, body }), undefined);
});
