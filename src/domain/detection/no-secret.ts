import { KINDS, WORD } from './unit-kinds.ts';

/** Something that leads to a secret, and is none: `${NAME}`, `$(cat file)`, `{{ name }}`, `<name>`, `%s`, `process.env.X`. */
export function isReference(value: string): boolean {
  const head = value.length > REACH ? value.slice(0, REACH) : value;
  return (mayLead(head) && REFERENCE.test(head)) || (head.includes('{') && INNER_REFERENCE.test(head));
}

/** Whether one may begin so: with a sign, or with a word that a dot, colon or bracket follows. */
function mayLead(value: string): boolean {
  let at = 0;
  while (at < value.length && isWordUnit(value.charCodeAt(at))) at += 1;
  return at === 0 || (at < value.length && '.:[(+'.includes(value.charAt(at)));
}

function isWordUnit(unit: number): boolean {
  return unit < 128 && ((KINDS[unit] ?? 0) & WORD) !== 0;
}

/** What leads elsewhere says so at its beginning. */
const REACH = 96;
const REFERENCE = new RegExp(
  [
    String.raw`^\$[A-Za-z_]\w*(?:::\w+)*-?$`,
    String.raw`^\\?\$[({[]`,
    String.raw`^["']?\$\{`,
    String.raw`^<[^>]*>?$|^\[[^\]]*\]$|^\{[^}]*\}$`,
    String.raw`^(?:\*{1,2}|&)[A-Za-z_][\w.]*$`,
    String.raw`^%[\w-]+%$`,
    String.raw`^%(?:\([a-z]|[sdvqr]\b)`,
    String.raw`^[#@]\{`,
    // RFC 2307 writes hashes so, and they are no references.
    String.raw`^\{(?!(?:s?sha|s?md5|crypt|pbkdf2|argon2|bcrypt)[\w-]{0,12}\}[\w+/$.=,])\w*\}`,
    String.raw`^:[\w:]+$`,
    String.raw`^--?[a-z]{1,24}(?:-[a-z]+){0,6}(?:[=:].*)?$|^-[a-z]\d{1,6}$|^\||^!{1,2}[a-z_$]\w*$`,
    `^!(?:ref|sub|vault|getatt|env|secret|encrypted|binary)`,
    String.raw`^(?:process|import\.meta)\.env`,
    `^(?:os|env|config|secrets?|settings|vars?|data|local|module|self|this|args|opts|options|params|props|req|request|ctx|event|input|form|user|credentials|state|response|res|result|body|inputs|github|matrix|values)[.[]`,
    String.raw`^(?:vault|secretref|secretsmanager|ssm|sops|ref\+|op|arn|env|file|https?|s3|gs|kms|keyvault|keychain|awskms):`,
    String.raw`^(?:get|read|load|fetch|env|getenv|base64|lookup|resolve|decrypt|prompt|input|raw_input|getpass|str|string|new|await|require|null|function|async|enc|encrypt|hash|crypt|md5|sha1|sha256|concat|format|join|print|printf|random|generate)\w{0,24}[([]`,
    String.raw`^@microsoft\.keyvault`,
    String.raw`^enc\[`,
    // A type of code, and a number of it: `ed25519.Ed25519PrivateKey`.
    String.raw`^[a-z_]\w*(?:\.\w+)*\.[a-z]\w*(?:key|token|secret|password|credentials?)$`,
  ].join('|'),
  'i',
);

