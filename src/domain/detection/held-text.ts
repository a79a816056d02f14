import type { Finding } from './finding.ts';

/**
 * How far a text that is still being written may be let go. A finding needs what stands behind it to be judged, and the
 * beginning of one must not leave before its end has come:
 *
 *   the last 64 characters          always wait, so that findings of several words are seen whole
 *   a word with a digit, an `@` or  waits until 128 characters behind it have come, and so does a finding: numbers in
 *   `://`, or of 20 characters      groups, and words behind them that speak for or against them
 *   a run without a gap             waits for its end, up to 4,096 characters; beyond, all but its last 1,024 go
 *   `-----BEGIN`                    waits for its `-----END`
 *   all of it                       never waits beyond 16,384 characters
 *
 * Offsets are of `text`; what stands before `from` has gone.
 */
export function endOfSafeText(text: string, from: number, findings: readonly Finding[]): number {
  let safe = startOfRun(text, text.length - PROSE_HELD, from);
  if (text.length - safe > RUN_MAX) safe = text.length - RUN_OVERLAP;
  safe = Math.min(safe, startOfCandidate(text, from), startOfBlock(text, from));
  const settledEnd = text.length - LOOKAHEAD;
  for (const { start, end } of findings) if (end > settledEnd && end > from) safe = Math.min(safe, start);
  return Math.max(safe, from);
}

/** True when so much waits that it must go, whatever it may become. */
export function isOverfull(text: string, safe: number): boolean {
  return text.length - safe > HELD_MAX;
}

/** Where the block that begins with `-----BEGIN` and has not ended begins; the text's length when there is none. */
export function startOfBlock(text: string, from: number): number {
  const begin = text.lastIndexOf('-----BEGIN');
  if (begin < from) return text.length;
  return BLOCK_END.test(text.slice(begin)) ? text.length : begin;
}

export const BLOCK_END = /-----END[^-\n]{0,40}-----/;

/** The beginning of the run of characters that `at` stands in. */
function startOfRun(text: string, at: number, from: number): number {
  let start = Math.max(at, from);
  while (start > from && isRunCode(text.charCodeAt(start - 1))) start -= 1;
  if (start > from && isSurrogateTail(text.charCodeAt(start))) start -= 1;
  return start;
}

/** The first word since `from` that may be something, and whose surroundings have not come yet. */
function startOfCandidate(text: string, from: number): number {
  const settledEnd = text.length - LOOKAHEAD;
  RUN.lastIndex = from;
  for (let run = RUN.exec(text); run !== null; run = RUN.exec(text)) {
    const [word] = run;
    if (RUN.lastIndex <= settledEnd || word.length > RUN_MAX) continue;
    if (word.length >= LONG_WORD || TELLING.test(word)) return run.index;
  }
  return text.length;
}

/** Characters that keys, numbers and addresses are made of, with their full-width and accented look-alikes. */
const RUN_CLASS =
  '!#$%&*+\\-./0-9:=?@A-Z^_a-z|~\\u00ad\\u00c0-\\u052f\\u0660-\\u0669\\u06f0-\\u06f9\\u200b-\\u200f\\ufeff\\uff01-\\uff5e';
const RUN = new RegExp(`[${RUN_CLASS}]+`, 'g');
const RUN_CHARACTER = new RegExp(`^[${RUN_CLASS}]$`);
const TELLING = /[\p{Nd}@]|:\/\//u;

const IS_RUN_ASCII = Uint8Array.from({ length: 128 }, (_, code) =>
  RUN_CHARACTER.test(String.fromCharCode(code)) ? 1 : 0,
);

function isRunCode(code: number): boolean {
  return code < 128 ? IS_RUN_ASCII[code] === 1 : RUN_CHARACTER.test(String.fromCharCode(code));
}

function isSurrogateTail(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

const PROSE_HELD = 64;
const LOOKAHEAD = 128;
const LONG_WORD = 20;
const RUN_MAX = 4_096;
const RUN_OVERLAP = 1_024;
const HELD_MAX = 16_384;
