import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CREDENTIAL_DETECTORS } from './credential-detectors.ts';
import { drawFrom, makePem, makeToken, randomText } from './credentials.fixture.ts';
import { FINDING_TYPES, findingTypeOf } from './finding-types.ts';
import { createScanner } from './scan-text.ts';
import { TOKEN_FORMS } from './token-forms.ts';

const scanner = createScanner(CREDENTIAL_DETECTORS);
const draw = drawFrom(20261122);
const found = (text: string) =>
  scanner.scan(text).findings.map(({ type, start, end }) => ({ type, text: text.slice(start, end) }));
const values = (text: string) => found(text).map((finding) => finding.text);

test('Every type that a detector may report has one row in the catalogue.', () => {
  for (const { types } of CREDENTIAL_DETECTORS) for (const type of types) assert.ok(findingTypeOf(type), type);
  assert.equal(new Set(FINDING_TYPES.map(({ type }) => type)).size, FINDING_TYPES.length);
});

test('A token of each issuer is found whole, under its type or that of an issuer who writes alike.', () => {
  for (const form of TOKEN_FORMS) {
    for (let round = 0; round < 4; round += 1) {
      const token = makeToken(form, draw);
      if (token === null) continue;
      const text = `deploy with ${token} today`;
      assert.deepEqual(values(text), [token], `${form.type}: ${token.slice(0, 12)}…`);
    }
  }
});

test('What only marks the place of a token is none.', () => {
  for (const stand of ['x'.repeat(36), `EXAMPLE${'A'.repeat(29)}`, 'your0token0here'.padEnd(36, '0')]) {
    assert.deepEqual(found(`${['gh', 'p_'].join('')}${stand}`), []);
  }
  assert.deepEqual(found(`AKI${'A'}IOSFODNN7EXAMPLE`), []);
});

test('Private keys of every label are found as whole blocks, on lines, in one line of JSON, and cut off.', () => {
  for (const label of [
    'PRIVATE KEY',
    'RSA PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'EC PRIVATE KEY',
    'PGP PRIVATE KEY BLOCK',
  ]) {
    const pem = makePem(draw, label);
    assert.deepEqual(found(`a\n${pem}\nb`), [{ type: 'private_key', text: pem }]);
    const json = JSON.stringify({ private_key: pem });
    assert.deepEqual(values(json), [JSON.stringify(pem).slice(1, -1)]);
    assert.equal(found(pem.slice(0, 400)).length, 1);
  }
  const [begin, end] = ['-----BEGIN PUBLIC KEY-----', '-----END PUBLIC KEY-----'];
  assert.deepEqual(found(`${begin}\n${randomText(draw, 'base64', 120)}\n${end}`), []);
  const empty = ['-----BEGIN PRIVATE', ' KEY-----\nXXXX\n-----END PRIVATE', ' KEY-----'].join('');
  assert.deepEqual(found(empty), []);
});

test('Of an address the password is found, and no host, port or stand-in.', () => {
  const password = `q${randomText(draw, 'alnum', 9)}7`;
  const type = 'connection_string';
  for (const start of ['postgres://app:', 'mongodb+srv://root:', 'redis://:', 'https://ci:', 'jdbc:oracle:thin:app/']) {
    assert.deepEqual(found(`url = ${start}${password}@db.internal:5432/x`), [{ type, text: password }], start);
  }
  for (const text of [
    'http://localhost:4873/@scope/pkg',
    'postgres://user:password@localhost/db',
    'postgres://postgres:postgres@localhost:5432/db',
    `redis://user:${'$'}{REDIS_PASSWORD}@host`,
    'https://user:<token>@example.com',
  ]) {
    assert.deepEqual(found(text), [], text);
  }
});

test('A password is found behind its name in code, settings, commands and sentences.', () => {
  const secret = 'Gr33n!Harbour';
  for (const text of [
    `DB_PASSWORD=${secret}`,
    `  password: ${secret}\n  port: 5432`,
    `{"user": "a", "password": "${secret}"}`,
    `connect(host="x", password="${secret}")`,
    `props.setProperty("db.password", "${secret}");`,
    `<password>${secret}</password>`,
    `<add key="Password" value="${secret}"/>`,
    `Server=db1;User Id=sa;Password=${secret};Encrypt=true`,
    `- name: DB_PASSWORD\n  value: "${secret}"`,
    `CREATE USER bob IDENTIFIED BY '${secret}';`,
    `machine x.io login bob password ${secret}`,
    `mysql -u root -p${secret} shop`,
    `curl -u bob:${secret} https://x.io`,
    `tool --password ${secret} --verbose`,
    `| Password | ${secret} |`,
    `my password is ${secret} and it works`,
    `Das Passwort lautet ${secret}.`,
    `la contraseña es ${secret}, gracias`,
    `le mot de passe est : ${secret}`,
    `credentials are root:${secret}`,
    `db1:5432:shop:bob:${secret}`,
    `echo "bob:${secret}" | chpasswd`,
  ]) {
    assert.deepEqual(values(text), [secret], text);
  }
});

test('What leads to a secret, names it or speaks of it is none.', () => {
  for (const text of [
    'password = os.environ["DB_PASSWORD"]',
    `password: ${'$'}{DB_PASSWORD}`,
    'const password = process.env.PASSWORD;',
    'password: string;',
    'password: str = Field(min_length=8)',
    'passwordLabel: "Password2 field"',
    'let token = getToken(user);',
    'this.password = config.db.password;',
    'token: e.token,secret:t2',
    'The password must be at least 12 characters long.',
    'Your password is required!',
    'Pass `--dry-run` to report only.',
    "argon2id('password', 'salt1234')",
    'password: "Enter your password"',
    '<input type="password" name="pw1">',
    'max_tokens: 4096, total_tokens=123456789012',
    'page_token=CAESBgoEZGF0YQabcdef123456',
    'integrity: sha512-3xAbCdEf0123456789+/abcdefghijklmnopqrstuv==',
    'csrf_token: "8f14e45fceea167a5a36dedd4bea2543"',
    'PASSWORD_RESET_URL=https://x.io/reset/8f14e45fceea167a',
    'if (password == "inline") {}',
  ]) {
    assert.deepEqual(found(text), [], text);
  }
});

test('Keys behind their names, headers and companions are found under a type that says what they are.', () => {
  const random40 = randomText(draw, 'base64', 40);
  const random32 = randomText(draw, 'alnum', 32);
  const id = `AKI${'A'}${randomText(draw, 'upper', 16)}`;
  assert.deepEqual(found(`aws_secret_access_key = ${random40}`), [{ type: 'aws_secret_access_key', text: random40 }]);
  assert.deepEqual(
    found(`${id},${random40}`).map(({ type }) => type),
    ['aws_access_key_id', 'aws_secret_access_key'],
  );
  assert.deepEqual(found(`x-api-key: ${random32}`), [{ type: 'api_key', text: random32 }]);
  assert.deepEqual(found(`Authorization: Bearer ${random32}`), [{ type: 'bearer_token', text: random32 }]);
  const basic = Buffer.from('bob:Gr33n!Harbour').toString('base64');
  assert.deepEqual(found(`Authorization: Basic ${basic}`), [{ type: 'basic_auth', text: basic }]);
  assert.deepEqual(found(`Cookie: theme=dark; sessionid=${random32}; a=b`), [
    { type: 'session_cookie', text: random32 },
  ]);
});
