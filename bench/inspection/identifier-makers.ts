import { codiceFiscaleLetter, ibanOf, luhnDigit, mod1110, weighted } from './check-digits.ts';
import type { Random } from './random.ts';
import { DIGITS } from './random.ts';

export const two = (number: number): string => String(number).padStart(2, '0');
export const groupsOf = (text: string, size: number): string =>
  text.replace(new RegExp(`(.{${size}})(?=.)`, 'g'), '$1 ');

export function until(_random: Random, draw: () => string, isRight: (text: string) => boolean): string {
  for (let time = 0; time < 10_000; time++) {
    const text = draw();
    if (isRight(text)) return text;
  }
  throw new Error('No value was drawn that satisfies its check digit.');
}

export function makeIban(random: Random): string {
  const country = random.pick(['DE', 'FR', 'ES', 'NL', 'GB', 'CH', 'AT']);
  const accounts: Readonly<Record<string, () => string>> = {
    DE: () => random.letters(DIGITS, 18),
    FR: () => random.letters(DIGITS, 23),
    ES: () => random.letters(DIGITS, 20),
    NL: () => random.pick(['ABNA', 'INGB', 'RABO']) + random.letters(DIGITS, 10),
    GB: () => random.pick(['NWBK', 'BARC', 'LOYD']) + random.letters(DIGITS, 14),
    CH: () => random.letters(DIGITS, 17),
    AT: () => random.letters(DIGITS, 16),
  };
  const iban = ibanOf(country, accounts[country]?.() ?? '');
  return random.chance(0.5) ? groupsOf(iban, 4) : iban;
}

export function makeCard(random: Random): string {
  const [start, length] = random.pick([
    ['4', 16],
    ['51', 16],
    ['2221', 16],
    ['34', 15],
    ['37', 15],
    ['6011', 16],
    ['3528', 16],
    ['36', 14],
  ] as const);
  const body = start + random.letters(DIGITS, length - start.length - 1);
  const card = body + luhnDigit(body);
  if (length !== 16) return card;
  return random.pick([card, groupsOf(card, 4), groupsOf(card, 4).replaceAll(' ', '-')]);
}

