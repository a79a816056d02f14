import type { LabelledText, ValueKind } from './labelled.ts';
import { DIGITS, HEX, type Random } from './random.ts';

/** A place where such a value really stands. `@` marks the value, `#` its label. */
type Carrier = { readonly name: string; readonly write: (label: string, random: Random) => string };

const MARK = '\u0001';

const NOISE = [
  'The build of last night failed again, see the run for the log.',
  'Please have a look at it until Thursday, the customer is waiting.',
  'Wir haben das gestern schon besprochen, die Zahlen stehen im Anhang.',
  'Merci de vérifier les montants avant la fin de la semaine.',
  'El informe del trimestre está casi listo, faltan dos gráficos.',
  'La riunione di domani è spostata alle undici.',
  'O relatório segue em anexo, com as correções de ontem.',
];

/** Around credentials: files, code, logs, commands, talk. */
export const SECRET_CARRIERS: readonly Carrier[] = [
  { name: 'env', write: (label) => `NODE_ENV=production\nPORT=8080\n${upper(label)}=${MARK}\nLOG_LEVEL=info\n` },
  {
    name: 'yaml',
    write: (label) => `service:\n  name: billing\n  replicas: 3\n  ${camel(label)}: "${MARK}"\n  region: eu-west-1\n`,
  },
  {
    name: 'json',
    write: (label, r) => `{\n  "region": "eu",\n  "${camel(label)}": "${MARK}",\n  "retries": ${r.int(9)}\n}`,
  },
  {
    name: 'typescript',
    write: (label) =>
      `import { connect } from './client';\n\nconst ${camel(label)} = '${MARK}';\nexport const client = connect({ ${camel(label)}, timeoutMs: 500 });\n`,
  },
  {
    name: 'python',
    write: (label) => `import os\n\n${camel(label)} = "${MARK}"\n\ndef main():\n    run(${camel(label)})\n`,
  },
  {
    name: 'log',
    write: (label, r) =>
      `2026-10-0${r.int(8) + 1}T10:22:${r.int(49) + 10}Z WARN request ${r.letters(HEX, 8)} failed ${camel(label)}=${MARK} status=401\n`,
  },
  {
    name: 'curl',
    write: (label) => `curl -s https://api.internal/v2/orders -H "${label}: ${MARK}" -d '{"limit":5}'\n`,
  },
  {
    name: 'chat',
    write: (label, r) => `${r.pick(NOISE)}\nhere is the ${label.toLowerCase()}: ${MARK}\n${r.pick(NOISE)}\n`,
  },
  {
    name: 'ticket',
    write: (label, r) => `OPS-${r.letters(DIGITS, 4)}\n\n${r.pick(NOISE)}\n\n${label} = ${MARK}\n\n${r.pick(NOISE)}`,
  },
  {
    name: 'terraform',
    write: (label) => `resource "service" "main" {\n  name = "orders"\n  ${camel(label)} = "${MARK}"\n}\n`,
  },
  {
    name: 'json_in_json',
    write: (label) => JSON.stringify({ event: 'deploy', body: JSON.stringify({ user: 'svc', [camel(label)]: MARK }) }),
  },
];

/** Around passwords that people tell each other. */
export const PASSWORD_CARRIERS: readonly Carrier[] = [
  `my password is ${MARK}`,
  `The password for the staging server is ${MARK}, please do not share it.`,
  `login with admin / ${MARK}`,
  `user: admin pass: ${MARK}`,
  `Das Passwort lautet ${MARK} und gilt bis Freitag.`,
  `Kennwort für den Drucker: ${MARK}`,
  `le mot de passe du wifi est ${MARK}`,
  `mot de passe : ${MARK}`,
  `la contraseña es ${MARK}`,
  `la password è ${MARK}, grazie`,
  `a senha é ${MARK}`,
  `pw ${MARK}`,
  `I reset it for you, the new password: ${MARK}`,
  `mysql -u root -p${MARK} orders`,
  `credentials are root:${MARK}`,
].map((sentence, at) => ({
  name: `sentence ${at + 1}`,
  write: (_label, random) => `${random.pick(NOISE)}\n${sentence}\n${random.pick(NOISE)}`,
}));

