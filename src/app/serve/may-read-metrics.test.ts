import assert from 'node:assert/strict';
import { createServer, get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { mayReadMetrics } from './may-read-metrics.ts';

// biome-ignore format: a table is read down
const TABLE: readonly [string, IncomingHttpHeaders, string | undefined, boolean][] = [
  ['from this machine',                               {},                                                        undefined, true],
  ['passed on by a proxy on this machine',            { 'x-forwarded-for': '203.0.113.9' },                      undefined, false],
  ['passed on, in the standard header',               { forwarded: 'for=203.0.113.9' },                          undefined, false],
  ['passed on, with the token',                       { 'x-forwarded-for': '1.2.3.4', authorization: 'Bearer t0ken' }, 't0ken', true],
  ['passed on, with another token',                   { 'x-forwarded-for': '1.2.3.4', authorization: 'Bearer other' }, 't0ken', false],
  ['passed on, with an empty token where none is set', { 'x-forwarded-for': '1.2.3.4', authorization: 'Bearer ' }, '',        false],
];

for (const [name, headers, token, expected] of TABLE) {
  test(`a request ${name} is ${expected ? 'shown' : 'refused'} the metrics`, async () => {
    const server = createServer((request, response) => response.end(String(mayReadMetrics(request, token))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const text = await new Promise<string>((resolve, reject) => {
      get({ port, host: '127.0.0.1', headers, agent: false }, (response) => {
        let all = '';
        response.on('data', (piece) => (all += piece));
        response.on('end', () => resolve(all));
      }).on('error', reject);
    });
    server.close();
    assert.equal(text, String(expected));
  });
}
