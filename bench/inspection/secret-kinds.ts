import { crc32 } from 'node:zlib';
import type { ValueKind } from './labelled.ts';
import { BASE_62, BASE_64_URL, DIGITS, HEX, LOWER, type Random, UPPER } from './random.ts';

/** Prefixes are written in two halves, so that no scanner of a host takes this file for a leak. */
const join = (...halves: readonly string[]): string => halves.join('');

const BASE_32 = `${UPPER}234567`;
const BASE_64 = `${BASE_62}+/`;

type Row = readonly [
  kind: string,
  types: readonly string[],
  labels: readonly string[],
  make: (random: Random) => string,
];

/** Formats as the issuers document them; sources stand in docs/detection.md. */
const ROWS: readonly Row[] = [
  [
    'aws_access_key_id',
    ['aws_access_key_id'],
    ['AWS_ACCESS_KEY_ID', 'aws_access_key_id', 'accessKeyId'],
    (r) => join('AK', 'IA') + r.letters(BASE_32, 16),
  ],
  [
    'aws_secret',
    ['aws_secret_access_key', 'aws_secret_key', 'api_key'],
    ['AWS_SECRET_ACCESS_KEY', 'aws_secret_access_key', 'secretAccessKey'],
    (r) => r.letters(BASE_64, 40),
  ],
  [
    'github_classic',
    ['github_token'],
    ['GITHUB_TOKEN', 'GH_TOKEN', 'github_pat'],
    (r) => withChecksum(join('gh', 'p_'), r.letters(BASE_62, 30)),
  ],
  [
    'github_server',
    ['github_token'],
    ['GITHUB_TOKEN', 'installation_token'],
    (r) => withChecksum(join('gh', 's_'), r.letters(BASE_62, 30)),
  ],
  [
    'github_fine',
    ['github_token'],
    ['GITHUB_TOKEN', 'token'],
    (r) => `${join('github_', 'pat_')}${r.letters(BASE_62, 22)}_${r.letters(BASE_62, 59)}`,
  ],
  [
    'gitlab',
    ['gitlab_token'],
    ['GITLAB_TOKEN', 'CI_JOB_TOKEN', 'PRIVATE-TOKEN'],
    (r) => join('gl', 'pat-') + r.letters(BASE_64_URL, 20),
  ],
  ['npm', ['npm_token'], ['NPM_TOKEN', '_authToken'], (r) => withChecksum(join('np', 'm_'), r.letters(BASE_62, 30))],
  [
    'pypi',
    ['pypi_token'],
    ['TWINE_PASSWORD', 'PYPI_TOKEN'],
    (r) => join('pypi-', 'AgEIcHlwaS5vcmc') + r.letters(BASE_64_URL, 150),
  ],
  [
    'slack_bot',
    ['slack_token'],
    ['SLACK_BOT_TOKEN', 'slack_token'],
    (r) => `${join('xox', 'b-')}${r.letters(DIGITS, 12)}-${r.letters(DIGITS, 13)}-${r.letters(BASE_62, 24)}`,
  ],
  [
    'slack_hook',
    ['slack_webhook', 'slack_webhook_url', 'slack_token', 'webhook_url'],
    ['SLACK_WEBHOOK_URL', 'webhook'],
    (r) =>
      `${join('https://hooks.sl', 'ack.com/services/')}T${r.letters(BASE_32, 8)}/B${r.letters(BASE_32, 10)}/${r.letters(BASE_62, 24)}`,
  ],
  [
    'stripe',
    ['stripe_api_key'],
    ['STRIPE_SECRET_KEY', 'stripe_key'],
    (r) => join('sk_', 'live_') + r.letters(BASE_62, r.pick([24, 99])),
  ],
  [
    'google_api',
    ['google_api_key'],
    ['GOOGLE_API_KEY', 'apiKey', 'maps_key'],
    (r) => join('AI', 'zaSy') + r.letters(BASE_64_URL, 33),
  ],
  [
    'openai',
    ['openai_api_key'],
    ['OPENAI_API_KEY', 'openai_key'],
    (r) => `${join('sk-', 'proj-')}${r.letters(BASE_64_URL, 74)}${join('T3Blb', 'kFJ')}${r.letters(BASE_64_URL, 74)}`,
  ],
  [
    'anthropic',
    ['anthropic_api_key'],
    ['ANTHROPIC_API_KEY', 'claude_key'],
    (r) => `${join('sk-', 'ant-api03-')}${r.letters(BASE_64_URL, 93)}AA`,
  ],
  [
    'huggingface',
    ['huggingface_token'],
    ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'],
    (r) => join('h', 'f_') + r.letters(UPPER + LOWER, 34),
  ],
  [
    'sendgrid',
    ['sendgrid_api_key'],
    ['SENDGRID_API_KEY'],
    (r) => `${join('S', 'G.')}${r.letters(BASE_64_URL, 22)}.${r.letters(BASE_64_URL, 43)}`,
  ],
  ['twilio', ['twilio_api_key'], ['TWILIO_API_KEY_SID', 'twilio_sid'], (r) => join('S', 'K') + r.letters(HEX, 32)],
  [
    'digitalocean',
    ['digitalocean_token'],
    ['DO_TOKEN', 'DIGITALOCEAN_ACCESS_TOKEN'],
    (r) => join('dop_', 'v1_') + r.letters(HEX, 64),
  ],
  ['vault', ['vault_token'], ['VAULT_TOKEN'], (r) => join('hv', 's.') + r.letters(BASE_62, 24)],
  ['shopify', ['shopify_token'], ['SHOPIFY_ACCESS_TOKEN'], (r) => join('shp', 'at_') + r.letters(HEX, 32)],
  ['databricks', ['databricks_token'], ['DATABRICKS_TOKEN'], (r) => join('da', 'pi') + r.letters(HEX, 32)],
  [
    'telegram',
    ['telegram_bot_token'],
    ['TELEGRAM_BOT_TOKEN', 'bot_token'],
    (r) => `${r.letters('123456789', 1)}${r.letters(DIGITS, 9)}:AA${r.letters(BASE_64_URL, 33)}`,
  ],
  [
    'azure_storage',
    ['azure_storage_key', 'azure_account_key', 'api_key'],
    ['AccountKey', 'AZURE_STORAGE_KEY'],
    (r) => `${r.letters(BASE_64, 86)}==`,
  ],
  ['jwt', ['jwt'], ['Authorization', 'id_token', 'session'], (r) => makeWebToken(r)],
  ['private_key', ['private_key'], ['PRIVATE_KEY', 'key', 'tls_key'], (r) => makePem(r)],
  [
    'postgres_url',
    ['connection_string', 'password'],
    ['DATABASE_URL', 'PG_URI', 'db'],
    (r) =>
      `postgres://${r.pick(['app', 'billing', 'svc_report'])}:${makePassword(r).replace(/[@#?]/g, 'A')}@db${r.int(9)}.internal:5432/orders`,
  ],
  [
    'mongodb_url',
    ['connection_string', 'password'],
    ['MONGO_URL', 'MONGODB_URI'],
    (r) => `mongodb+srv://root:${r.letters(BASE_62, 16)}@cluster0.${r.letters(LOWER, 5)}.mongodb.net/prod`,
  ],
  [
    'generic_key',
    ['api_key', 'token'],
    ['API_KEY', 'api_key', 'client_secret', 'X-Api-Key', 'auth_token', 'SECRET_KEY'],
    (r) => r.letters(r.pick([HEX, BASE_62]), r.pick([32, 40])),
  ],
];

