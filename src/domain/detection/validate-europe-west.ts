import { isDayMonthYear, isDayOfMonth, twoDigitsAt } from './validate-calendar.ts';
import {
  alphanumericAt,
  decimalModulo,
  digitAt,
  isDigits,
  isMod11And10,
  isOneDigitRepeated,
  weightedSum,
} from './validate-check-digits.ts';
import { isTravelDocumentCheck } from './validate-devices.ts';

/** UK National Insurance number (HMRC manual NIM39110); QQ is HMRC's own example and let pass. */
export function isUkNino(text: string): boolean {
  if (!/^[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z][0-9]{6}[A-D]$/.test(text)) return false;
  return !['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'].includes(text.slice(0, 2));
}

/** UK Unique Taxpayer Reference: the check digit stands first. */
export function isUkUtr(digits: string): boolean {
  if (!isDigits(digits, 10) || isOneDigitRepeated(digits)) return false;
  return '21987654321'.charAt(weightedSum(digits.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11) === digits.charAt(0);
}

/** UK driving licence (DVLA): surname, decade, month (+50 for women), day, year, initials, check characters. */
export function isUkDrivingLicence(text: string): boolean {
  if (!/^[A-Z]{1,5}9{0,4}[0-9]{6}[A-Z9]{2}[A-Z0-9]{3}$/.test(text) || text.length !== 16) return false;
  const month = twoDigitsAt(text, 6) % 50;
  return isDayOfMonth({ day: twoDigitsAt(text, 8), month });
}

/**
 * German tax identification number (BZSt): ISO 7064 MOD 11,10; of the first ten digits exactly one stands twice or
 * three times, three not in a row.
 */
export function isDeTaxId(digits: string): boolean {
  if (!isDigits(digits, 11) || digits.charAt(0) === '0') return false;
  const counts = Array.from({ length: 10 }, () => 0);
  for (let at = 0; at < 10; at++) counts[digitAt(digits, at)] = (counts[digitAt(digits, at)] ?? 0) + 1;
  const repeated = counts.filter((count) => count > 1);
  if (repeated.length !== 1 || (repeated[0] ?? 0) > 3) return false;
  return !/(\d)\1\1/.test(digits.slice(0, 10)) && isMod11And10(digits);
}

/** German pension insurance number (VKVV § 2): area, date of birth, letter, serial, check. */
export function isDePensionNumber(text: string): boolean {
  if (!/^[0-9]{8}[A-Z][0-9]{3}$/.test(text)) return false;
  const day = twoDigitsAt(text, 2);
  if (!isDayOfMonth({ day: day > 50 ? day - 50 : day, month: twoDigitsAt(text, 4) })) return false;
  const letter = String(alphanumericAt(text, 8) - 9).padStart(2, '0');
  const digits = text.slice(0, 8) + letter + text.slice(9, 11);
  let sum = 0;
  for (const [at, weight] of [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].entries()) {
    const product = weight * digitAt(digits, at);
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum % 10 === digitAt(text, 11);
}

/** German identity card or passport number with its check digit: nine characters of a short alphabet, 7-3-1. */
export function isDeDocument(text: string): boolean {
  if (!/^[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}[0-9]$/.test(text)) return false;
  return isTravelDocumentCheck({ field: text.slice(0, 9), check: text.slice(9) });
}

/** French NIR (INSEE): sex, year, month, department, commune, order, and a key modulo 97. Corsica is 2A and 2B. */
export function isFrNir(text: string): boolean {
  if (!/^[1-478][0-9]{4}(?:[0-9]{2}|2A|2B)[0-9]{8}$/.test(text)) return false;
  const month = twoDigitsAt(text, 3);
  if (month < 1 || (month > 12 && month < 20) || (month > 42 && month < 50)) return false;
  const number = text.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - decimalModulo(number, 97) === twoDigitsAt(text, 13);
}

/** French tax number (SPI): the last three digits are the first ten modulo 511. */
export function isFrSpi(digits: string): boolean {
  return /^[0-3][0-9]{12}$/.test(digits) && Number(digits.slice(0, 10)) % 511 === Number(digits.slice(10));
}

/** Dutch BSN: the eleven test. */
export function isNlBsn(digits: string): boolean {
  const padded = digits.padStart(9, '0');
  if (!isDigits(padded, 9) || isOneDigitRepeated(digits) || padded.startsWith('00')) return false;
  return weightedSum(padded, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** Belgian national number: date, serial, and 97 less the rest modulo 97, a 2 before it for those born since 2000. */
export function isBeNationalNumber(digits: string): boolean {
  if (!isDigits(digits, 11) || isOneDigitRepeated(digits)) return false;
  const month = twoDigitsAt(digits, 2) % 20;
  if (month > 12 || twoDigitsAt(digits, 4) > 31) return false;
  const [body, check] = [digits.slice(0, 9), twoDigitsAt(digits, 9)];
  return 97 - decimalModulo(body, 97) === check || 97 - decimalModulo(`2${body}`, 97) === check;
}

/** Austrian social insurance number: serial, check digit, date of birth (months 13 to 15 where a day is used up). */
export function isAtSvnr(digits: string): boolean {
  if (!isDigits(digits, 10) || digits.charAt(0) === '0') return false;
  const month = twoDigitsAt(digits, 6);
  if (month > 12 ? month > 15 : !isDayMonthYear(digits, 4)) return false;
  return weightedSum(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === digitAt(digits, 3);
}

/** Swiss AHV number: 756 and the check digit of EAN-13. */
export function isChAhv(digits: string): boolean {
  if (!isDigits(digits, 13) || !digits.startsWith('756')) return false;
  return weightedSum(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

/** Irish PPS number: seven digits and a letter modulo 23, with the second letter counted where there is one. */
export function isIePps(text: string): boolean {
  if (!/^[0-9]{7}[A-W][A-IW]?$/.test(text)) return false;
  const second = text.charAt(8);
  const extra = second === '' || second === 'W' ? 0 : (second.charCodeAt(0) - 64) * 9;
  const sum = weightedSum(text, [8, 7, 6, 5, 4, 3, 2]) + extra;
  return 'WABCDEFGHIJKLMNOPQRSTUV'.charAt(sum % 23) === text.charAt(7);
}
