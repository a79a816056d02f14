import type { Detector, ScannedText, WordGroup } from './detector.ts';
import { STREET_WORDS, type StreetWord } from './personal-address-words.ts';

const ADDRESS_WORDS: WordGroup = {
  name: 'postal_address_words',
  words: [
    ...[
      'address',
      'addr',
      'street address',
      'home address',
      'mailing address',
      'shipping',
      'ship to',
      'billing',
      'deliver',
      'delivery',
    ],
    ...[
      'lives at',
      'living at',
      'resides',
      'residence',
      'located at',
      'moved to',
      'live at',
      'residing at',
      'postal',
      'apartment',
    ],
    ...[
      'adresse',
      'anschrift',
      'wohnhaft',
      'wohnt',
      'lieferadresse',
      'rechnungsadresse',
      'domicile',
      'habite',
      'demeurant',
      'livraison',
    ],
    ...[
      'direccion',
      'domicilio',
      'vive en',
      'envio',
      'indirizzo',
      'residente',
      'residenza',
      'abita',
      'endereco',
      'morada',
      'reside',
      'adres',
    ],
    ...[
      'woonachtig',
      'bezorgadres',
      'zamieszkaly',
      'zamieszkala',
      'zamieszkania',
      'adress',
      'bostad',
      'osoite',
      'bydliste',
      'cim',
      'lakcim',
    ],
  ],
};

/** The offices that old licence headers name. */
const licenceOffice = /^(?:51 Franklin|59 Temple|675 Mass|171 Second|543 Howard|444 Castro|559 Nathan|Suite 330)/;
const year = /^(?:(?:19|20)\d{2}-)?(?:19|20)\d{2},? /;

/** Addresses of offices that stand in licence headers and belong to nobody. */
const PUBLIC_OFFICES: WordGroup = {
  name: 'public_offices',
  words: ['free software foundation', 'creative commons', 'foundation, inc', 'software foundation', 'fsf', 'apache'],
};

const BEFORE_MAX = 64;
const BEHIND_MAX = 140;

/** Postal addresses: house number and street in the order of the language, and what follows of place and postcode. */
export const POSTAL_ADDRESS_DETECTOR: Detector = {
  id: 'postal_address',
  version: 1,
  types: ['postal_address'],
  anchors: [...STREET_WORDS.values()].map(({ text, isSuffix }) =>
    isSuffix ? { kind: 'literal', text, beforeNumber: true } : { kind: 'literal', text, wholeWord: true },
  ),
  words: [ADDRESS_WORDS, PUBLIC_OFFICES],
  check: (hit, scanned, report) => {
    if (hit.anchor.kind !== 'literal') return;
    const word = STREET_WORDS.get(hit.anchor.text);
    if (word === undefined) return;
    if (!isNumberNear(scanned, hit, word)) return;
    const street = streetAt(scanned.text, hit, word);
    if (street === null) return;
    const place = placeBehind(scanned.text, street.end);
    const span = { start: street.start, end: place.end };
    const confidence = sureness(scanned, span, { street, place });
    report({ type: 'postal_address', ...span, confidence });
  },
};

/** An address has a number, on the side where its order has it: most words for streets stand far from any. */
function isNumberNear({ countDigits }: ScannedText, { start, end }: Span, { order }: StreetWord): boolean {
  const isBefore = order === 'number_name_word' || order === 'number_word_name';
  if (isBefore && countDigits({ start: start - BEFORE_MAX, end: start }) > 0) return true;
  return order !== 'number_name_word' && countDigits({ start: end, end: end + BEHIND_MAX }) > 0;
}

type Span = { readonly start: number; readonly end: number };
type Street = Span & { readonly points: number };

const name = "(?:[\\p{Lu}][\\p{L}'’.-]{0,24}|\\d{1,3}(?:st|nd|rd|th))";
const small =
  "(?:de la|de los|de las|de l'|del|della|delle|dei|degli|de|des|du|di|da|do|dos|das|la|le|les|van de|van der|van den|van|der|den|am|an der|im|zum|zur|y|e|of|the)";
