import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { RegisteredTemplate } from '../../../src/domain/library/template.ts';
import type { CallFingerprint } from '../../../src/domain/similarity/fingerprint.ts';
import { createTextShaper } from '../../../src/domain/similarity/shape-text.ts';
import { USUAL_SIMILARITY } from '../../../src/domain/similarity/similarity-rule.ts';
import { type Sketch, similarityOf } from '../../../src/domain/similarity/sketch.ts';
import { createFingerprintDesk, type FingerprintDesk } from '../../../src/gateway/similarity/fingerprint-desk.ts';
import { aUseCase } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../../fakes/gateway-house.ts';
import { SECRET } from '../../fakes/word-inspector.ts';
import { callGateway } from './call-gateway.ts';

const SYSTEM =
  'You answer customers of the shop. Say what the returns policy allows, in two sentences, and promise no more.';
const ASKED =
  'The parcel of my order has not arrived since Tuesday and the courier says that it was left with a neighbour.';
const MINUTES =
  'Turn the notes of the meeting below into minutes. Name every decision with who made it. Notes: {{notes}} List open points at the end, each with an owner.';
const TEMPLATE: RegisteredTemplate = {
  ...{ id: 'minutes', useCaseId: 'drafting', labels: {}, deprecation: null },
  versions: new Map([[1, { version: 1, text: MINUTES, place: 'user', parameters: [], isApproved: true }]]),
};
const ON = { ...USUAL_SIMILARITY, mode: 'on' } as const;

let house: GatewayHouse;
let desk: FingerprintDesk;
let kept: CallFingerprint[];
let room: number;
beforeEach(async () => {
  kept = [];
  room = 1_000;
  desk = createFingerprintDesk({
    shape: createTextShaper({ first: 1, second: 2 }),
    sink: { keep: (fingerprint) => kept.length < room && kept.push(fingerprint) > 0 },
  });
  house = await openGatewayHouse({
    fingerprints: desk,
    useCases: [
      aUseCase({ modelStack: ['small', 'claude'], loggingRule: 'metadata' }),
      aUseCase({ id: 'silent', modelStack: ['small'], loggingRule: 'none' }),
    ],
  });
  house.change({ similarity: ON, templates: new Map([[TEMPLATE.id, TEMPLATE]]) });
});
afterEach(() => house.close());

