import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { attemptCookie, readVisit, sessionCookie } from './browser-visit.ts';

const TOKEN = '0a'.repeat(32);
const HTTPS = 'https://tokenward.example.test';

function requestOf(headers: Readonly<Record<string, string>>, remoteAddress = '127.0.0.1'): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const request = new IncomingMessage(socket);
  Object.assign(request.headers, headers);
  return request;
}

test('over TLS the cookie is the host’s alone: __Host-, Secure, no Domain, the whole path', () => {
  const visit = readVisit(requestOf({ host: 'tokenward.example.test' }, '10.0.0.7'), HTTPS);
  assert.deepEqual([visit.channel, visit.ownOrigin], ['tls', HTTPS]);
  const wanted = `__Host-tokenward=${TOKEN}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure`;
  assert.equal(sessionCookie(visit, { token: TOKEN, maxAgeS: 60.9 }), wanted);
  assert.match(attemptCookie(visit, TOKEN), /^__Host-tokenward-attempt=.*; Max-Age=600; Secure$/);
  const read = (cookie: string) => readVisit(requestOf({ host: 'tokenward.example.test', cookie }), HTTPS).token;
  assert.equal(read(`a=b; __Host-tokenward=${TOKEN}`), TOKEN);
  for (const cookie of [`tokenward-local-80=${TOKEN}`, '__Host-tokenward=short', `x__Host-tokenward=${TOKEN}`])
    assert.equal(read(cookie), undefined, cookie);
});

// biome-ignore format: a table is read down
const CHANNELS: readonly (readonly [headers: Readonly<Record<string, string>>, from: string, publicAddress: string | null, channel: string])[] = [
  [{ host: 'localhost:8787' },                                     '127.0.0.1',        null,  'loopback'],
  [{ host: '127.0.0.1:8787' },                                     '::ffff:127.0.0.1', null,  'loopback'],
  [{ host: '[::1]:8787' },                                         '::1',              null,  'loopback'],
  // A name that somebody made to lead here.
  [{ host: 'evil.example:8787' },                                  '127.0.0.1',        null,  'insecure'],
  [{ host: 'localhost.evil.example' },                             '127.0.0.1',        null,  'insecure'],
  [{ host: 'localhost:8787' },                                     '192.168.1.9',      null,  'insecure'],
  [{ host: 'localhost:8787', 'x-forwarded-for': '203.0.113.1' },   '127.0.0.1',        null,  'insecure'],
  [{},                                                             '127.0.0.1',        null,  'insecure'],
  [{ host: 'tokenward.example.test' },                             '10.1.1.1',         HTTPS, 'tls'],
  [{ host: 'TOKENWARD.example.test' },                             '10.1.1.1',         HTTPS, 'tls'],
  [{ host: 'tokenward.example.test:8080' },                        '10.1.1.1',         HTTPS, 'insecure'],
  [{ host: 'other.example.test' },                                 '10.1.1.1',         HTTPS, 'insecure'],
  [{ host: 'localhost:8787' },                                     '127.0.0.1',        HTTPS, 'loopback'],
  [{ host: 'plain.example.test' },                                 '10.1.1.1',         'http://plain.example.test', 'insecure'],
];

test('only TLS at the public address, and this machine by its own name, are ways to sign in', () => {
  for (const [headers, from, publicAddress, channel] of CHANNELS)
    assert.equal(readVisit(requestOf(headers, from), publicAddress).channel, channel, JSON.stringify([headers, from]));
});

test('where nobody signs in no cookie is read', () => {
  const cookie = `__Host-tokenward=${TOKEN}; tokenward-local-80=${TOKEN}`;
  assert.equal(readVisit(requestOf({ host: 'evil.example', cookie }), null).token, undefined);
});

test('guesses are counted by who connects, or by the last hop that a proxy nearby wrote', () => {
  const passedOn = { host: 'a', 'x-forwarded-for': '198.51.100.1, 203.0.113.9' };
  assert.equal(readVisit(requestOf(passedOn, '10.0.0.2'), null).address, '203.0.113.9');
  assert.equal(readVisit(requestOf(passedOn, '8.8.8.8'), null).address, '8.8.8.8');
});
