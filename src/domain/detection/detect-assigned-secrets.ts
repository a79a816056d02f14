import { type AssignedValue, valueBehind } from './assigned-value.ts';
import { type CredentialName, nameAround, namesSecret } from './credential-name.ts';
import { PASSWORD_WORDS, SECRET_WORDS, SHORT_PASSWORD_WORDS } from './credential-words.ts';
import type { Anchor, Detector, Hit } from './detector.ts';
import { judgePassword, judgeSecret } from './judge-value.ts';
import { spokenPassword } from './spoken-password.ts';
import { isAlphanumeric } from './token-form.ts';

const literal = (text: string): Anchor => ({ kind: 'literal', text });
const wholeWord = (text: string): Anchor => ({ kind: 'literal', text, wholeWord: true });
const GAP_MAX = 8;
const LOGIN_REACH = 96;
const ISSUED = /api_?key|access_?key|client_?secret|app_?key|key$/i;

/** Values that stand behind the name of a password or a key: in code, settings, command lines, tables and prose. */
export const ASSIGNED_SECRET_DETECTORS: readonly Detector[] = [
  {
    ...{ id: 'credential.assigned_password', version: 1, types: ['password'], words: [] },
    anchors: [...PASSWORD_WORDS.map(literal), ...SHORT_PASSWORD_WORDS.map(wholeWord)],
    check: (hit, { text }, report) => {
      const name = nameAround(text, hit);
      if (name.end - hit.end > 0 && isPartOfWord(text, hit)) return;
      const value = mayBeLinked(text, name) ? linkedValue(text, name) : null;
      const confidence = value === null || !namesSecret(name.text) ? 0 : judgePassword(value, name);
      if (value !== null && confidence > 0) {
        report({ type: 'password', start: value.start, end: value.end, confidence });
        return;
      }
      const spoken = spokenPassword(text, hit);
      if (spoken !== null) report({ type: 'password', ...spoken });
    },
  },
  {
    ...{
      id: 'credential.assigned_secret',
      version: 1,
      types: ['api_key', 'aws_secret_access_key', 'token'],
      words: [],
    },
    anchors: SECRET_WORDS.map(literal),
    check: (hit, { text }, report) => {
      const name = nameAround(text, hit);
      if (!mayBeLinked(text, name)) return;
      const value = linkedValue(text, name);
      if (value === null || !namesSecret(name.text)) return;
      const confidence = judgeSecret(value, name);
      if (confidence > 0) report({ type: typeOf(name, value), start: value.start, end: value.end, confidence });
    },
  },
];

function typeOf(name: CredentialName, value: AssignedValue): string {
  if (/aws.*secret|secret_?access_?key/i.test(name.text) && value.text.length === 40) return 'aws_secret_access_key';
  return ISSUED.test(name.text) ? 'api_key' : 'token';
}

/** Small letters behind the word go on with it: `passwords`, `passport`, `passwordless`. */
function isPartOfWord(text: string, hit: Hit): boolean {
  const next = text.charCodeAt(hit.end);
  const last = text.charCodeAt(hit.end - 1);
  return next >= 0x61 && next <= 0x7a && last >= 0x61 && last <= 0x7a;
}

/** Whether a value may stand behind the name: a look at one character, since most names end here. */
function mayBeLinked(text: string, name: CredentialName): boolean {
  let at = name.end;
  while (at - name.end < GAP_MAX && text.charCodeAt(at) === 0x20) at += 1;
  const unit = text.charCodeAt(at);
  if (at === name.end || !isAlphanumeric(unit)) return unit > 0x20 && unit !== 0x2e && unit !== 0x3b;
  // A blank links behind a flag, after a login in `.netrc`, and in `ENV NAME value`.
  if (name.text.startsWith('-') || name.isShouted) return true;
  return text.slice(Math.max(0, name.start - LOGIN_REACH), name.start).includes('login ');
}

/** The value with its link; a space links only behind a flag, in `.netrc`, or before a quote in SQL and Docker files. */
function linkedValue(text: string, name: CredentialName): AssignedValue | null {
  const value = valueBehind(text, name.end);
  if (value === null) return null;
  const isElement = text[name.start - 1] === '<' || text[name.start - 1] === '/' || text[name.start - 1] === ':';
  if (value.link === 'element') return isElement || text[name.end] !== '>' ? value : null;
  if (value.link !== 'space') return value;
  if (name.text.startsWith('-')) return { ...value, link: 'flag' };
  if (name.isShouted && value.isQuoted) return { ...value, link: 'equals' };
  const before = text.slice(Math.max(0, name.start - LOGIN_REACH), name.start);
  if (/\blogin\s{1,4}\S{1,64}\s{1,12}$/i.test(before)) return { ...value, link: 'flag' };
  if (/(?:^|\n)\s{0,8}(?:env|arg|setenv|export)\s{1,4}$/i.test(before)) return { ...value, link: 'flag' };
  if (/(?:identified|encrypted|with|by)\s{1,4}$/i.test(before) && value.isQuoted) return { ...value, link: 'equals' };
  return value.isQuoted ? value : null;
}
