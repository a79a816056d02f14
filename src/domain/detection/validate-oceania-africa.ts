import { isYearMonthDay, twoDigitsAt } from './validate-calendar.ts';
import { digitAt, isDigits, isLuhn, isOneDigitRepeated, weightedSum } from './validate-check-digits.ts';

/** Australian Tax File Number: nine digits (or eight), modulo 11. */
export function isAuTfn(digits: string): boolean {
  if (isOneDigitRepeated(digits)) return false;
  if (isDigits(digits, 9)) return weightedSum(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0;
  return isDigits(digits, 8) && weightedSum(digits, [10, 7, 8, 4, 6, 3, 5, 1]) % 11 === 0;
}

/** Australian Business Number: modulo 89 with one taken off the first digit. */
export function isAuAbn(digits: string): boolean {
  if (!isDigits(digits, 11) || digits.charAt(0) === '0') return false;
  return (weightedSum(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;
}

/** Australian Medicare card: begins with 2 to 6, check in the ninth place, issue number, perhaps the person's. */
export function isAuMedicare(digits: string): boolean {
  if (!/^[2-6][0-9]{8}[1-9][0-9]?$/.test(digits)) return false;
  return weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(digits, 8);
}

/** New Zealand IRD number: modulo 11 with weights that are tried twice. */
export function isNzIrd(digits: string): boolean {
  if (digits.length !== 8 && digits.length !== 9) return false;
  const padded = digits.padStart(9, '0');
  const number = Number(padded);
  if (!isDigits(padded, 9) || number < 10_000_000 || number > 150_000_000) return false;
  const first = (11 - (weightedSum(padded, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  if (first !== 10) return first === digitAt(padded, 8);
  const second = (11 - (weightedSum(padded, [7, 4, 3, 2, 5, 2, 7, 6]) % 11)) % 11;
  return second !== 10 && second === digitAt(padded, 8);
}

/** South African identity number: date, citizenship 0 to 2, Luhn. */
export function isZaId(digits: string): boolean {
  return isDigits(digits, 13) && isYearMonthDay(digits, 0) && digits.charAt(10) < '3' && isLuhn(digits);
}

/** Egyptian national number: century 2 or 3, date, governorate. */
export function isEgNationalId(digits: string): boolean {
  if (!/^[23][0-9]{13}$/.test(digits)) return false;
  const governorate = twoDigitsAt(digits, 7);
  return isYearMonthDay(digits, 1) && governorate >= 1 && (governorate <= 35 || governorate === 88);
}

/** Whether eleven digits are a Nigerian NIN or BVN cannot be told: there is no public check, the word decides. */
export function isElevenDigits(digits: string): boolean {
  return isDigits(digits, 11) && !isOneDigitRepeated(digits);
}