export const SECRET_KINDS: readonly ValueKind[] = [
  ...ROWS.map(
    ([kind, types, labels, make]): ValueKind => ({
      ...{ kind, group: 'credential', types, labels, make },
      ...(kind.endsWith('_url') ? { part: /:([^:@/]+)@/ } : {}),
    }),
  ),
  {
    kind: 'password',
    group: 'credential',
    types: ['password'],
    labels: ['password', 'DB_PASSWORD', 'passwd', 'pwd', 'Passwort', 'mot de passe', 'contraseña', 'senha', 'Kennwort'],
    make: makePassword,
  },
  {
    ...{ kind: 'password_told', group: 'credential', types: ['password'], labels: ['password'] },
    make: (random) => (random.chance(0.6) ? makePassword(random) : makePlainPassword(random)),
  },
];

/** Those that lists of leaked passwords are full of. */
function makePlainPassword(random: Random): string {
  const word = random.pick([
    'letmein',
    'hunter',
    'qwertz',
    'qwerty',
    'hallo',
    'test',
    'secret',
    'changeme',
    'bienvenue',
    'ciao',
  ]);
  return random.pick([
    `${word}${random.int(99) + 1}`,
    `${word}${word}`,
    `${word}!`,
    `${word}-${random.pick(['home', 'office', 'lab'])}-${random.int(9)}`,
  ]);
}

const WORDS = [
  'sommer',
  'Winter',
  'dragon',
  'monkey',
  'Berlin',
  'Paris',
  'liverpool',
  'Maria',
  'admin',
  'welcome',
  'sunshine',
  'Hannover',
  'flower',
  'master',
  'Juventus',
  'estrella',
  'soleil',
];

/** As people make them up: a word or two, a year, a sign, a letter that became a digit. */
function makePassword(random: Random): string {
  const word = random.pick(WORDS);
  const odd = random.chance(0.4) ? word.replace(/a/g, '@').replace(/o/g, '0').replace(/e/g, '3') : word;
  const end = random.pick([
    `${random.int(90) + 1960}`,
    random.letters(DIGITS, 2),
    `${random.int(9)}${random.pick(WORDS)}`,
    `20${random.int(20) + 10}`,
  ]);
  return `${odd}${random.pick(['', '_', '-', '.'])}${end}${random.pick(['!', '', '#', '$', '?', '*'])}`;
}

/** GitHub's and npm's last six digits: CRC-32 of the random part in base 62. */
function withChecksum(prefix: string, random: string): string {
  let rest = crc32(random);
  let digits = '';
  for (let at = 0; at < 6; at++) {
    digits = BASE_62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return prefix + random + digits;
}

function makeWebToken(random: Random): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: random.letters(DIGITS, 10), name: 'svc', iat: 1_700_000_000 + random.int(9_999_999) };
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${random.letters(BASE_64_URL, 43)}`;
}

function makePem(random: Random): string {
  const kind = random.pick(['RSA ', 'EC ', '', 'OPENSSH ']);
  const lines = Array.from({ length: 12 }, () => random.letters(BASE_64, 64));
  const edge = (word: string): string => `-----${word} ${kind}PRIV${'ATE'} KEY-----`;
  return [
    edge('BEGIN'),
    `MII${lines[0]?.slice(3) ?? ''}`,
    ...lines.slice(1),
    `${random.letters(BASE_64, 30)}==`,
    edge('END'),
  ].join('\n');
}