export function makeRouting(random: Random): string {
  const start = random.pick(['0', '1', '2', '3']) + random.letters('12', 1);
  return until(
    random,
    () => start + random.letters(DIGITS, 7),
    (text) => weighted(text, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  );
}

/** BIP 173 with the witness version 0: the checksum is computed as the document describes. */
export function bech32Address(random: Random): string {
  const charset = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const data = [0, ...Array.from({ length: 32 }, () => random.int(32))];
  // The last group of 160 bits in fives has no padding, so that any 32 groups are an address.
  const polymod = (values: readonly number[]): number => {
    let check = 1;
    for (const value of values) {
      const top = check >>> 25;
      check = ((check & 0x1ffffff) << 5) ^ value;
      [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((generator, at) => {
        if (((top >>> at) & 1) === 1) check ^= generator;
      });
    }
    return check;
  };
  const prefix = [3, 3, 0, 2, 3];
  const check = polymod([...prefix, ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const last = Array.from({ length: 6 }, (_, at) => (check >>> (5 * (5 - at))) & 31);
  return `bc1${[...data, ...last].map((value) => charset.charAt(value)).join('')}`;
}

export function makeEmail(random: Random): string {
  const name = random.pick(['anna.lindqvist', 'j.mueller', 'carlos_ruiz', 'p.dupont+news', 'k-ito', 'marta']);
  const host = random.pick(['acme-works', 'rakete', 'blau-post', 'nordwind', 'correo-sur']);
  return `${name}${random.int(90)}@${host}.${random.pick(['com', 'de', 'fr', 'co.uk', 'es', 'io'])}`;
}

export function makePhone(random: Random): string {
  const digits = (many: number): string => random.letters(DIGITS, many);
  return random.pick([
    () => `+49 30 ${random.int(8) + 2}${digits(7)}`,
    () => `+49 170 ${random.int(8) + 2}${digits(6)}`,
    () => `0171 ${random.int(8) + 2}${digits(6)}`,
    () => `+33 6 ${random.int(7) + 1}${digits(1)} ${digits(2)} ${digits(2)} ${digits(2)}`,
    () => `06 ${random.int(7) + 1}${digits(1)} ${digits(2)} ${digits(2)} ${digits(2)}`,
    () => `+44 7700 900${digits(3)}`,
    () => `07911 ${digits(6)}`,
    () => `(212) ${random.int(7) + 2}${random.int(8) + 2}${digits(1)}-${digits(4)}`,
    () => `+1 415-${random.int(7) + 2}${random.int(8) + 2}${digits(1)}-${digits(4)}`,
    () => `+34 6${digits(2)} ${digits(3)} ${digits(3)}`,
    () => `+39 347 ${digits(7)}`,
    () => `+55 11 9${random.int(3) + 6}${digits(3)}-${digits(4)}`,
  ])();
}

export function makeBirth(random: Random): string {
  const [year, month, day] = [random.int(60) + 1945, random.int(12) + 1, random.int(28) + 1];
  return random.pick([
    `${year}-${two(month)}-${two(day)}`,
    `${two(day)}.${two(month)}.${year}`,
    `${two(day)}/${two(month)}/${year}`,
  ]);
}

export function makeNhs(random: Random): string {
  const body = until(
    random,
    () => `${random.pick(['4', '6', '9'])}${random.letters(DIGITS, 8)}`,
    (text) => nhsDigit(text) < 10,
  );
  const all = body + nhsDigit(body);
  return `${all.slice(0, 3)} ${all.slice(3, 6)} ${all.slice(6)}`;
}

function nhsDigit(body: string): number {
  return (11 - (weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
}

/** Ten digits of which exactly one stands twice (or thrice, not in a row), the first not 0. */
export function makeGermanTaxId(random: Random): string {
  const pool = [...DIGITS];
  for (let at = pool.length - 1; at > 0; at--) {
    const other = random.int(at + 1);
    [pool[at], pool[other]] = [pool[other] ?? '', pool[at] ?? ''];
  }
  pool[random.int(3) + 7] = pool[random.int(5) + 1] ?? '1';
  if (pool[0] === '0') [pool[0], pool[6]] = [pool[6] ?? '1', '0'];
  const body = pool.join('');
  return body.charAt(0) === '0' || new Set(body).size !== 9 ? makeGermanTaxId(random) : body + mod1110(body);
}

export function makeNir(random: Random): string {
  const body = `${random.pick(['1', '2'])}${two(random.int(60) + 40)}${two(random.int(12) + 1)}${two(random.int(90) + 1)}${random.letters(DIGITS, 3)}${random.letters(DIGITS, 3)}`;
  const key = two(97 - Number(BigInt(body) % 97n));
  return random.chance(0.5)
    ? body + key
    : `${body.slice(0, 1)} ${body.slice(1, 3)} ${body.slice(3, 5)} ${body.slice(5, 7)} ${body.slice(7, 10)} ${body.slice(10)} ${key}`;
}

export function makeCodiceFiscale(random: Random): string {
  const letters = random.letters('BCDFGLMNPRSTV', 6);
  const body = `${letters}${two(random.int(60) + 40)}${random.letters('ABCDEHLMPRST', 1)}${two(random.int(28) + 1)}${random.pick(['H501', 'F205', 'L219', 'D612'])}`;
  return body + codiceFiscaleLetter(body);
}

export function dni(random: Random): string {
  const number = random.int(90_000_000) + 10_000_000;
  return `${number}${random.pick(['', '-'])}${'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23)}`;
}

export function makePesel(random: Random): string {
  const body = `${two(random.int(60) + 40)}${two(random.int(12) + 1)}${two(random.int(28) + 1)}${random.letters(DIGITS, 4)}`;
  return body + ((10 - (weighted(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10);
}

export function makeCpf(random: Random): string {
  const body = random.letters('123456789', 1) + random.letters(DIGITS, 8);
  const digit = (text: string): string => {
    const weights = Array.from({ length: text.length }, (_, at) => text.length + 1 - at);
    const rest = (weighted(text, weights) * 10) % 11;
    return String(rest % 10);
  };
  const all = body + digit(body);
  const cpf = all + digit(all);
  return `${cpf.slice(0, 3)}.${cpf.slice(3, 6)}.${cpf.slice(6, 9)}-${cpf.slice(9)}`;
}
