/** What making a view does with one UTF-16 unit. */
export const COPY = 0;
export const DROP = 1;
/** The unit is read as the one in `READ_AS`. */
export const REPLACE = 2;
/** Looks like a Latin letter; read as one where it stands in a word with Latin letters. */
export const LOOK_ALIKE = 3;
export const BACKSLASH = 4;
export const QUOTE = 5;
export const AMPERSAND = 6;
/** First half of a pair: mathematical letters and digits, and the invisible tag characters, stand beyond the first plane. */
export const SURROGATE = 7;

export const ACTIONS = new Uint8Array(0x10000);
export const READ_AS = new Uint16Array(0x10000);

/** Invisible: joiners, marks of direction, selectors, the soft hyphen; and marks on letters, which automata ignore. */
const DROPPED = [
  ...[0xad, 0x34f, 0x61c, 0x180b, 0x180c, 0x180d, 0x180e, 0xfeff],
  ...range(0x300, 0x36f),
  ...range(0x200b, 0x200f),
  ...range(0x202a, 0x202e),
  ...range(0x2060, 0x206f),
  // Blanks that some scripts fill a place with.
  ...[0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0],
  // Marks round a character: the keys of `4️⃣`.
  ...range(0x20d0, 0x20f0),
  ...range(0xfe00, 0xfe0f),
  ...range(0xfff9, 0xfffb),
];
const SPACES = [0xa0, 0x1680, ...range(0x2000, 0x200a), 0x202f, 0x205f, 0x3000];
const LINE_ENDS = [0x85, 0x2028, 0x2029];
const DASHES = [...range(0x2010, 0x2015), 0x2212, 0x2e3a, 0x2e3b, 0xfe58, 0xfe63, 0xff0d];
const SINGLE_QUOTES = [...range(0x2018, 0x201b), 0x2032, 0x2039, 0x203a];
const DOUBLE_QUOTES = [...range(0x201c, 0x201f), 0x2033, 0xab, 0xbb];
/** Compatibility forms of ASCII characters: super- and subscripts, letter-like, enclosed, full width. */
const COMPATIBILITY = [
  [0xb2, 0xb3],
  [0xb9, 0xb9],
  [0x2070, 0x209c],
  [0x2100, 0x214f],
  [0x2160, 0x217f],
  [0x2460, 0x24ff],
  [0xff01, 0xff5e],
] as const;
const DIGIT_BLOCK = 10;
/** White figures in black circles, and two more kinds: before the ones. */
const CIRCLED_ZEROS = [0x2775, 0x277f, 0x2789];

/** Letters of Greek, Cyrillic, Armenian and Cherokee that a reader takes for the Latin letter beside them. */
const LOOK_ALIKES =
  'АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ЁE аa еe оo рp сc уy хx ѕs іi јj ԁd ԛq ԝw һh ёe Ԍg ԍg Ѵv ѵv кk мm тt ' +
  'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo νv αa ιi κk ρp υu χx ϲc ϳj ' +
  'ӏl ӀI τt Ьb ҮY ԚQ ԜW ηn ωw γy σo ςc εe ϹC ͿJ пn гr ' +
  'օo սu հh ոn ցg զq լl քp ԱU ՏS ՕO ԼL ' +
  'ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG ᎻH ᏆI ᎫJ ᏦK ᏞL ᎷM ᏢP ᏒR ᏚS ᎢT ᏙV ᎳW ᏃZ ɡg ɑa ıi';

fill();

function fill(): void {
  for (const unit of DROPPED) ACTIONS[unit] = DROP;
  readAs(SPACES, ' ');
  readAs(LINE_ENDS, '\n');
  fillDigits();
  fillCompatibility();
  for (const zero of CIRCLED_ZEROS)
    for (let digit = 1; digit < DIGIT_BLOCK; digit += 1) readAs([zero + digit], String(digit));
  readAs([0x24ff], '0');
  readAs(DASHES, '-');
  readAs(SINGLE_QUOTES, "'");
  readAs(DOUBLE_QUOTES, '"');
  for (const pair of LOOK_ALIKES.split(' ')) {
    ACTIONS[pair.charCodeAt(0)] = LOOK_ALIKE;
    READ_AS[pair.charCodeAt(0)] = pair.charCodeAt(1);
  }
  ACTIONS[0x5c] = BACKSLASH;
  ACTIONS[0x26] = AMPERSAND;
  for (const quote of '"\'`') ACTIONS[quote.charCodeAt(0)] = QUOTE;
  for (const half of [0xd835, 0xdb40]) ACTIONS[half] = SURROGATE;
}

function readAs(units: readonly number[], letter: string): void {
  for (const unit of units) {
    ACTIONS[unit] = REPLACE;
    READ_AS[unit] = letter.charCodeAt(0);
  }
}

/** Each script keeps its ten digits together, zero first, and at most one script follows another directly. */
function fillDigits(): void {
  for (let unit = 0x80; unit < 0xd800; unit += 1) {
    if (!/\p{Nd}/u.test(String.fromCharCode(unit))) continue;
    for (let digit = 0; digit < DIGIT_BLOCK; digit += 1) readAs([unit + digit], String(digit));
    unit += DIGIT_BLOCK - 1;
  }
}

function fillCompatibility(): void {
  for (const [first, last] of COMPATIBILITY) {
    for (const unit of range(first, last)) {
      const plain = String.fromCharCode(unit).normalize('NFKC');
      if (plain.length === 1 && plain >= ' ' && plain <= '~') readAs([unit], plain);
    }
  }
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** A bit for each unit beyond ASCII that is not simply copied. */
export const ODD_UNITS: Uint8Array = Uint8Array.from({ length: ACTIONS.length / 8 }, (_, at) =>
  at * 8 < 0x80
    ? 0
    : ACTIONS.subarray(at * 8, at * 8 + 8).reduce((bits, action, bit) => bits | (Number(action !== COPY) << bit), 0),
);
