import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CREDENTIAL_DETECTORS } from './credential-detectors.ts';
import { drawFrom, randomText } from './credentials.fixture.ts';
import { createScanner } from './scan-text.ts';

const scanner = createScanner(CREDENTIAL_DETECTORS);
const draw = drawFrom(20261124);
const values = (text: string) => scanner.scan(text).findings.map(({ start, end }) => text.slice(start, end));
const key = randomText(draw, 'alnum', 36);
const hex = randomText(draw, 'hex', 64);

function assertFound(rows: readonly (readonly [text: string, ...expected: readonly string[]])[]): void {
  for (const [text, ...expected] of rows) assert.deepEqual(values(text), expected, text);
}

test('A key is read however a language writes that a name has it.', () => {
  assertFound([
    [`Dim serviceApiKey As String = "${key}"`, key],
    [`let api_key = String::from("${key}");`, key],
    [`api_key: SecretStr = SecretStr("${key}")`, key],
    [`mapOf("apiKey" to "${key}", "env" to "prod")`, key],
    [`public string ApiKey { get; set; } = "${key}";`, key],
    [`proxy_set_header X-Api-Key "${key}";`, key],
    [`{:env :prod\n :api-key "${key}"}`, key],
    [`secrets:\n  api_key: |\n    ${key}\nversion: 2\n`, key],
    [`token = os.environ.get('SERVICE_TOKEN') or '${key}'`, key],
    [`let token = env::var("API_TOKEN").unwrap_or_else(|_| "${key}".into());`, key],
    [`aws ssm put-parameter --name /prod/api-key --type SecureString --value "${key}"`, key],
    [`curl -u "${key}:" https://api.acme.dev/v1/charges`, key],
    [`{"headers":{"Authorization":"${key}"}}`, key],
    [`driver.find_element(By.ID, "password").send_keys("ehae8491")`, 'ehae8491'],
    ['password or "username"'],
    ['token = os.environ.get("SERVICE_TOKEN") or "default"'],
  ]);
});

test('A key is read in sentences of tickets and chats, before its name and behind it.', () => {
  assertFound([
    [`why do I get 401 when I use ${key} as the API key?`, key],
    [`*API Key:* ${key}\n*Steps:* call /health`, key],
    [`Service token rotated, new one ${key}\n`, key],
    [`klucz API do serwera: ${key}`, key],
    ['use the identifier as the API key'],
  ]);
});

test('A key named after its service alone is read where nobody would have thought it up.', () => {
  const mixed = 'b_PoRo6i--vwk29EVqBElU0T-IpgT7KiuB9x9k0AdaYQtq';
  assertFound([
    [`beamerKey = \`${mixed}\``, mixed],
    [`*Deepgram Key:* ${hex.slice(0, 40)}`, hex.slice(0, 40)],
    [`cacheKey: "${key}"`],
    [`contentKey: "${hex}"`],
    [`Public Key: ${hex}`],
    ['sortKey = "createdAt"'],
  ]);
});

test('Tokens of services are known by their beginning, and by what an address holds.', () => {
  const upper = randomText(draw, 'alnum', 32).toUpperCase();
  assertFound([
    [`pk_82356477_${upper}`, `pk_82356477_${upper}`],
    [`xnd_production_${key}${key}`, `xnd_production_${key}${key}`],
    ['akab-kfum262jfdkouovl-j14139241a9ccude', 'akab-kfum262jfdkouovl-j14139241a9ccude'],
    [`https://hook.eu1.make.com/${key.slice(0, 32).toLowerCase()}`, key.slice(0, 32).toLowerCase()],
    [`?X-Goog-Date=20260101T000000Z&X-Goog-Signature=${hex}${hex}`, `${hex}${hex}`],
    ['pk_live_is_public'],
  ]);
});

test('The private parts of a key in JSON are found, and the public ones are not.', () => {
  const part = randomText(draw, 'alnum', 43);
  assertFound([
    [`{"kty":"oct","kid":"k1","k":"${part}","alg":"HS256"}`, part],
    [`{"kty":"EC","crv":"P-256","x":"${key}","y":"${key}","d":"${part}"}`, part],
    [`{"kty":"EC","crv":"P-256","x":"${part}","y":"${part}"}`],
  ]);
});

test('A hash of Argon2 and passwords of zip and mc are found.', () => {
  const hash = `$argon2id$v=19$m=65536,t=3,p=4$${key.slice(0, 22)}$${key.slice(0, 7)}${key}`;
  assertFound([
    [`"password_hash":"${hash}"`, hash],
    ['zip -P Rocky2021x out.zip a.csv', 'Rocky2021x'],
    ['mc alias set prod https://s3.acme.dev admin Rocky2021x', 'Rocky2021x'],
  ]);
});

test('Codes that let somebody in again are found behind their name.', () => {
  const drive = Array.from({ length: 8 }, (_, at) => String(11 * (40_000 + at)).padStart(6, '0')).join('-');
  assertFound([
    ['GitHub recovery codes\n7ae58-43a0a\n24d20-33ee0\n', '7ae58-43a0a', '24d20-33ee0'],
    ['Backup codes: 1234 5678, 2345 6789', '1234 5678', '2345 6789'],
    [`BitLocker recovery key:\n${drive}\n`, drive],
    ['The recovery code path is tested below.'],
    ['backup code: see the folder backup2024'],
  ]);
});

test('A password is read where a sentence says of it that it is one.', () => {
  const password = 'Rocky2021#';
  assertFound([
    [`anna / ${password} are the creds for staging`, password],
    [`Router admin / ${password} (login)`, password],
    [`unlock with ${password}, that's the passphrase`, password],
    [`Is ${password} a strong password?`, password],
    [`temp: ${password} (password expires in 24h)`, password],
    [`changed the password from ${password} to something else`, password],
    [`zmieniłem hasło na ${password}`, password],
    [`Kennwort wurde auf ${password} gesetzt`, password],
    [`user anna pass ${password}`, password],
    [`the pass for the door is ${password}`, password],
    [`utilise rusty-staple-sunday comme mot de passe`, 'rusty-staple-sunday'],
    [`Zugang: gast / ${password}`, password],
    ['spring.datasource.password=rusty-anchor-sunday\n', 'rusty-anchor-sunday'],
    ['password: my-service-credentials\n'],
    ['Use SHA-256 as password hash, argon2d (password: Bytes)'],
    ['The password in Windows10 and the login page/step2'],
  ]);
});
