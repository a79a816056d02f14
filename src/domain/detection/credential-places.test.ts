import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CREDENTIAL_DETECTORS } from './credential-detectors.ts';
import { drawFrom, randomText } from './credentials.fixture.ts';
import { createScanner } from './scan-text.ts';

const scanner = createScanner(CREDENTIAL_DETECTORS);
const draw = drawFrom(20261123);
const values = (text: string) => scanner.scan(text).findings.map(({ start, end }) => text.slice(start, end));
const password = 'Gr33n!Harbour';
const key = randomText(draw, 'alnum', 32);
const base64 = (text: string) => Buffer.from(text).toString('base64');

function assertFound(rows: readonly (readonly [text: string, ...expected: readonly string[]])[]): void {
  for (const [text, ...expected] of rows) assert.deepEqual(values(text), expected, text);
}

test('A variable that a Docker file sets with a blank is read whatever its case.', () => {
  assertFound([
    [`ENV apiKey ${key}`, key],
    [`FROM node\nENV rootPassword ${password}`, password],
    [`set -x API_KEY ${key}`, key],
    [`signing {\n  storePassword '${password}'\n}`, password],
    [`the environment apiKey ${key}`],
  ]);
});

test('A value may begin with a dash or hold more signs than letters, and a flag is none.', () => {
  const dashed = `-wN${key}`;
  const django = 'django-insecure-mhp2u^g^a^-&@l&gx+hmrg1_m3y=hk-_(x+=(r^x+_u_ckx&sf';
  assertFound([
    [`os.environ["FASTLY_API_TOKEN"] = "${dashed}"`, dashed],
    [`tool --secret-key ${django}`, django],
    ['<add key="FASTLY_API_TOKEN" value="BJeQVBFG-nPXN-aOumTCsyLmaedXHNXP" />', 'BJeQVBFG-nPXN-aOumTCsyLmaedXHNXP'],
    ['apiKey: "SomeProvider-WithManyNames-InARow"'],
    ['tool --token --verbose'],
    ['tool --password -p5432'],
  ]);
});

test('Letters alone are a password where a field of an address or a connection string holds them.', () => {
  assertFound([
    ['{"url":"jdbc:mysql://db:3306/x?user=root&password=EgHIAoLcYdLz"}', 'EgHIAoLcYdLz'],
    ['f(a, password=EgHIAoLcYdLz)'],
  ]);
});

test('The token of a Discord bot is known by its parts, also when its first part is no number; names of code are not.', () => {
  const token = ['MT', randomText(draw, 'alnum', 24), '.', 'NI6QPR', '.', randomText(draw, 'alnum', 38)].join('');
  assertFound([
    [`| prod | ${token} | eu |`, token],
    ['NotificationSettingsPanels.length.somethingThatIsVeryLongIndeedToo'],
  ]);
});

test('Names of Perl, regular expressions, tuples and prose of manuals are no passwords.', () => {
  assertFound([
    ['socks5h://<username>:<password>@proxy-host1"'],
    ['username, password = split\n'],
    ["_opword = r'(?:equ|geq|gtr2)'"],
    ['password (bool): Enable password entry.'],
    ['my ($user, $pass) = CPAN::HTTP::Credentials->$cred_method;'],
    ['  $PASSWORD = $CPAN::Config->{password};'],
  ]);
});

test('A name at the head of a column speaks for the cells below it, in delimited lines, statements and pages.', () => {
  assertFound([
    [`user,password\nann,${password}\nben,letmein99\n`, password, 'letmein99'],
    [`name;api_key\nshop;${key}\n`, key],
    [`INSERT INTO users (id, \`password\`) VALUES (1, '${password}'), (2, 'a''b')`, password],
    [`<tr><th>Login</th><th>Password</th></tr><tr><td>ann</td><td>${password}</td></tr>`, password],
    ['connect(\n    host,\n    password,\n    kdf_rounds=self._kdf_rounds,\n)'],
    ['field,password,type\nann,string,text\n'],
  ]);
});

