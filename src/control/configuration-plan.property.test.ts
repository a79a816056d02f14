import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from '../domain/audit/canonical-json.ts';
import type { Price } from '../domain/catalog/price.ts';
import type { Upstream } from '../domain/catalog/upstream.ts';
import type { CostCentre, Person, Team } from '../domain/identity/directory.ts';
import type { ManagedBy, Nouns, Stored } from '../ports/control-store.ts';
import { type Current, type Declared, planConfiguration } from './configuration-plan.ts';
import type { RowNoun } from './row-rules.ts';
import { ROW_NOUNS } from './rules-of-rows.ts';

const NOW_MS = 1_000_000;
const ID = fc.constantFrom('a', 'b', 'c', 'd');
const STATUS = fc.constantFrom('active' as const, 'archived' as const);
const KEEPER = fc.constantFrom<ManagedBy>('api', 'file', 'sample');

const costCentre: fc.Arbitrary<CostCentre> = fc.record({ id: ID, name: ID, status: STATUS });
const team: fc.Arbitrary<Team> = fc.record({
  id: ID,
  name: ID,
  costCentre: fc.option(ID),
  managerPersonId: fc.option(ID),
  status: STATUS,
});
const person: fc.Arbitrary<Person> = fc.record({
  id: ID,
  name: ID,
  email: ID,
  teamId: ID,
  roles: fc.subarray(['manager', 'security']),
  region: fc.option(ID),
  employment: fc.constant(null),
  status: STATUS,
});
const upstream: fc.Arbitrary<Upstream> = fc.record({
  id: ID,
  kind: fc.constant('openai' as const),
  baseUrl: ID,
  key: fc.constant({ kind: 'none' as const }),
  apiVersion: fc.constant(null),
  connectTimeoutMs: fc.constantFrom(1, 2),
  firstByteTimeoutMs: fc.constant(1),
  idleTimeoutMs: fc.constant(1),
  concurrencyMax: fc.constant(1),
  region: fc.option(ID),
  status: fc.constantFrom('active' as const, 'suspended' as const),
});
const price: fc.Arbitrary<Price> = fc.record({
  id: ID,
  priceKey: ID,
  effectiveFromMs: fc.constantFrom(0, NOW_MS, 2 * NOW_MS),
  effectiveToMs: fc.option(fc.constantFrom(NOW_MS / 2, NOW_MS + 5, 3 * NOW_MS)),
  predicates: fc.constant({}),
  nanodollarsPerMillionTokens: fc.constant({
    inputUncached: '1',
    inputCacheRead: null,
    inputCacheWrite5m: null,
    inputCacheWrite1h: null,
    outputVisible: '2',
    outputReasoning: null,
  }),
  source: ID,
});

const declared: fc.Arbitrary<Declared> = fc.record({
  cost_centre: rowsOf(costCentre),
  team: rowsOf(team),
  person: rowsOf(person),
  project: fc.constant([]),
  service_account: fc.constant([]),
  upstream: rowsOf(upstream),
  model: fc.constant([]),
  use_case: fc.constant([]),
  price: rowsOf(price),
  calendar: fc.constant([]),
  envelope: fc.constant([]),
  workflow: fc.constant([]),
  outcome_type: fc.constant([]),
  source: fc.constant([]),
});

const current: fc.Arbitrary<Current> = fc.record({
  liveKeys: fc.constant([]),
  rows: fc.record({
    cost_centre: keptOf(costCentre),
    team: keptOf(team),
    person: keptOf(person),
    project: fc.constant(new Map()),
    service_account: fc.constant(new Map()),
    upstream: keptOf(upstream),
    model: fc.constant(new Map()),
    use_case: fc.constant(new Map()),
    price: keptOf(price),
    calendar: fc.constant(new Map()),
    envelope: fc.constant(new Map()),
    workflow: fc.constant(new Map()),
    outcome_type: fc.constant(new Map()),
    source: fc.constant(new Map()),
  }),
});