const numberBefore = new RegExp(
  `(?<![\\p{L}\\d.,/-])\\d{1,5}[A-Za-z]?(?:[-/]\\d{1,4})?,? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\\.? )?(?:${name} ){1,4}$`,
  'u',
);
const numberBeforeLower = /(?<![\p{L}\d.,/-])\d{1,5} (?:[a-z]{3,16} ){1,2}$/u;
const romanceNumberBefore = /(?<![\p{L}\d.,/-])\d{1,4}(?: ?(?:bis|ter|quater|[A-D]))?,? $/u;
const romanceName = new RegExp(`^ (?:${small} ?)?(?:${name}|${small} ?)(?:[ -](?:${small} ?)?${name}){0,4}`, 'u');
const nameThenNumber = new RegExp(
  `^\\.? (?:${small} ?)?(?:${name}|${small})(?: (?:${small} ?)?[\\p{L}'’.-]{1,24}){0,4}?,? (?:n[º°o.]{0,2} ?|nr\\.? ?|numero |#)?\\d{1,5}(?:[A-Za-z](?![\\p{L}]))?(?:[/-]\\d{1,4}[A-Za-z]?)?`,
  'u',
);
const numberBehind = /^(?:\.? |\.)\d{1,4} ?(?:[a-zA-Z](?![\p{L}]))?(?:[-/]\d{1,4}[a-zA-Z]?)?(?![\p{L}\d.])/u;
const boxNumber = /^:? (?:n[º°o.]{0,2} ?|nr\.? ?)?\d{2,6}(?!\d)/i;
const suffixName = /(?<![\p{L}\d])(?:\p{Lu}[\p{L}.-]{1,30}[ -]){0,2}\p{Lu}[\p{L}.-]{0,30}$/u;
const wholeName = /(?<![\p{L}\d])(?:\p{Lu}[\p{L}.-]{1,30}[ -]){1,3}$/u;

function streetAt(text: string, hit: Span, word: StreetWord): Street | null {
  const before = text.slice(Math.max(0, hit.start - BEFORE_MAX), hit.start);
  const behind = text.slice(hit.end, hit.end + BEHIND_MAX);
  switch (word.order) {
    case 'number_name_word': {
      // Number and name end in a blank.
      if (!before.endsWith(' ')) return null;
      const found = numberBefore.exec(before);
      const isCapital = /\p{Lu}/u.test(text.charAt(hit.start));
      const end = hit.end + (behind.startsWith('.') && hit.end - hit.start < 5 ? 1 : 0);
      if (found !== null && isCapital) return { start: hit.start - found[0].length, end, points: word.points };
      const romance = isCapital ? null : romanceStreet(hit, { before, behind }, word.points - 4);
      if (romance !== null) return romance;
      const lower = word.points >= 55 ? numberBeforeLower.exec(before) : null;
      return lower === null ? null : { start: hit.start - lower[0].length, end, points: word.points - 22 };
    }
    case 'number_word_name': {
      const street = romanceStreet(hit, { before, behind }, word.points);
      return street ?? wordNameNumber(hit, behind, word.points - 8);
    }
    case 'word_name_number':
      return wordNameNumber(hit, behind, word.points);
    case 'name_word_number': {
      const number = numberBehind.exec(behind);
      // `Mariahilfer Straße 88`: the word may stand alone where others end with it.
      const isSuffix = word.isSuffix && !/\p{Lu}/u.test(text.charAt(hit.start));
      const found = number === null ? null : (isSuffix ? suffixName : wholeName).exec(before);
      if (number === null || found === null || (isSuffix && NUMBERED_ROAD.test(found[0]))) return null;
      return { start: hit.start - found[0].length, end: hit.end + number[0].trimEnd().length, points: word.points };
    }
    case 'word_number': {
      const number = boxNumber.exec(behind);
      return number === null ? null : { start: hit.start, end: hit.end + number[0].length, points: word.points };
    }
  }
}

/** "Die Bundesstraße 97 ist gesperrt" speaks of a road, which has a number itself. */
const NUMBERED_ROAD = /(?:^|[ .])(?:Die|Der) (?:Bundes|Landes|Land|Kreis|Staats)$/;

type Around = { readonly before: string; readonly behind: string };

/** `24, boulevard Gambetta` */
function romanceStreet(hit: Span, { before, behind }: Around, points: number): Street | null {
  if (!mayEndInNumber(before)) return null;
  const number = romanceNumberBefore.exec(before);
  const rest = number === null ? null : romanceName.exec(behind);
  if (number === null || rest === null) return null;
  return { start: hit.start - number[0].length, end: hit.end + rest[0].length, points };
}

/** A blank, and before it a digit, or a letter that a number of a house may have. */
function mayEndInNumber(before: string): boolean {
  let at = before.length - 1;
  if (before.charCodeAt(at) !== 0x20) return false;
  at -= before.charCodeAt(at - 1) === 0x2c ? 2 : 1;
  const unit = before.charCodeAt(at);
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x44) || unit === 0x72 || unit === 0x73;
}

function wordNameNumber(hit: Span, behind: string, points: number): Street | null {
  const rest = nameThenNumber.exec(behind);
  if (rest === null || YEARS.test(rest[0])) return null;
  return { start: hit.start, end: hit.end + rest[0].length, points };
}

/** "Copyright Calle Rosenquist, 2016-2018" */
const YEARS = /(?:19|20)\d\d-(?:19|20)\d\d$/;

type Place = { readonly end: number; readonly points: number };

