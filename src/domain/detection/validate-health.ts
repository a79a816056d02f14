import { isYearMonthDay } from './validate-calendar.ts';
import { digitAt, isDigits, isLuhn, isOneDigitRepeated, weightedSum } from './validate-check-digits.ts';

/** US National Provider Identifier: begins with 1 or 2, Luhn with 80840 before it (45 CFR 162.406). */
export function isNpi(digits: string): boolean {
  return /^[12][0-9]{9}$/.test(digits) && isLuhn(`80840${digits}`);
}

/** US Drug Enforcement Administration number: two letters (or letter and 9), seven digits with a check. */
export function isDeaNumber(text: string): boolean {
  if (!/^[ABCDEFGHJKLMPRSTUX][A-Z9][0-9]{7}$/.test(text)) return false;
  const sum = weightedSum(text.slice(2), [1, 2, 1, 2, 1, 2]);
  return sum % 10 === digitAt(text, 8);
}

/** US Medicare Beneficiary Identifier (CMS): eleven characters, letters without S, L, O, I, B and Z in fixed places. */
export function isMedicareBeneficiary(text: string): boolean {
  return /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9][AC-HJKMNP-RT-Y]{2}[0-9]{2}$/.test(
    text,
  );
}

/** NHS number of England and Wales: modulo 11. */
export function isNhsNumber(digits: string): boolean {
  if (!isDigits(digits, 10) || isOneDigitRepeated(digits)) return false;
  const check = 11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check) === digitAt(digits, 9);
}

/** Ontario health card: ten digits, Luhn, perhaps two letters of version. */
export function isOntarioHealthCard(text: string): boolean {
  return /^[1-9][0-9]{9}(?:[A-Z]{2})?$/.test(text) && isLuhn(text.slice(0, 10));
}

/** British Columbia personal health number: begins with 9, modulo 11. */
export function isBritishColumbiaHealth(digits: string): boolean {
  if (!isDigits(digits, 10) || digits.charAt(0) !== '9') return false;
  return 11 - (weightedSum(digits.slice(1), [2, 4, 8, 5, 10, 9, 7, 3]) % 11) === digitAt(digits, 9);
}

/** Quebec health card: four letters of the name, date of birth (women's months + 50), two digits. */
export function isQuebecHealthCard(text: string): boolean {
  if (!/^[A-Z]{4}[0-9]{8}$/.test(text)) return false;
  const digits = text.slice(4);
  const month = digitAt(digits, 2);
  return isYearMonthDay(month > 4 ? digits.slice(0, 2) + String(month - 5) + digits.slice(3) : digits, 0);
}

const nhiLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** New Zealand NHI number, old form (modulo 11) and new (modulo 23) (HISO 10046). */
export function isNzNhi(text: string): boolean {
  if (!/^[A-HJ-NP-Z]{3}[0-9]{2}(?:[0-9]{2}|[A-HJ-NP-Z]{2})$/.test(text)) return false;
  let sum = 0;
  for (let at = 0; at < 6; at++) {
    const letter = nhiLetters.indexOf(text.charAt(at));
    sum += (letter < 0 ? digitAt(text, at) : letter + 1) * (7 - at);
  }
  const last = text.charAt(6);
  if (nhiLetters.includes(last)) return nhiLetters.charAt(23 - (sum % 23) - 1) === last;
  return sum % 11 !== 0 && (11 - (sum % 11)) % 10 === digitAt(text, 6);
}

/** German health insurance number (KVNR, § 290 SGB V): letter and nine digits, Luhn with weights 1, 2 and the letter's place. */
export function isDeHealthInsurance(text: string): boolean {
  if (!/^[A-Z][0-9]{9}$/.test(text)) return false;
  const digits = String(text.charCodeAt(0) - 64).padStart(2, '0') + text.slice(1);
  let sum = 0;
  for (let at = 0; at < 10; at++) {
    const product = digitAt(digits, at) * (at % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum % 10 === digitAt(digits, 10);
}
