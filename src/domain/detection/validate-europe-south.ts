import { isDayMonthYear, isDayOfMonth, twoDigitsAt } from './validate-calendar.ts';
import { alphanumericAt, digitAt, isDigits, isLuhn, isOneDigitRepeated, weightedSum } from './validate-check-digits.ts';

const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Spanish DNI: eight digits, letter modulo 23. */
export function isEsDni(text: string): boolean {
  return /^[0-9]{8}[A-Z]$/.test(text) && dniLetters.charAt(Number(text.slice(0, 8)) % 23) === text.charAt(8);
}

/** Spanish NIE of foreigners: X, Y, Z stand for 0, 1, 2. */
export function isEsNie(text: string): boolean {
  return /^[XYZ][0-9]{7}[A-Z]$/.test(text) && isEsDni('XYZ'.indexOf(text.charAt(0)) + text.slice(1));
}

/** Spanish NIF of a company (CIF): check digit or letter. */
export function isEsCif(text: string): boolean {
  if (!/^[ABCDEFGHJNPQRSUVW][0-9]{7}[0-9A-J]$/.test(text)) return false;
  let sum = 0;
  for (let at = 1; at < 8; at++) {
    const product = digitAt(text, at) * (at % 2 === 1 ? 2 : 1);
    sum += Math.floor(product / 10) + (product % 10);
  }
  const check = (10 - (sum % 10)) % 10;
  const last = text.charAt(8);
  return last === String(check) || last === 'JABCDEFGHI'.charAt(check);
}

/** Spanish social security number: province, serial, and both modulo 97. */
export function isEsSocialSecurity(digits: string): boolean {
  if (!isDigits(digits, 12)) return false;
  const [province, serial] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 10))];
  if (province < 1 || (province > 53 && province !== 66)) return false;
  const number = serial < 10_000_000 ? serial + province * 10_000_000 : Number(digits.slice(0, 10));
  return number % 97 === Number(digits.slice(10));
}

// Values of 0-9 and A-Z in odd places (Decree 23 December 1976); the same letter's digits and letters count alike.
const oddValues = [
  ...[1, 0, 5, 7, 9, 13, 15, 17, 19, 21],
  ...[1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23],
] as const;

/** Italian codice fiscale of a person; digits that were doubled by letters (omocodia) are let pass. */
export function isItCodiceFiscale(text: string): boolean {
  const digit = '[0-9LMNPQRSTUV]';
  const shape = new RegExp(`^[A-Z]{6}${digit}{2}[ABCDEHLMPRST]${digit}{2}[A-Z]${digit}{3}[A-Z]$`);
  if (!shape.test(text)) return false;
  const day = twoDigitsAt(text, 9);
  if (/^[0-9]{2}$/.test(text.slice(9, 11)) && (day < 1 || (day > 31 && day < 41) || day > 71)) return false;
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const value = alphanumericAt(text, at);
    sum += at % 2 === 0 ? (oddValues[value] ?? 0) : value > 9 ? value - 10 : value;
  }
  return String.fromCharCode(65 + (sum % 26)) === text.charAt(15);
}

/** Italian partita IVA: Luhn over eleven digits, office of issue within its list. */
export function isItPartitaIva(digits: string): boolean {
  if (!isDigits(digits, 11) || digits.startsWith('0000000')) return false;
  const office = Number(digits.slice(7, 10));
  return ((office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office)) && isLuhn(digits);
}

/** Portuguese NIF: modulo 11. */
export function isPtNif(digits: string): boolean {
  if (!isDigits(digits, 9) || !/^(?:[1235689]|4[5])/.test(digits) || isOneDigitRepeated(digits)) return false;
  const check = 11 - (weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return digitAt(digits, 8) === (check > 9 ? 0 : check);
}

/** Greek tax number (AFM): powers of two modulo 11. */
export function isGrAfm(digits: string): boolean {
  if (!isDigits(digits, 9) || isOneDigitRepeated(digits)) return false;
  return (weightedSum(digits, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === digitAt(digits, 8);
}

/** Greek social security number (AMKA): date of birth, Luhn. */
export function isGrAmka(digits: string): boolean {
  return isDigits(digits, 11) && isDayMonthYear(digits, 0) && isLuhn(digits);
}

/** Turkish identity number (T.C. kimlik no): two check digits. */
export function isTrKimlik(digits: string): boolean {
  if (!isDigits(digits, 11) || digits.charAt(0) === '0') return false;
  const odd = weightedSum(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weightedSum(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return tenth === digitAt(digits, 9) && (odd + even + tenth) % 10 === digitAt(digits, 10);
}

/** Israeli identity number: nine digits, Luhn. */
export function isIlIdentity(digits: string): boolean {
  return isDigits(digits, 9) && !isOneDigitRepeated(digits) && isLuhn(digits);
}

/** Personal number of the former Yugoslav countries (JMBG): date of birth, region, modulo 11. */
export function isJmbg(digits: string): boolean {
  if (!isDigits(digits, 13) || !isDayOfMonth({ day: twoDigitsAt(digits, 0), month: twoDigitsAt(digits, 2) }))
    return false;
  const check = 11 - (weightedSum(digits, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return digitAt(digits, 12) === (check > 9 ? 0 : check);
}
