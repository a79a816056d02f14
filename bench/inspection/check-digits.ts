/** Check digits as the generators need them, written apart from the detectors' own so that neither hides the other's mistake. */

export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits.charAt(digits.length - 1 - at));
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** ISO 7064 mod 97-10 over letters as numbers, as IBAN uses it. */
export function ibanOf(country: string, account: string): string {
  const numbers = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  const check = 98n - (BigInt(numbers) % 97n);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}

/** Sum of digits by weights. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits.charAt(at)), 0);
}

/** ISO 7064 mod 11,10 (German tax id, Croatian OIB). */
export function mod1110(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

const MULTIPLY = [
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
];
const PERMUTE = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
const INVERSE = '0432156789';

/** Verhoeff's scheme (Aadhaar). */
export function verhoeffDigit(digits: string): string {
  let check = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits.charAt(digits.length - 1 - at));
    const permuted = Number(PERMUTE[(at + 1) % 8]?.charAt(digit));
    check = Number(MULTIPLY[check]?.charAt(permuted));
  }
  return INVERSE.charAt(check);
}

const ODD: Readonly<Record<string, number>> = Object.fromEntries(
  [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((sign, at) => [
    sign,
    [
      1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10,
      22, 25, 24, 23,
    ][at] ?? 0,
  ]),
);

/** The last letter of an Italian codice fiscale. */
export function codiceFiscaleLetter(fifteen: string): string {
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const sign = fifteen.charAt(at);
    const even = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
    sum += at % 2 === 0 ? (ODD[sign] ?? 0) : even;
  }
  return String.fromCharCode(65 + (sum % 26));
}
