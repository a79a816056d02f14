import type { Finding } from './finding.ts';
import { createJsonPlace } from './json-place.ts';
import { redactJson, wholeToken } from './redact-json.ts';
import { isAscii } from './text-units.ts';

/** What stands for a value: `[PAYMENT_CARD_7f3a9c2e]`, the type and the beginning of a keyed digest. ASCII. */
export type NamePlaceholder = (found: { readonly type: string; readonly value: string }) => string;

const DIGITS = 8;
const DIGITS_MAX = 32;

/**
 * Names placeholders. `digestOf` is keyed by the house and by owner and conversation, so that one value has one
 * placeholder for as long as a conversation lasts, and nobody learns from it that another conversation holds it too.
 * However a value is spaced or dashed, it is the same value. Two values whose digests begin alike are told apart by more
 * digits; the one that was named first keeps the short name.
 */
export function createNaming(digestOf: (typeAndValue: string) => string): NamePlaceholder {
  // Most calls name nothing.
  let taken: Map<string, string> | undefined;
  return ({ type, value }) => {
    taken ??= new Map();
    const meant = `${type}\n${normaliseValue(value)}`;
    const digest = digestOf(meant);
    for (let digits = DIGITS; digits < DIGITS_MAX; digits += 4) {
      const name = `[${type.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_${digest.slice(0, digits)}]`;
      const owner = taken.get(name);
      if (owner !== undefined && owner !== meant) continue;
      taken.set(name, meant);
      return name;
    }
    throw new Error('two values have one digest');
  };
}

/** A value as it is compared: numbers without what separates them, words without the length of their spaces. */
export function normaliseValue(value: string): string {
  const text = (isAscii(value) ? value : value.normalize('NFKC')).trim();
  return /^[\d\s().,/+-]+$/.test(text) ? text.replaceAll(/[\s().,/-]/g, '') : text.replaceAll(/\s+/g, ' ');
}

export type Redaction = {
  readonly text: string;
  /** Each placeholder that was put in, and what stood there, in order. */
  readonly placed: readonly { readonly placeholder: string; readonly type: string; readonly value: string }[];
};

/**
 * The text with a placeholder for each finding. Findings are in order and do not overlap. In a text that is JSON itself
 * (arguments of a tool), what is left is JSON: quotes and brackets stay, a bare number becomes a string.
 */
export function redactText(
  text: string,
  findings: readonly Finding[],
  how: { readonly name: NamePlaceholder; readonly isJson: boolean },
): Redaction {
  const placed: { placeholder: string; type: string; value: string }[] = [];
  const place = createJsonPlace();
  let out = '';
  let at = 0;
  for (const finding of findings) {
    if (finding.end <= at) continue;
    let start = Math.max(finding.start, at);
    let { end } = finding;
    if (how.isJson) {
      start = Math.max(beginningOfEscape(text, start), at);
      place.pass(text.slice(at, start));
      ({ start, end } = wholeToken(text, { start, end, startMin: at }, place));
      end = endOfToken(text, { start, end }, place.isInString());
    }
    const stretch = text.slice(start, end);
    const value = how.isJson && place.isInString() ? unescaped(stretch) : stretch;
    const placeholder = how.name({ type: finding.type, value });
    placed.push({ placeholder, type: finding.type, value });
    out += text.slice(at, start);
    out += how.isJson ? redactJson(stretch, place, { placeholder, isBegun: false }) : placeholder;
    at = end;
  }
  return { text: out + text.slice(at), placed };
}

/** Where the escape begins whose middle is at `at`: `\\u00|e9` and `\\|n` are one character. */
function beginningOfEscape(text: string, at: number): number {
  const cut = /(?<!\\)(?:\\\\){0,64}\\(u[0-9a-fA-F]{0,3})?$/.exec(text.slice(Math.max(0, at - ESCAPE_REACH), at));
  if (cut === null) return at;
  return at - 1 - (cut[1]?.length ?? 0);
}
const ESCAPE_REACH = 140;

/** The end moved behind the escape, number or word that it would cut. */
function endOfToken(
  text: string,
  span: { readonly start: number; readonly end: number },
  beginsInString: boolean,
): number {
  let isInString = beginsInString;
  let isEscaped = false;
  for (let at = span.start; at < span.end; at++) {
    const character = text.charAt(at);
    if (isEscaped) isEscaped = false;
    else if (character === '\\') isEscaped = isInString;
    else if (character === '"') isInString = !isInString;
  }
  let { end } = span;
  if (isInString) return isEscaped ? Math.min(end + 1, text.length) : end;
  while (end < text.length && /[-+.\w]/.test(text.charAt(end))) end++;
  return end;
}

/** What a stretch inside a JSON string says; as it stands, where it is cut inside an escape or goes beyond the string. */
export function unescaped(stretch: string): string {
  try {
    const value: unknown = JSON.parse(`"${stretch}"`);
    return typeof value === 'string' ? value : stretch;
  } catch {
    return stretch;
  }
}
