import { isBlank } from './blank-unit.ts';
import { KINDS, WORD } from './unit-kinds.ts';

/** What stands before a name so that a blank is enough to link it to its value. */
const REACH = 96;
const LOGIN = 'login';
const BLANKS_MAX = 4;
const WORD_MAX = 64;
/** `env name value` of a Docker file, `setenv name value` of a shell. */
const SETS_VARIABLE = /(?:^|[\n"'>$])\s{0,8}(?:env|arg|setenv|setx|export|set -g?x)\s{1,4}$/i;
/** The last three characters of those. */
const VERB_ENDS: readonly number[] = ['env', 'arg', 'etx', 'ort', ' -x', '-gx'].map((end) => threeUnits(end, 2));

/** Whether a login stands before a name. */
export function isBehindLogin(text: string, start: number): boolean {
  return textBefore(text, start).includes('login ');
}

/** `env`, `export`, `set -x` and their like before a name. */
export function setsVariable(text: string, start: number): boolean {
  return endsInVerb(text, start) && SETS_VARIABLE.test(textBefore(text, start));
}

export function textBefore(text: string, end: number): string {
  return text.slice(Math.max(0, end - REACH), end);
}

/** The end of `env`, `arg`, `setenv`, `export`, `set -x`, behind which a blank stands. */
function endsInVerb(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at <= 5 && text.charCodeAt(at) <= 0x20) at -= 1;
  if (at === start - 1 || at <= 1) return false;
  const last = text.charCodeAt(at) | 32;
  if (last !== 0x76 && last !== 0x67 && last !== 0x78 && last !== 0x74) return false;
  return VERB_ENDS.includes(threeUnits(text, at));
}

/** Three characters, the last of which stands at a place, as one number; capitals count as small letters. */
function threeUnits(text: string, last: number): number {
  const first = text.charCodeAt(last - 2) | 32;
  return (first << 16) ^ ((text.charCodeAt(last - 1) | 32) << 8) ^ (text.charCodeAt(last) | 32);
}

/** `login ann ` before a name, as `.netrc` has it. */
export function isBehindUser(text: string, start: number): boolean {
  const wordEnd = startOfBlanks(text, start, 12);
  if (wordEnd === start) return false;
  const word = startOfWord(text, wordEnd);
  if (word === wordEnd) return false;
  const end = startOfBlanks(text, word, BLANKS_MAX);
  const login = end - LOGIN.length;
  const first = Math.max(0, start - REACH);
  if (end === word || login < first || (text.charCodeAt(end - 1) | 32) !== 0x6e) return false;
  if (text.slice(login, end).toLowerCase() !== LOGIN) return false;
  const before = text.charCodeAt(login - 1);
  return login === first || before >= 128 || ((KINDS[before] ?? 0) & WORD) === 0;
}

/** Where the blanks that end at `end` begin. */
function startOfBlanks(text: string, end: number, most: number): number {
  let at = end;
  while (at > 0 && end - at < most && isBlank(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** Where the characters without a blank that end at `end` begin. */
function startOfWord(text: string, end: number): number {
  const first = Math.max(0, end - WORD_MAX);
  let at = end;
  while (at > first && !isBlank(text.charCodeAt(at - 1))) at -= 1;
  return at;
}
