import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_62, createRandom, DIGITS, HEX, LOWER, type Random } from './random.ts';

/** A kind of text in which nothing is sensitive, so that every finding is a false one. */
export type BenignCorpus = { readonly name: string; readonly texts: readonly string[] };

const ROOT = new URL('../../', import.meta.url).pathname;
const UNITS_PER_CORPUS = 1_000_000;
const PIECE_UNITS = 20_000;

/** Eight corpora of about a megabyte: three from this checkout and its packages, the others made with a seed. */
export function benignCorpora(seed: number): readonly BenignCorpus[] {
  const random = createRandom(seed);
  const made = (name: string, line: (random: Random) => string): BenignCorpus => ({
    name,
    texts: fill(() => line(random)),
  });
  return [
    { name: 'source code', texts: piecesOf(sources()) },
    { name: 'minified JavaScript', texts: piecesOf(packageFiles(/\.min\.js$/)) },
    { name: 'lock file', texts: piecesOf([readFileSync(join(ROOT, 'package-lock.json'), 'utf8')]) },
    made('hashes, UUIDs, base64', technicalLine),
    made('logs', logLine),
    made('figures and tables', figureLine),
    made('prose in six languages', proseLine),
    made('chat and tickets without data', chatLine),
  ];
}

/** Code that is about secrets or holds made-up ones for tests is no benign code. */
const ABOUT_SECRETS = /detection|inspection|secret|credential|\.test\.|fixture|identity|keys?\b|golden/;

function sources(): readonly string[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !ABOUT_SECRETS.test(file))
    .map((file) => readFileSync(join(ROOT, 'src', file), 'utf8'));
}

function packageFiles(name: RegExp): readonly string[] {
  const packages = ['libphonenumber-js/bundle', 'commander', 'zod/v4/core', 'kysely/dist', 'undici/lib', 'fastify/lib'];
  const found: string[] = [];
  for (const folder of packages) {
    const path = join(ROOT, 'node_modules', folder);
    const wanted = folder.startsWith('libphonenumber') ? name : /\.js$/;
    for (const file of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
      if (wanted.test(file) && !ABOUT_SECRETS.test(file)) found.push(squeeze(readFileSync(join(path, file), 'utf8')));
    }
  }
  return found;
}

/** What a minifier does first: without comments, line ends and indents. */
function squeeze(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\n\s*/g, '');
}

function piecesOf(texts: readonly string[]): readonly string[] {
  const whole = texts.join('\n').slice(0, UNITS_PER_CORPUS);
  return Array.from({ length: Math.ceil(whole.length / PIECE_UNITS) }, (_, at) =>
    inOnePiece(whole.slice(at * PIECE_UNITS, (at + 1) * PIECE_UNITS)),
  );
}

/** As texts of requests are: a slice of a long string is read through that string, which takes twice the time. */
function inOnePiece(text: string): string {
  return Buffer.from(text).toString();
}

function fill(line: () => string): readonly string[] {
  const texts: string[] = [];
  for (let units = 0; units < UNITS_PER_CORPUS; units += PIECE_UNITS) {
    const lines: string[] = [];
    for (let length = 0; length < PIECE_UNITS; ) {
      const next = line();
      lines.push(next);
      length += next.length + 1;
    }
    texts.push(lines.join('\n'));
  }
  return texts;
}

function uuid(r: Random): string {
  return `${r.letters(HEX, 8)}-${r.letters(HEX, 4)}-4${r.letters(HEX, 3)}-a${r.letters(HEX, 3)}-${r.letters(HEX, 12)}`;
}

