import type { TokenForm } from './token-form.ts';

/** Draws numbers that repeat for a seed: tests make their secrets, so that none stands in a file. */
export type Draw = (below: number) => number;

export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALNUM = `${CAPITALS}${CAPITALS.toLowerCase()}0123456789`;
const LETTERS: Readonly<Record<TokenForm['body'], string>> = {
  hex: '0123456789abcdef',
  linked: '0123456789/',
  alnum: ALNUM,
  upper: `${CAPITALS}234567`,
  word: ALNUM,
  url: ALNUM,
  dotted: ALNUM,
  base64: `${ALNUM}+/`,
};

export function randomText(draw: Draw, letters: keyof typeof LETTERS, length: number): string {
  const set = LETTERS[letters];
  return Array.from({ length }, () => set[draw(set.length)] ?? '').join('');
}

/** A token of the form, random where the form leaves it open; null for forms with parts of their own. */
export function makeToken(form: TokenForm, draw: Draw): string | null {
  if (form.shape !== undefined) return null;
  const prefix = form.prefixes[draw(form.prefixes.length)] ?? '';
  const length = form.min + draw(Math.min(form.max - form.min, 40) + 1);
  const body = randomText(draw, form.body, length);
  return prefix.startsWith('.') ? `${randomText(draw, 'alnum', 14)}${prefix}${body}` : prefix + body;
}

/** A private key block whose body is random: it opens nothing. */
export function makePem(draw: Draw, label: string): string {
  const lines = Array.from({ length: 12 }, () => randomText(draw, 'base64', 64));
  const [dashes, begin, end] = ['-----', 'BEGIN', 'END'];
  return [`${dashes}${begin} ${label}${dashes}`, ...lines, `${dashes}${end} ${label}${dashes}`].join('\n');
}
