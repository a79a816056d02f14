import { isNoPassword, isReference } from './no-secret.ts';
import { looksRandom, shapeOf } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';
import { isAlphanumeric } from './token-form.ts';
import { isUsualPassword } from './usual-password.ts';

/** Methods, formats and measures that sentences about passwords name. */
const TECHNICAL =
  /^(?:utf|sha|base|md|iso|rfc|aes|pkcs|wpa|windows|exchange|pbkdf|sqlserver|php|oauth|rsa|3?des|v|oauth|ipv|https?|[hre]s|ed|x|i|l|k|p|h|e|win|ecma)[-_./]?\d[\d._-]{0,8}(?:bit)?$|^\d+[-_.]?[a-z]{1,12}$|^[a-z]{1,16}-\d{1,2}$|^\d-[a-z]+$/i;

/** In a sentence a plain word is a word: a password has a digit or a sign, or stands in quotes. */
export function isStrong(value: string, isQuoted: boolean): boolean {
  if (value.length < 5) return false;
  // Most words of sentences end here.
  if (!isQuoted && !hasDigitOrSign(value) && !isUsualPassword(value)) return false;
  if (isStandIn(value) || isReference(value)) return false;
  // The padding of base64.
  if (!isQuoted && value.endsWith('=')) return false;
  if (isUsualPassword(value)) return !/[([{]/.test(value);
  if (isNoPassword(value)) return false;
  if (/\s/.test(value) || /^(?:https?:|www\.|\/|\.|~|\d+$)/i.test(value) || /@[\w-]+\.\w/.test(value)) return false;
  const { lowers, uppers, digits, symbols, distinct } = shapeOf(value);
  if (distinct < 4 || /[^\x21-\x7e\xa1-\xff]/.test(value)) return false;
  const letters = lowers + uppers;
  if (/[()[\]{}]|::|=>|->|\/\//.test(value)) return false;
  const signs = (value.match(/[!@#$%^&*+=?~§€£]/g) ?? []).length;
  if (letters >= 2 && digits > 0) return isQuoted || !TECHNICAL.test(value);
  if (letters >= 4 && signs > 0) return !/^[\p{L}]+[!?*]+$/u.test(value) || /[a-z][A-Z]/.test(value) || isQuoted;
  return isQuoted && letters >= 6 && symbols === 0 && uppers === 0;
}

/** Digits, and the signs that are counted above. */
const IS_STRONG = Uint8Array.from({ length: 256 }, (_, unit) =>
  /[0-9!@#$%^&*+=?~§£]/.test(String.fromCharCode(unit)) ? 1 : 0,
);

function hasDigitOrSign(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at);
    if (unit === 0x20ac || IS_STRONG[unit] === 1) return true;
  }
  return false;
}

/** With a verb between they are passwords too: figures alone, three words with dashes, letters that nobody would say. */
export function isThoughtUp(value: string): boolean {
  if (!isAlphanumeric(value.charCodeAt(0)) || isStandIn(value) || isReference(value) || isNoPassword(value))
    return false;
  if (/^\d{6,10}$/.test(value)) return new Set(value).size > 2;
  if (/^[a-z]{4,12}(?:-[a-z]{3,12}){2,5}$/.test(value)) return true;
  return /^[A-Za-z]{8,32}$/.test(value) && /[a-z]/.test(value) && looksRandom(value);
}

/** Letters and two digits, or letters, a digit and a sign: not a word with a number behind it. */
export function isBrewed(value: string): boolean {
  const { lowers, uppers, digits } = shapeOf(value);
  // A sign between letters of both cases makes up for a digit.
  const isSigned = lowers > 0 && uppers > 0 && /[a-zA-Z][!@#$%^&*+~§€£][a-zA-Z_]/.test(value);
  if (lowers + uppers < 3 || (digits === 0 && !isSigned) || value.endsWith('=') || /^[\w.-]+[:=/\\]|[/\\]/.test(value))
    return false;
  const signs = /[!@#$%^&*+?~§€£]/.test(value);
  return signs || (digits >= 2 && !/[-.]/.test(value) && !/^[a-z]+_|^[A-Z]{2,}\d+$/.test(value));
}

/** Three plain words with dashes, `rusty-anchor-sunday`: words of settings make names of it. */
export function isPhrase(text: string): boolean {
  return THREE_WORDS.test(text) && !text.split('-').some((word) => SETTING_WORDS.has(word));
}

const THREE_WORDS = /^[a-z]{3,10}(?:-[a-z]{4,12}){2}$/;
const SETTING_WORDS: ReadonlySet<string> = new Set(
  [
    'secret password token pass pass pwd key keys name value file path admin root user users default example prod production',
    'staging test tests local service server client database postgres mysql mariadb redis mongo mongodb rabbitmq kafka vault',
    'cluster system config settings credentials credential auth access login account accounts manager store storage provider',
    'error message field input form label text type class style hint reset change confirm current show hide toggle missing',
    'invalid valid required optional empty from stdin read with without this that your must should only never none null',
    'sign time step factor based free less code single data base keycloak grafana elastic backup deploy docker kubernetes helm',
    'random generated generate policy rule rules check checks match matches minimum maximum length strength weak strong',
  ]
    .join(' ')
    .split(' '),
);
