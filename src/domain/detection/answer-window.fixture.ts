import { type AnswerWindow, createAnswerWindow, type WindowRules } from './answer-window.ts';
import type { Finding } from './finding.ts';

/** Made-up things to find, each a regular expression of its own. */
const KINDS: readonly { readonly type: string; readonly pattern: RegExp }[] = [
  { type: 'card', pattern: /\b\d{4} \d{4} \d{4} \d{4}\b|\b\d{16}\b/g },
  { type: 'email', pattern: /[a-z]+@[a-z]+\.example\b/g },
  { type: 'key', pattern: /\bzk_[A-Za-z0-9]{24,600}\b/g },
  { type: 'password', pattern: /(?<=password: ?)[^\s"]+/g },
  { type: 'person', pattern: /\bDr\. [A-Z][a-z]+ [A-Z][a-z]+\b/g },
  { type: 'private_key', pattern: /-----BEGIN TEST KEY-----[^-]*(?:-----END TEST KEY-----)?/g },
];

export function findMadeUp(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { type, pattern } of KINDS) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      findings.push({ type, start: match.index, end, confidence: 90, detectorId: type, detectorVersion: 1 });
    }
  }
  findings.sort((one, other) => one.start - other.start || other.end - one.end);
  return findings.filter((finding, at) => findings.slice(0, at).every((earlier) => earlier.end <= finding.start));
}

/** A window over made-up findings, and what it told. */
export function madeUpWindow(
  given: Partial<WindowRules> & {
    readonly action?: 'note' | 'redact' | 'block';
    readonly form?: 'text' | 'json';
    readonly isWhole?: boolean;
  },
): { readonly window: AnswerWindow; readonly told: string[]; readonly looked: () => number } {
  const told: string[] = [];
  let looked = 0;
  const rules: WindowRules = {
    holds: given.action !== 'note',
    actionOf: () => given.action ?? 'redact',
    inspect: (text) => {
      looked += text.length;
      return findMadeUp(text);
    },
    name: ({ type }) => `[${type.toUpperCase()}_0123abcd]`,
    found: (type, done) => told.push(`${type} ${done}`),
    ...given,
  };
  const window = createAnswerWindow(rules, { form: given.form ?? 'text', isWhole: given.isWhole ?? false });
  return { window, told, looked: () => looked };
}

/** What the window lets go of a text that comes in pieces of the given lengths, in turn. */
export function passed(window: AnswerWindow, text: string, lengths: readonly number[] = [text.length]): string {
  let out = '';
  let turn = 0;
  for (let at = 0; at < text.length; turn += 1) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? 1);
    out += window.accept(text.slice(at, at + length));
    at += length;
  }
  return out + window.flush();
}