test('A password is found in its place in calls, settings of routers and codes of networks.', () => {
  assertFound([
    [`new NetworkCredential("svc", "${password}")`, password],
    [`req.SetBasicAuth("ann", "${password}")`, password],
    [`requests.get(url, auth=("ann", "${password}"))`, password],
    [`smtp.login("a@b.example", "${password}")`, password],
    [`mysqli_connect("db1", "root", "${password}", "shop");`, password],
    [`ConvertTo-SecureString "${password}" -AsPlainText -Force`, password],
    [`net user ann ${password} /add`, password],
    [`username admin privilege 15 secret 0 ${password}`, password],
    [`tacacs-server key 0 ${password}`, password],
    [`WIFI:S:home;T:WPA;P:${password};;`, password],
    ['new NetworkCredential("svc", password)'],
    ['smtp.login("user", "password")'],
    ['auth = ("none", "basic")'],
  ]);
});

test('Elements with attributes, entries named by an attribute, and keys beside values hand a password over.', () => {
  assertFound([
    [`<wsse:Password Type="PasswordText">${password}</wsse:Password>`, password],
    [`<property name="password">${password}</property>`, password],
    [`<Key>Password</Key><Value ProtectInMemory="True">${password}</Value>`, password],
    [`<dt>API key</dt><dd>${key}</dd>`, key],
    [`> the password:\n> ${password}\n> thanks`, password],
    ['<input name="password" type="text">Forgot it?</input>'],
  ]);
});

test('Values of a Kubernetes Secret are secrets whatever they are called, but for users and hosts.', () => {
  const manifest = `kind: Secret\nmetadata:\n  name: db\ndata:\n  username: ${base64('administrator')}\n  PGX: ${base64(password)}\n`;
  const json = `{"kind":"Secret","data":{"host":"${base64('db.example')}","a":"${base64(password)}","b":"${base64(key)}"}}`;
  assertFound([
    [manifest, base64(password)],
    [manifest.replace('Secret', 'ConfigMap')],
    [json, base64(password), base64(key)],
  ]);
});

test('A password is found as people tell it: without a verb, in brackets, before its name, and in other scripts.', () => {
  assertFound([
    [`temp password ${password}, change it on first login`, password],
    [`the admin password (${password}) still works`, password],
    [`use the password "${password}" for the archive`, password],
    [`it is ${password} (the db password)`, password],
    [`mon mdp c'est ${password}`, password],
    [`heslo je ${password}`, password],
    [`パスワードは${password}です`, password],
    [`密码是${password}`, password],
    [`비밀번호는 ${password} 입니다`, password],
    ['das Passwort ist 482915', '482915'],
    ['the passphrase is purple-stapler-lamp', 'purple-stapler-lamp'],
    ['the password field2 is on this form'],
    ['the password (see below) is set by the administrator'],
    ['a password hash (bcrypt) is kept'],
    ['run the tests, pass 482915 of 500000'],
  ]);
});

test('A key is found as people tell it, and what else stands behind such words is none.', () => {
  const uuid = '6f1c2a9e-3b7d-4c1a-9e55-0d2b7a61c4f3';
  assertFound([
    [`the Mistral API key is ${key}`, key],
    [`Our Cohere API key leaked, it was ${key} – change it please`, key],
    [`can you test with this API token?\n${key}`, key],
    [`De sleutel voor Expo is ${key}`, key],
    [`SNYK_TOKEN=${uuid}`, uuid],
    [`setx ACME_API_KEY ${key}`, key],
    [`variable "acme_token" {\n  default = "${key}"\n}`, key],
    ['the token is a part of the text and no key: internationalisation'],
    ['the session token is kept for 30 days'],
    [`"request_token": "${uuid}"`],
  ]);
});

