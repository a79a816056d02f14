import type { Detector } from './detector.ts';
import { looksRandom } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';
import { endOfLetters } from './token-form.ts';

const REACH = 240;
const SECRET_LENGTH = 40;
/** Letters, digits, `+` and `/`. */
const SECRET_UNITS = Uint8Array.from({ length: 128 }, (_, unit) =>
  /[A-Za-z0-9+/]/.test(String.fromCharCode(unit)) ? 1 : 0,
);
const HEX_ONLY = /^[0-9a-f]+$/i;
const PHRASE_WORDS = /^["'\s:=>-]{0,8}((?:[a-z]{3,8}[\s,]{1,2}){11,23}[a-z]{3,8})(?![a-z])/;
const HASH =
  /^(?:\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|[156]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22,86}|y\$[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{1,32}\$[./A-Za-z0-9]{43}|apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|argon2(?:id|i|d)\$v=\d{1,3}\$m=\d{1,9},t=\d{1,4},p=\d{1,3}\$[A-Za-z0-9+/]{11,88}\$[A-Za-z0-9+/]{16,128}))/;

/** Secrets that have no form of their own and stand beside something that has. */
export const COMPANION_DETECTORS: readonly Detector[] = [
  // AWS hands out the id and the secret together: 40 characters of base64 near an id are the secret.
  {
    ...{
      id: 'credential.aws_secret_access_key',
      version: 1,
      isCostly: true,
      types: ['aws_secret_access_key'],
      words: [],
    },
    anchors: ['AKIA', 'ASIA'].map((text) => ({ kind: 'literal', text, exactCase: true })),
    check: (hit, { text }, report) => {
      if (!/^[A-Z0-9]{16}(?![A-Za-z0-9])/.test(text.slice(hit.end, hit.end + 17))) return;
      const from = Math.max(0, hit.start - REACH);
      const limit = Math.min(text.length, hit.end + REACH);
      // A run of 40 covers a multiple of 40.
      for (let probe = from + SECRET_LENGTH - 1, done = from; probe < limit; probe += SECRET_LENGTH) {
        if (probe < done || SECRET_UNITS[text.charCodeAt(probe)] !== 1) continue;
        let start = probe;
        while (start > from && probe - start <= SECRET_LENGTH && SECRET_UNITS[text.charCodeAt(start - 1)] === 1)
          start -= 1;
        done = endOfLetters(text, start, { set: SECRET_UNITS, most: SECRET_LENGTH + 1 });
        const secret = text.slice(start, done);
        if (secret.length !== SECRET_LENGTH || isTokenEdge(text.charCodeAt(done))) continue;
        if (HEX_ONLY.test(secret) || isStandIn(secret) || !looksRandom(secret)) continue;
        report({ type: 'aws_secret_access_key', start, end: done, confidence: 94 });
      }
    },
  },
  // BIP 39: twelve to twenty-four words restore a wallet.
  {
    ...{ id: 'credential.seed_phrase', version: 1, isCostly: true, types: ['seed_phrase'], words: [] },
    anchors: [
      'mnemonic',
      'seed phrase',
      'recovery phrase',
      'seedphrase',
      'seed_phrase',
      'secret phrase',
      'recovery_phrase',
      'backup phrase',
    ].map((text) => ({ kind: 'literal', text })),
    check: (hit, { text }, report) => {
      const window = text.slice(hit.end, hit.end + 320);
      const lead = /^[\w ]{0,24}(?:is|are|words)?["']?\s{0,3}(?=[:=\n"'])/.exec(window)?.[0].length ?? 0;
      const match = PHRASE_WORDS.exec(window.slice(lead));
      const words = match?.[1];
      if (match === null || words === undefined || new Set(words.split(/[\s,]+/)).size < 9) return;
      if (/\b(?:the|you|your|and|with|for|are|not|this)\b/.test(words)) return;
      const start = hit.end + lead + match.index + match[0].indexOf(words);
      report({ type: 'seed_phrase', start, end: start + words.length, confidence: 88 });
    },
  },
  // crypt(5): what /etc/shadow and htpasswd keep, to be guessed at leisure by whoever has it.
  {
    ...{ id: 'credential.password_hash', version: 1, isCostly: true, types: ['password_hash'], words: [] },
    anchors: [
      ...[':$2a$', ':$2b$', ':$2y$', ':$1$', ':$5$', ':$6$', ':$y$', ':$apr1$'],
      ...[':$argon2', '"$argon2', "'$argon2", '=$argon2'],
    ].map((text) => ({
      kind: 'literal',
      text,
    })),
    check: (hit, { text }, report) => {
      const match = HASH.exec(text.slice(hit.start + 1, hit.start + 160));
      if (match === null) return;
      report({ type: 'password_hash', start: hit.start + 1, end: hit.start + 1 + match[0].length, confidence: 80 });
    },
  },
];

/** Goes on with a token that is no AWS secret. */
function isTokenEdge(unit: number): boolean {
  return unit === 0x3d || unit === 0x5f || unit === 0x2d;
}
