import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { PolicySet } from '../../../src/domain/policy/policy-decision.ts';
import { type GatewayHouse, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { SECRET } from '../../fakes/word-inspector.ts';
import { type ClientAnswer, callGateway } from '../gateway/call-gateway.ts';
import { CLEARED, obliged, whenFound } from './policies.ts';
import { NUMBER_POSITIONS, PATH_OF, POSITIONS, type Position } from './positions.ts';

const TEXT = `keep ${SECRET} to yourself`;
const NUMBER = '1234567';
const STREAMED = ['openai-chat', 'openai-responses', 'anthropic-messages'];

type Action = {
  readonly name: string;
  readonly policies: PolicySet;
  readonly leaves: 'nothing' | 'placeholder' | 'all';
};

const ACTIONS: readonly Action[] = [
  { name: 'refused', policies: whenFound({ effect: 'refuse' }), leaves: 'nothing' },
  { name: 'asked about', policies: whenFound({ effect: 'ask' }), leaves: 'nothing' },
  { name: 'redacted', policies: obliged({ kind: 'redact', of: [], restore: false }), leaves: 'placeholder' },
  {
    name: 'redacted to be restored',
    policies: obliged({ kind: 'redact', of: [], restore: true }),
    leaves: 'placeholder',
  },
  { name: 'warned of', policies: obliged({ kind: 'warn', sentence: 'Mind what you send.' }), leaves: 'all' },
];

for (const action of ACTIONS) {
  const house = await openGatewayHouse({ ...CLEARED, policies: action.policies });
  after(() => house.close());
  for (const position of [...POSITIONS, ...NUMBER_POSITIONS])
    for (const stream of STREAMED.includes(position.face) ? [false, true] : [false]) {
      const value = NUMBER_POSITIONS.includes(position) ? NUMBER : SECRET;
      const how = stream ? 'as a stream' : 'whole';
      test(`what is ${action.name} at ${position.face}, ${how}, in ${position.name}, leaves as ${action.leaves}`, async () => {
        const text = value === SECRET ? TEXT : NUMBER;
        const body = JSON.stringify({ ...position.body(text), ...(stream ? { stream: true } : {}) });
        await checkCall(house, { action, position, body, value });
      });
    }
  for (const [name, escaped] of escapedForms())
    test(`what is ${action.name} and written as ${name} leaves as ${action.leaves}`, async () => {
      const position = POSITIONS[3];
      if (position === undefined) throw new Error('no position');
      const body = JSON.stringify(position.body('@')).replace('"@"', `"${escaped}"`);
      await checkCall(house, { action, position, body, value: SECRET });
    });
}

function escapedForms(): readonly (readonly [string, string])[] {
  const units = [...TEXT].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    ['escapes alone', units.join('')],
    ['escapes here and there', [...TEXT].map((c, at) => (at % 3 === 0 ? (units[at] ?? c) : c)).join('')],
    ['ASCII among other letters', `Grüße, ${TEXT} – 你好 😀`],
  ];
}

type Check = { readonly action: Action; readonly position: Position; readonly body: string; readonly value: string };

async function checkCall(house: GatewayHouse, { action, position, body, value }: Check): Promise<void> {
  const before = house.seen.length;
  const settled = house.records.length + 1;
  const answer = await callGateway(house.address, { path: PATH_OF[position.face], body });
  const record = await house.settled(settled);
  const sent = house.seen.slice(before).map((seen) => seen.body.toString());
  assert.equal(Object.values(record.findings).reduce((sum, count) => sum + count, 0) > 0, true, 'found');
  assert.ok(!JSON.stringify(record).includes(value), 'the record names the value');
  assert.ok(!house.logged.some((line) => line.includes(value)), 'the log names the value');
  if (action.leaves === 'nothing') {
    assert.deepEqual(sent, []);
    checkRefusal(answer, value);
    return;
  }
  assert.equal(answer.status, 200, answer.text);
  const [left = ''] = sent;
  if (action.leaves === 'all') {
    assert.equal(answer.headers['tokenward-warning'], 'Mind what you send.');
    return assert.equal(withoutUsage(left), body);
  }
  assert.ok(!everythingIn(left).some((text) => text.includes(value)), `left: ${left}`);
  assert.ok(everythingIn(left).some((text) => /\[TEST_(CREDENTIAL|PERSON)_[0-9a-f]{8}\]/.test(text)));
  checkOneLiteralChanged(body, withoutUsage(left));
}

function checkRefusal(answer: ClientAnswer, value: string): void {
  assert.ok(answer.status >= 400 && answer.status < 500);
  assert.equal(answer.headers['content-type'], 'application/json');
  assert.ok(!answer.text.includes(value));
  assert.match(answer.text, /The rule of the test holds/);
}

/** What the gateway itself adds to a stream, taken out again. */
function withoutUsage(body: string): string {
  return body.replace(',"stream_options":{"include_usage":true}', '');
}

/** Every string and number that a reader of the body could find, however deep, decoded as far as it goes. */
function everythingIn(body: string): readonly string[] {
  const texts: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'number') texts.push(String(value));
    else if (typeof value === 'string') {
      texts.push(value);
      const base64 = /^(?:data:[^,]*;base64,)?([A-Za-z0-9+/]{8,}={0,2})$/.exec(value)?.[1];
      if (base64 !== undefined) texts.push(Buffer.from(base64, 'base64').toString());
      if (/^\s*(\{|\[[^A-Z])/.test(value)) visit(JSON.parse(value));
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        texts.push(name);
        visit(member);
      }
    }
  };
  visit(JSON.parse(body));
  return texts;
}

/** The two bodies differ inside one literal: it begins behind a colon, comma or bracket and ends before one. */
function checkOneLiteralChanged(before: string, after: string): void {
  let start = 0;
  while (before[start] === after[start]) start++;
  let end = 0;
  while (before.at(-1 - end) === after.at(-1 - end) && end < before.length - start) end++;
  const changed = before.slice(start, before.length - end);
  const allowed = /^[^"]*$|\\"/;
  assert.match(changed, allowed, `more than one literal changed: ${changed}`);
}
