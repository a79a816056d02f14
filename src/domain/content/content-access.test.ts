import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ContentAccess, needsSecondPerson, whyNotReadable } from './content-access.ts';
import type { ContentHead } from './content-scope.ts';

const NOW = Date.UTC(2026, 10, 22);
const access: ContentAccess = {
  id: 'access',
  personId: 'sam',
  useCaseId: null,
  callId: null,
  fromMs: null,
  toMs: null,
  requesterKind: 'person',
  requesterId: 'ada',
  purpose: 'quality',
  reason: 'a complaint',
  minutes: 10,
  state: 'granted',
  secondPersonId: null,
  decidedAtMs: NOW,
  grantedUntilMs: NOW + 600_000,
  decisionReason: null,
};
const head: ContentHead = {
  id: 'record',
  callId: 'call',
  owner: { kind: 'person', personId: 'sam' },
  useCaseId: 'drafting',
  tier: 2,
  dataClass: 'internal',
  atMs: NOW,
  parts: 1,
  sealedBytes: 100,
};
const ada = { requesterKind: 'person', requesterId: 'ada' } as const;

// biome-ignore format: a table is read down
const rows = [
  { what: 'a granted access within its minutes',         access,                                                     head,                                                      reader: ada,                                                             nowMs: NOW,           why: undefined },
  { what: 'the same at its end',                          access,                                                     head,                                                      reader: ada,                                                             nowMs: NOW + 600_000, why: /has ended/ },
  { what: 'somebody else',                                access,                                                     head,                                                      reader: { ...ada, requesterId: 'bea' },                                  nowMs: NOW,           why: /somebody else/ },
  { what: 'a service account of the same name',           access,                                                     head,                                                      reader: { requesterKind: 'service_account', requesterId: 'ada' } as const, nowMs: NOW,         why: /somebody else/ },
  { what: 'one that waits',                               access: { ...access, state: 'waiting' } as const,           head,                                                      reader: ada,                                                             nowMs: NOW,           why: /not granted yet/ },
  { what: 'one that was refused',                         access: { ...access, state: 'refused' } as const,           head,                                                      reader: ada,                                                             nowMs: NOW,           why: /refused/ },
  { what: "another person's record",                      access,                                                     head: { ...head, owner: { kind: 'person', personId: 'eve' } as const }, reader: ada,                                                nowMs: NOW,           why: /not within/ },
  { what: 'tier 3 that came after the request',           access,                                                     head: { ...head, tier: 3 as const },                       reader: ada,                                                             nowMs: NOW,           why: /of tier 3/ },
  { what: 'tier 3 with a second person',                  access: { ...access, secondPersonId: 'bea' },               head: { ...head, tier: 3 as const },                       reader: ada,                                                             nowMs: NOW,           why: undefined },
  { what: 'a scope that says nothing',                    access: { ...access, personId: null },                      head,                                                      reader: ada,                                                             nowMs: NOW,           why: /not within/ },
] as const;
for (const row of rows) {
  test(`${row.what}: ${row.why === undefined ? 'may be read' : 'may not be read'}`, () => {
    const why = whyNotReadable(row.access, row);
    if (row.why === undefined) assert.equal(why, undefined);
    else assert.match(why ?? '', row.why);
  });
}

test('a second person is needed from tier 3 on, however much else is within the scope', () => {
  assert.equal(needsSecondPerson([{ tier: 1 }, { tier: 2 }]), false);
  assert.equal(needsSecondPerson([{ tier: 1 }, { tier: 3 }]), true);
});
