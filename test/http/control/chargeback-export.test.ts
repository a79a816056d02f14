import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { after, before, describe, test } from 'node:test';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { readCsv } from '../../../src/domain/chargeback/csv-records.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';
import { decimal, findFocusFaults } from './focus-rules.ts';

const OCTOBER_MS = Date.UTC(2026, 9, 12, 10);
const LIST = { inputUncached: '2500000000', inputCacheRead: '250000000', outputVisible: '10000003000' };
const AGREED = { inputUncached: '2000000000', inputCacheRead: '250000000', outputVisible: '9000000000' };

describe('FOCUS exports and cost reports by the control API', () => {
  let house: ControlHouse;
  let admin: ControlClient;

  const bytesOf = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
    const read: Uint8Array[] = [];
    for await (const piece of pieces) read.push(piece);
    return Buffer.concat(read);
  };
  const csvOf = async (version: '1.2' | '1.3', period = '2026-10') => {
    const text = (await bytesOf(admin.file('exportFocusCsv', { query: { period, version } }))).toString();
    const records = readCsv(text);
    assert.ok(!('kind' in records));
    return { text, records, names: text.split('\r\n')[0]?.split(',') ?? [] };
  };

  before(async () => {
    house = await openControlHouse();
    admin = await house.admin();
    await admin.call('createUpstream', { body: { id: 'openai', kind: 'openai', baseUrl: 'https://llm.test/v1' } });
    await admin.call('changeTeam', { params: { id: 'support' }, body: { name: '=HYPERLINK("x"), "Support"' } });
    const price = {
      priceKey: 'openai/small',
      effectiveFrom: '2026-01-01T00:00:00Z',
      source: 'contract',
      predicates: {},
    };
    const agreed = await admin.call('createPrice', { body: { ...price, nanodollarsPerMillionTokens: AGREED } });
    // As the first start plants it.
    await house.database.pool.query(
      `insert into tokenward.price (id, price_key, effective_from, predicates, input_uncached, input_cache_read, output_visible,
         source, revision, managed_by, created_at, updated_at, changed_version)
       values ('seed:openai/small', 'openai/small', '2026-01-01', '{}', $1, $2, $3, 'list', 1, 'sample', now(), now(), 1)`,
      [LIST.inputUncached, LIST.inputCacheRead, LIST.outputVisible],
    );
    const call = (number: number, changes: Partial<CallRecord> = {}) =>
      sampleCall(number, { admittedAtMs: OCTOBER_MS + number * 3_600_000, ...changes });
    const calls = [
      ...Array.from({ length: 40 }, (_, at) => call(at, { priceId: agreed.id, costNanodollars: '1075000' })),
      ...Array.from({ length: 20 }, (_, at) =>
        call(100 + at, { priceId: 'seed:openai/small', costNanodollars: '1275001', teamId: 'legal', projectId: null }),
      ),
      call(200, { priceId: null, costNanodollars: null }),
      call(201, { priceId: 'gone', costNanodollars: '7' }),
    ];
    const ingest = createIngest({
      pool: house.database.pool,
      clock: { nowMs: () => house.clock.ms },
      log: () => undefined,
    });
    await ingest(batchOf(1, { admits: calls, settles: calls }));
    await admin.call('putSharedCost', {
      body: {
        ...{ id: 'platform', name: '+1 platform', fromMonth: '2026-10', reason: 'contract' },
        source: { kind: 'amount', nanodollars: '1000000001' },
        rule: { kind: 'proportional' },
      },
    });
  });
  after(() => house.close());

  for (const version of ['1.3', '1.2'] as const) {
    test(`an export keeps every rule of FOCUS ${version}, and its costs are the showback’s`, async () => {
      const { records, names } = await csvOf(version);
      assert.deepEqual(findFocusFaults(records, names, version), []);
      assert.ok(records.length > 10);
      const { totals } = await admin.call('readShowback', { query: { period: '2026-10' } });
      const sum = (name: string) => records.reduce((all, { fields }) => all + decimal(fields.get(name) ?? ''), 0n);
      assert.equal(sum('billedcost'), decimal(totals.costDollars));
      assert.equal(sum('listcost'), decimal(totals.listCostDollars));
      assert.ok(decimal(totals.listCostDollars) > decimal(totals.costDollars));
    });
  }

  test('list price and agreed price stand apart, and quantities are tokens', async () => {
    const { records } = await csvOf('1.3');
    const row = records.find(
      ({ fields }) => fields.get('subaccountid') === 'support' && fields.get('skuid') === 'openai/small/output',
    );
    const shown = ['listunitprice', 'contractedunitprice', 'pricingunit', 'consumedunit'].map((name) =>
      row?.fields.get(name),
    );
    assert.deepEqual(shown, ['10.000003', '9', '1000000 Tokens', 'Tokens']);
    const tokens = decimal(row?.fields.get('consumedquantity') ?? '');
    assert.equal(decimal(row?.fields.get('pricingquantity') ?? '') * 1_000_000n, tokens);
  });

  test('a text of people is no formula in a spreadsheet, and quotes and commas come back', async () => {
    const { records } = await csvOf('1.3');
    const names = new Set(records.map(({ fields }) => fields.get('subaccountname')).filter((name) => name !== ''));
    assert.ok(names.has(`'=HYPERLINK("x"), "Support"`));
    assert.ok(records.some(({ fields }) => fields.get('chargedescription') === 'Shared cost: +1 platform'));
  });

  test('the validator of this test tells a broken export', async () => {
    const { records, names } = await csvOf('1.3');
    const [first] = records.filter(({ fields }) => fields.get('chargecategory') === 'Usage');
    assert.ok(first !== undefined);
    const broken = (name: string, text: string) => [{ line: 2, fields: new Map(first.fields).set(name, text) }];
    assert.equal(findFocusFaults(broken('listcost', '1'), names, '1.3').length, 1);
    assert.equal(findFocusFaults(broken('chargeperiodend', '2026-10-13 00:00'), names, '1.3').length > 0, true);
    assert.equal(findFocusFaults(broken('skuid', ''), names, '1.3').length > 0, true);
    assert.equal(
      findFocusFaults(
        [first],
        names.filter((name) => name !== 'HostProviderName'),
        '1.3',
      ).length,
      1,
    );
  });

  test('Parquet holds the same rows with exact decimals', async () => {
    const bytes = await bytesOf(admin.file('exportFocusParquet', { query: { period: '2026-10' } }));
    const file = new Uint8Array(bytes).buffer;
    const schema = parquetMetadata(file).schema.find(({ name }) => name === 'BilledCost');
    assert.deepEqual([schema?.converted_type, schema?.precision, schema?.scale], ['DECIMAL', 38, 15]);
    const rows = await parquetReadObjects({ file });
    const { records } = await csvOf('1.3');
    assert.equal(rows.length, records.length);
    for (const [at, row] of rows.entries()) {
      const fields = records[at]?.fields;
      assert.equal(row['SkuPriceId'] ?? '', fields?.get('skupriceid'));
      assert.equal(
        new Date(row['ChargePeriodStart']).toISOString().replace('.000', ''),
        fields?.get('chargeperiodstart'),
      );
      // Read as a float, which is what most readers do; the bytes are exact.
      assert.ok(Math.abs(Number(row['BilledCost']) - Number(fields?.get('billedcost'))) < 1e-12);
    }
  });

  test('metadata says the version, the columns, whether the month is closed, and what is left out', async () => {
    const metadata = await admin.call('readFocusMetadata', { params: { month: '2026-10' }, query: { version: '1.3' } });
    const { names } = await csvOf('1.3');
    const schema: unknown = metadata['Schema'];
    assert.ok(
      typeof schema === 'object' &&
        schema !== null &&
        'ColumnDefinition' in schema &&
        Array.isArray(schema.ColumnDefinition),
    );
    assert.deepEqual(
      schema.ColumnDefinition.map((column: { readonly ColumnName: string }) => column.ColumnName),
      names,
    );
    assert.deepEqual(metadata['x_Unpriced'], { Calls: '1', Tokens: '450' });
    assert.equal(JSON.stringify(metadata['Recency']).includes('"TimeSectorComplete":false'), true);
    const old = await admin.call('readFocusMetadata', { params: { month: '2026-10' }, query: { version: '1.2' } });
    assert.equal('Recency' in old, false);
  });

  test('a report is taken once, and what is left is a line of its own', async () => {
    const bucket = (value: number) => ({
      ...{ object: 'bucket', start_time: Date.UTC(2026, 9, 13) / 1_000, end_time: Date.UTC(2026, 9, 14) / 1_000 },
      results: [
        {
          object: 'organization.costs.result',
          amount: { value, currency: 'usd' },
          line_item: 'small-2026, input',
          project_id: 'proj_1',
        },
        {
          object: 'organization.costs.result',
          amount: { value: 0.5, currency: 'usd' },
          line_item: 'web search',
          project_id: 'proj_1',
        },
      ],
    });
    const text = (value: number) => JSON.stringify({ object: 'page', data: [bucket(value)], has_more: false });
    const body = { vendor: 'openai', fileName: 'costs.json', text: text(0.01) } as const;
    const first = await admin.call('importCostReport', { body });
    const again = await admin.call('importCostReport', { body });
    assert.deepEqual([first.isKnown, again.isKnown, again.id], [false, true, first.id]);
    const october = { query: { vendor: 'openai', month: '2026-10' } } as const;
    const found = await admin.call('readReconciliation', october);
    assert.equal(found.days, 1);
    assert.equal(decimal(found.theirsDollars) - decimal(found.oursDollars), decimal(found.residualDollars));
    const calls = found.rows.find(({ model }) => model === 'small-2026');
    assert.equal(calls?.oursDollars, '0.0258');
    assert.equal(calls?.residualDollars, '-0.0158');
    assert.deepEqual(found.rows.find(({ model }) => model === null)?.reasons, ['no_model']);
    // A newer report of the day takes the place of the older one.
    await admin.call('importCostReport', { body: { ...body, text: text(0.0258) } });
    const newer = await admin.call('readReconciliation', october);
    assert.equal(newer.residualDollars, '0.5');
    // Every number of it leads to the lines that it adds up, and a report to all of its own.
    const query = { vendor: 'openai', month: '2026-10' } as const;
    const counting = await admin.call('listCostReportLines', { query });
    assert.equal(counting.costDollars, newer.theirsDollars);
    assert.ok(counting.rows.every(({ counts }) => counts));
    for (const row of newer.rows) {
      const narrowed = row.model === null ? { only: 'no_model' as const } : { model: row.model };
      const lines = await admin.call('listCostReportLines', { query: { ...query, day: row.day, ...narrowed } });
      assert.equal(lines.costDollars, row.theirsDollars);
    }
    const own = [];
    for await (const line of admin.rows('listCostReportLines', { query: { reportId: first.id, limit: 1 } }))
      own.push(line);
    assert.equal(own.length, first.lines);
    assert.ok(own.some(({ counts }) => !counts));
    const shared = { id: 'rest', name: 'Residual', fromMonth: '2026-10', reason: 'invoice' };
    const source = { kind: 'residual' as const, vendor: 'openai' as const };
    await admin.call('putSharedCost', { body: { ...shared, source, rule: { kind: 'even', teamIds: [] } } });
    const { totals } = await admin.call('readShowback', { query: { period: '2026-10' } });
    assert.equal(totals.sharedCostDollars, '1.500000001');
    const listed = [];
    for await (const row of admin.rows('listCostReports', { query: { limit: 1 } })) listed.push(row.id);
    assert.equal(listed.length, 2);
  });

  test('a report with a wrong line is refused with its number, and nothing of it is taken', async () => {
    const text = 'usage_date_utc,model,cost_usd\n2026-10-01,Claude,1\n2026-10-02,Claude,one\n';
    const refused: unknown = await admin
      .call('importCostReport', { body: { vendor: 'anthropic', fileName: 'a.csv', text } })
      .catch((error: unknown) => error);
    assert.ok(refused instanceof ProblemError);
    assert.equal(refused.problem.code, 'report_faulty');
    assert.deepEqual(
      refused.problem.errors.map(({ pointer }) => pointer),
      ['line/3'],
    );
    const found = await admin.call('readReconciliation', { query: { vendor: 'anthropic', month: '2026-10' } });
    assert.equal(found.days, 0);
  });
});
