import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findWorkflowFault } from './check-workflow.ts';
import { fillTemplate } from './fill-template.ts';
import type { Workflow, WorkflowParameter } from './workflow.ts';

const ORDER: WorkflowParameter = {
  name: 'order',
  kind: 'text',
  description: '',
  default: null,
  choices: [],
  min: null,
  max: null,
};
const WORKFLOW: Workflow = {
  id: 'status',
  name: 'Order status',
  description: '',
  useCaseId: 'support',
  parameters: [ORDER],
  work: { kind: 'static' },
  answer: 'Order {{order}} is on its way.',
  dataClassMax: 'internal',
  baselineNanodollars: null,
  status: 'active',
};
const HTTP: Workflow['work'] = {
  kind: 'http',
  method: 'POST',
  url: 'https://orders.example/v1/{{order}}',
  body: '{"id":{{order}}}',
  secret: null,
  pick: null,
  timeoutMs: 1_000,
  bytesMax: 1_000,
};
const SQL: Workflow['work'] = {
  kind: 'sql',
  view: 'reporting.orders',
  columns: ['id', 'state'],
  where: [{ column: 'id', parameter: 'order' }],
  orderBy: 'id',
  rowsMax: 10,
  format: 'table',
  timeoutMs: 1_000,
};

// biome-ignore format: a table is read down
const FAULTS: readonly (readonly [change: Partial<Workflow>, pointer: string | undefined])[] = [
  [{},                                                                     undefined],
  [{ work: HTTP, answer: '{{result}}' },                                   undefined],
  [{ work: SQL, answer: 'Found: {{result}}' },                             undefined],
  [{ answer: '{{result}}' },                                               'answer'],
  [{ answer: 'Order {{ordre}}' },                                          'answer'],
  [{ parameters: [ORDER, ORDER] },                                         'parameters/1/name'],
  [{ parameters: [{ ...ORDER, name: 'result' }], answer: '' },             'parameters/0/name'],
  [{ parameters: [{ ...ORDER, kind: 'choice' }] },                         'parameters/0/choices'],
  [{ parameters: [{ ...ORDER, kind: 'integer', default: 'x' }] },          'parameters/0/default'],
  [{ work: { ...HTTP, url: 'https://{{order}}.example/' } },               'work/url'],
  [{ work: { ...HTTP, url: 'https://orders.example@evil.example/' } },     'work/url'],
  [{ work: { ...HTTP, url: 'https://orders.example/{{city}}' } },          'work/url'],
  [{ work: { ...HTTP, method: 'GET' } },                                   'work/body'],
  [{ work: { ...HTTP, body: '{"id":"{{order}}"}' } },                      'work/body'],
  [{ work: { ...SQL, where: [{ column: 'id', parameter: 'city' }] } },     'work/where/0/parameter'],
  [{ work: { ...SQL, orderBy: 'city' } },                                  'work/orderBy'],
];

test('what of a definition does not go together is found, with the place', () => {
  for (const [change, pointer] of FAULTS)
    assert.equal(findWorkflowFault({ ...WORKFLOW, ...change })?.pointer.slice(1), pointer, JSON.stringify(change));
});

test('a value is never taken for a placeholder, and is written as its place asks for', () => {
  const values = new Map([['order', '{{city}}/../"x"']]);
  assert.equal(fillTemplate('a {{ order }} b', values), 'a {{city}}/../"x" b');
  assert.equal(
    fillTemplate('/{{order}}', values, (value) => encodeURIComponent(String(value))),
    '/%7B%7Bcity%7D%7D%2F..%2F%22x%22',
  );
  assert.equal(
    fillTemplate('{"a":{{order}}}', values, (value) => JSON.stringify(value)),
    '{"a":"{{city}}/../\\"x\\""}',
  );
});
