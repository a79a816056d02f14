import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { sampleAdmit, sampleCall } from '../ingest/sample-call.fixture.ts';
import { callIdOfText, createCallTexts } from './call-text.ts';
import { wholeText } from './frame-buffer.ts';
import { wholeAdmission } from './spoken-members.ts';

const admitted = sampleAdmit(1);
const withoutNulls = (_: string, value: unknown): unknown => value ?? undefined;

test('a settlement that repeats its admission has the text of the whole record', () => {
  const texts = createCallTexts(() => {});
  assert.deepEqual(wholeAdmission(JSON.parse(texts.admission(admitted) ?? '')), admitted);
  const call = { ...sampleCall(1), ...admitted };
  assert.equal(wholeText(texts.settlement(call)), JSON.stringify(call, withoutNulls));
});

/** With every member that can be null, and with words that JSON must escape. */
const full: CallRecord = {
  ...sampleCall(1),
  ...{
    serviceAccountId: 'robot',
    purpose: 'say "no"\n',
    outputDestination: 'crm\\inbox',
    templateId: 't',
    approverId: 'eve',
  },
  ...{
    templateVersion: '2',
    workItem: 'T-1',
    branch: 'größe/\ud800',
    sessionId: 's',
    conversationHash: 'c0',
    traceId: 'f0',
  },
  ...{ prefixHashes: ['a0', 'b0'], dataClass: 'internal', declaredDataClass: 'public', findings: { card: 2, 'é"': 1 } },
  ...{
    findingsDigest: 'd',
    obligations: ['note'],
    inspectionFailures: ['cards late'],
    repeatOf: 'r',
    mediaKinds: ['image'],
  },
  ...{
    shadowDecision: { policyVersion: 'p2', effect: 'ask', rules: ['one'] },
    templateApproved: false,
    exceptionIds: ['x'],
  },
  ...{ heldNanodollars: '12', clampedMaxOutputTokens: 7, budgetWaitMs: 0.5, difficulty: 0.25, shadowOf: 'other' },
  holds: { epoch: 3, accounts: [{ envelopeId: 'team', periodStartMs: 1, amount: '12' }] },
  ...{ errorCode: 'e', answerFindings: { name: 1 }, answerAction: 'redact', serviceTier: 'flex', repeats: 2 },
  charges: { epoch: 3, accounts: [{ envelopeId: 'team', periodStartMs: 1, amount: '9' }] },
  ...{ routeSavingNanodollars: '-4', cacheStatus: 'miss', cacheAgeMs: 5, answeredBy: 'upstream' },
  ...{ avoidedCostNanodollars: '1', translatedTo: 'anthropic-messages' },
};

test('a line is the JSON of its record to the letter, for the first call of a key and for those like it', () => {
  const texts = createCallTexts(() => {});
  for (const call of [full, full, { ...full, branch: null }, { ...full, modelId: 'other' }, sampleCall(2), full])
    assert.equal(wholeText(texts.settlement(call)), JSON.stringify(call, withoutNulls));
});

/** The same kind of value, and another. */
function altered(value: unknown, by: number): unknown {
  if (typeof value === 'number') return value + by;
  if (typeof value === 'boolean') return by === 1;
  if (Array.isArray(value)) return [`${by}`];
  if (typeof value === 'string') return `${value} ${by}`;
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, member]) => [name, alteredMember(member, by)]));
}

/** Accounts of an envelope stay what they are. */
function alteredMember(member: unknown, by: number): unknown {
  return Array.isArray(member) ? member : altered(member, by);
}

for (const field of Object.keys(admitted)) {
  test(`a settlement whose ${field} differs from its admission says what the settlement says`, () => {
    const texts = createCallTexts(() => {});
    const value: unknown = Reflect.get(full, field);
    texts.admission({ ...full, [field]: altered(value, 1) });
    const call = { ...full, [field]: altered(value, 2) };
    assert.equal(wholeText(texts.settlement(call)), JSON.stringify(call, withoutNulls));
  });
}

for (const field of Object.keys(full).filter((each) => !(each in admitted))) {
  test(`a settlement keeps its ${field}`, () => {
    const texts = createCallTexts(() => {});
    texts.admission(full);
    const call = { ...full, [field]: altered(Reflect.get(full, field), 1) };
    assert.equal(wholeText(texts.settlement(call)), JSON.stringify(call, withoutNulls));
  });
}

test('nulls are left out of a line, but for those in the words of the vendor', () => {
  const call = sampleCall(1, { vendorUsage: { cached: null } });
  const text = wholeText(createCallTexts(() => {}).settlement(call));
  assert.deepEqual(text.match(/"[^"]*":null/g), ['"cached":null']);
});

test('calls without end that are never settled do not grow the memory', () => {
  const texts = createCallTexts(() => {});
  for (let serial = 0; serial < 40_000; serial += 1) texts.admission(sampleAdmit(serial, { purpose: 'p' }));
  const call = sampleCall(39_999, { purpose: 'p' });
  assert.deepEqual(JSON.parse(wholeText(texts.settlement(call))), JSON.parse(JSON.stringify(call, withoutNulls)));
});

test('the id of a call is found in its text wherever it stands', () => {
  assert.equal(callIdOfText('{"callId":"a","x":1}'), 'a');
  assert.equal(callIdOfText('{"x":{"callId":"no"},"callId":"b"}'), 'b');
  assert.throws(() => callIdOfText('{"x":1}'), /no callId/);
  assert.throws(() => callIdOfText('{"callId":'), SyntaxError);
});