const gap = '(?:,? ?\\r?\\n ?|, ?| - | )';
const unit = `(?:${gap}(?:(?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat|Room|Rm|Bldg|Building|Apto|Piso|Wohnung|Whg|Appt|Appartement|Bâtiment|Etage|Étage|Interno|Scala|lok|m)\\.? ?#?[\\dA-Z][\\w-]{0,6}|#\\s?\\w{1,6}|\\d{1,2}[ºª°] ?[A-Z]{0,3}[ºª]?|\\d{1,2}(?:st|nd|rd|th) Floor|[\\p{Lu}][a-z]+ Floor))`;
const city =
  "(?:\\p{Lu}[\\p{L}'’-]{1,24}(?:[ -](?:\\p{Lu}[\\p{L}'’-]{1,24}|am|an|der|de|la|del|di|sur|on|upon|of|the|le|do|da|van)){0,4})";
const country =
  '(?:,? ?(?:\\r?\\n)?(?:USA|U\\.S\\.A\\.|United States|UK|United Kingdom|England|Scotland|Wales|Ireland|Canada|Australia|Germany|Deutschland|France|Spain|España|Italy|Italia|Netherlands|Nederland|Portugal|Brasil|Polska|Poland|Österreich|Austria|Schweiz|Switzerland|Belgium|Belgique|Mexico|México))?';
const region =
  '(?:[A-Z]{2,3}|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New [A-Z][a-z]+|North [A-Z][a-z]+|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South [A-Z][a-z]+|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming)';
const ukPostcode = '[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}';
const caPostcode = '[A-Z]\\d[A-Z][ -]?\\d[A-Z]\\d';
const places: readonly { readonly expression: RegExp; readonly points: number }[] = [
  {
    expression: new RegExp(
      `^${unit}?(?:${gap}${city})?(?:${gap}${city})?(?:,| |, |\\n)(?:${region},? ?)?(?:\\d{5}(?:-\\d{4})?|${ukPostcode}|${caPostcode})(?![\\p{L}\\d])${country}`,
      'u',
    ),
    points: 38,
  },
  {
    expression: new RegExp(
      `^${unit}?(?:${gap}\\p{Lu}[\\p{L} -]{2,30})?${gap}(?:[A-Z]{1,2}-)?(?:\\d{5}|\\d{4}(?: ?[A-Z]{2})?|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{5}-\\d{3}|\\d{3} \\d{2}) ${city}${country}`,
      'u',
    ),
    points: 38,
  },
  {
    // Brazil: quarter, town, state.
    expression: new RegExp(
      `^${unit}?(?:${gap}\\p{Lu}[\\p{L} ]{2,30}){1,2}(?: ?- ?|/|, )[A-Z]{2},? ?-? ?(?:CEP:? ?)?\\d{5}-?\\d{3}(?!\\d)`,
      'u',
    ),
    points: 38,
  },
  {
    expression: new RegExp(`^${unit}?${gap}${city},? (?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \\d{4}(?!\\d)${country}`, 'u'),
    points: 38,
  },
  { expression: new RegExp(`^${unit}?, ?${city}, ?${region}(?![\\p{L}\\d])${country}`, 'u'), points: 22 },
  { expression: new RegExp(`^${unit}${country}`, 'u'), points: 12 },
  { expression: new RegExp(`^, ?${city}${country}`, 'u'), points: 6 },
];

function placeBehind(text: string, at: number): Place {
  const behind = text.slice(at, at + BEHIND_MAX);
  let best: Place = { end: at, points: 0 };
  for (const { expression, points } of places) {
    if (points < best.points) break;
    const found = expression.exec(behind);
    if (found === null || found[0] === '') continue;
    const end = at + found[0].trimEnd().length;
    if (points > best.points || end > best.end) best = { end, points };
  }
  return best;
}

function sureness(
  scanned: ScannedText,
  span: Span,
  { street, place }: { readonly street: Street; readonly place: Place },
): number {
  const value = scanned.text.slice(span.start, street.end);
  if (licenceOffice.test(value)) return 0;
  // `2016 Iain Lane` is a year and a name; with a town behind it, a house.
  if (year.test(value) && place.points < 22) return 0;
  // `Calle Rosenquist, 2017` too, and "via the DOM" is English.
  if (/, (?:19|20)\d{2}$/.test(value) && place.points < 22) return 0;
  if (/^via (?:the|a|an|its|this|that|our|your)\b/.test(value)) return 0;
  let confidence = street.points + place.points;
  if (scanned.near(ADDRESS_WORDS, span, { before: 48, after: 8 })) confidence += 20;
  if (scanned.near(PUBLIC_OFFICES, span, { before: 96, after: 24 })) confidence -= 60;
  return Math.min(96, confidence);
}
