import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerReader } from './answer-end.ts';

const byLength = 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":1}';
const byChunks =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n';

for (const answer of [byLength, byChunks]) {
  test(`The end of an answer is found wherever the bytes are cut (${answer.length} bytes).`, () => {
    const reader = answerReader();
    for (let cut = 1; cut < answer.length; cut += 1) {
      assert.notEqual(reader.read(Buffer.from(answer.slice(0, cut))), 'end');
      assert.equal(reader.read(Buffer.from(answer.slice(cut))), 'end');
    }
    assert.equal(reader.read(Buffer.from(answer)), 'end');
  });
}

test('An answer that is not 200 or longer than it said is a failure.', () => {
  assert.equal(answerReader().read(Buffer.from('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n')), 'failed');
  assert.equal(answerReader().read(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab')), 'failed');
});
