import type { Detector } from './detector.ts';
import { isAlphanumeric } from './identifier-value.ts';

const LOCAL_MAX = 64;
const DOMAIN_MAX = 253;

/** Last labels that are file names and code far more often than domains: `icon@2x.png`, `name@Component.class`. */
const fileEndings = new Set(
  [
    'png jpg jpeg gif svg webp ico bmp tif tiff js ts mjs cjs jsx tsx json css scss less html htm xml yml yaml toml lock',
    'md txt log csv tsv pdf class java kt go rb php c h cc cpp hpp cs swift vue sql exe dll so zip gz tgz tar jar war map',
    'conf cfg ini bak tmp patch diff rst tex local localdomain internal service socket target timer mount slice',
  ].flatMap((line) => line.split(' ')),
);

/** Mail addresses: found at the `@` and followed outwards. Not remote logins, package versions or names of files. */
export const EMAIL_DETECTOR: Detector = {
  id: 'email',
  version: 1,
  types: ['email'],
  anchors: [{ kind: 'trigger', trigger: 'at_sign' }],
  words: [],
  check: (hit, { text }, report) => {
    const end = domainEnd(text, hit.end);
    if (end < 0) return;
    const start = localStart(text, hit.start);
    if (start === hit.start || isElsewhere(text, { start, at: hit.start, end })) return;
    report({ type: 'email', start, end, confidence: 95 });
  },
};

function localStart(text: string, at: number): number {
  const limit = Math.max(0, at - LOCAL_MAX);
  let start = at;
  while (start > limit && isLocal(text.charCodeAt(start - 1))) start--;
  // A local part begins and ends with no dot, and quotes and signs of lists that stand before it are not of it.
  while (start < at && !isAlphanumeric(text.charCodeAt(start)) && text.charCodeAt(start) < 0x80) start++;
  return text.charAt(at - 1) === '.' ? at : start;
}

/** Letters, digits and `. ! # $ % & * + - / = ? ^ _ { | } ~` are allowed (RFC 5322); of the signs only those in use are taken. */
function isLocal(unit: number): boolean {
  if (isAlphanumeric(unit)) return true;
  if (unit === 0x2e || unit === 0x2d || unit === 0x5f || unit === 0x2b || unit === 0x25 || unit === 0x27) return true;
  return isForeignLetter(unit);
}

/** Letters beyond ASCII, but no signs, spaces or ideographs: those stand before an address without being of it. */
function isForeignLetter(unit: number): boolean {
  return unit >= 0xc0 && unit < 0x2000 && unit !== 0xd7 && unit !== 0xf7;
}

/** Where the domain ends; −1: what follows is none. */
function domainEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + DOMAIN_MAX);
  let end = start;
  while (end < limit) {
    const unit = text.charCodeAt(end);
    if (!isAlphanumeric(unit) && unit !== 0x2d && unit !== 0x2e && !isForeignLetter(unit)) break;
    if (unit === 0x2e && text.charCodeAt(end - 1) === 0x2e) break;
    end++;
  }
  while (end > start && !isAlphanumeric(text.charCodeAt(end - 1)) && text.charCodeAt(end - 1) < 0x80) end--;
  // Of what is between two such signs neither side is an address.
  if (text.charCodeAt(end) === 0x40) return -1;
  const domain = text.slice(start, end);
  const last = domain.slice(domain.lastIndexOf('.') + 1).toLowerCase();
  if (last.length === domain.length || last.length < 2 || last.length > 24) return -1;
  return /^(?:[\p{L}]+|xn--[a-z0-9-]+)$/u.test(last) && !fileEndings.has(last) ? end : -1;
}

/** Of a URL's login, of a remote path (`git@host.org:path`), or of a scoped package. */
function isElsewhere(
  text: string,
  { start, at, end }: { readonly start: number; readonly at: number; readonly end: number },
): boolean {
  if (isOfUrl(text, start)) return true;
  const behind = text.charCodeAt(end);
  if (behind === 0x3a && /^:[~/]?[\w.-]{1,40}\//.test(text.slice(end, end + 44))) return true;
  if (behind === 0x3a && remoteUsers.has(text.slice(start, at)) && /[\w~/.-]/.test(text.charAt(end + 1))) return true;
  return (
    text.charCodeAt(start - 1) === 0x20 &&
    /\b(?:ssh|scp|sftp|rsync) (?:-\S{1,20} ){0,3}$/.test(text.slice(Math.max(0, start - 48), start))
  );
}

const remoteUsers: ReadonlySet<string> = new Set(['git', 'hg', 'svn', 'root', 'ubuntu', 'ec2-user', 'deploy', 'admin']);
const URL_REACH = 80;

/** Whether `://` stands before a place with nothing between that ends a URL's login. */
function isOfUrl(text: string, start: number): boolean {
  for (let at = start - 1; at >= 2 && start - at < URL_REACH; at--) {
    const unit = text.charCodeAt(at);
    if (unit <= 0x20 || unit === 0x22 || unit === 0x27 || unit === 0x3c || unit === 0x3e || unit === 0x40) return false;
    if (unit === 0x2f) return text.charCodeAt(at - 1) === 0x2f && text.charCodeAt(at - 2) === 0x3a;
  }
  return false;
}
