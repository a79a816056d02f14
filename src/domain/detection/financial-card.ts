import type { Detector, Hit, ScannedText, WordGroup } from './detector.ts';
import { isAmongHexadecimal } from './hexadecimal-table.ts';
import { isApart, isApartBefore, OTHER_NUMBERS } from './identifier-alone.ts';
import { isDigit } from './identifier-value.ts';
import { isOneDigitRepeated } from './validate-check-digits.ts';
import { cardLengths, cardScheme } from './validate-payment-card.ts';

/** Words that only cards have. */
const CARD_WORDS: WordGroup = {
  name: 'card_words',
  words: [
    'card|cards|card number|card no|cardnumber|card_number|credit card|debit card|creditcard|cc number|ccnumber|cc_number',
    'ccnum|visa|mastercard|master card|amex|american express|jcb|diners|diners club|maestro|unionpay|union pay|rupay|hipercard',
    'cvv|cvc|cvv2|valid thru|kreditkarte|kartennummer|kreditkartennummer|carte bancaire|carte bleue|numero de carte|tarjeta',
    'tarjeta de credito|numero de tarjeta|carta di credito|numero carta|cartao|cartao de credito|kaartnummer|numer karty',
    'karty|kortnummer|карта|карты|номер карты|卡号|信用卡|银行卡|カード番号|카드번호|girocard|bankcard|bank card|gift card',
    'primary account number|discover card|bankkarte|girokarte|betaalkaart|karta platnicza|betalkort',
  ].flatMap((line) => line.split('|')),
};

/** Words that cards share with other things: they help a number that has the form of a card already. */
const PAYMENT_WORDS: WordGroup = {
  name: 'payment_words',
  words: [
    'cc|pan|discover|mir|elo|troy|exp|expiry|expires|expiration|payment|charge|charged|billing|karte|carte|carta|kaart|karta',
    'kort|paid|refund|zahlung|paiement|pago|pagamento|betaling|platnosc',
  ].flatMap((line) => line.split('|')),
};

const DIGITS_MIN = 12;
const DIGITS_MAX = 19;
/** One in ten of any numbers passes Luhn: of a column of them, some. */
const NEIGHBOURS_REACH = 200;

/** Payment cards: issuer's range, length and Luhn; how they are grouped and what stands near says how sure that is. */
export const PAYMENT_CARD_DETECTOR: Detector = {
  id: 'payment_card',
  version: 1,
  types: ['payment_card'],
  anchors: [{ kind: 'trigger', trigger: 'digit_run', digitsMin: DIGITS_MIN, needs: 'card', cardLengths }],
  words: [CARD_WORDS, PAYMENT_WORDS, OTHER_NUMBERS],
  check: (hit, scanned, report) => {
    const count = readDigits(scanned.text, hit);
    for (let first = 0; first + DIGITS_MIN <= count; first++) {
      if (first > 0 && (places[first] ?? 0) === (places[first - 1] ?? 0) + 1) continue;
      const found = cardAt(scanned, hit, { first, count });
      if (found === null) continue;
      report({ type: 'payment_card', start: found.start, end: found.end, confidence: found.confidence });
      while (first + 1 < count && (places[first + 1] ?? 0) < found.end) first++;
    }
  },
};

// One run at a time: its digits and where they stand. A run is at most RUN_LENGTH_MAX characters long.
const RUN_LENGTH_MAX = 128;
const digitsOfRun = new Uint8Array(RUN_LENGTH_MAX);
const places = new Int32Array(RUN_LENGTH_MAX);
const evenSums = new Int32Array(RUN_LENGTH_MAX + 1);
const oddSums = new Int32Array(RUN_LENGTH_MAX + 1);

function readDigits(text: string, { start, end }: Hit): number {
  let count = 0;
  for (let at = start; at < end && count < RUN_LENGTH_MAX; at++) {
    const unit = text.charCodeAt(at);
    if (!isDigit(unit)) continue;
    const digit = unit - 48;
    const doubled = digit > 4 ? 2 * digit - 9 : 2 * digit;
    const isEven = count % 2 === 0;
    digitsOfRun[count] = digit;
    places[count] = at;
    evenSums[count + 1] = (evenSums[count] ?? 0) + (isEven ? digit : doubled);
    oddSums[count + 1] = (oddSums[count] ?? 0) + (isEven ? doubled : digit);
    count++;
  }
  return count;
}

/** Luhn's sum of a piece of the run, from the sums of all before its ends: those in whose places its last digit counts once. */
function isLuhnInRun(first: number, length: number): boolean {
  const end = first + length;
  const sums = (end - 1) % 2 === 0 ? evenSums : oddSums;
  return ((sums[end] ?? 0) - (sums[first] ?? 0)) % 10 === 0;
}

type Found = { readonly start: number; readonly end: number; readonly confidence: number };

