import { isDayOfMonth, isYearMonthDay, twoDigitsAt } from './validate-calendar.ts';
import { digitAt, isDigits, isMod11And10, isOneDigitRepeated, weightedSum } from './validate-check-digits.ts';

/** Polish PESEL: date with the century in the month, weights 1, 3, 7, 9. */
export function isPlPesel(digits: string): boolean {
  if (!isDigits(digits, 11)) return false;
  if (!isDayOfMonth({ day: twoDigitsAt(digits, 4), month: twoDigitsAt(digits, 2) % 20 })) return false;
  return (10 - (weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digitAt(digits, 10);
}

/** Polish tax number NIP: modulo 11, ten is not given out. */
export function isPlNip(digits: string): boolean {
  if (!isDigits(digits, 10) || isOneDigitRepeated(digits)) return false;
  return weightedSum(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digitAt(digits, 9);
}

/** Polish identity card: three letters, check digit, five digits. */
export function isPlIdCard(text: string): boolean {
  if (!/^[A-Z]{3}[0-9]{6}$/.test(text)) return false;
  const letters = [7, 3, 1].reduce((sum, weight, at) => sum + weight * (text.charCodeAt(at) - 55), 0);
  return (letters + weightedSum(text.slice(3), [9, 7, 3, 1, 7, 3])) % 10 === 0;
}

/** Czech and Slovak rodné číslo: date (women's months + 50, when used up + 20), divisible by 11; nine digits until 1953. */
export function isCzRodneCislo(digits: string): boolean {
  if (digits.length !== 9 && digits.length !== 10) return false;
  if (!isDigits(digits, digits.length)) return false;
  const month = twoDigitsAt(digits, 2) % 50;
  if (!isDayOfMonth({ day: twoDigitsAt(digits, 4), month: month > 20 ? month - 20 : month })) return false;
  if (digits.length === 9) return twoDigitsAt(digits, 0) < 54;
  const number = Number(digits);
  return number % 11 === 0 || (Number(digits.slice(0, 9)) % 11 === 10 && digits.endsWith('0'));
}

/** Romanian CNP: sex and century, date, county, modulo 11. */
export function isRoCnp(digits: string): boolean {
  if (!/^[1-9][0-9]{12}$/.test(digits) || !isYearMonthDay(digits, 1)) return false;
  const county = twoDigitsAt(digits, 7);
  if (county < 1 || (county > 52 && county !== 70)) return false;
  const check = weightedSum(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return digitAt(digits, 12) === (check === 10 ? 1 : check);
}

/** Bulgarian EGN: date with the century in the month (+20, +40), modulo 11. */
export function isBgEgn(digits: string): boolean {
  if (!isDigits(digits, 10)) return false;
  const month = twoDigitsAt(digits, 2);
  const plain = month > 40 ? month - 40 : month > 20 ? month - 20 : month;
  if (!isDayOfMonth({ day: twoDigitsAt(digits, 4), month: plain })) return false;
  return (weightedSum(digits, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === digitAt(digits, 9);
}

/** Hungarian tax identification of a person: begins with 8, places as weights, modulo 11. */
export function isHuTaxId(digits: string): boolean {
  if (!/^8[0-9]{9}$/.test(digits)) return false;
  return weightedSum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digitAt(digits, 9);
}

/** Croatian OIB: ISO 7064 MOD 11,10. */
export function isHrOib(digits: string): boolean {
  return isDigits(digits, 11) && !isOneDigitRepeated(digits) && isMod11And10(digits);
}

/** Russian INN of a person (12, two check digits) or company (10). */
export function isRuInn(digits: string): boolean {
  if (isOneDigitRepeated(digits) || digits.startsWith('00')) return false;
  const weights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
  if (isDigits(digits, 10)) return (weightedSum(digits, weights) % 11) % 10 === digitAt(digits, 9);
  if (!isDigits(digits, 12)) return false;
  const eleventh = (weightedSum(digits, [7, ...weights]) % 11) % 10;
  return (
    eleventh === digitAt(digits, 10) && (weightedSum(digits, [3, 7, ...weights]) % 11) % 10 === digitAt(digits, 11)
  );
}

/** Russian SNILS: modulo 101. */
export function isRuSnils(digits: string): boolean {
  if (!isDigits(digits, 11) || isOneDigitRepeated(digits)) return false;
  return (weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === twoDigitsAt(digits, 9);
}

/** Ukrainian taxpayer number (RNOKPP): days since 1899, serial, modulo 11. */
export function isUaTaxpayer(digits: string): boolean {
  if (!isDigits(digits, 10) || isOneDigitRepeated(digits)) return false;
  const sum = weightedSum(digits, [-1, 5, 7, 9, 4, 6, 10, 5, 7]);
  return (((sum % 11) + 11) % 11) % 10 === digitAt(digits, 9);
}
