import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDecimalDollars } from '../money/femtodollars.ts';
import { type ReadReport, readCostReport } from './cost-report.ts';
import { normaliseModel } from './report-fields.ts';

const OPENAI = `{
  "object": "page",
  "data": [
    { "object": "bucket", "start_time": 1762128000, "end_time": 1762214400, "results": [
      { "object": "organization.costs.result", "amount": { "value": 0.13080438340307526, "currency": "usd" },
        "line_item": "gpt-4o-2024-08-06, input", "project_id": "proj_abc" },
      { "object": "organization.costs.result", "amount": { "value": 2, "currency": "usd" },
        "line_item": "web search", "project_id": null }
    ] }
  ],
  "has_more": false, "next_page": null
}`;

const ANTHROPIC = JSON.stringify({
  data: [
    {
      starting_at: '2025-11-03T00:00:00Z',
      ending_at: '2025-11-04T00:00:00Z',
      results: [
        {
          currency: 'USD',
          amount: '123.78912',
          workspace_id: 'wrkspc_1',
          description: 'Claude Sonnet 4 Usage - Input Tokens',
          cost_type: 'tokens',
          model: 'claude-sonnet-4-20250514',
          token_type: 'uncached_input_tokens',
        },
      ],
    },
  ],
  has_more: true,
  next_page: 'page_x',
});

const shown = (read: ReadReport) =>
  read.kind === 'faulty'
    ? read.faults
    : read.lines.map(({ line, day, model, vendorProject, cost }) =>
        [line, day, model, vendorProject, formatDecimalDollars(cost)].join(' '),
      );

test('costs that OpenAI’s API answers are read in dollars, with the line each stands on', () => {
  assert.deepEqual(shown(readCostReport({ vendor: 'openai', text: OPENAI })), [
    '5 2025-11-03 gpt-4o proj_abc 0.130804383403076',
    '7 2025-11-03   2',
  ]);
});

test('costs that Anthropic’s API answers are cents, and a page that is not the last is said', () => {
  const read = readCostReport({ vendor: 'anthropic', text: ANTHROPIC });
  assert.deepEqual(shown(read), ['1 2025-11-03 claude-sonnet-4 wrkspc_1 1.2378912']);
  assert.equal(read.kind === 'report' && read.warnings.length, 1);
});

test('what both vendors let people export is read in dollars', () => {
  const openai =
    'start_time,end_time,amount_value,amount_currency,line_item,project_id\n' +
    '1762128000,1762214400,,,,\n' +
    '1762128000,1762214400,0.00383598,usd,"gpt-4o-mini-2024-07-18, output",proj_abc\r\n';
  assert.deepEqual(shown(readCostReport({ vendor: 'openai', text: openai })), [
    '3 2025-11-03 gpt-4o-mini proj_abc 0.00383598',
  ]);
  const anthropic =
    'usage_date_utc,model,workspace,api_key,token_type,cost_usd\n2026-08-04,Claude Haiku 4.5,"De ""fault""",key,output,-0.05\n';
  assert.deepEqual(shown(readCostReport({ vendor: 'anthropic', text: anthropic })), [
    '2 2026-08-04 claude-haiku-4-5 De "fault" -0.05',
  ]);
});

const faulty: readonly (readonly [string, 'openai' | 'anthropic', string, readonly number[]])[] = [
  ['JSON that breaks off', 'openai', '{\n "data": [\n', [3]],
  ['a document of another kind', 'openai', '\n{"error": "no"}', [2]],
  ['an amount that is none', 'openai', OPENAI.replace('"value": 2', '"value": "two"'), [7]],
  ['another currency', 'openai', OPENAI.replaceAll('"usd"', '"eur"'), [5, 7]],
  ['a bucket without a day', 'anthropic', '{"data": [\n{"results": []}\n]}', [2]],
  ['a record that is too short', 'anthropic', 'usage_date_utc,cost_usd\n2026-08-04,1\n2026-08-05\n', [3]],
  ['quotes that are not closed', 'anthropic', 'usage_date_utc,cost_usd\n2026-08-04,"1\n', [2]],
  ['columns of another file', 'anthropic', 'day,cost\n2026-08-04,1\n', [2]],
  ['two lines at fault', 'anthropic', 'usage_date_utc,cost_usd\nx,1\n2026-08-04,1\n2026-08-04,$1\n', [2, 4]],
  ['nothing', 'anthropic', '', [1]],
  ['a head alone', 'openai', 'start_time,amount_value,amount_currency\n', [1]],
  ['no cost at all', 'openai', '{"data": [], "has_more": false}', [1]],
];
for (const [what, vendor, text, lines] of faulty) {
  test(`${what} is refused with its lines`, () => {
    const read = readCostReport({ vendor, text });
    assert.equal(read.kind, 'faulty');
    assert.deepEqual(read.kind === 'faulty' ? read.faults.map(({ line }) => line) : [], lines);
  });
}

const names: readonly (readonly [string, string])[] = [
  ['Claude Haiku 4.5', 'claude-haiku-4-5'],
  ['claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
  ['Claude 3.5 Sonnet 2024-10-22', 'claude-3-5-sonnet'],
  ['gpt-4o-2024-08-06', 'gpt-4o'],
  ['gpt-4.1-mini', 'gpt-4-1-mini'],
];
for (const [name, expected] of names) {
  test(`${name} is matched as ${expected}`, () => assert.equal(normaliseModel(name), expected));
}
