/** Check-digit arithmetic that many schemes rest on. All take compact text: no separators, letters in upper case. */

/** The value of an ASCII digit at a place; outside 0 to 9 when there is none. */
export function digitAt(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}

/** 0 to 9 for digits, 10 to 35 for A to Z, as ISO 7064 and IBAN count; −1 for all else. */
export function alphanumericAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 90) return code - 55;
  return -1;
}

export function isDigits(text: string, length: number): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** One digit over and over: `0000000000` passes many sums and is nobody's number. */
export function isOneDigitRepeated(digits: string): boolean {
  for (let at = 1; at < digits.length; at++) if (digits.charCodeAt(at) !== digits.charCodeAt(0)) return false;
  return true;
}

/** The sum of the first digits, each times its weight. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (const [at, weight] of weights.entries()) sum += weight * digitAt(digits, at);
  return sum;
}

/** Luhn's formula (ISO/IEC 7812-1, annex B), check digit last. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, isDoubled = false; at >= 0; at--, isDoubled = !isDoubled) {
    const digit = digitAt(digits, at);
    if (digit < 0 || digit > 9) return false;
    sum += isDoubled ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit;
  }
  return sum % 10 === 0;
}

/** A decimal of any length, modulo a small number. */
export function decimalModulo(digits: string, modulus: number): number {
  let remainder = 0;
  for (let at = 0; at < digits.length; at++) remainder = (remainder * 10 + digitAt(digits, at)) % modulus;
  return remainder;
}

/** The ISO 7064 MOD 97-10 remainder of digits and letters, letters counting 10 to 35; −1 for other characters. */
export function modulo97(text: string): number {
  let remainder = 0;
  for (let at = 0; at < text.length; at++) {
    const value = alphanumericAt(text, at);
    if (value < 0) return -1;
    remainder = (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97;
  }
  return remainder;
}

/** ISO 7064 MOD 11,10: German tax numbers, Croatian OIB. */
export function isMod11And10(digits: string): boolean {
  let product = 10;
  for (let at = 0; at < digits.length - 1; at++) {
    const sum = (product + digitAt(digits, at)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1);
}

/** ISO 7064 MOD 11-2 with X for ten, as in Chinese resident numbers (GB 11643) and ISNI. */
export function isMod11Minus2(text: string): boolean {
  let sum = 0;
  const last = text.length - 1;
  for (let at = 0; at < last; at++) sum = ((sum + digitAt(text, at)) * 2) % 11;
  const expected = (12 - sum) % 11;
  return expected === 10 ? text.charAt(last) === 'X' : expected === digitAt(text, last);
}

const dihedral = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
] as const;
const permuted = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
] as const;

/** Verhoeff's scheme (1969): it catches every single wrong digit and every swap of neighbours. */
export function isVerhoeff(digits: string): boolean {
  let check = 0;
  for (let place = 0; place < digits.length; place++) {
    const row = permuted[place % 8] ?? '';
    check = digitAt(dihedral[check] ?? '', digitAt(row, digitAt(digits, digits.length - 1 - place)));
  }
  return check === 0;
}

/** The check letter's place in a Luhn sum over base 36 (GSTIN of India). */
export function luhn36Check(body: string): number {
  let sum = 0;
  for (let at = body.length - 1, factor = 2; at >= 0; at--, factor = factor === 2 ? 1 : 2) {
    const product = alphanumericAt(body, at) * factor;
    sum += Math.floor(product / 36) + (product % 36);
  }
  return (36 - (sum % 36)) % 36;
}
