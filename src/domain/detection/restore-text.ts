import { createJsonPlace, writtenAt } from './json-place.ts';

/**
 * Puts values back for placeholders in one text that comes in pieces. Whatever the cuts, the pieces it gives back are
 * together the same. It holds back no more than what may be the beginning of a placeholder that it knows.
 */
export type Restorer = {
  readonly accept: (text: string) => string;
  /** What is still held back, as it stands. More may follow. */
  readonly flush: () => string;
};

/** The placeholders of one call, ready to be looked for. */
export type PlaceholderIndex = {
  readonly values: ReadonlyMap<string, string>;
  /** Names without brackets, upper case. */
  readonly names: readonly string[];
  readonly nameLengthMax: number;
};

/** `restore`: from `[TYPE_1234abcd]` to the value that it stands for. */
export function indexPlaceholders(restore: ReadonlyMap<string, string>): PlaceholderIndex {
  const values = new Map<string, string>();
  for (const [placeholder, value] of restore) values.set(nameOf(placeholder), value);
  const names = [...values.keys()];
  return { values, names, nameLengthMax: names.reduce((longest, name) => Math.max(longest, name.length), 0) };
}

/**
 * Models change what they repeat. Known again are: any case; a backslash before either bracket or an underscore, as
 * Markdown has it (in JSON two); whatever stands around the brackets. Not known again: a placeholder without its
 * brackets, translated, shortened, or written with percent signs or character references.
 *
 * `form` json: the text is JSON, and values are written as the place where they are put needs it. In a `text` that begins
 * with a brace, as structured answers do, values inside quotes are escaped as well.
 */
export function createRestorer(index: PlaceholderIndex, form: 'text' | 'json'): Restorer {
  const place = createJsonPlace();
  let isJson: boolean | null = form === 'json' ? true : null;
  let held = '';

  const put = (text: string): string => {
    if (isJson === null) {
      const first = /\S/.exec(text)?.[0];
      if (first !== undefined) isJson = first === '{';
    }
    if (isJson !== false) place.pass(text);
    return text;
  };
  const take = (text: string, isLast: boolean): string => {
    let out = '';
    let at = 0;
    while (at < text.length) {
      const start = nextStart(text, at);
      if (start < 0) break;
      const read = readPlaceholder(text, start, index);
      if (read.kind === 'open' && !isLast) {
        out += put(text.slice(at, start));
        held = text.slice(start);
        return out;
      }
      if (read.kind === 'known') {
        out += put(text.slice(at, start + read.skipped));
        isJson ??= false;
        out += form === 'json' || (isJson && place.isInString()) ? writtenAt(place, read.value) : read.value;
        at = start + read.length;
      } else {
        out += put(text.slice(at, start + 1));
        at = start + 1;
      }
    }
    return out + put(text.slice(at));
  };
  return {
    accept: (text) => {
      if (held === '' && text.indexOf('[') < 0 && text.indexOf('\\') < 0) return put(text);
      const whole = held + text;
      held = '';
      return take(whole, false);
    },
    flush: () => {
      const whole = held;
      held = '';
      return take(whole, true);
    },
  };
}

type Reading =
  | { readonly kind: 'known'; readonly value: string; readonly length: number; readonly skipped: number }
  /** The text ends before it can be told. */
  | { readonly kind: 'open' }
  | { readonly kind: 'none' };

const NONE: Reading = { kind: 'none' };
const OPEN: Reading = { kind: 'open' };
const BACKSLASHES_MAX = 2;

/** The next bracket, or the backslashes before it, or such as stand at the end of the text. */
function nextStart(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACKET) return at;
    if (code !== BACKSLASH) continue;
    const behind = afterBackslashes(text, at);
    if (behind === text.length || text.charCodeAt(behind) === OPEN_BRACKET) return at;
  }
  return -1;
}

function readPlaceholder(text: string, start: number, index: PlaceholderIndex): Reading {
  let at = afterBackslashes(text, start);
  if (at === text.length) return OPEN;
  const openedWith = at - start;
  if (text.charCodeAt(at) !== OPEN_BRACKET) return NONE;
  at += 1;
  let name = '';
  while (at < text.length && name.length <= index.nameLengthMax) {
    const code = text.charCodeAt(at);
    if (isNameCode(code)) {
      name += text[at];
      at += 1;
      continue;
    }
    const behind = afterBackslashes(text, at);
    const next = text.charCodeAt(behind);
    if (behind === text.length) break;
    if (next === UNDERSCORE && behind > at) {
      at = behind;
      continue;
    }
    if (next !== CLOSE_BRACKET) return NONE;
    const value = index.values.get(name.toUpperCase());
    const closedWith = behind - at;
    if (value === undefined || (closedWith > 0 && closedWith !== openedWith)) return NONE;
    // Backslashes before the first bracket belong to the placeholder only where the last one has as many.
    return { kind: 'known', value, length: behind + 1 - start, skipped: closedWith === openedWith ? 0 : openedWith };
  }
  const known = name.toUpperCase();
  return index.names.some((candidate) => candidate.startsWith(known)) ? OPEN : NONE;
}

function afterBackslashes(text: string, from: number): number {
  let at = from;
  while (at < from + BACKSLASHES_MAX && text.charCodeAt(at) === BACKSLASH) at += 1;
  return at;
}

function nameOf(placeholder: string): string {
  return placeholder.slice(1, -1).toUpperCase();
}

function isNameCode(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === UNDERSCORE
  );
}

const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const BACKSLASH = 0x5c;
const UNDERSCORE = 0x5f;