test('Passwords in commands and statements that have no word before them are found.', () => {
  assertFound([
    [`echo ${password} | docker login -u anna --password-stdin`, password],
    [`net use Z: \\\\files\\share ${password} /user:ACME\\anna`, password],
    [`#cloud-config\nchpasswd:\n  list: |\n    ubuntu:${password}\n`, password],
    ['sql.Open("mysql", "app:Gr33nHarbour@tcp(db:3306)/shop")', 'Gr33nHarbour'],
    ['ALTER USER app IDENTIFIED BY Gr33nHarbour;', 'Gr33nHarbour'],
    [`CREATE LOGIN app WITH PASSWORD = N'${password}';`, password],
    ['jdbc:oracle:thin:app/Gr33nHarbour@//db:1521/ORCL', 'Gr33nHarbour'],
    ['Driver={SQL Server};UID=app;PWD={Gr33nHarbour};', 'Gr33nHarbour'],
    ['Driver={SQL Server};UID=app;PWD={password};'],
    ['a customer is identified by number45'],
  ]);
});

test('What a program takes where a setting is missing, and what a sentence or a form gives for a password, is found.', () => {
  assertFound([
    [`const key = process.env.MISTRAL_API_KEY ?? '${key}';`, key],
    [`password = options.password || "${password}"`, password],
    [`voici le jeton Cohere : ${key}`, key],
    [`use "${password}" as password`, password],
    [`mit ${password} als Passwort anmelden`, password],
    [`Password\n${password}\n`, password],
    [`Das neue PW lautet: ${password}`, password],
    [`He cambiado la contraseña a ${password}`, password],
    ["CREATE USER 'app' IDENTIFIED BY 'purple-battery-river';", 'purple-battery-river'],
    ['jdbc:mysql://db:3306/shop?user=app&password=j.WchGb_DAQ&useSSL=true', 'j.WchGb_DAQ'],
    ['Password\nstrength meter\n'],
    ['use the form-field as password'],
    ['password = options.password || "password"'],
  ]);
});

test('The head of a table that a field of JSON holds is read without the field.', () => {
  const table = JSON.stringify({ id: 7, content: `service,mistral_api_key,owner\nMistral,"${key}",platform\n` });
  assertFound([[table, key]]);
});

test('Names of constants, classes of expressions, numbers of things and files of users are no secrets.', () => {
  assertFound([
    ['#define TLS1_RFC_PSK_WITH_AES_128_CCM "TLS_PSK_WITH_AES_128_CCM"'],
    ['#define TLS1_TXT_PSK_WITH_RC4_128_SHA "PSK-RC4-SHA"'],
    ['const tokenMatch = "[a-zA-Z0-9!#$%&*+.^_`|~-]+";'],
    ['data-key="item_000482"'],
    ['URI("file:/etc/passwd");\n\n=head1 DESCRIPTION'],
    ['#password_encryption = scram-sha-256'],
    ['password: changeme'],
    [`"${'AQEAOjAAAAEAAAABABsAEAAAAMwOzQ7QDtEOZR5mHmkeah7pH+of7R/uH5wnnSfgKOEo5CjrKO4o8Sj0KPco+ij9KAApAykGKQkp'}"`],
  ]);
});

test('A word before one decoded piece does not speak for what stands between further pieces.', () => {
  const hex = (text: string) => Buffer.from(text).toString('hex');
  const uuid = '4effb11e-4e60-454e-adfd-f4072ea111be';
  const note = hex('rotated twice a day');
  assertFound([[`token expires in 3600 s, key id ${note}, done\nGET /orders 200 300ms req=${uuid} trace=${note}`]]);
});

test('Tokens of Asana and server keys of Firebase are known by their form.', () => {
  const asana = ['2/1123789571129778', '1366727807809281:4096715d80dedacf5eb89cbaa100e761'].join('/');
  const firebase = ['AAAA0Ne8gcc', `APA91b${randomText(draw, 'alnum', 134)}`].join(':');
  assertFound([
    [`run with ${asana} please`, asana],
    [`run with ${firebase} please`, firebase],
  ]);
});

