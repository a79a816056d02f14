import type { Detector } from './detector.ts';

const LOCAL_REACH = 72;
const DOMAIN_REACH = 120;
/** What people write for the `@` of an address, so that no program reads it. */
const SIGNS = ['(at)', '[at]', '{at}', '<at>', '_at_', ' arroba ', ' arobase ', ' chiocciola ', ' klammeraffe '];
/** ` dot com`: behind ` at `, which is a word of every sentence. */
const DOTS = [' dot ', ' punkt '];
const LOCAL = /(?:^|[^\p{L}\p{N}.+_'-])([\p{L}\p{N}](?:[\p{L}\p{N}.+_'-]{0,62}[\p{L}\p{N}])?)\s{0,2}$/u;
const DOMAIN =
  /^\s{0,2}([a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?(?:(?:\.|\s{0,2}[([{<](?:dot|punkt|punto|point|\.)[)\]}>]\s{0,2}|_dot_|\s(?:dot|punkt|punto|point|ponto)\s)[a-z0-9-]{2,40}){1,4})(?![\w@-])/i;
const SPOKEN =
  /(?:^|[^\p{L}\p{N}.+_'-])([\p{L}\p{N}](?:[\p{L}\p{N}.+_'-]{0,62}[\p{L}\p{N}])?\s(?:at|ät)\s[a-z0-9][a-z0-9-]{1,60}(?:(?:\.|\s(?:dot|punkt)\s)[a-z0-9-]{2,40}){0,2})$/iu;
const LAST_LABEL =
  /(?:com|org|net|edu|gov|io|de|fr|es|it|pt|nl|be|ch|at|pl|se|dk|no|fi|uk|ie|eu|us|ca|au|in|br|mx|jp|me|co|info|dev|app|ai|cloud|biz|test|example)$/i;

/** Words of sentences too: before them the name is none. */
const IS_WORD = /^(?:in|it|at|be|no|me|us|is)$/i;

/** Addresses that are told: `anna (at) acme (dot) com`, `anna at acme dot com`. */
export const TOLD_EMAIL_DETECTOR: Detector = {
  ...{ id: 'email_told', version: 1, isCostly: true, types: ['email'], words: [] },
  anchors: [...SIGNS, ...DOTS].map((text) => ({ kind: 'literal', text })),
  check: (hit, { text }, report) => {
    const anchor = hit.anchor.kind === 'literal' ? hit.anchor.text : '';
    const found = DOTS.includes(anchor) ? spokenAt(text, hit.start, hit.end) : signedAt(text, hit.start, hit.end);
    if (found !== null) report({ type: 'email', ...found, confidence: 85 });
  },
};

type Found = { readonly start: number; readonly end: number };

function signedAt(text: string, start: number, end: number): Found | null {
  const local = LOCAL.exec(text.slice(Math.max(0, start - LOCAL_REACH), start));
  const domain = DOMAIN.exec(text.slice(end, end + DOMAIN_REACH));
  const host = domain?.[1];
  if (local?.[1] === undefined || domain === null || host === undefined || !LAST_LABEL.test(host)) return null;
  const whole = local[0];
  return { start: start - whole.length + whole.indexOf(local[1]), end: end + domain[0].length };
}

function spokenAt(text: string, start: number, end: number): Found | null {
  const from = Math.max(0, start - DOMAIN_REACH);
  const before = SPOKEN.exec(text.slice(from, start));
  const label = /^[a-z]{2,10}(?![\w-])/i.exec(text.slice(end, end + 12))?.[0];
  if (before?.[1] === undefined || label === undefined || !LAST_LABEL.test(label)) return null;
  if (IS_WORD.test(label) && !/^[\p{L}]{0,30}[\d._+-]/u.test(before[1])) return null;
  return { start: start - before[1].length, end: end + label.length };
}