function technicalLine(random: Random): string {
  return random.pick<(r: Random) => string>([
    (r) => `commit ${r.letters(HEX, 40)}`,
    (r) => `sha256:${r.letters(HEX, 64)}  dist/app-${r.letters(HEX, 8)}.js`,
    (r) => `integrity: sha512-${r.letters(`${BASE_62}+/`, 86)}==`,
    (r) => `request_id=${uuid(r)} trace=${r.letters(HEX, 32)} span=${r.letters(HEX, 16)}`,
    (r) => `etag: W/"${r.letters(HEX, 32)}"`,
    (r) => `<img src="data:image/png;base64,iVBORw0KGgo${r.letters(`${BASE_62}+/`, 300)}=">`,
    (r) => `.icon-${r.letters(LOWER, 4)} { color: #${r.letters(HEX, 6)}; width: ${r.int(90)}.${r.int(99)}px }`,
    (r) => `docker pull registry.local/app@sha256:${r.letters(HEX, 64)}`,
    (r) => `0x${r.letters(HEX, 8)}: ${Array.from({ length: 8 }, () => r.letters(HEX, 4)).join(' ')}`,
    (r) => `index ${r.letters(HEX, 7)}..${r.letters(HEX, 7)} 100644`,
    (r) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${r.letters(`${BASE_62}+/`, 43)} deploy`,
    (r) =>
      `M${r.int(24)} ${r.int(24)}c-${r.int(9)}.${r.letters(DIGITS, 3)} ${r.int(9)}.${r.letters(DIGITS, 3)}-${r.int(9)} 0-${r.letters(DIGITS, 2)}.${r.letters(DIGITS, 3)}`,
  ])(random);
}

function logLine(random: Random): string {
  const time = (r: Random): string =>
    `2026-1${r.int(2)}-${r.int(18) + 10}T${r.int(13) + 10}:${r.int(49) + 10}:${r.int(49) + 10}.${r.letters(DIGITS, 3)}Z`;
  return random.pick<(r: Random) => string>([
    (r) => `${time(r)} INFO  [http] GET /v1/orders/${r.int(1e6)} 200 ${r.int(400)}ms bytes=${r.int(99999)}`,
    (r) => `${time(r)} WARN  pool exhausted waiting=${r.int(50)} active=${r.int(50)} epoch=17${r.letters(DIGITS, 11)}`,
    (r) =>
      `${time(r)} ERROR OrderService: could not settle order ${r.int(1e9)} version ${r.int(9)}.${r.int(20)}.${r.int(99)}`,
    (r) => `\tat com.acme.${r.letters(LOWER, 6)}.${r.letters(LOWER, 8)}(File.java:${r.int(900)})`,
    (r) => `[${r.int(999999)}.${r.letters(DIGITS, 6)}] usb 1-${r.int(4)}: new high-speed device number ${r.int(90)}`,
    (r) =>
      `I1121 ${r.int(12) + 10}:22:33.${r.letters(DIGITS, 6)} ${r.letters(DIGITS, 5)} controller.go:${r.int(900)}] synced in ${r.int(90)}.${r.int(99)}s`,
    (r) =>
      `{"ts":17${r.letters(DIGITS, 8)}.${r.letters(DIGITS, 6)},"level":"info","msg":"done","took":${r.int(1e6)},"tokens":${r.int(9000)}}`,
  ])(random);
}

function figureLine(random: Random): string {
  return random.pick<(r: Random) => string>([
    (r) => Array.from({ length: 8 }, () => `${r.int(99999)}.${r.letters(DIGITS, 2)}`).join(';'),
    (r) =>
      `| Q${r.int(4) + 1} 20${r.int(9) + 17} | ${r.int(999)},${r.letters(DIGITS, 3)},${r.letters(DIGITS, 3)} | ${r.int(99)}.${r.int(9)} % |`,
    (r) => `ISBN 978-${r.int(9)}-${r.letters(DIGITS, 4)}-${r.letters(DIGITS, 4)}-${r.int(9)}`,
    (r) =>
      `Order ${r.letters(DIGITS, 10)} position ${r.int(99)} quantity ${r.int(900)} part ${r.letters(DIGITS, 3)}-${r.letters(DIGITS, 5)}`,
    (r) => `tracking 1Z${r.letters(DIGITS, 6)}${r.letters(DIGITS, 10)}, invoice no. 2026-${r.letters(DIGITS, 6)}`,
    (r) =>
      `epoch ${17}${r.letters(DIGITS, 11)} duration ${r.letters(DIGITS, 9)} ns, build ${r.letters(DIGITS, 8)}.${r.int(9)}`,
    (r) => `x=${r.int(9)}.${r.letters(DIGITS, 16)} y=-${r.int(9)}.${r.letters(DIGITS, 15)}e-${r.int(9)}`,
    (r) =>
      `EUR ${r.int(999)}.${r.letters(DIGITS, 3)},${r.letters(DIGITS, 2)} on ${r.int(18) + 10}.0${r.int(8) + 1}.2026, due in ${r.int(60)} days`,
  ])(random);
}

const PROSE: readonly (readonly string[])[] = [
  [
    'The committee',
    'a new plan',
    'the figures of the quarter',
    'in the end',
    'was discussed for hours',
    'nobody expected',
    'before the summer',
    'The password policy',
    'must be renewed each year',
    'our phone support',
    'the key question remains',
  ],
  [
    'Der Ausschuss',
    'ein neuer Plan',
    'die Zahlen des Quartals',
    'am Ende',
    'wurde lange besprochen',
    'niemand erwartete',
    'vor dem Sommer',
    'Die Passwortrichtlinie',
    'muss jedes Jahr erneuert werden',
    'der Schlüssel zum Erfolg',
    'Ihr Konto wurde geprüft',
  ],
  [
    'Le comité',
    'un nouveau plan',
    'les chiffres du trimestre',
    'à la fin',
    'a été longuement discuté',
    'personne ne prévoyait',
    "avant l'été",
    'Le mot de passe',
    'doit être changé chaque année',
    'la clé du succès',
    'le compte a été vérifié',
  ],
  [
    'El comité',
    'un plan nuevo',
    'las cifras del trimestre',
    'al final',
    'se discutió durante horas',
    'nadie esperaba',
    'antes del verano',
    'La contraseña',
    'debe cambiarse cada año',
    'la clave del éxito',
    'la cuenta fue revisada',
  ],
  [
    'Il comitato',
    'un nuovo piano',
    'le cifre del trimestre',
    'alla fine',
    'è stato discusso per ore',
    'nessuno si aspettava',
    "prima dell'estate",
    'La password',
    'va cambiata ogni anno',
    'la chiave del successo',
    'il conto è stato controllato',
  ],
  [
    'O comitê',
    'um novo plano',
    'os números do trimestre',
    'no fim',
    'foi discutido por horas',
    'ninguém esperava',
    'antes do verão',
    'A senha',
    'deve ser trocada todo ano',
    'a chave do sucesso',
    'a conta foi verificada',
  ],
];

function proseLine(random: Random): string {
  const words = random.pick(PROSE);
  const clause = (): string =>
    Array.from({ length: 3 + random.int(3) }, () => random.pick(words)).join(random.pick([' ', ', ']));
  const aside = random.pick([
    '',
    ` (${1900 + random.int(130)})`,
    `: ${random.int(90)} %`,
    ` § ${random.int(300)}`,
    ` – ${random.int(999)}.${random.letters(DIGITS, 3)} €`,
  ]);
  return `${clause()}${aside}. ${clause()}.`;
}

function chatLine(random: Random): string {
  return random.pick([
    'ok, will do it after lunch',
    'can you reset the password for the test account?',
    'the token expired again, I will ask for a new one',
    'where do I find the API key page?',
    'secret santa is on friday',
    'please set DB_PASSWORD in the vault and not in the file',
    'password: ********',
    'api_key=<your key here>',
    'export TOKEN=$TOKEN',
    'Authorization: Bearer $' + '{token}',
    'password = os.environ["DB_PASSWORD"]',
    `PR #${random.int(9000)} is merged, version ${random.int(9)}.${random.int(30)}.${random.int(9)}`,
    `meeting at ${random.int(9) + 10}:${random.int(49) + 10} in room ${random.int(400)}`,
    'call me when you are there',
    'my account is locked, what do I do?',
    `ticket OPS-${random.int(9999)}: card form does not validate`,
    'IBAN field is too short on mobile',
    'the date of birth is asked twice in the form',
    'der Schlüssel liegt beim Pförtner',
    'le mot de passe est dans le coffre',
    'la contraseña caducó ayer',
    'la chiave API va nel vault',
    'a senha expira amanhã',
  ]);
}
