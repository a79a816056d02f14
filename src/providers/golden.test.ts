import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goldenAnswers, passThrough } from './golden-answer.fixture.ts';

for (const golden of goldenAnswers()) {
  test(`${golden.name} is read as its facts say, and passes byte for byte`, () => {
    const { visible, facts } = passThrough(golden, { usageHidden: false, cuts: [] });
    const { vendorUsage: _raw, ...read } = facts;
    assert.deepEqual(read, golden.facts);
    assert.equal(visible, Buffer.from(golden.bytes).toString('latin1'));
  });
}

test('the vendor’s own words about usage are kept as they came', () => {
  const search = goldenAnswers().find(({ name }) => name.endsWith('server-tool-grows-input'));
  assert.ok(search !== undefined);
  const { facts } = passThrough(search, { usageHidden: false, cuts: [] });
  assert.deepEqual(Object(facts.vendorUsage).server_tool_use, { web_search_requests: 1, web_fetch_requests: 0 });
  const wrong = goldenAnswers().find(({ name }) => name.endsWith('contradicting'));
  assert.ok(wrong !== undefined);
  const untrusted = passThrough(wrong, { usageHidden: false, cuts: [] }).facts;
  assert.equal(untrusted.usage, null);
  assert.equal(Object(untrusted.vendorUsage).prompt_tokens, 10);
});

test('a chat stream whose usage was asked for by the gateway reaches the client without that one event', () => {
  const hidden = goldenAnswers().filter(({ name }) => /^openai-chat\.stream\.(plain|crlf|reasoning|tool)/.test(name));
  assert.equal(hidden.length, 4);
  for (const golden of hidden) {
    const { visible, facts } = passThrough(golden, { usageHidden: true, cuts: [] });
    const text = Buffer.from(golden.bytes).toString('latin1');
    const end = text.includes('\r\n') ? '\r\n\r\n' : '\n\n';
    const events = text.split(end).filter((event) => !event.includes('"choices":[]'));
    assert.equal(visible, events.join(end), golden.name);
    assert.notEqual(facts.usage, null);
  }
});