/** The surest card that begins with a digit of the run and ends with a group. */
function cardAt(
  scanned: ScannedText,
  hit: Hit,
  { first, count }: { readonly first: number; readonly count: number },
): Found | null {
  const three = (digitsOfRun[first] ?? 0) * 100 + (digitsOfRun[first + 1] ?? 0) * 10 + (digitsOfRun[first + 2] ?? 0);
  const lengths = cardLengths(three);
  if (lengths === 0) return null;
  const { text } = scanned;
  const start = places[first] ?? 0;
  if (!isApartBefore(text, start)) return null;
  let best: Found | null = null;
  for (let length = DIGITS_MIN; length <= DIGITS_MAX && first + length <= count; length++) {
    const end = (places[first + length - 1] ?? 0) + 1;
    if ((lengths & (1 << length)) === 0 || isDigit(text.charCodeAt(end)) || !isLuhnInRun(first, length)) continue;
    if (!isApart(text, { start, end })) continue;
    const value = text.slice(start, end);
    const digits = value.length === length ? value : value.replace(/\D/g, '');
    const scheme = isOneDigitRepeated(digits) ? null : cardScheme(digits);
    if (scheme === null) continue;
    const confidence = sureness(scanned, { start, end }, { digits, scheme, hit });
    if (confidence > (best?.confidence ?? 49)) best = { start, end, confidence };
  }
  return best;
}

type Card = { readonly digits: string; readonly scheme: string; readonly hit: Hit };

function sureness(
  scanned: ScannedText,
  span: { readonly start: number; readonly end: number },
  { digits, scheme, hit }: Card,
): number {
  const { text } = scanned;
  const value = text.slice(span.start, span.end);
  const isWhole = value.length === digits.length;
  const isCard = scanned.near(CARD_WORDS, span, { before: 64, after: 32 });
  const isDrawn = isWhole ? isStrict(scheme, digits) : isCardGrouping(value);
  if (!isDrawn && NO_CARD.test(isWhole ? digits : value)) return 0;
  if (isCard) return isDrawn ? 98 : 80;
  if (!isDrawn && !(isSpacedOut(value) && hit.end - hit.start === value.length)) return 0;
  if (!isWhole && isAmongHexadecimal(text, span)) return 0;
  if (digits.length === ARTICLE_LENGTH && isArticleNumber(digits)) return 0;
  let confidence = isWhole ? 72 : isDrawn ? 92 : 66;
  if (scanned.near(PAYMENT_WORDS, span, { before: 64, after: 32 })) return Math.min(97, confidence + 20);
  if (/0{8}|^(\d)\1{11}/.test(digits)) confidence -= 40;
  if (isWhole && scanned.near(OTHER_NUMBERS, span, { before: 24, after: 12 })) confidence -= 40;
  if (isWhole && isAmongOthers(text, span, digits.length)) confidence -= 40;
  return confidence;
}

/** A fraction of seconds before a year, fractions in a row, as drawings have them, and few digits over and over: `40.80221 304.390`, `6 7 0 0 6 7 0 0 6 7 0 0`. */
const NO_CARD = /^\d\d\.\d{4,9} |\d\.\d+ -?\d+\.\d|^((?:\d\D?){2,5})\1{2,}\d?$|^(\d) (\d) (\d) (\d)(?: \2 \3 \4 \5)+$/;

const ARTICLE_LENGTH = 13;

/** EAN-13: few cards have so few digits, and all goods do. */
function isArticleNumber(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < ARTICLE_LENGTH; at++) sum += (digits.charCodeAt(at) - 48) * (at % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

/** Whether numbers as long as this one, but no cards, stand near: then it is one of them that happens to pass. */
function isAmongOthers(text: string, { start, end }: { readonly start: number; readonly end: number }, length: number) {
  const from = Math.max(0, start - NEIGHBOURS_REACH);
  const around = `${text.slice(from, start)} ${text.slice(end, end + NEIGHBOURS_REACH)}`;
  const numbers = around.match(/\d{12,20}/g) ?? [];
  return numbers.some((number) => number.length === length && cardScheme(number) === null);
}

/** Schemes and lengths of which few other numbers are made. */
function isStrict(scheme: string, digits: string): boolean {
  if (digits.length === 16)
    return scheme !== 'maestro' && scheme !== 'instapay' && scheme !== 'diners' && scheme !== 'mir';
  return (digits.length === 15 && scheme === 'amex') || (digits.length === 14 && scheme === 'diners');
}

/** Groups as cards print them, under one separator. */
function isCardGrouping(value: string): boolean {
  return /^(?:\d{4}([ .-])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ .-])\d{6}\2\d{4,5}|\d{6}([ .-])\d{13}|\d{4}([ .-])\d{4}\4\d{4}\4\d{3}|\d{4}([ .-])\d{4}\5\d{5}|\d{6}([ .-])\d{10})$/.test(
    value,
  );
}

/** Each digit by itself, as people write to get past a filter, or two groups of eight. */
function isSpacedOut(value: string): boolean {
  return /^\d(?:[ .-]{1,2}\d){11,18}$/.test(value) || /^\d{8}[ -]\d{8}$/.test(value);
}
