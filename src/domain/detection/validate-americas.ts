import { isYearMonthDay } from './validate-calendar.ts';
import { digitAt, isDigits, isLuhn, isOneDigitRepeated, weightedSum } from './validate-check-digits.ts';

/** Social Security number (SSA, after randomisation 2011): no area 000, 666 or 9xx, no group 00, no serial 0000. */
export function isUsSsn(digits: string): boolean {
  if (!isDigits(digits, 9) || isOneDigitRepeated(digits)) return false;
  const area = digits.slice(0, 3);
  return area < '900' && area !== '000' && area !== '666' && digits.slice(3, 5) !== '00' && !digits.endsWith('0000');
}

/** Individual Taxpayer Identification Number (IRS): 9xx, fourth and fifth digits 50–65, 70–88, 90–92, 94–99. */
export function isUsItin(digits: string): boolean {
  if (!isDigits(digits, 9) || digits.charAt(0) !== '9') return false;
  const group = Number(digits.slice(3, 5));
  return group >= 50 && group !== 66 && !(group > 66 && group < 70) && group !== 89 && group !== 93;
}

/** Employer Identification Number (IRS): its prefix is one that a campus gives out. */
export function isUsEin(digits: string): boolean {
  if (!isDigits(digits, 9)) return false;
  const prefix = Number(digits.slice(0, 2));
  return prefix > 0 && ![7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97].includes(prefix);
}

/** Canadian Social Insurance Number: Luhn; nothing is given out below 1. */
export function isCaSin(digits: string): boolean {
  return isDigits(digits, 9) && digits.charAt(0) !== '0' && digits.charAt(0) !== '8' && isLuhn(digits);
}

const curpAlphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Mexican CURP (RENAPO): shape, date, and its check digit. */
export function isMxCurp(text: string): boolean {
  if (!/^[A-Z][AEIOUX][A-Z]{2}[0-9]{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9][0-9]$/.test(text)) return false;
  if (!isYearMonthDay(text, 4)) return false;
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += curpAlphabet.indexOf(text.charAt(at)) * (18 - at);
  return (10 - (sum % 10)) % 10 === digitAt(text, 17);
}

const rfcAlphabet = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';

/** Mexican RFC of a person (13) or company (12) (SAT): shape and date; the check character is told apart. */
export function isMxRfc(text: string): boolean {
  return /^[A-ZÑ&]{3,4}[0-9]{6}[A-Z0-9]{2}[0-9A]$/.test(text) && isYearMonthDay(text, text.length - 9);
}

export function hasMxRfcCheck(text: string): boolean {
  const padded = text.padStart(13, ' ');
  let sum = 0;
  for (let at = 0; at < 12; at++) sum += rfcAlphabet.indexOf(padded.charAt(at)) * (13 - at);
  const check = (11 - (sum % 11)) % 11;
  return padded.charAt(12) === (check === 10 ? 'A' : String(check));
}

/** Brazilian CPF (Receita Federal): two check digits modulo 11. */
export function isBrCpf(digits: string): boolean {
  if (!isDigits(digits, 11) || isOneDigitRepeated(digits)) return false;
  return hasBrCheck(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) && hasBrCheck(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
}

/** Brazilian CNPJ, with letters as allowed since July 2026 (they count their ASCII code less 48). */
export function isBrCnpj(text: string): boolean {
  if (!/^[A-Z0-9]{12}[0-9]{2}$/.test(text) || isOneDigitRepeated(text)) return false;
  const weights = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  return hasBrCheck(text, weights) && hasBrCheck(text, [6, ...weights]);
}

/** Brazilian PIS/PASEP/NIT: one check digit. */
export function isBrPis(digits: string): boolean {
  return isDigits(digits, 11) && !isOneDigitRepeated(digits) && hasBrCheck(digits, [3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
}

function hasBrCheck(text: string, weights: readonly number[]): boolean {
  const remainder = weightedSum(text, weights) % 11;
  return digitAt(text, weights.length) === (remainder < 2 ? 0 : 11 - remainder);
}

const cuitWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;

/** Argentine CUIT or CUIL (AFIP): known prefix, modulo 11. */
export function isArCuit(digits: string): boolean {
  if (!/^(?:20|2[3-7]|30|33|34)[0-9]{9}$/.test(digits)) return false;
  return (11 - (weightedSum(digits, cuitWeights) % 11)) % 11 === digitAt(digits, 10);
}

/** Chilean RUT: modulo 11 with K for ten; seven or eight digits before the check. */
export function isClRut(text: string): boolean {
  if (!/^[0-9]{7,8}[0-9K]$/.test(text) || isOneDigitRepeated(text)) return false;
  let sum = 0;
  for (let at = text.length - 2, weight = 2; at >= 0; at--, weight = weight === 7 ? 2 : weight + 1) {
    sum += weight * digitAt(text, at);
  }
  const check = (11 - (sum % 11)) % 11;
  return text.charAt(text.length - 1) === (check === 10 ? 'K' : String(check));
}

/** Colombian NIT with its check digit (DIAN). */
export function isCoNit(digits: string): boolean {
  if (!isDigits(digits, 10)) return false;
  const remainder = weightedSum(digits, [41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
  return digitAt(digits, 9) === (remainder < 2 ? remainder : 11 - remainder);
}

/** Peruvian RUC (SUNAT): 10, 15, 17 or 20, modulo 11. */
export function isPeRuc(digits: string): boolean {
  if (!/^(?:10|15|17|20)[0-9]{9}$/.test(digits)) return false;
  return (11 - (weightedSum(digits, cuitWeights) % 11)) % 10 === digitAt(digits, 10);
}

/** Ecuadorian cédula: province, third digit below six, Luhn. */
export function isEcCedula(digits: string): boolean {
  if (!isDigits(digits, 10) || digitAt(digits, 2) > 5) return false;
  const province = Number(digits.slice(0, 2));
  return ((province >= 1 && province <= 24) || province === 30) && isLuhn(digits);
}

/** Uruguayan cédula: weights 2, 9, 8, 7, 6, 3, 4. */
export function isUyCedula(digits: string): boolean {
  if (!isDigits(digits, 8) || isOneDigitRepeated(digits)) return false;
  return (10 - (weightedSum(digits, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10 === digitAt(digits, 7);
}
