import type { AssignedValue } from './assigned-value.ts';
import { isBlank } from './blank-unit.ts';
import type { CredentialName } from './credential-name.ts';
import { isNoPassword, isReference } from './no-secret.ts';
import { isPhrase } from './password-strength.ts';
import { looksPunctuated, looksRandom, type SecretShape, shapeOf } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';
import { isUsualPassword } from './usual-password.ts';

const PASSWORD_MIN = 4;
const PASSWORD_MAX = 128;
/** A key or token is no shorter. */
export const SECRET_MIN = 10;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const UUID_LENGTH = 36;
/** Names behind which a UUID is a key, and not the number of something: services hand such keys out. */
const UUID_NAMES =
  /api|secret|client|auth|access|server_?token|deploy_?token|snyk|codecov|splunk|hec_|railway|postmark|heroku|opsgenie|sambanova|\bexa_|scaleway|nomad|consul|bearer|service_?token|admin_?token|project_?token|private_?key|customer_?token/i;
/** `WISE_TOKEN`: settings of a service, and not the number of a request. */
const SHOUTED_KEY = /^[A-Z][A-Z0-9]{2,}(?:_[A-Z0-9]+)*_(?:TOKEN|KEY)$/;
/** The seeds of one-time passwords are in base 32. */
const ONE_TIME_NAME = /otp|2fa|mfa|two_?factor|authenticator/i;
const BASE_32 = /^[A-Z2-7]{16,64}$/;
const FILE_NAME =
  /\.(?:pem|key|crt|cer|json|ya?ml|txt|env|php|m?[jt]sx?|html?|p12|pfx|jks|conf|cfg|ini|xml|py|rb|go|java|md|sh|properties|sql|gz|bz2|xz|zip|deb|log|csv|lock)$/i;
