import { digitAt, isDigits, isOneDigitRepeated, weightedSum } from './validate-check-digits.ts';

/** Routing number of the American Bankers Association: Federal Reserve prefix, and weights 3, 7, 1 modulo 10. */
export function isAbaRouting(digits: string): boolean {
  if (!isDigits(digits, 9) || isOneDigitRepeated(digits)) return false;
  const prefix = Number(digits.slice(0, 2));
  const isIssued = prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80;
  return isIssued && weightedSum(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;
}

/** Mexican CLABE: 18 digits, weights 3, 7, 1, each product modulo 10 (Banco de México). */
export function isClabe(digits: string): boolean {
  if (!isDigits(digits, 18) || isOneDigitRepeated(digits)) return false;
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += (digitAt(digits, at) * ([3, 7, 1][at % 3] ?? 0)) % 10;
  return (10 - (sum % 10)) % 10 === digitAt(digits, 17);
}

/** Indian Financial System Code: bank, a zero, branch. */
export function isIfsc(text: string): boolean {
  return /^[A-Z]{4}0[A-Z0-9]{6}$/.test(text);
}

// ISO 3166-1 alpha-2; a BIC's fifth and sixth letters are one of these, or XK.
const countries =
  'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ' +
  'DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJP' +
  'KEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOM' +
  'PAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUA' +
  'UGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW';
const countryCodes: ReadonlySet<string> = new Set(countries.match(/../g));

/** Shape and country of a business identifier code (ISO 9362); there is no check digit. */
export function isBic(text: string): boolean {
  return /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(text) && countryCodes.has(text.slice(4, 6));
}
