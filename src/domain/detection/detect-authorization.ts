import type { Detector, Hit } from './detector.ts';
import { isReference } from './no-secret.ts';
import { looksRandom, looksUnspoken } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';
import { textOfBase64 } from './text-of-base64.ts';
import { endOfLetters, membersOf } from './token-form.ts';

const BASE_64 = membersOf('base64');
const TOKEN_MAX = 2048;
const BASIC_MIN = 8;
const COOKIES_MAX = 1024;
const COOKIE_COUNT_MAX = 24;
const COOKIE_NAME = /sess|sid$|^sid|auth|token|jwt|remember|login|ticket|identity/i;

/** What HTTP sends to let somebody in: `Authorization: Basic …` and `Bearer …`, and cookies of sessions. */
export const AUTHORIZATION_DETECTORS: readonly Detector[] = [
  {
    ...{ id: 'credential.basic_auth', version: 1, isCostly: true, types: ['basic_auth'], words: [] },
    anchors: ['basic ', '"auth": "', '"auth":"'].map((text) => ({ kind: 'literal', text })),
    check: (hit, { text }, report) => {
      const start = skipSpaces(text, hit.end);
      const end = endOfLetters(text, start, { set: BASE_64, most: TOKEN_MAX });
      if (end - start < BASIC_MIN) return;
      const read = textOfBase64(text.slice(start, end));
      const colon = read.indexOf(':');
      const password = read.slice(colon + 1);
      if (colon < 1 || password.length < 3 || /\s/.test(read) || isStandIn(password) || isReference(password)) return;
      report({ type: 'basic_auth', start, end, confidence: 93 });
    },
  },
  {
    ...{ id: 'credential.bearer_token', version: 1, isCostly: true, types: ['bearer_token'], words: [] },
    anchors: [
      'bearer ',
      'authorization: token ',
      'authorization: apikey ',
      'authorization": "',
      'authorization":"',
      'authorization","value":"',
      'authorization", "value": "',
      "authorization': '",
      'authorization: ',
    ].map((text) => ({ kind: 'literal', text })),
    check: (hit, { text }, report) => {
      const start = skipSpaces(text, hit.end);
      let end = start;
      while (end - start < TOKEN_MAX && isBearerUnit(text.charCodeAt(end))) end += 1;
      while (end > start && text.charCodeAt(end - 1) === 0x2e) end -= 1;
      const token = text.slice(start, end);
      if (token.length < 16 || isStandIn(token) || isReference(token) || !looksRandom(token)) return;
      report({ type: 'bearer_token', start, end, confidence: 80 });
    },
  },
  {
    ...{ id: 'credential.session_cookie', version: 1, isCostly: true, types: ['session_cookie'], words: [] },
    anchors: ['cookie: ', 'cookie:', 'cookie": "', "cookie': '", '--cookie ', "-b '", '-b "', 'document.cookie = '].map(
      (text) => ({
        kind: 'literal',
        text,
      }),
    ),
    check: (hit, { text }, report) => {
      for (const { start, end } of cookiesAt(hit, text)) report({ type: 'session_cookie', start, end, confidence: 78 });
    },
  },
];

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (at - from < 4 && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x22)) at += 1;
  return at;
}

function isBearerUnit(unit: number): boolean {
  return BASE_64[unit] === 1 || unit === 0x2e || unit === 0x7e || unit === 0x7c || unit === 0x3a;
}

/** Values of cookies whose names speak of sessions and whose text is random. */
function cookiesAt(hit: Hit, text: string): readonly { start: number; end: number }[] {
  const line = /^[^\r\n]*/.exec(text.slice(hit.end, hit.end + COOKIES_MAX))?.[0] ?? '';
  const found: { start: number; end: number }[] = [];
  let from = 0;
  for (let count = 0; count < COOKIE_COUNT_MAX && from < line.length; count += 1) {
    const equals = line.indexOf('=', from);
    if (equals < 0) break;
    const semicolon = line.indexOf(';', equals);
    const name = line.slice(from, equals).trim();
    const raw = line.slice(equals + 1, semicolon < 0 ? line.length : semicolon);
    const value = /^[^\s"'\\,]*/.exec(raw)?.[0] ?? '';
    const start = hit.end + equals + 1;
    const isSession = name.length < 64 && COOKIE_NAME.test(name);
    if (isSession && value.length >= 16 && looksUnspoken(value) && /\d/.test(value) && !isStandIn(value)) {
      found.push({ start, end: start + value.length });
    }
    if (semicolon < 0) break;
    from = semicolon + 1;
  }
  return found;
}