test('applying a plan leaves nothing to change, however often it is planned again', () => {
  check(
    fc.property(current, declared, fc.constantFrom('file' as const, 'sample' as const), (rows, wanted, keptAs) => {
      const plan = planConfiguration(rows, wanted, { keptAs, nowMs: NOW_MS });
      const after = applied(rows, plan.changes, keptAs);
      const again = planConfiguration(after, wanted, { keptAs, nowMs: NOW_MS + 7 });
      assert.deepEqual(again.changes, []);
    }),
  );
});

test('what a file declares is there afterwards, exactly and kept by the file', () => {
  check(
    fc.property(current, declared, (rows, wanted) => {
      const plan = planConfiguration(rows, wanted, { keptAs: 'file', nowMs: NOW_MS });
      const after = applied(rows, plan.changes, 'file');
      for (const noun of ROW_NOUNS) {
        for (const row of wanted[noun]) {
          assert.equal(canonicalJson(after.rows[noun].get(row.id)?.row ?? null), canonicalJson(row));
          assert.equal(after.rows[noun].get(row.id)?.managedBy, 'file');
        }
      }
    }),
  );
});

test('a row that others keep and the file does not name is never touched', () => {
  check(
    fc.property(current, declared, (rows, wanted) => {
      const { changes } = planConfiguration(rows, wanted, { keptAs: 'file', nowMs: NOW_MS });
      for (const { noun, id } of changes) {
        const isNamed = wanted[noun].some((row) => row.id === id);
        assert.ok(isNamed || rows.rows[noun].get(id)?.managedBy === 'file');
      }
    }),
  );
});

test('every change says what it is in words, and counts add up', () => {
  check(
    fc.property(current, declared, (rows, wanted) => {
      const plan = planConfiguration(rows, wanted, { keptAs: 'file', nowMs: NOW_MS });
      const total = ROW_NOUNS.reduce((sum, noun) => sum + wanted[noun].length, 0);
      const touched = plan.changes.filter(({ action }) => action !== 'archive').length;
      assert.equal(plan.unchangedRows + touched, total);
      for (const { sentence, id } of plan.changes) assert.match(sentence, new RegExp(`"${id}"`));
    }),
  );
});

function check(
  property: fc.IProperty<[Current, Declared]> | fc.IProperty<[Current, Declared, 'file' | 'sample']>,
): void {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`# seed ${seed}\n`);
  fc.assert(property as fc.IProperty<unknown>, { seed, numRuns: 300 });
}

function rowsOf<Row extends { readonly id: string }>(row: fc.Arbitrary<Row>): fc.Arbitrary<readonly Row[]> {
  return fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 4 });
}

function keptOf<Row extends { readonly id: string }>(
  row: fc.Arbitrary<Row>,
): fc.Arbitrary<ReadonlyMap<string, Stored<Row>>> {
  const stored = fc.record({
    row,
    revision: fc.constant(1),
    managedBy: KEEPER,
    createdAtMs: fc.constant(0),
    updatedAtMs: fc.constant(0),
  });
  return fc
    .uniqueArray(stored, { selector: (one) => one.row.id, maxLength: 4 })
    .map((rows) => new Map(rows.map((one) => [one.row.id, one])));
}

/** The rows as the store would have them once every change is put. */
function applied(
  before: Current,
  changes: ReturnType<typeof planConfiguration>['changes'],
  managedBy: ManagedBy,
): Current {
  const rows: { [N in RowNoun]: Map<string, Stored<Nouns[N]>> } = {
    cost_centre: new Map(before.rows.cost_centre),
    team: new Map(before.rows.team),
    person: new Map(before.rows.person),
    project: new Map(before.rows.project),
    service_account: new Map(before.rows.service_account),
    upstream: new Map(before.rows.upstream),
    model: new Map(before.rows.model),
    use_case: new Map(before.rows.use_case),
    price: new Map(before.rows.price),
    calendar: new Map(before.rows.calendar),
    envelope: new Map(before.rows.envelope),
    workflow: new Map(before.rows.workflow),
    outcome_type: new Map(before.rows.outcome_type),
    source: new Map(before.rows.source),
  };
  for (const { noun, id, row } of changes) {
    const kept = { row, revision: 2, managedBy, createdAtMs: 0, updatedAtMs: 0 };
    (rows[noun] as Map<string, Stored<unknown>>).set(id, kept);
  }
  return { liveKeys: before.liveKeys, rows };
}
