import type { Detector } from './detector.ts';
import { isNoPassword, isReference } from './no-secret.ts';
import { looksRandom } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';
import { isAlphanumeric } from './token-form.ts';

const AUTHORITY_MAX = 320;
const SCHEME_MAX = 20;
const TOKEN_MIN = 20;
const LOCAL_HOST =
  /^(?:localhost|127\.|0\.0\.0\.0|\[::1\]|host(?:name)?\b|example|my-?host|server\b|db\b|database\b|postgres\b|mysql\b|mongo\b|redis\b|proxy\b)/i;
const EXAMPLE_HOST = /^(?:[\w-]+\.)*(?:example|test|invalid|localhost)\b/i;
const SCHEME_NAME = /[A-Za-z][A-Za-z0-9+.-]{1,18}$/;

/** The password in `scheme://user:password@host`, whatever the scheme; a random name without a password is a token. */
export const URI_PASSWORD_DETECTOR: Detector = {
  id: 'credential.uri_password',
  version: 1,
  isCostly: true,
  types: ['connection_string'],
  anchors: [
    { kind: 'trigger', trigger: 'scheme' },
    { kind: 'literal', text: 'jdbc:oracle:thin:' },
  ],
  words: [],
  check: (hit, { text }, report) => {
    const isOracle = hit.anchor.kind === 'literal';
    // Most addresses name nobody.
    if (!isOracle && !(endsScheme(text.charCodeAt(hit.start - 1)) && hasAt(text, hit.end))) return;
    if (!isOracle && !SCHEME_NAME.test(text.slice(Math.max(0, hit.start - SCHEME_MAX), hit.start))) return;
    const authority = isOracle ? oracleAt(text, hit.end) : authorityAt(text, hit.end);
    const at = isOracle ? authority.indexOf('@') : endOfUser(authority);
    if (at <= 0) return;
    const colon = authority.indexOf(isOracle ? '/' : ':');
    const host = authority.slice(at + 1);
    if (colon < 0 || colon > at) {
      const token = authority.slice(0, at);
      if (token.length < TOKEN_MIN || !looksRandom(token) || isReference(token) || isStandIn(token)) return;
      report({ type: 'connection_string', start: hit.end, end: hit.end + at, confidence: 80 });
      return;
    }
    const user = authority.slice(0, colon);
    const password = authority.slice(colon + 1, at);
    if (!isPassword({ user, password, host })) return;
    report({
      type: 'connection_string',
      start: hit.end + colon + 1,
      end: hit.end + at,
      confidence: isOracle ? 96 : 92,
    });
  },
};

/** `user/password@//host:1521/service`, `user/password@host:1521:sid` */
function oracleAt(text: string, start: number): string {
  return (
    /^[^\s"'`@]{1,160}@(?:\/\/)?[\w.-]{0,80}/.exec(text.slice(start, start + AUTHORITY_MAX))?.[0].replace('@//', '@') ??
    ''
  );
}

function authorityAt(text: string, start: number): string {
  let end = start;
  const limit = Math.min(text.length, start + AUTHORITY_MAX);
  while (end < limit && !isUriEnd(text.charCodeAt(end))) end += 1;
  return text.slice(start, end);
}

/** What the name of a scheme may end with. */
function endsScheme(unit: number): boolean {
  return isAlphanumeric(unit) || unit === 0x2b || unit === 0x2d || unit === 0x2e;
}

/** Whether an `@` stands in an address behind its first character. */
function hasAt(text: string, start: number): boolean {
  const limit = Math.min(text.length, start + AUTHORITY_MAX);
  for (let at = start; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x40 && at > start) return true;
    if (isUriEnd(unit)) return false;
  }
  return false;
}

/** Controls, blanks, quotes, pointed brackets. */
function isUriEnd(unit: number): boolean {
  return unit <= 0x20 || unit === 0x22 || unit === 0x27 || unit === 0x60 || unit === 0x3c || unit === 0x3e;
}

/** Where the `@` stands that ends the user's part: the last before the path; behind a slash when the password holds one. */
function endOfUser(authority: string): number {
  const slash = authority.search(/[/?#]/);
  const at = (slash < 0 ? authority : authority.slice(0, slash)).lastIndexOf('@');
  if (at >= 0 || slash < 0) return at;
  const later = authority.indexOf('@');
  const colon = authority.indexOf(':');
  if (later < 0 || colon < 0 || colon > slash || /^\d{2,5}[/?#]/.test(authority.slice(colon + 1))) return -1;
  // What follows must be a host with a dot or a port, or this `@` belongs to a path.
  return /^[\w-]+(?:\.[\w-]+){0,8}(?::\d{2,5})?(?:\/|$)/.test(authority.slice(later + 1)) ? later : -1;
}

function isPassword({ user, password, host }: { user: string; password: string; host: string }): boolean {
  if (user === '' && password.includes(':')) return false;
  if (password.length < 3 || !isHost(host)) return false;
  if (isReference(password) || isStandIn(password) || isNoPassword(password)) return false;
  if (/^[a-z0-9]{1,6}$|^[a-z]{1,8}$/i.test(password) && EXAMPLE_HOST.test(host)) return false;
  return password !== user || !LOCAL_HOST.test(host);
}

function isHost(host: string): boolean {
  const first = host.charCodeAt(0);
  return isAlphanumeric(first) || first === 0x5b || first === 0x24 || first === 0x7b;
}
