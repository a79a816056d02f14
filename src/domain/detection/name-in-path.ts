import { isBlank } from './blank-unit.ts';
import { isAlphanumeric } from './token-form.ts';

type Span = { readonly start: number; readonly end: number };

const REACH = 96;
/** `usr/share/`, `/srv/app/`, `checksum/`, `ghcr.io/acme/`: a way to a file, an image or a digest. */
const WAY = /(?:[\w.@~-]*\/[\w.@+-]+|\bchecksum|:(?:role|user|policy))\/$/;
/** `registry.local:5000/` */
const REGISTRY = /(?:^|[\s"'=])[a-z][\w-]*(?:\.[\w-]+)+(?::\d{2,5})?\/$/;
/** `arn:aws:secretsmanager:eu-west-1:123456789012:` */
const RESOURCE = /\barn:[\w:-]{1,80}:$/;

/**
 * Whether the name is the last step of a way, and what stands behind it belongs to the way and not to a secret: the tag of an image,
 * the digest of a manifest, the next line of a listing. `text.charCodeAt(name.start - 1)` is asked first: most names stand free.
 */
export function isStepOfWay(text: string, name: Span): boolean {
  const sign = text.charCodeAt(name.start - 1);
  if (sign === COLON) return isColon(text, name.start - 2) ? text.startsWith('::', name.end) : isResource(text, name);
  if (sign !== SLASH) return false;
  const next = text.charCodeAt(name.end);
  const isTag = next === COLON && text.charCodeAt(name.end + 1) > 0x20;
  const isDigest = next === COLON && text.startsWith('checksum/', name.start - 9);
  if (!isTag && !isDigest && !isBesideAnother(text, name.end)) return false;
  const before = text.slice(Math.max(0, name.start - REACH), name.start);
  return WAY.test(before) || (isTag && REGISTRY.test(before));
}

/** Blanks alone, a comma, or the end of a line, stand before what comes next: no sign that hands anything over. */
function isBesideAnother(text: string, from: number): boolean {
  let at = text.charCodeAt(from) === COMMA ? from + 1 : from;
  while (at - from < BLANKS_MAX && isBlank(text.charCodeAt(at))) at += 1;
  return at > from && isBlank(text.charCodeAt(at - 1)) && isAlphanumeric(text.charCodeAt(at));
}

const BLANKS_MAX = 8;
const SLASH = 0x2f;
const COMMA = 0x2c;
const COLON = 0x3a;

function isColon(text: string, at: number): boolean {
  return text.charCodeAt(at) === COLON;
}

function isResource(text: string, { start, end }: Span): boolean {
  return isColon(text, end) && RESOURCE.test(text.slice(Math.max(0, start - REACH), start));
}