const CHAT = '/v1/chat/completions';
let sent = 0;
beforeEach(() => {
  sent = 0;
});
/** Sends, and takes the fingerprint of what was sent; undefined: none was taken. */
async function fingerprintOf(
  body: object,
  { path = CHAT, headers = {} }: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<CallFingerprint | undefined> {
  const before = kept.length;
  const all = { authorization: `Bearer ${TEST_KEY}`, ...headers };
  await callGateway(house.address, { path, body: { model: 'small', ...body }, headers: all });
  sent += 1;
  await house.settled(sent);
  // One turn takes in a version of a template, the next a call.
  for (let turn = 0; turn < 4; turn += 1) desk.work();
  return kept.length > before ? kept.at(-1) : undefined;
}
const chat = (...contents: readonly string[]) => ({
  messages: contents.map((content, at) => ({ role: at === 0 && contents.length > 1 ? 'system' : 'user', content })),
});

test('with the rule off, or a use case that allows no records, or content above the rule, nothing is looked at', async () => {
  house.change({ similarity: null });
  assert.equal(await fingerprintOf(chat(SYSTEM, ASKED)), undefined);
  house.change({ similarity: { ...ON, useCaseIds: ['other'] } });
  assert.equal(await fingerprintOf(chat(SYSTEM, ASKED)), undefined);
  house.change({ similarity: { ...ON, dataClassMax: 'public' } });
  assert.equal(await fingerprintOf(chat(SYSTEM, `${ASKED} ${SECRET}`)), undefined);
  house.change({ similarity: ON });
  const silent = { headers: { 'tokenward-use-case': 'silent' } };
  assert.equal(await fingerprintOf(chat(SYSTEM, ASKED), silent), undefined);
  assert.deepEqual(desk.state(), { waiting: 0, taken: 0, letGo: 0 });
});

test('the same words have the same fingerprint at every API, and no word stands in it', async () => {
  const bodies = [
    [CHAT, chat(SYSTEM, ASKED)],
    ['/v1/responses', { instructions: SYSTEM, input: ASKED }],
    ['/v1/messages', { model: 'claude', max_tokens: 9, system: SYSTEM, messages: [{ role: 'user', content: ASKED }] }],
  ] as const;
  const found: (CallFingerprint | undefined)[] = [];
  for (const [path, body] of bodies) found.push(await fingerprintOf(body, { path }));
  for (const fingerprint of found) {
    assert.deepEqual(
      fingerprint?.prompts.map(({ role }) => role),
      ['instructions', 'opening'],
    );
    assert.deepEqual(fingerprint?.prompts, found[0]?.prompts);
    assert.deepEqual(fingerprint?.question, found[0]?.question);
  }
  assert.ok(!JSON.stringify(found).includes('parcel'));
});

test('a conversation that goes on has no beginning, and one that goes on with what a tool gave asks nothing', async () => {
  const first = { role: 'user', content: ASKED };
  const answered = [
    { role: 'system', content: SYSTEM },
    first,
    { role: 'assistant', content: 'It will be sent again.' },
  ];
  const next = await fingerprintOf({ messages: [...answered, { role: 'user', content: `${ASKED} And now?` }] });
  assert.deepEqual(next?.prompts, []);
  assert.notEqual(next?.question, null);
  const call = { id: 'c', type: 'function', function: { name: 'track', arguments: '{}' } };
  const tools = [
    { role: 'assistant', tool_calls: [call] },
    { role: 'tool', tool_call_id: 'c', content: `${ASKED} ${ASKED}` },
  ];
  assert.equal(await fingerprintOf({ messages: [first, ...tools] }), undefined);
});

test('a copy says how much of its template it kept, named or not, and the template’s words are nobody’s own question', async () => {
  const copy = (notes: string) => chat(MINUTES.replace('{{notes}}', notes));
  const one =
    'Ada will call the printer on Monday because the boxes were late again and nobody knew who had ordered them.';
  const other =
    'Kim wants three quotes for the new roof and Sam asked the bank what the loan would cost over twelve years.';
  const named = await fingerprintOf(copy(one), { headers: { 'tokenward-template': 'minutes@1' } });
  assert.deepEqual(named?.template, { assetId: 'minutes', version: 1, use: 'named', keptTenths: 10 });
  const unnamed = await fingerprintOf(copy(other));
  assert.deepEqual(unnamed?.template, { assetId: 'minutes', version: 1, use: 'unnamed', keptTenths: 10 });
  const alike = (a: Sketch | undefined, b: Sketch | undefined) =>
    a === undefined || b === undefined ? 1 : similarityOf(a, b);
  assert.ok(alike(named?.question?.sketch, unnamed?.question?.sketch) < 0.3);
  const changed = chat(MINUTES.replace('Name every decision with who made it.', 'Be brief.').replace('{{notes}}', one));
  const drifted = await fingerprintOf(changed, { headers: { 'tokenward-template': 'minutes' } });
  assert.ok((drifted?.template?.keptTenths ?? 10) < 8);
  assert.equal(drifted?.template?.use, 'named');
});

test('what clients write into a question for the machine is not part of it', async () => {
  const noise =
    '<system-reminder>The files of this folder are listed here, and the day, and what the model may do.</system-reminder>';
  const plain = await fingerprintOf(chat(ASKED));
  assert.deepEqual((await fingerprintOf(chat(`${noise}\n${ASKED}`)))?.question, plain?.question);
});

test('what waits is bounded, and what finds no room is let go and counted', async () => {
  assert.equal(await fingerprintOf(chat('word '.repeat(60_000))), undefined);
  assert.deepEqual(desk.state(), { waiting: 0, taken: 0, letGo: 1 });
  for (let at = 0; at < 70; at += 1) {
    await callGateway(house.address, { path: CHAT, body: { model: 'small', ...chat(`${ASKED} ${at}`) } });
    sent += 1;
  }
  await house.settled(sent);
  assert.deepEqual(desk.state(), { waiting: 64, taken: 0, letGo: 7 });
  room = 2;
  for (let turn = 0; turn < 70; turn += 1) desk.work();
  assert.deepEqual(desk.state(), { waiting: 0, taken: 2, letGo: 69 });
});
