import type { Detector } from './detector.ts';
import { textOfBase64 } from './text-of-base64.ts';
import { endOfLetters, isAlphanumeric, membersOf } from './token-form.ts';

const PART_MAX = 4096;
const HEADER_MIN = 16;
const SIGNATURE_MIN = 16;
const URL_LETTERS = membersOf('url');

/** JSON Web Tokens (RFC 7519) and encrypted ones (RFC 7516): three or five parts, the first of which is JSON with `alg`. */
export const WEB_TOKEN_DETECTOR: Detector = {
  id: 'credential.jwt',
  version: 1,
  isCostly: true,
  types: ['jwt'],
  anchors: ['eyJ', 'ewog', 'ewo'].map((text) => ({ kind: 'literal', text, exactCase: true, atStart: true })),
  words: [],
  check: (hit, { text }, report) => {
    if (hit.start > 0 && isTokenEdge(text.charCodeAt(hit.start - 1))) return;
    const header = endOfLetters(text, hit.start, { set: URL_LETTERS, most: PART_MAX });
    if (header - hit.start < HEADER_MIN || text.charCodeAt(header) !== 0x2e) return;
    const payload = endOfLetters(text, header + 1, { set: URL_LETTERS, most: PART_MAX });
    if (text.charCodeAt(payload) !== 0x2e) return;
    let end = endOfLetters(text, payload + 1, { set: URL_LETTERS, most: PART_MAX });
    if (end - payload - 1 < SIGNATURE_MIN && payload - header > 1) return;
    for (
      let part = 0;
      part < 2 && text.charCodeAt(end) === 0x2e && isAlphanumeric(text.charCodeAt(end + 1));
      part += 1
    ) {
      end = endOfLetters(text, end + 1, { set: URL_LETTERS, most: PART_MAX });
    }
    if (!/"(?:alg|enc|typ|kid)"/.test(textOfBase64(text.slice(hit.start, header)))) return;
    report({ type: 'jwt', start: hit.start, end, confidence: 97 });
  },
};

function isTokenEdge(unit: number): boolean {
  return isAlphanumeric(unit) || unit === 0x2d || unit === 0x5f || unit === 0x2e;
}
