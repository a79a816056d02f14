import type { Detector } from './detector.ts';

const PHRASE_WORDS = [
  ...[
    'seed phrase',
    'recovery phrase',
    'secret recovery phrase',
    'mnemonic',
    'mnemonic phrase',
    'backup phrase',
    'seed words',
  ],
  ...[
    'wallet seed',
    'recovery words',
    'wiederherstellungsphrase',
    'seedphrase',
    'frase semilla',
    'frase de recuperacion',
  ],
  ...[
    'phrase de recuperation',
    'phrase secrete',
    'frase di recupero',
    'frase seed',
    'fraza odzyskiwania',
    'herstelzin',
  ],
];

const phrase =
  /[a-z]{3,8}(?:(?:[ \t]{1,3}|,[ \t]?|[ \t]?\r?\n[ \t]?|[ ,]{1,3}\d{1,2}[.)] ?)[a-z]{3,8}){11,23}(?![A-Za-z])/;
const COUNTS: ReadonlySet<number> = new Set([12, 15, 18, 21, 24]);
/** Words that sentences are made of and the list of BIP 39 does not hold. */
const prose =
  /\b(?:the|and|for|with|from|your|his|are|was|were|have|has|not|which|their|been|would|could|into|then|than|these|those)\b/;

/** Recovery phrases of wallets: twelve to twenty-four small words behind a word for one. */
export const SEED_PHRASE_DETECTOR: Detector = {
  id: 'seed_phrase',
  version: 1,
  types: ['crypto_seed_phrase'],
  anchors: PHRASE_WORDS.map((text) => ({ kind: 'literal', text, wholeWord: true })),
  words: [],
  check: (hit, { text }, report) => {
    const from = hit.end;
    const opening = /^[^\n]{0,24}?[:=–—-]\s{0,3}["'`]?(?:1[.)] ?)?|^\s{1,3}(?:is|ist|est|es|e)?:?\s{0,3}["'`]?/.exec(
      text.slice(from, from + 40),
    );
    const start = from + (opening?.[0].length ?? 0);
    const found = phrase.exec(text.slice(start, start + 320));
    if (found === null || found.index > 4) return;
    const words = found[0].match(/[a-z]+/g) ?? [];
    if (!COUNTS.has(words.length) || prose.test(found[0])) return;
    const begin = start + found.index;
    report({ type: 'crypto_seed_phrase', start: begin, end: begin + found[0].length, confidence: 88 });
  },
};