test('What stands behind the last step of a way belongs to the way: digests of listings, tags of images, names of resources.', () => {
  const digest = '846f538b02907b93c5e7935843008702';
  assertFound([
    [`usr/share/doc/git/netrc/git-credential-secret.c\n${digest}  usr/share/doc/git/Makefile`],
    [`/etc/pam.d/chpasswd ${digest}\n/etc/pam.d/chsh 1454e29bfa9f2a10836563e76936cea5`],
    ['image=ghcr.io/acme/secret-sync:sha-ea5c143'],
    [`image: registry.local/secret-sync:5.9.59-rc.1@sha256:${digest}`],
    [`arn:aws:iam::649156815348:role/token-service-role\n${digest}`],
    [`annotations:\n  checksum/secret: ${digest}`],
    ['"ARN": "arn:aws:secretsmanager:us-west-2:123456789012:secret:MyTestSecret-a1b2c3"'],
    ['25: 0x8a49bdcf6676 - index::page::password::he69fe20adcc77196'],
    [`/prod/db/password = ${password}`, password],
    [`kv/data/shop/api_key: ${key}`, key],
    [`user/password: ${password}`, password],
  ]);
});

test('Marks of troff, labels of forms, fields behind a value, and squeezed code are no passwords.', () => {
  assertFound([
    ['unless the root account has no password, the password is locked\\&. Refer to'],
    ['the days between password changes to \\fIMIN_DAYS\\fR\\&. A value'],
    ['Heslo:\n\nNejdřív, prosím, opravte chybu'],
    ['_Contraseña:\n\n_Lugares\n\n_Presión:'],
    ['    --ftp-password=LÖSEN        ställ in ftp-lösenord till LÖSEN'],
    ['pw_name:pw_passwd:pw_uid:pw_gid:pw_gecos:pw_dir:pw_shell\n'],
    ['Depends: passwd\nSuggests: liblocale-gettext-perl, perl'],
    ['name: catalog-db\nkey: password\nimage: registry.local/shop:10.3.12@sha256:49b119cf'],
    ['e.page({key:"k1",token:t.token,password:n.password})}if("password"===e.type){}'],
    ['"pass": "autocompleteren balioa elementu egoki batean dago",\n      "fail": "ez da"'],
    ['Immettere la passphrase a%0Aproteggere1 la nuova chiave'],
    ["SELECT id, password FROM pages WHERE page_key = 'state_066' AND password IS NOT NULL"],
    ['omitting the messages of commits identified by "squash" commands'],
    ['ii  passwd      1:4.13+dfsg1-1+deb12u1   amd64'],
    ['var pw={page:!0,session:"stateIndex",phoneKey:e=>e.password};'],
    [`Heslo: ${password}`, password],
    ['CREATE USER app IDENTIFIED BY "squash"', 'squash'],
    [`the password is ${password}. Refer to`, password],
    [`the password\nis: ${password}`, password],
    ['--password=Schlüssel7', 'Schlüssel7'],
  ]);
});

test('Types of code, names of places, further assignments and the midst of base 64 are no keys.', () => {
  const random = randomText(draw, 'alnum', 60);
  assertFound([
    ['def encode(self, private_key: ed25519.Ed25519PrivateKey, file):'],
    ['object_key = 37b342b7feecbfb5808aa3b34259f2ee2f4842d6'],
    ['partition_key = secret-39512\norder=018Y099TTR8B4FX92714BR7TCN'],
    [`${'ZmYuDx'.repeat(5)}+EAAA${random}`],
    ['const SCORE_KEY = 7_261_020_220_022n;'],
    ['libsecret-1.so.0 -> libsecret-1.so.0.0.0\npasswd.1ssl.gz -> openssl-cmds.1ssl.gz'],
    [`S3_KEY=${key}`, key],
    [`private_key: ${key}`, key],
    [`square+EAAA${random}`, `EAAA${random}`],
  ]);
});