/** Around identifiers: forms, records, letters, tables, talk. */
export const IDENTIFIER_CARRIERS: readonly Carrier[] = [
  { name: 'form', write: (label, r) => `Case ${r.letters(DIGITS, 5)}\n${label}: ${MARK}\nStatus: open\n` },
  { name: 'json', write: (label, r) => `{"id": ${r.int(9000)}, "${label}": "${MARK}", "active": true}` },
  {
    name: 'yaml',
    write: (label) => `customer:\n  segment: retail\n  ${label.replaceAll(' ', '_')}: ${MARK}\n  since: 2019\n`,
  },
  { name: 'csv', write: (label, r) => `id;${label};amount\n${r.int(900)};${MARK};${r.int(900)}.50\n` },
  {
    name: 'english',
    write: (label, r) => `${r.pick(NOISE)} The ${label} of the customer is ${MARK}, please update the record.`,
  },
  {
    name: 'german',
    write: (label) => `Guten Tag, hier noch einmal die Angabe zu ${label}: ${MARK}. Bitte bestätigen Sie den Eingang.`,
  },
  {
    name: 'french',
    write: (label) => `Bonjour, voici l'information demandée (${label} : ${MARK}). Merci de confirmer.`,
  },
  {
    name: 'spanish',
    write: (label) => `Buenos días, el dato que faltaba, ${label}: ${MARK}, ya está en el expediente.`,
  },
  { name: 'italian', write: (label) => `Buongiorno, come richiesto il ${label} è ${MARK} e resta invariato.` },
  { name: 'portuguese', write: (label) => `Bom dia, segue o dado do cliente, ${label} ${MARK}, para o cadastro.` },
  {
    name: 'log',
    write: (label, r) =>
      `2026-10-0${r.int(8) + 1} 11:02:33 INFO kyc check ${r.letters(HEX, 6)} ${label}="${MARK}" result=ok\n`,
  },
  { name: 'ticket', write: (label, r) => `${r.pick(NOISE)}\n\n- ${label}: ${MARK}\n- priority: low\n` },
];

/** Puts one value of the kind into one carrier. */
export function writeLabelled(kind: ValueKind, carrier: Carrier, random: Random): LabelledText {
  const value = kind.make(random);
  const written = carrier.write(random.pick(kind.labels), random);
  const depth = carrier.name === 'json_in_json' ? 2 : carrier.name === 'json' ? 1 : 0;
  const inside = escapeJson(value, depth);
  const start = written.includes(MARK) ? written.indexOf(MARK) : written.indexOf(JSON_MARK);
  const mark = written.includes(MARK) ? MARK : JSON_MARK;
  return {
    kind: kind.kind,
    group: kind.group,
    types: kind.types,
    carrier: carrier.name,
    text: written.replace(mark, () => inside),
    ...spanOf(inside, { start, part: kind.part }),
  };
}

function spanOf(inside: string, { start, part }: { readonly start: number; readonly part: RegExp | undefined }) {
  const found = part?.exec(inside)?.[1];
  if (found === undefined) return { start, end: start + inside.length };
  const from = start + inside.lastIndexOf(found);
  return { start: from, end: from + found.length };
}

/** The mark as JSON in JSON writes it. */
const JSON_MARK = '\\\\u0001';

function escapeJson(value: string, depth: number): string {
  return depth === 0 ? value : escapeJson(JSON.stringify(value).slice(1, -1), depth - 1);
}

function upper(label: string): string {
  return label.toUpperCase().replace(/[^A-Z0-9]+/gi, '_');
}

function camel(label: string): string {
  return /[A-Z].*[a-z]|_/.test(label)
    ? label.replaceAll(/[^\w]+/g, '_')
    : label.replaceAll(/[^\p{L}\d]+/gu, '_').toLowerCase();
}
