import type { Detector, Hit } from './detector.ts';
import { isNoPassword, isReference } from './no-secret.ts';
import { looksRandom, shapeOf } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';

/** A call or a line in which a password has its place, and no word for it. The first group of `pattern` is the password. */
type Place = { readonly word: string; readonly pattern: RegExp; readonly isAnyPart?: true };

const REACH = 320;
const QUOTED = String.raw`["']([^"'\n]{4,128})["']`;
const OTHER = String.raw`["'][^"'\n]{0,128}["']`;

const pair = new RegExp(String.raw`^\s?\(\s{0,8}(?:${OTHER}|[\w.$]{1,40})\s{0,4},\s{0,8}${QUOTED}`);
const third = new RegExp(
  String.raw`^\s?\(\s{0,8}(?:${OTHER}|[\w.$]{1,40})\s{0,4},\s{0,8}(?:${OTHER}|[\w.$]{1,40})\s{0,4},\s{0,8}${QUOTED}`,
);

/** Signatures as the makers document them: .NET, Go, Python, PHP, Java, Cisco IOS, Windows, the Wi-Fi QR code. */
const PLACES: readonly Place[] = [
  { word: 'NetworkCredential', pattern: pair },
  { word: 'SetBasicAuth', pattern: pair },
  { word: 'HTTPBasicAuth', pattern: pair },
  { word: 'HTTPDigestAuth', pattern: pair },
  { word: 'BasicCredentials', pattern: pair },
  { word: 'PasswordAuthentication', pattern: pair },
  { word: 'UsernamePasswordCredentials', pattern: pair },
  { word: 'PlainAuth', pattern: third },
  { word: 'auth', pattern: new RegExp(String.raw`^\s?=\s?\(\s?${OTHER}\s?,\s?${QUOTED}\s?,?\s?\)`) },
  { word: '.login', pattern: new RegExp(String.raw`^\(\s{0,8}${OTHER}\s?,\s{0,8}${QUOTED}\s?\)`), isAnyPart: true },
  { word: 'getConnection', pattern: third },
  { word: 'mysqli_connect', pattern: third },
  { word: 'mysqli', pattern: third },
  { word: 'ftp_login', pattern: third },
  { word: 'PDO', pattern: third },
  { word: 'ConvertTo-SecureString', pattern: /^\s{1,4}(?:-String\s{1,4})?["']?([^\s"']{4,128})/ },
  { word: 'net user', pattern: /^\s{1,4}[\w.-]{1,64}\s{1,4}["']?([^\s"'/*]{4,128})/ },
  { word: 'snmp-server community', pattern: /^\s{1,4}(\S{4,64})/ },
  { word: 'enable secret', pattern: /^\s{1,4}(?:level \d{1,2}\s)?(?:\d\s{1,4})?(\S{5,128})/ },
  { word: 'enable password', pattern: /^\s{1,4}(?:level \d{1,2}\s)?(?:\d\s{1,4})?(\S{5,128})/ },
  { word: 'privilege', pattern: /^\s{1,4}\d{1,2}\s{1,4}(?:secret|password)\s{1,4}(?:\d\s{1,4})?(\S{5,128})/ },
  { word: 'tacacs-server', pattern: /^[^\n]{0,80}\bkey\s{1,4}(?:\d\s{1,4})?(\S{5,128})/ },
  { word: 'radius-server', pattern: /^[^\n]{0,80}\bkey\s{1,4}(?:\d\s{1,4})?(\S{5,128})/ },
  { word: 'otpauth://', pattern: /^[^\s"'`]{1,160}[?&]secret=([A-Z2-7]{16,64})/i, isAnyPart: true },
  { word: 'WIFI:', pattern: /^(?:[TSHR]:[^;\n]{0,64};){0,4}P:([^;\n]{4,64});/, isAnyPart: true },
];
const byWord = new Map(PLACES.map((place) => [place.word, place]));

export const HANDED_PASSWORD_DETECTOR: Detector = {
  ...{ id: 'credential.handed_password', version: 1, isCostly: true, types: ['password'], words: [] },
  anchors: PLACES.map(({ word, isAnyPart }) =>
    isAnyPart === true
      ? { kind: 'literal', text: word, exactCase: true }
      : { kind: 'literal', text: word, wholeWord: true },
  ),
  check: (hit, { text }, report) => {
    const found = handedAt(text, hit);
    if (found !== null) report({ type: 'password', ...found, confidence: 72 });
  },
};

function handedAt(text: string, hit: Hit): { readonly start: number; readonly end: number } | null {
  const pattern = hit.anchor.kind === 'literal' ? byWord.get(hit.anchor.text)?.pattern : undefined;
  const match = pattern?.exec(text.slice(hit.end, hit.end + REACH));
  const value = match?.[1]?.replace(/[.,;:)]{1,3}$/, '');
  if (match === null || match === undefined || value === undefined) return null;
  const { lowers, uppers, digits, symbols, distinct } = shapeOf(value);
  const isStrong =
    lowers + uppers > 0 && (digits > 0 || (symbols > 0 && /[!@#$%^&*+=?~]/.test(value))) && distinct >= 4;
  if ((!isStrong && !looksRandom(value)) || isReference(value) || isStandIn(value) || isNoPassword(value)) return null;
  if (/\s|^https?:/.test(value) || /^[\p{L}]{2,24}(?:[-_. ][\p{L}]{1,24}){0,8}$/u.test(value)) return null;
  const start = hit.end + match[0].lastIndexOf(value);
  return { start, end: start + value.length };
}
