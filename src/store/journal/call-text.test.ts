import assert from 'node:assert/strict';
import { test } from 'node:test';
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

for (const field of Object.keys(admitted)) {
  test(`a settlement whose ${field} differs from its admission says what the settlement says`, () => {
    const texts = createCallTexts(() => {});
    texts.admission({ ...admitted, [field]: 'as it was' });
    const call = { ...sampleCall(1), ...admitted, [field]: 'as it is' };
    assert.deepEqual(JSON.parse(wholeText(texts.settlement(call))), JSON.parse(JSON.stringify(call, withoutNulls)));
  });
}

for (const field of Object.keys(sampleCall(1)).filter((each) => !(each in admitted))) {
  test(`a settlement keeps its ${field}`, () => {
    const texts = createCallTexts(() => {});
    texts.admission(admitted);
    const call = { ...sampleCall(1), ...admitted, [field]: 'as it is' };
    assert.equal(JSON.parse(wholeText(texts.settlement(call)))[field], 'as it is');
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
