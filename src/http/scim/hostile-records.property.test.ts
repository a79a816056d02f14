import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { KnownGroup, KnownPerson } from '../../ports/provisioning-store.ts';
import { refusePrototypeKeys } from './refuse-prototypes.ts';
import { problemOf } from './scim-problem.ts';
import { fromScimGroup, patchScimGroup } from './wire-scim-groups.ts';
import { fromScimUser, patchScimUser } from './wire-scim-users.ts';

const PERSON: KnownPerson = {
  person: {
    ...{ id: 'lena', name: 'Lena', email: 'lena@example.test', teamId: 'support', roles: [], region: null },
    ...{ employment: null, status: 'active' },
  },
  ...{ provisioned: null, groups: [], createdAtMs: 0, updatedAtMs: 0 },
};
const GROUP: KnownGroup = {
  ...{ id: 'g', displayName: 'G', externalId: null, revision: 1, createdAtMs: 0, updatedAtMs: 0 },
};
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const WORDS = [
  ...[
    'userName',
    'USERNAME',
    'emails',
    'emails[type eq "work"].value',
    'emails[type eq "home"]',
    'name',
    'name.givenName',
  ],
  ...['active', 'displayName', 'externalId', 'members', 'members[value eq "a"]', 'schemas', 'id', 'meta', 'groups'],
  ...[
    ENTERPRISE,
    `${ENTERPRISE}:manager`,
    `${ENTERPRISE}:manager.value`,
    `${ENTERPRISE}:costCenter`,
    'manager',
    'value',
  ],
  ...[
    '__proto__',
    'constructor',
    'constructor.prototype',
    `${ENTERPRISE}:__proto__.polluted`,
    'toString.call',
    'polluted',
  ],
  ...['phoneNumbers[type eq "work"].value', 'title', 'urn:custom:1.0:User:x', 'primary', 'type'],
];
const word = fc.constantFrom(...WORDS);
const leaf = fc.oneof(
  word,
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
  fc.constant('False'),
  fc.constant(''),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'record' },
    leaf,
    fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'record' }),
    // As a body says it: such a key is the object's own, and no prototype.
    fc.array(fc.tuple(word, tie('value')), { maxLength: 4, depthIdentifier: 'record' }).map(ownMembers),
  ),
}));
// With what the library asks for first, so that it goes on to the rest.
const REQUIRED = [
  ['userName', 'lena@example.test'],
  ['displayName', 'Lena'],
] as const;
const record = fc
  .array(fc.tuple(word, fc.oneof(leaf, value)), { maxLength: 4 })
  .map((entries) => ownMembers([...entries, ...REQUIRED]));
const step = fc.record(
  { op: fc.constantFrom('add', 'Replace', 'remove', 'move'), path: fc.oneof(word, fc.string()), value },
  { requiredKeys: ['op'] },
);
const patch = fc.array(step, { maxLength: 4 }).map((Operations) => ({ Operations }));

function ownMembers(entries: readonly (readonly [string, unknown])[]): object {
  const made = {};
  for (const [key, one] of entries)
    Object.defineProperty(made, key, { value: one, enumerable: true, configurable: true, writable: true });
  return made;
}

/** What all objects share, and what the functions among it have got besides. */
function shared(): string {
  const names = (of: object) => Reflect.ownKeys(of).map(String).sort().join();
  const functions = ['toString', 'hasOwnProperty', 'valueOf'].map((name): object =>
    Reflect.get(Object.prototype, name),
  );
  return [Object.prototype, Object, Array.prototype, Function.prototype, ...functions].map(names).join('\n');
}

async function answered(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    assert.notEqual(problemOf(error), undefined, String(error));
  }
}

test('whatever a provider sends is taken or refused in the words of the protocol, and no object gets anything by it', async (t) => {
  const before = shared();
  const law = fc.asyncProperty(record, patch, async (whole, change) => {
    for (const [body, read] of [
      [whole, () => fromScimUser(whole)],
      [whole, () => fromScimGroup(whole)],
      [change, () => patchScimUser(PERSON, change)],
      [change, () => patchScimGroup(GROUP, change)],
    ] as const) {
      await answered(() => {
        refusePrototypeKeys(body);
        return read();
      });
      assert.equal(shared(), before);
    }
  });
  const found = await fc.check(law, { numRuns: 300 });
  t.diagnostic(`seed ${found.seed}`);
  assert.equal(found.failed, false, fc.defaultReportMessage(found) ?? '');
});
