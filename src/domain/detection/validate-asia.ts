import { isDate, isDayOfMonth, isYearMonthDay, twoDigitsAt } from './validate-calendar.ts';
import {
  alphanumericAt,
  digitAt,
  isDigits,
  isMod11Minus2,
  isOneDigitRepeated,
  isVerhoeff,
  luhn36Check,
  weightedSum,
} from './validate-check-digits.ts';

/** Indian Aadhaar (UIDAI): does not begin with 0 or 1, Verhoeff. */
export function isInAadhaar(digits: string): boolean {
  return isDigits(digits, 12) && digits.charAt(0) > '1' && !isOneDigitRepeated(digits) && isVerhoeff(digits);
}

/** Indian PAN: the fourth letter says what kind of holder; there is no public check. */
export function isInPan(text: string): boolean {
  return /^[A-Z]{3}[ABCEFGHJLPT][A-Z][0-9]{4}[A-Z]$/.test(text);
}

/** Indian GSTIN: state, PAN, entity, Z, and a check over base 36. */
export function isInGstin(text: string): boolean {
  if (!/^[0-3][0-9][A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/.test(text)) return false;
  return luhn36Check(text.slice(0, 14)) === alphanumericAt(text, 14);
}

/** Pakistani CNIC: province 1 to 7; no public check. */
export function isPkCnic(digits: string): boolean {
  return /^[1-7][0-9]{12}$/.test(digits) && !isOneDigitRepeated(digits);
}

/** Chinese resident identity number (GB 11643): region, date, ISO 7064 MOD 11-2. */
export function isCnResidentId(text: string): boolean {
  if (!/^[1-68][0-9]{16}[0-9X]$/.test(text)) return false;
  const date = { year: Number(text.slice(6, 10)), month: twoDigitsAt(text, 10), day: twoDigitsAt(text, 12) };
  return date.year >= 1900 && date.year < 2100 && isDate(date) && isMod11Minus2(text);
}

/** Hong Kong identity card: one or two letters, six digits, modulo 11 with A for ten. */
export function isHkId(text: string): boolean {
  if (!/^[A-Z]{1,2}[0-9]{6}[0-9A]$/.test(text)) return false;
  const padded = text.padStart(9, ' ');
  let sum = 0;
  for (let at = 0; at < 8; at++) sum += (padded.charAt(at) === ' ' ? 36 : alphanumericAt(padded, at)) * (9 - at);
  return (11 - (sum % 11)) % 11 === alphanumericAt(padded, 8);
}

/** Taiwanese identity number: letter of the region, sex, modulo 10. */
export function isTwId(text: string): boolean {
  if (!/^[A-Z][1289A-D][0-9]{8}$/.test(text)) return false;
  const region = 10 + 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(text.charAt(0));
  const second = alphanumericAt(text, 1) % 10;
  const sum = Math.floor(region / 10) + (region % 10) * 9 + second * 8;
  return (sum + weightedSum(text.slice(2), [7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0;
}

/** Singapore NRIC and FIN: weights 2, 7, 6, 5, 4, 3, 2 and a letter. */
export function isSgNric(text: string): boolean {
  if (!/^[STFGM][0-9]{7}[A-Z]$/.test(text)) return false;
  const first = text.charAt(0);
  const offset = first === 'T' || first === 'G' ? 4 : first === 'M' ? 3 : 0;
  const remainder = (weightedSum(text.slice(1), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
  const last = text.charAt(8);
  if (first === 'S' || first === 'T') return 'JZIHGFEDCBA'.charAt(remainder) === last;
  return (first === 'M' ? 'XWUTRQPNJLK' : 'XWUTRQPNMLK').charAt(remainder) === last;
}

/** Malaysian NRIC: date, place of birth. */
export function isMyNric(digits: string): boolean {
  if (!isDigits(digits, 12) || !isYearMonthDay(digits, 0)) return false;
  const place = twoDigitsAt(digits, 6);
  return (
    (place >= 1 && place <= 16) || (place >= 21 && place <= 99 && ![69, 70, 73, 80, 81, 94, 95, 96, 97].includes(place))
  );
}

/** Indonesian NIK: province, date (women's days + 40), serial. */
export function isIdNik(digits: string): boolean {
  if (!isDigits(digits, 16) || digits.endsWith('0000')) return false;
  const province = twoDigitsAt(digits, 0);
  const day = twoDigitsAt(digits, 6);
  return (
    province >= 11 && province <= 96 && isDayOfMonth({ day: day > 40 ? day - 40 : day, month: twoDigitsAt(digits, 8) })
  );
}

/** Thai citizen number: weights 13 to 2 modulo 11. */
export function isThCitizenId(digits: string): boolean {
  if (!isDigits(digits, 13) || digits.charAt(0) === '0' || isOneDigitRepeated(digits)) return false;
  return (11 - (weightedSum(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitAt(digits, 12);
}

/** Korean resident registration number: date, sex and century; its check digit ended in October 2020. */
export function isKrRrn(digits: string): boolean {
  return isDigits(digits, 13) && isYearMonthDay(digits, 0);
}

export function hasKrRrnCheck(digits: string): boolean {
  return (11 - (weightedSum(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === digitAt(digits, 12);
}

/** Japanese My Number: weights 6 to 2, 7 to 2, modulo 11. */
export function isJpMyNumber(digits: string): boolean {
  if (!isDigits(digits, 12) || isOneDigitRepeated(digits)) return false;
  const remainder = weightedSum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return digitAt(digits, 11) === (remainder < 2 ? 0 : 11 - remainder);
}

/** Emirates ID: 784, year of birth, Luhn is commonly kept but not published; the prefix and length are. */
export function isAeEmiratesId(digits: string): boolean {
  const year = Number(digits.slice(3, 7));
  return isDigits(digits, 15) && digits.startsWith('784') && year > 1900 && year < 2100;
}

/** Kazakh individual number: date, modulo 11 tried twice. */
export function isKzIin(digits: string): boolean {
  if (!isDigits(digits, 12) || !isYearMonthDay(digits, 0)) return false;
  const first = weightedSum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  const check = first === 10 ? weightedSum(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11 : first;
  return check === digitAt(digits, 11);
}

/** Sri Lankan old number: nine digits (year, day of the year) and V or X. */
export function isLkNic(text: string): boolean {
  if (!/^[0-9]{9}[VX]$/.test(text)) return false;
  const day = Number(text.slice(2, 5)) % 500;
  return day >= 1 && day <= 366;
}

/** Vietnamese CCCD: province 001 to 096, sex and century, year. */
export function isVnCccd(digits: string): boolean {
  return isDigits(digits, 12) && /^0(?:0[1-9]|[1-8][0-9]|9[0-6])[0-3]/.test(digits);
}