/** It may stand anywhere in a value. */
const INNER_REFERENCE = /\{\{|\$\{[\w.:-]{1,60}\}/;

/** Words that stand behind a password's name and are none: its own name, types, states, labels of forms. */
const NO_PASSWORDS: ReadonlySet<string> = new Set(
  [
    'password passwd passwort kennwort pwd pass passphrase passcode contrasena contraseña clave motdepasse mdp senha',
    'wachtwoord lösenord hasło haslo пароль parola passord adgangskode salasana heslo şifre sifre geslo jelszó',
    'secret token apikey key auth credential credentials username user login email mypassword mypass mypwd mysecret',
    'userpassword dbpassword dbpass userpass userpwd newpassword oldpassword currentpassword confirmpassword somepassword',
    'apassword thepassword yourpassword secretkey apitoken accesstoken authtoken clientsecret privatekey publickey',
    'string str text varchar char number int integer bool boolean float double any null nil none undefined true false void',
    'unknown object array list dict map bytes byte buffer optional required never symbol date datetime uuid enum struct',
    'field input label hint title prompt message placeholder hidden visible show hide toggle strength confirm confirmation',
    'forgot forgotten reset change changed update updated expired expires invalid valid incorrect wrong correct missing empty',
    'blank weak strong medium protected encrypted hashed plaintext plain default disabled enabled yes no on off ok',
    'must should is are was were has have with from this that here there below above and or not for the to in of',
    'manager management policy authentication authorization verification validation generator generated protection less',
    'test testing tests tester demo foo bar baz qux abc asdf value values data name id type file path url uri',
    'bcrypt argon2 argon2id argon2i scrypt pbkdf2 sha1 sha256 sha512 md5 oauth oauth2 saml saml2 ldap totp mfa 2fa jwt basic',
    'bearer digest kerberos ntlm sso oidc fido2 webauthn base64 utf8 hs256 rs256 es256 ed25519 x509 prompt stdin env ask',
    'supersecret topsecret password1 password123 pass123 test123 test1234 secret123 pass1234 user123 passw0rd1234',
    'anonymous changeme changeit changethis replaceme pleasechange setme fillme define undef include omit sameorigin login nologin expression function return const let var import export default async await new class extends super',
  ]
    .join(' ')
    .split(' '),
);
/** Longer than any of the words. */
const WORD_MAX = 40;
const NOT_WORDS = /[^\p{L}\p{N}]/gu;
const NUMBERED_NAME =
  /^(?:my|your|the|a|user|db|new|old|test|some|admin|root)?(?:pass|password|passwd|pwd|pw|secret|token|key|user|value|input|field|arg|param|str|string|tmp|temp|foo|bar|baz|test|name|id|item|data)\d{0,4}$/;
const MEASURE =
  /^\d+(?:[.,]\d+)?[-\s]?(?:%|px|em|rem|pt|ms|s|sec|secs|seconds?|min|mins|minutes?|h|hours?|d|days?|weeks?|months?|years?|kb|mb|gb|chars?|characters?|digits?|letters?|bits?|bytes?|zeichen|x|st|nd|rd|th|times)(?:$|[\s,.;-](?!\d))/i;
/** `secret-2-levels`, `my_password_1`: names that hold such a word among others. */
const SPEAKS_OF_SECRETS = /^(?:[a-z0-9]+[-_.])*(?:secret|password|passwd|token|pass|pwd)(?:[-_.][a-z0-9]+)*$/i;
const DATE_OR_VERSION =
  /^(?:0x[0-9a-fA-F]{1,16}\b|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|v?\d+(?:\.\d+){1,3}$|(?:v|\d{1,2}:)\d+(?:\.\d+)+[-+~][\w.+~-]+$|\d+(?:\.\d+)+(?:[+~]\w{1,16})?-\d+(?:\+\w{1,16})?$|\d\d:\d\d)/;

/** Whether a value behind a password's name says something of passwords instead of being one. */
export function isNoPassword(value: string): boolean {
  if (value.length > WORD_MAX) return false;
  const first = value.charCodeAt(0);
  const isNumber = first >= 0x30 && first <= 0x39;
  if ((isNumber && MEASURE.test(value)) || ((isNumber || first === 0x76) && DATE_OR_VERSION.test(value))) return true;
  // `Password123!` follows a policy: somebody uses it.
  if (/[A-Z]/.test(value) && /\d/.test(value) && /[^\w\s-]/.test(value)) return false;
  if (SPEAKS_OF_SECRETS.test(value)) return true;
  const plain = value.toLowerCase().replaceAll(NOT_WORDS, '');
  return NO_PASSWORDS.has(plain) || NUMBERED_NAME.test(plain);
}

/** Behind `"pass": "what is said then"`: `, "fail": "…"`. */
export function leadsToFailure(text: string, from: number): boolean {
  return /^["'\s]{0,2},\s{0,12}["']?fail/.test(text.slice(from, from + 24));
}
