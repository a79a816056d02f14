import { isDayMonthYear, isDayOfMonth, isYearMonthDay, twoDigitsAt } from './validate-calendar.ts';
import { digitAt, isDigits, isLuhn, weightedSum } from './validate-check-digits.ts';

/** Swedish personal or coordination number (day + 60), ten digits or twelve with the century: Luhn over the last ten. */
export function isSePersonnummer(digits: string): boolean {
  if (digits.length === 12 && !/^(?:18|19|20)/.test(digits)) return false;
  const ten = digits.slice(-10);
  if ((digits.length !== 10 && digits.length !== 12) || !isDigits(ten, 10)) return false;
  const day = twoDigitsAt(ten, 4) % 60;
  return isDayOfMonth({ day, month: twoDigitsAt(ten, 2) }) && isLuhn(ten);
}

/** Norwegian fødselsnummer or D-number (day + 40): date, two check digits modulo 11. */
export function isNoFodselsnummer(digits: string): boolean {
  if (!isDigits(digits, 11)) return false;
  const day = twoDigitsAt(digits, 0);
  if (!isDayOfMonth({ day: day > 40 ? day - 40 : day, month: twoDigitsAt(digits, 2) % 40 })) return false;
  const first = (11 - (weightedSum(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weightedSum(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return first === digitAt(digits, 9) && second === digitAt(digits, 10);
}

/** Danish CPR number: a date and four digits; since 2007 without a check digit. */
export function isDkCpr(digits: string): boolean {
  return isDigits(digits, 10) && isDayMonthYear(digits, 0);
}

/** Finnish HETU: date, sign of the century, serial, and the whole modulo 31. */
export function isFiHetu(text: string): boolean {
  if (!/^[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-FHJ-NPR-Y]$/.test(text) || !isDayMonthYear(text, 0)) return false;
  const number = Number(text.slice(0, 6) + text.slice(7, 10));
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(number % 31) === text.charAt(10);
}

/** Icelandic kennitala: date, serial, modulo 11, century. */
export function isIsKennitala(digits: string): boolean {
  if (!isDigits(digits, 10) || !isDayMonthYear(digits, 0)) return false;
  return (11 - (weightedSum(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digitAt(digits, 8);
}

/** Estonian and Lithuanian personal code: sex and century, date, and a check that is tried twice. */
export function isBalticPersonalCode(digits: string): boolean {
  if (!/^[1-8][0-9]{10}$/.test(digits) || !isYearMonthDay(digits, 1)) return false;
  const first = weightedSum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weightedSum(digits, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return (first < 10 ? first : second % 10) === digitAt(digits, 10);
}