const PATH = /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)[\w./-]{2,}|^[\w-]+(?:\/[\w.-]+){2,}$/;
const MEMBER_PATH = /^[A-Za-z_$][\w$]*(?:(?:\??\.|->|::)[A-Za-z_$#][\w$]*)+(?:\(|$|-$)/;
const CALL = /^(?:new\s|await\s|!|\+|typeof\s)?[A-Za-z_$][\w$.]*(?:\(|\[)|=>|^\(|^\[|^\{|^function\b|[)}\]];?$/;
/** RFC 2307: `{SSHA}…`. */
const HASHED = /^\{[A-Za-z][\w-]{2,15}\}[\w+/$.=,]{16}/;
/** `TLS_PSK_WITH_AES_128_CCM`: the name of something. */
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){2,}$/;
/** `item_000482`: the number of something. */
const NUMBERED = /^[a-z]+(?:[-_][a-z]+)*[-_]\d+$/i;
/** Squeezed code that goes on behind a member: `n.password})}if(`. */
const MEMBER_IN_CODE = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+(?:[)}\]]{2}|[)}\]][,;])/;
/** `_Locais`: a word of a form, with the letter underlined by which it is called. */
const LABEL = /^_?[\p{L}\p{M}]+(?:_[\p{L}\p{M}]+)?$/u;
const CAPITALS = /^\p{Lu}{3,}$/u;
const NAME_ONLY = /^[A-Za-z_$][\w$]*[!?]?$/;
const WORDS_JOINED = /^[\p{L}]{1,24}(?:[-_.:/ ][\p{L}]{1,24}){1,12}[.:!?]?$/u;
const ADDRESS = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z][\w-]+$|^(?:https?|ftp|file|mailto|data|urn|tel):/i;
const MARKUP = /[<>]|\)\{|\(\)|\w\.\w+\(|\{\w*\}|%[sdv]|\\[a-zA-Z(]|^&|\|\||&&|\$\{|^@(?!.*\d)/;
/** Patterns and code have these, keys do not. */
const NEVER_IN_KEYS = /[|[\]{}\\?<>;,"'`]/;
const SENTENCE_WORDS =
  /\b(?:the|your|is|are|must|not|please|enter|to|for|with|has|be|and|or|a|an|of|in|der|die|das|ist|und|le|la|les|est|el|es|de|il|o|wird|muss|bitte|your|new|old|confirm|current|forgot|reset|invalid)\b/i;

/** How sure it is, 0 to 100, that the value behind a password's name is one. */
export function judgePassword(value: AssignedValue, name: CredentialName): number {
  const { text, isQuoted, link } = value;
  if (text.length < PASSWORD_MIN || text.length > PASSWORD_MAX || isSentence(text)) return 0;
  if (isStandIn(text) || isReference(text)) return 0;
  // A class of a style sheet: `.icon-pass:before{`.
  if (link === 'colon' && name.text.startsWith('.')) return 0;
  if (isNoPassword(text) && !(value.endsLine && link === 'colon' && /\d/.test(text) && isUsualPassword(text))) return 0;
  if (FILE_NAME.test(text) || PATH.test(text) || ADDRESS.test(text)) return 0;
  const shape = shapeOf(text);
  if (shape.distinct < 3 || /^\(\?[:=!<]/.test(text)) return 0;
  if (/\s/.test(text)) return isQuoted || link === 'element' ? judgePhrase(text) : 0;
  if (value.isComparison && (!isQuoted || !/\d/.test(text))) return 0;
  if (
    !isQuoted &&
    !HASHED.test(text) &&
    (isMemberPath(value, name) ||
      MEMBER_IN_CODE.test(text) ||
      CALL.test(text) ||
      (link !== 'element' && MARKUP.test(text)))
  )
    return 0;
  if (isQuoted && MARKUP.test(text) && !/[^\w<>{}%$\\&|@]/.test(text) && shape.digits === 0) return 0;
  if (repeatsName(text, name.text)) return 0;
  return isQuoted ? judgeQuoted(value, name, shape) : judgeBare(value, name, shape);
}

function judgeQuoted({ text, link }: AssignedValue, name: CredentialName, shape: SecretShape): number {
  const letters = shape.lowers + shape.uppers;
  if (CONSTANT.test(text)) return 0;
  if (WORDS_JOINED.test(text)) {
    if (isPhrase(text)) return 60;
    return shape.lowers === letters && text.split(/[-_. ]/).length >= 4 ? 60 : 0;
  }
  if (shape.digits > 0 && letters === 0 && shape.symbols === 0) {
    return text.length >= 6 && link !== 'argument' && name.text.length > 2 ? 60 : 0;
  }
  if (shape.digits > 0 || shape.symbols > 0) return letters + shape.digits < 4 ? 0 : 82;
  // Letters alone: a word in small letters, or capitals where no name of a type has them.
  if (/[^\x20-\x7e]/.test(text) || text.length < 5) return 0;
  if (shape.uppers === 0) return link === 'argument' ? 0 : 60;
  // Two strings in a row may be names of anything.
  const isOdd = link !== 'argument' && /^[a-z]+[A-Z]{2,}|[A-Z]{2,}[a-z]+[A-Z]/.test(text);
  return isOdd || looksRandom(text, shape) ? 65 : 0;
}

function judgeBare(value: AssignedValue, name: CredentialName, shape: SecretShape): number {
  const { text, endsLine, link } = value;
  const letters = shape.lowers + shape.uppers;
  // A word in another alphabet is no stronger for its letters: in capitals it stands for a value, below its name it is a label.
  if (/[^\x20-\x7e]/.test(text) && CAPITALS.test(text)) return 0;
  if (link === 'colon' && value.start - name.end > LABEL_GAP && LABEL.test(text)) return 0;
  const isStrong = (shape.digits > 0 && letters >= 2) || (shape.symbols > 0 && letters >= 3);
  const isLikeEnvironment =
    link === 'flag' ||
    value.hasNextField ||
    (value.isCompact && value.endsAtBlank) ||
    link === 'element' ||
    (link === 'equals' && (name.isShouted || endsLine));
  if (text.length < (isLikeEnvironment ? 5 : 6) && !(isStrong && isLikeEnvironment)) return 0;
  if (letters === 0) return shape.digits >= 6 && (isLikeEnvironment || endsLine) ? 60 : 0;
  if (WORDS_JOINED.test(text)) {
    // In a field of a connection string no code stands: `j.WchGb_DAQ`.
    const isMixed = shape.uppers > 1 && shape.lowers > 1 && shape.spoken < text.length * 0.5;
    if (value.isField && isMixed && text.length >= 8) return 60;
    const isLong =
      text.split(/[-_.]/).length >= (value.isField ? 3 : 4) && shape.uppers === 0 && !/_.*:|:.*_/.test(text);
    return (isLong || isPhrase(text)) && (isLikeEnvironment || endsLine) ? 58 : 0;
  }
  if (!isStrong) {
    const isPlaced = value.isField || isLikeEnvironment || endsLine;
    if (isPlaced && shape.uppers > 0 && shape.lowers > 0 && looksRandom(text, shape)) return 65;
    if (/[^\x20-\x7e]/.test(text) || text.length < 5 || shape.uppers > 0 || !endsLine) return 0;
    return name.isShouted || link === 'element' || (link === 'equals' && !name.text.includes('.'))
      ? 60
      : link === 'colon'
        ? 55
        : 0;
  }
  // In code a bare name with a number is a variable, however strong it would be as a password.
  if (NAME_ONLY.test(text) && !isLikeEnvironment && !endsLine && link !== 'colon' && shape.symbols === 0) {
    return shape.digits >= 2 && link !== 'space' ? 55 : 0;
  }
  if (link === 'space') return shape.digits > 0 && (shape.symbols > 0 || shape.uppers > 0) ? 60 : 0;
  return 80;
}

/** A colon, a blank, and at most one end of a line. */
const LABEL_GAP = 2;

/** `config.db.password`; where no code stands, a dot may be part of a password that has a digit too. */
function isMemberPath({ text, link, isField }: AssignedValue, name: CredentialName): boolean {
  if (!MEMBER_PATH.test(text)) return false;
  // A connection string holds values, no code: what nobody would call a member is one.
  if (isField && shapeOf(text).spoken < text.length * 0.6) return false;
  return !(/\d/.test(text) && /[A-Z]/.test(text) && (link === 'flag' || (link === 'equals' && name.isShouted)));
}

/** Several words with more than small letters and digits, of which no phrase is made: most labels and messages. */
function isSentence(text: string): boolean {
  let hasBlank = false;
  let hasOther = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x61 && unit <= 0x7a) continue;
    if (isBlank(unit)) hasBlank = true;
    else if (unit < 0x30 || unit > 0x39) hasOther = true;
  }
  return hasBlank && hasOther;
}

/** Several words: a phrase that somebody thought up, or a sentence about passwords. */
function judgePhrase(text: string): number {
  const parts = text.split(/\s+/);
  if (SENTENCE_WORDS.test(text) || /[.:,…]$/.test(text)) return 0;
  if (parts.length >= 4 && parts.length <= 10 && parts.every((part) => /^[a-z0-9]{2,}$/.test(part))) return 62;
  return 0;
}

/** `password: userPassword`, `pwd = pwd1`. */
function repeatsName(value: string, name: string): boolean {
  const plain = value.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (plain.length < 3) return false;
  const plainName = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return (
    plain === plainName ||
    (/^[A-Za-z_$.]*[\d]?$/.test(value) && /pass(?:word|wd)?|pwd|passwort|secret|token/i.test(value))
  );
}

/** How sure it is, 0 to 100, that the value behind the name of a key or token is one. */
export function judgeSecret(value: AssignedValue, name: CredentialName): number {
  const { text, isQuoted, link } = value;
  if (text.length < SECRET_MIN || text.length > VALUE_REACH) return 0;
  // The key of a captcha stands in the page; its secret does not.
  if (CAPTCHA.test(name.text) && !/secret|private/i.test(name.text)) return 0;
  const shape = shapeOf(text);
  const isPunctuated = looksPunctuated(text, shape);
  const isSeed = BASE_32.test(text) && shape.distinct >= 8 && ONE_TIME_NAME.test(name.text);
  const isRandom = isPunctuated || isSeed || looksRandom(text, shape);
  // Without a digit nobody made it up for a machine.
  if (!isRandom && shape.digits === 0 && text.length !== UUID_LENGTH) return 0;
  // No person makes up so long a key.
  if (!isRandom && text.length > PASSWORD_MAX) return 0;
  if (/\s/.test(text) || isStandIn(text) || isReference(text) || ADDRESS.test(text) || FILE_NAME.test(text)) return 0;
  if (PATH.test(text) && !/[A-Z0-9+]{4}/.test(text)) return 0;
  if (NEVER_IN_KEYS.test(text) && !(isPunctuated && isQuoted)) return 0;
  const isIssued = isRandom && text.length >= 24 && (shape.digits >= 6 || name.isShouted);
  if (!isQuoted && !isPunctuated && ((MEMBER_PATH.test(text) && !isIssued) || CALL.test(text) || MARKUP.test(text)))
    return 0;
  const isMixedRandom = isRandom && text.length >= 20 && shape.uppers >= 4 && shape.lowers >= 4;
  if (WORDS_JOINED.test(text) && !isMixedRandom) return 0;
  if (isNoPassword(text) || /[^\x21-\x7e]/.test(text)) return 0;
  if (UUID.test(text)) return UUID_NAMES.test(name.text) || SHOUTED_KEY.test(name.text) ? 65 : 0;
  const isHandedOver =
    isQuoted ||
    link === 'flag' ||
    name.isShouted ||
    value.endsLine ||
    link === 'element' ||
    link === 'colon' ||
    link === 'equals';
  if (!isHandedOver) return 0;
  // A bare name of code: `apiKey: isApiKeyProvider`.
  if (!isQuoted && shape.digits === 0 && NAME_ONLY.test(text) && !name.isShouted && link !== 'flag') return 0;
  if (namesPlace(name) || BIG_NUMBER.test(text) || (link === 'arrow' && text.startsWith(name.text))) return 0;
  if (isRandom) {
    if (text.length >= 16) return link === 'space' && !isQuoted ? (text.length >= 20 ? 60 : 0) : 80;
    return link !== 'space' && shape.digits >= 2 ? 62 : 0;
  }
  // What a person made up for a machine: `S3cr3t!Key2024`.
  const isMixed = shape.lowers > 0 && shape.digits > 0 && (shape.uppers > 0 || shape.symbols > 0);
  const isPersonal =
    /secret|_key$|-key$/i.test(name.text) && (isQuoted || name.isShouted) && link !== 'space' && link !== 'argument';
  if (
    isPersonal &&
    isMixed &&
    !NUMBERED.test(text) &&
    !repeatsName(text, name.text) &&
    shape.spoken < text.length * 0.85
  )
    return 60;
  return 0;
}

/** Whether behind a name stands where something lies: `object_key`; shouted it may be a key of the place. */
export function namesPlace({ text, isShouted }: CredentialName): boolean {
  return !isShouted && PLACE_NAME.test(text);
}

const PLACE_NAME = /(?:^|[._-])(?:object|blob|s3|record|row)_?key$/i;
const CAPTCHA = /captcha|turnstile/i;
/** `7_261_020n` */
const BIG_NUMBER = /^\d[\d_]*n$/;
const VALUE_REACH = 512;
