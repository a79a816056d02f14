import { alphanumericAt, digitAt, isDigits, isLuhn, isOneDigitRepeated } from './validate-check-digits.ts';

/** Equipment identity of a mobile phone (3GPP TS 23.003): 15 digits, Luhn. */
export function isImei(digits: string): boolean {
  return isDigits(digits, 15) && !isOneDigitRepeated(digits) && isLuhn(digits);
}

/** Number of a SIM card (ITU-T E.118): begins with 89, 19 or 20 digits, Luhn. */
export function isIccid(digits: string): boolean {
  return digits.startsWith('89') && (isDigits(digits, 19) || isDigits(digits, 20)) && isLuhn(digits);
}

const vinLetters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const vinValues = '12345678123457923456789';
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/** Shape of a vehicle identification number (ISO 3779): 17 characters without I, O and Q, the last four digits. */
export function isVinShape(text: string): boolean {
  return /^[A-HJ-NPR-Z0-9]{13}[0-9]{4}$/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text.slice(0, 13));
}

/** The same with its check digit in the ninth place (49 CFR 565.15); makers outside North America need not keep it. */
export function isVinWithCheck(text: string): boolean {
  if (!isVinShape(text)) return false;
  let sum = 0;
  for (const [at, weight] of vinWeights.entries()) sum += weight * vinValue(text, at);
  const check = sum % 11;
  return check === 10 ? text.charAt(8) === 'X' : check === digitAt(text, 8);
}

function vinValue(text: string, at: number): number {
  const value = alphanumericAt(text, at);
  return value < 10 ? value : digitAt(vinValues, vinLetters.indexOf(text.charAt(at)));
}

/** The 7-3-1 check digit of machine-readable travel documents (ICAO Doc 9303-3); `<` counts nothing. */
export function isTravelDocumentCheck({ field, check }: { readonly field: string; readonly check: string }): boolean {
  let sum = 0;
  for (let at = 0; at < field.length; at++) {
    const value = field.charAt(at) === '<' ? 0 : alphanumericAt(field, at);
    if (value < 0) return false;
    sum += value * ([7, 3, 1][at % 3] ?? 0);
  }
  return sum % 10 === digitAt(check, 0);
}
