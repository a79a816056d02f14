import type { LabelledText } from './labelled.ts';

/** A way in which a value is written so that a person or a model still reads it and a plain search does not. */
export type Evasion = {
  readonly name: string;
  /** Null where the value cannot be written that way. */
  readonly disguise: (value: string) => string | null;
};

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  o: 'о',
  p: 'р',
  x: 'х',
  A: 'А',
  B: 'В',
  E: 'Е',
  H: 'Н',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  T: 'Т',
  X: 'Х',
};

const DIGIT_WORDS = 'zero one two three four five six seven eight nine'.split(' ');

export const EVASIONS: readonly Evasion[] = [
  { name: 'zero-width space', disguise: (value) => everyThird(value, '\u200b') },
  { name: 'soft hyphen', disguise: (value) => everyThird(value, '\u00ad') },
  { name: 'zero-width joiner', disguise: (value) => everyThird(value, '\u200d') },
  {
    name: 'full-width',
    disguise: (value) => map(value, (unit) => (unit > 0x20 && unit < 0x7f ? unit + 0xfee0 : unit)),
  },
  {
    name: 'look-alike letters',
    disguise: (value) => {
      const disguised = [...value].map((letter) => LOOK_ALIKES[letter] ?? letter).join('');
      return disguised === value ? null : disguised;
    },
  },
  { name: 'base64', disguise: (value) => Buffer.from(value).toString('base64') },
  { name: 'hexadecimal', disguise: (value) => Buffer.from(value).toString('hex') },
  {
    name: 'URL encoding',
    disguise: (value) => [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  },
  {
    name: 'JSON escapes',
    disguise: (value) =>
      [...value].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  },
  { name: 'HTML entities', disguise: (value) => [...value].map((letter) => `&#${letter.charCodeAt(0)};`).join('') },
  {
    name: 'strings put together',
    disguise: (value) =>
      value.includes('\n') ? null : `${value.slice(0, value.length >> 1)}" + "${value.slice(value.length >> 1)}`,
  },
  {
    name: 'characters apart',
    disguise: (value) => (/\s/.test(value) || value.length > 200 ? null : [...value].join(' ')),
  },
  {
    name: 'digits as words',
    disguise: (value) => {
      const digits = value.replaceAll(/[ -]/g, '');
      return /^\d{9,19}$/.test(digits) ? [...digits].map((digit) => DIGIT_WORDS[Number(digit)]).join(' ') : null;
    },
  },
  {
    name: 'non-breaking spaces and dashes',
    disguise: (value) => (/[ -]/.test(value) ? value.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011') : null),
  },
];

/** The same text with its value disguised; null where that cannot be. */
export function disguiseText(labelled: LabelledText, evasion: Evasion): LabelledText | null {
  const { text, start, end } = labelled;
  const disguised = evasion.disguise(text.slice(start, end));
  if (disguised === null) return null;
  return { ...labelled, text: text.slice(0, start) + disguised + text.slice(end), end: start + disguised.length };
}

function everyThird(value: string, mark: string): string {
  return value.replace(/(.{3})(?=.)/gs, `$1${mark}`);
}

function map(value: string, change: (unit: number) => number): string {
  return String.fromCharCode(...Array.from(value, (letter) => change(letter.charCodeAt(0))));
}
