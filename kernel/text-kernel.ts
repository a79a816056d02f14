// The passes over a text, for a processor's wide registers: compiled by AssemblyScript to `src/domain/detection/kernel-code.ts`
// (`npm run kernel`). The host lays out all memory and hands in addresses; nothing is allocated here. Behind each text stand
// 128 zeros, before and behind each map an empty block. A map has a bit a character, in blocks of 64.

/** Maps in the order in which they lie, `mapSize` bytes apart. */
const LETTERS: usize = 0;
const HUMPS: usize = 1;
const NUMBERS: usize = 2;
const DIGITS: usize = 3;
const TOKENS: usize = 4;
const COLONS: usize = 5;
const AT_SIGNS: usize = 6;
/** ASCII alone. */
const ALPHANUMERICS: usize = 7;
/** What is neither ASCII nor a letter: ideographs, signs. */
const FOREIGN_SIGNS: usize = 8;
/** `:`, `<`, `~` and `A`. */
const MARKS: usize = 9;
/** Where a word, or a part of one that a hump begins, ends. */
const BREAKS: usize = 10;
/** Beginnings at which a literal, or a word, that is looked for may stand, by its first characters. */
const SIFTED_LITERALS: usize = 11;
const SIFTED_WORDS: usize = 12;
/** Where a text may have to be read in another form. */
const PLACES: usize = 13;
/** Where the word of a digit begins that has a gap behind it and more that may be spelled. */
const DIGIT_WORDS: usize = 14;
/** A bit a block of 64, not a character: what the host put there is not yet read. */
const CHANGED: usize = 15;
const MAPS: usize = 16;

/** Kinds of characters, a bit each, by the two halves of a byte (`kindsOf`). The last of each, colons and `A`, is a byte's sign. */
// What the passes hold in registers all the time. It stands in memory, since a constant is made anew wherever it is used.
// prettier-ignore
const TABLES = memory.data<u8>([
  // Digits, separators, `+-/`, `_`, `@`, `<`, `~`, `:`: by the lower half of a byte, by the upper.
  19, 1, 1, 1, 1, 1, 1, 1, 3, 3, 128, 6, 32, 6, 66, 14,
  0, 0, 6, 161, 16, 8, 0, 64, 0, 0, 0, 0, 0, 0, 0, 0,
  // Backslash, `&`, `+`, `|`, dot, blanks and backticks and a few letters with them, quotes, `A`.
  32, 128, 64, 0, 0, 0, 2, 64, 0, 32, 32, 4, 9, 32, 16, 0,
  32, 0, 118, 0, 128, 1, 32, 8, 0, 0, 0, 0, 0, 0, 0, 0,
  0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf, 0xf,
  0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20,
  0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f, 0x1f,
  0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a, 0x9a,
  // Of the two signs of tokens, and what carries either into the sign of its byte.
  0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc, 0xc,
  0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c,
  // Of the marks in the first table and in the second, and what carries them.
  0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0, 0xe0,
  0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
  0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60,
  // Of the kinds of keys all but the last, which also carry into the sign.
  0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f,
  // The last unit of ASCII.
  127, 0, 127, 0, 127, 0, 127, 0, 127, 0, 127, 0, 127, 0, 127, 0,
  // Of what begins another form, of what joins strings, of what stands before that, and what carries the last two.
  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
  0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c, 0x1c,
  0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c, 0x7c,
], 16);
const SOME_KIND: usize = 208;

/** How far the bits of a kind are from the sign of their byte. */
const DIGIT_SHIFT: i32 = 7;
const SEPARATOR_SHIFT: i32 = 6;
const AT_SIGN_SHIFT: i32 = 3;
/** What a text holds: places that may have to be read in another form, characters beyond ASCII. */
const HAS_PLACES: i32 = 1;
const HAS_OTHERS: i32 = 2;

/** Blanks between a quote and the sign that joins strings. */
const JOIN_GAP_MAX: i32 = 9;
/** What may stand behind a backslash: line ends, `"'*-/`, `\\_`, a backtick and `nrtux`; behind `&`: `#` and how known names begin. */
const ESCAPED_LOW: u64 = 0x0000a48400002400;
const ESCAPED_HIGH: u64 = 0x0134400190000000;
const NAMED_LOW: u64 = 0x0000000800000000;
const NAMED_HIGH: u64 = 0x0002508200000000;

const TRIGGER_DIGIT_RUN: i32 = 0;
const TRIGGER_AT_SIGN: i32 = 1;
const TRIGGER_TOKEN_RUN: i32 = 3;
const TRIGGER_DOTTED: i32 = 4;
const TRIGGER_COLONS: i32 = 5;
const TRIGGER_SHORT_RUN: i32 = 6;

/** What may begin in a run of digits, above its number of digits. */
const SIGN_OPENING: i32 = 1;
const SIGN_DIALLED: i32 = 2;
const SIGN_COUNTRY: i32 = 4;
const SIGN_PAIRS: i32 = 8;
const SIGN_CARD: i32 = 16;
const COUNTRY_REACH: i32 = 26;
/** A country or a bank ends so close before the run. */
const LETTER_REACH: i32 = 8;
const CARD_DIGITS_MIN: i32 = 12;
const CARD_DIGITS_MAX: i32 = 19;
/** Of a phone number drawn with `00` and with one zero. */
const ABROAD_DIGITS_MIN: i32 = 5;
const HOME_DIGITS_MIN: i32 = 9;
const FORM_HAS_BEFORE: u8 = 1;
const FORM_HAS_BEHIND: u8 = 2;
/** In the scratch: of the words that begin in a block their hashes, alone and with what follows, and where they end. */
const HASHES: usize = 2048;

/** A longer run is reported in pieces of this length, the later ones overlapping the earlier. */
const RUN_LENGTH_MAX: i32 = 96;
const RUN_OVERLAP: i32 = 32;
const RUN_DIGITS_MIN: i32 = 7;
/** Of an IPv4 address. */
const DOTTED_DIGITS_MIN: i32 = 4;
const DOTS: i32 = 3;
const DOTTED_MIN: i32 = 7;
const DOTTED_MAX: i32 = 15;
const COLON_REACH: i32 = 48;
/** Of an address; a colon's neighbours are no longer. */
const GROUP_MAX: i32 = 4;
/** Of six pairs and of eight digits, with the colons between. */
const HARDWARE_LENGTH: i32 = 17;
const ADDRESS_LENGTH: i32 = 15;
const PADDING_MAX: i32 = 2;
const TOKEN_LENGTH_MIN: i32 = 20;
const SHORT_LENGTH_MIN: i32 = 14;
/** What may stand in a token (`TOKEN_RUN_SIGNS`), above what it may be text in. */
const TOKEN_HAS_DOT: i32 = 1;
const TOKEN_HAS_WALLET: i32 = 2;
const TOKEN_HAS_ACCOUNT: i32 = 4;
const TEXT_IN_BYTES: i32 = 1;
const TEXT_IN_BASE32: i32 = 2;
const BASE32_MIN: i32 = 24;
const BASE32_GROUP: i32 = 8;
/** Letters and digits of an address of a wallet; between the last two anything begins one. */
const WALLET_MIN: i32 = 25;
const WALLET_MAX: i32 = 90;
const SOLANA_MIN: i32 = 32;
const SOLANA_MAX: i32 = 44;
/** Of one that is hexadecimal, behind `0x`. */
const HEX_WALLET_LENGTH: i32 = 42;
/** What begins the name of a chain, and what may begin a shorter address: the same, or a digit of base 58 for a version. */
const CHAINS: u64 = 0x0010100e00001004;
const VERSION_DIGITS: u64 = 0x028a000000000000;
const VERSION_LETTERS: u64 = 0x0014100e01103016;
/** Signs of base64 that cut an address off are looked for so far behind the beginning of the run. */
const SIGNS_REACH: i32 = 40;
/** So much of a run is decoded to see whether it may be text. */
const PROBED_SEXTETS: i32 = 8;
const PROBED_PAIRS: i32 = 6;

/** What is spelled is longer than two such steps (`spelled-runs.ts`), and a separator stands within four units of each. */
const SPELLED_STRIDE: i32 = 20;
const SEPARATOR_REACH: usize = 4;
const SEPARATOR_MAX: usize = 3;
/** Behind a place stands a separator, up to two more, and the word. */
const DIGIT_WORD_REACH: i32 = 6;
/** As `DIGITS_REACH` of `near-digits.ts`. */
const DIGITS_WINDOW: i32 = 24;
/** Of lists of codes (`code-lists.ts`): digits in a block of 64 and in one of 512, how far off the first is, what is one code. */
const CODES_DIGITS_NEAR: u64 = 10;
const CODES_DIGITS_MIN: i32 = 13;
const CODES_WINDOW: i32 = 40;
const CODE_MAX: i32 = 8;
const CODE_SIGNS_MAX: i32 = 14;
/** The longer of two that differ by one. */
const CODES_DIFFER_MAX: i32 = 4;
/** So many characters before a place are looked at, and in their bits those before it and those behind what may be no run yet. */
const SINGLES_BEFORE: i32 = 12;
const PAIRS_BEFORE: u64 = 0xffe;
const PAIRS_BEHIND: u64 = 0x1ff0000;
/** Between the fewest characters that are one run. */
const SEPARATORS_MIN: i32 = 13;
/** Behind the separators: a byte for each first two letters of digits' words. */
const DIGIT_PAIRS: usize = 256;

/** What a sighting is, above its signs: a row of literals or of words; else it is a shape. */
const OF_LITERAL: i32 = 1 << 16;
const OF_WORD: i32 = 2 << 16;

/** Of sightings, each four numbers. */
const SIGHTING_SIZE: usize = 16;
/** Room that is left when the host is asked to take what was seen: more than one block of honest text brings. */
const ROOM_MIN: i32 = 1024;

let bytes: usize = 0;
let folded: usize = 0;
let units: usize = 0;
let length: i32 = 0;
let maps: usize = 0;
let mapSize: usize = 0;
let out: usize = 0;
let outMax: i32 = 0;
let count: i32 = 0;

let unitBytes: usize = 0;
/** A bit for each unit beyond ASCII that may have to be read in another form. */
let oddUnits: usize = 0;
/** For each length of a group of digits eight numbers, by what stands behind it: where its forms begin in `forms`. */
let openings: usize = 0;
let forms: usize = 0;
/** Lengths of cards as bits, by their first three digits. */
let cardLengths: usize = 0;
/** A byte for each two letters. */
let countries: usize = 0;
/** Of the run of digits at hand: its groups, its digits, their sums. */
let scratch: usize = 0;
/** 1 for each byte that stands between characters that are spelled. */
let separators: usize = 0;
let runDigits: usize = 0;
let sums: usize = 0;
let groups: i32 = 0;

let isEachToken: bool = false;

let wordBits: usize = 0;
let wordSlots: usize = 0;
let wordShift: u32 = 0;
let wordRows: usize = 0;
/** Behind those that are looked for stand the rows of digits' words. */
let digitRows: u32 = 0;

let literalRows: usize = 0;
/** Literals by where they are looked for (`literal-places.ts`): bits to look into first, slots of rows. */
let innerBits: usize = 0;
/** Of the four places of a key the kinds of keys that may have a byte there, by its two halves (`key-kinds.ts`). */
let keyKinds: usize = 0;
let innerSlots: usize = 0;
/** Bits of beginnings by four characters, and behind them by two and a third. */
let sieve: usize = 0;
let startSlots: usize = 0;
let markBits: usize = 0;
let markSlots: usize = 0;
let signSlots: usize = 0;
let endSlots: usize = 0;
let anySlots: usize = 0;
let hasAny: bool = false;
/** Of each place of keys, for each byte the sizes of keys that begin with it, a bit a size. */
let keySizes: usize = 0;
const OF_MARK: usize = 0;
const OF_SIGN: usize = 256;
const OF_ANY: usize = 512;
/** Of beginnings, the same by five bits of each of the first two. */
let startSizes: usize = 0;

const GRAM_FACTOR: i32 = 0x9e3779b1;
/** A word of bits at the upper bits of a hash, and in it two bits at those below. Small, so that they stay near the processor. */
const GRAM_SHIFT: u32 = 32 - 12;
const GRAM_WORDS: u32 = ((1 << 12) - 1) & ~3;
const GRAM_BIT_SHIFT: u32 = 32 - 15;
const GRAM_OTHER_BIT_SHIFT: u32 = 32 - 20;
const WORD_SHIFT: u32 = 32 - 13;
const WORD_WORDS: u32 = ((1 << 13) - 1) & ~3;
const WORD_BIT_SHIFT: u32 = 32 - 16;
const WORD_OTHER_BIT_SHIFT: u32 = 32 - 21;
const GRAM_SLOT_SHIFT: u32 = 32 - 12;

/** Where the tables stand that do not change from text to text. */
export function placeNumbers(openingsAt: usize, formsAt: usize, cards: usize, countriesAt: usize, scratchAt: usize): void {
  openings = openingsAt;
  forms = formsAt;
  cardLengths = cards;
  countries = countriesAt;
  scratch = scratchAt;
  runDigits = scratchAt + 1024;
  sums = scratchAt + 1280;
}

export function placeTables(bytesOfUnits: usize, odd: usize, sightings: usize, sightingsMax: i32): void {
  unitBytes = bytesOfUnits;
  oddUnits = odd;
  out = sightings;
  outMax = sightingsMax - ROOM_MIN;
}

/** Whether somebody is to be called at each token, whatever may stand in it. */
export function placeTokens(isEach: bool): void {
  isEachToken = isEach;
}

export function placeSpelled(separatorsAt: usize): void {
  separators = separatorsAt;
}

export function placeWords(bits: usize, slots: usize, rows: usize, shift: u32, firstOfDigits: u32): void {
  digitRows = firstOfDigits;
  wordBits = bits;
  wordSlots = slots;
  wordRows = rows;
  wordShift = shift;
}

export function placeLiterals(rows: usize, inner: usize, kinds: usize, marks: usize, sizes: usize, ofStarts: usize): void {
  literalRows = rows;
  innerBits = inner;
  keyKinds = kinds;
  markBits = marks;
  keySizes = sizes;
  startSizes = ofStarts;
}

export function placeSieve(bits: usize): void {
  sieve = bits;
}

export function placeSlots(inner: usize, starts: usize, marks: usize, signs: usize, ends: usize, any: usize, isAny: bool): void {
  innerSlots = inner;
  startSlots = starts;
  markSlots = marks;
  signSlots = signs;
  endSlots = ends;
  anySlots = any;
  hasAny = isAny;
}

export function placeText(at: usize, foldedAt: usize, unitsAt: usize, mapsAt: usize, sizeOfMap: usize): void {
  bytes = at;
  folded = foldedAt;
  units = unitsAt;
  maps = mapsAt;
  mapSize = sizeOfMap;
}

// Hashes.

/** Of a word that is folded already; what stands behind it may be anything. Without branches: lengths of words are any. */
@inline
function hashOf(at: usize, size: i32): u32 {
  const isLong = size > 8;
  const unused = <u64>select<i32>(0, (8 - size) << 3, isLong);
  const first = load<u64>(at) << unused >> unused;
  const last = load<u64>(at + select<i32>(size - 8, 0, isLong)) << unused >> unused;
  return <u32>((first * 0x9e3779b97f4a7c15 + last * 0xc2b2ae3d27d4eb4f) >> 32);
}

/** The same, for the host. */
export function hashWord(at: usize, size: i32): u32 {
  return hashOf(at, size);
}

/** Of a first word by its hash and the two bytes behind it. */
@inline
function phraseOf(hash: u32, next: u32): u32 {
  return <u32>((((<u64>next) << 32) | <u64>hash) * 0xd6e8feb86659fd93 >> 32);
}

/** The same, for the host. */
export function hashPhrase(hash: u32, next: u32): u32 {
  return phraseOf(hash, next);
}

/** Of one to four bytes of a literal, in the lower bits. */
export function hashGram(gram: u32): u32 {
  return gram * <u32>GRAM_FACTOR;
}

// Reading.

/** Reads a text whose UTF-16 units stand in their place: bytes, folded bytes, maps. Tells what it holds. */
export function read(size: i32): i32 {
  begin(size);
  classify(0, (size + 63) >> 6, false);
  endMaps(size);
  return flagsOf((size + 63) >> 6);
}

/**
 * Reads the view that was made in a text's place: blocks in which something was put, and all from the first on in which
 * something was moved. What stands beside those is read too: signs mean something by what is next to them.
 */
export function readView(size: i32, firstMoved: i32): i32 {
  const words = (length + 4095) >> 12;
  begin(size);
  const blocks = (size + 63) >> 6;
  const moved = min<i32>(firstMoved, blocks);
  for (let block = nextOf(CHANGED, 0, moved); block < moved; block = nextOf(CHANGED, block, moved)) {
    const from = block;
    while (block < moved && bitAt(CHANGED, block) !== 0) block++;
    readBlocks(from, block);
  }
  if (moved < blocks) readBlocks(moved, blocks);
  for (let word: i32 = 0; word < words; word++) store<u64>(maps + mapSize * CHANGED + (<usize>word << 3), 0);
  endMaps(size);
  return flagsOf(blocks);
}

function readBlocks(from: i32, to: i32): void {
  if (from > 0) classify(from - 1, from, true);
  classify(from, to, false);
  if (to << 6 < length) classify(to, to + 1, true);
}

function begin(size: i32): void {
  length = size;
  stage = 0;
  position = 0;
  isLost = 0;
  nextSingle = -1;
  nextDigit = -1;
  // Units behind the text, to the end of its last block.
  clearBlocks(units + (<usize>size << 1), 2);
}

function flagsOf(blocks: i32): i32 {
  let places: u64 = 0;
  let all = i8x16.splat(0);
  for (let block: i32 = 0; block < blocks; block++) {
    places |= blockOf(PLACES, block);
    const at = bytes + (<usize>block << 6);
    all = v128.or(v128.or(all, v128.or(v128.load(at), v128.load(at, 16))), v128.or(v128.load(at, 32), v128.load(at, 48)));
  }
  return (places === 0 ? 0 : HAS_PLACES) | (i8x16.bitmask(all) === 0 ? 0 : HAS_OTHERS);
}

/**
 * Moves units of the text that was read towards its beginning, where its view is made in their place: the host puts those between
 * that are read in another form.
 */
export function moveUnits(to: i32, from: i32, size: i32): void {
  let source = units + (<usize>from << 1);
  let target = units + (<usize>to << 1);
  const end = source + (<usize>size << 1);
  for (; source + 16 <= end; source += 16, target += 16) v128.store(target, v128.load(source));
  for (; source < end; source += 2, target += 2) store<u16>(target, load<u16>(source));
}

/** Leaves nothing of texts of so many units. */
export function clear(size: i32): void {
  clearBlocks(bytes, (<usize>size + 63) >> 6);
  clearBlocks(folded, (<usize>size + 63) >> 6);
  clearBlocks(units, (<usize>size + 31) >> 5);
}

/** Zeros behind a text: words and blocks are read whole. */
@inline
function clearBlocks(from: usize, blocks: usize): void {
  for (let at = from; at < from + (blocks << 6); at += 16) v128.store(at, i8x16.splat(0));
}

/** Of 64 UTF-16 units the bytes of the passes; whether all are ASCII. */
@inline
function narrow(from: usize, to: usize, limit: v128): bool {
  let all = v128.load(from);
  for (let at: usize = 0; at < 64; at += 16) {
    const low = v128.load(from + (at << 1));
    const high = v128.load(from + (at << 1), 16);
    all = v128.or(all, v128.or(low, high));
    v128.store(to + at, i8x16.narrow_i16x8_u(low, high));
  }
  return !v128.any_true(i16x8.gt_u(all, limit));
}

/** The same for what is not ASCII, where characters share bytes. Tells which may have to be read in another form. */
function narrowOthers(from: usize, to: usize, limit: v128): u64 {
  let others: u64 = 0;
  let odd: u64 = 0;
  for (let at: usize = 0; at < 64; at += 16) {
    const low = i16x8.gt_u(v128.load(from + (at << 1)), limit);
    const high = i16x8.gt_u(v128.load(from + (at << 1), 16), limit);
    others |= (<u64>i8x16.bitmask(i8x16.narrow_i16x8_s(low, high))) << at;
  }
  for (; others !== 0; others &= others - 1) {
    const at = <usize>ctz(others);
    const unit = <u32>load<u16>(from + (at << 1));
    store<u8>(to + at, load<u8>(unitBytes + unit));
    odd |= (<u64>(load<u8>(oddUnits + (unit >> 3)) >> (unit & 7)) & 1) << at;
  }
  return odd;
}

/** Of what may begin another form, or join strings, where that is so. A sign that joins is known by the quote before it. */
function findPlaces(map: usize, block: i32, candidates: u64): void {
  for (let rest = candidates; rest !== 0; rest &= rest - 1) {
    const at = block + <i32>ctz(rest);
    const text = units + (<usize>at << 1);
    const sign = load<u16>(text);
    const next = <u32>load<u16>(text, 2);
    let place = at;
    if (sign === 0x5c) {
      if (!isOneOf(next, ESCAPED_LOW, ESCAPED_HIGH)) continue;
    } else if (sign === 0x26) {
      if (!isOneOf(next, NAMED_LOW, NAMED_HIGH)) continue;
    } else {
      if (sign === 0x2e && (next !== 0x20 || !isStringQuote(load<u16>(text, 4)))) continue;
      if (sign === 0x7c && (next !== 0x7c || load<u16>(text, 4) !== 0x20 || load<u16>(text, 6) !== 0x27)) continue;
      place = quoteBefore(at);
      if (place < 0) continue;
    }
    const word = map + (<usize>place >> 6 << 3);
    store<u64>(word, load<u64>(word) | (<u64>1 << (<u64>place & 63)));
  }
}

@inline
function isOneOf(unit: u32, low: u64, high: u64): bool {
  return unit < 128 && (((unit < 64 ? low : high) >> (unit & 63)) & 1) !== 0;
}

@inline
function isStringQuote(unit: u16): bool {
  return unit === 0x22 || unit === 0x27;
}

/** Where the quote stands that has nothing but blanks between it and a place; -1: there is none. */
function quoteBefore(place: i32): i32 {
  let at = place - 1;
  while (at >= 0 && place - at <= JOIN_GAP_MAX && load<u16>(units + (<usize>at << 1)) <= 0x20) at--;
  if (at < 0) return -1;
  const unit = load<u16>(units + (<usize>at << 1));
  return isStringQuote(unit) || unit === 0x60 ? at : -1;
}

/** Bytes, folded bytes and maps of some blocks. Where those are unchanged, places that are known in them stay known. */
function classify(from: i32, to: i32, isUnchanged: bool): void {
  const lower = v128.load(TABLES);
  const upper = v128.load(TABLES, 16);
  const rareLower = v128.load(TABLES, 32);
  const rareUpper = v128.load(TABLES, 48);
  const half = v128.load(TABLES, 64);
  const small = v128.load(TABLES, 80);
  const letterShift = v128.load(TABLES, 96);
  const letterEnd = v128.load(TABLES, 112);
  const tokenSign = v128.load(TABLES, 128);
  const tokenCarry = v128.load(TABLES, 144);
  const markSign = v128.load(TABLES, 160);
  const markCapital = v128.load(TABLES, 176);
  const markCarry = v128.load(TABLES, 192);
  const someKind = v128.load(TABLES, SOME_KIND);
  const limit = v128.load(TABLES, 224);
  const another = v128.load(TABLES, 240);
  const joinSign = v128.load(TABLES, 256);
  const joinCarry = v128.load(TABLES, 272);
  const before = from === 0 ? i8x16.splat(0) : v128.load(bytes + (<usize>from << 6) - 16);
  let beforeLower = <u64>(<u8>(i8x16.extract_lane_u(before, 15) - 0x61) < 26);
  let rareBefore = v128.and(
    i8x16.relaxed_swizzle(rareLower, v128.and(before, half)),
    i8x16.relaxed_swizzle(rareUpper, v128.and(i16x8.shr_u(before, 4), half)),
  );
  for (let block = from << 6; block < to << 6; block += 64) {
    const isAscii = narrow(units + (<usize>block << 1), bytes + block, limit);
    let odd: u64 = 0;
    if (!isAscii) odd = narrowOthers(units + (<usize>block << 1), bytes + block, limit);
    let candidates: u64 = 0;
    const map = maps + (<usize>block >> 3);
    let letters: u64 = 0;
    let smalls: u64 = 0;
    let others: u64 = 0;
    let separators: u64 = 0;
    let digits: u64 = 0;
    let tokens: u64 = 0;
    let foreignSigns: u64 = 0;
    for (let part: usize = 0; part < 64; part += 16) {
      const some = v128.load(bytes + block + part);
      // From `a`, 0x61, to `z` are the 26 least numbers once 0x1f is added.
      const isLetter = i8x16.gt_s(letterEnd, i8x16.add(v128.or(some, small), letterShift));
      letters |= (<u64>i8x16.bitmask(isLetter)) << part;
      smalls |= (<u64>i8x16.bitmask(i16x8.shl(some, 2))) << part;
      let fold = v128.or(some, v128.and(isLetter, small));
      if (!isAscii) {
        const isAccented = i8x16.lt_u(i8x16.sub(some, i8x16.splat(-0x80)), i8x16.splat(26));
        const isForeign = i8x16.lt_u(i8x16.sub(some, i8x16.splat(-0x60)), i8x16.splat(32));
        fold = i8x16.sub(fold, v128.and(isAccented, i8x16.splat(0x1f)));
        others |= (<u64>i8x16.bitmask(v128.or(isAccented, isForeign))) << part;
        foreignSigns |= (<u64>i8x16.bitmask(i8x16.ge_u(some, i8x16.splat(-0x40)))) << part;
      }
      v128.store(folded + block + part, fold);
      const low = v128.and(some, half);
      const high = v128.and(i16x8.shr_u(some, 4), half);
      const kinds = v128.and(i8x16.relaxed_swizzle(lower, low), i8x16.relaxed_swizzle(upper, high));
      digits |= (<u64>i8x16.bitmask(i16x8.shl(kinds, DIGIT_SHIFT))) << part;
      separators |= (<u64>i8x16.bitmask(i16x8.shl(kinds, SEPARATOR_SHIFT))) << part;
      // Any of the two bits carries into the sign.
      tokens |= (<u64>i8x16.bitmask(i8x16.add(v128.and(kinds, tokenSign), tokenCarry))) << part;
      const place = map + (part >> 3);
      store<u16>(place + mapSize * AT_SIGNS, <u16>i8x16.bitmask(i16x8.shl(kinds, AT_SIGN_SHIFT)));
      store<u16>(place + mapSize * COLONS, <u16>i8x16.bitmask(kinds));
      const rare = v128.and(i8x16.relaxed_swizzle(rareLower, low), i8x16.relaxed_swizzle(rareUpper, high));
      const marks = v128.or(v128.and(kinds, markSign), v128.and(rare, markCapital));
      store<u16>(place + mapSize * MARKS, <u16>i8x16.bitmask(i8x16.add_sat_u(marks, markCarry)));
      const last = i8x16.shuffle(rareBefore, rare, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
      // Signs of bytes: any of the bits carries into them.
      const joins = v128.and(i8x16.add(v128.and(rare, joinSign), joinCarry), i8x16.add(v128.and(last, markCarry), markCarry));
      const begins = i8x16.add(v128.and(rare, another), someKind);
      candidates |= (<u64>i8x16.bitmask(v128.or(joins, begins))) << part;
      rareBefore = rare;
    }
    smalls &= letters;
    const humps = letters & ~smalls & ((smalls << 1) | beforeLower);
    beforeLower = smalls >> 63;
    store<u64>(map + mapSize * LETTERS, letters | others);
    store<u64>(map + mapSize * HUMPS, humps);
    store<u64>(map + mapSize * BREAKS, ~(letters | others) | humps);
    store<u64>(map + mapSize * NUMBERS, digits | separators);
    store<u64>(map + mapSize * DIGITS, digits);
    store<u64>(map + mapSize * TOKENS, letters | digits | tokens);
    store<u64>(map + mapSize * ALPHANUMERICS, letters | digits);
    store<u64>(map + mapSize * FOREIGN_SIGNS, foreignSigns);
    store<u64>(map + mapSize * PLACES, isUnchanged ? odd | load<u64>(map + mapSize * PLACES) : odd);
    if (candidates !== 0) findPlaces(maps + mapSize * PLACES, block, candidates);
  }
}

/** An empty block before the first map and behind each, and zeros behind what is folded. */
function endMaps(size: i32): void {
  store<u64>(maps - 8, 0);
  const behind = ((<usize>size + 63) >> 6) << 6;
  clearBlocks(bytes + behind, 2);
  clearBlocks(folded + behind, 1);
  const map = maps + (behind >> 3);
  for (let kind: usize = 0; kind < MAPS; kind++) store<u64>(map + mapSize * kind, 0);
  store<u64>(map + mapSize * BREAKS, ~0);
}

@inline
function blockOf(kind: usize, block: i32): u64 {
  return load<u64>(maps + mapSize * kind + (<usize>block << 3));
}

/** A place before the text has no bit; the block before the first is empty. */
@inline
function bitAt(kind: usize, at: i32): u64 {
  return (blockOf(kind, at >> 6) >> (<u64>at & 63)) & 1;
}

/** Where a run of a kind ends that goes on at a place. */
@inline
function runEnd(kind: usize, at: i32): i32 {
  let block = at >> 6;
  const rest = ~blockOf(kind, block) >> (<u64>at & 63);
  if (rest !== 0) return at + <i32>ctz(rest);
  let free: u64 = 0;
  while (free === 0) free = ~blockOf(kind, ++block);
  return (block << 6) + <i32>ctz(free);
}

/** The same, or where a stretch ends: a run may be as long as the text, and looked at in pieces. */
function runEndBefore(kind: usize, at: i32, end: i32): i32 {
  let block = at >> 6;
  let from = at;
  let rest = ~blockOf(kind, block) >> (<u64>at & 63);
  while (rest === 0) {
    block++;
    from = block << 6;
    if (from >= end) return end;
    rest = ~blockOf(kind, block);
  }
  return min<i32>(from + <i32>ctz(rest), end);
}

/** Next place of a kind, or where a stretch ends. */
function nextOf(kind: usize, from: i32, end: i32): i32 {
  let block = from >> 6;
  let rest = blockOf(kind, block) >> (<u64>from & 63) << (<u64>from & 63);
  while (rest === 0) {
    block++;
    if (block << 6 >= end) return end;
    rest = blockOf(kind, block);
  }
  const at = (block << 6) + <i32>ctz(rest);
  return at < end ? at : end;
}

/** How many digits stand in a stretch. */
export function countDigits(from: i32, to: i32): i32 {
  const start = from < 0 ? 0 : from;
  const end = to > length ? length : to;
  if (start >= end) return 0;
  const last = (end - 1) >> 6;
  let digits: i32 = 0;
  for (let block = start >> 6; block <= last; block++) {
    let some = blockOf(DIGITS, block);
    if (block === start >> 6) some = some >> (<u64>start & 63) << (<u64>start & 63);
    if (block === last) some = some << (63 - (<u64>(end - 1) & 63)) >> (63 - (<u64>(end - 1) & 63));
    digits += <i32>popcnt(some);
  }
  return digits;
}

/** The first digit of a stretch that is one of so many within `DIGITS_WINDOW` characters from it on; else where the stretch ends. */
export function nextDigits(from: i32, to: i32, count: i32): i32 {
  const end = to > length ? length : to;
  for (let at = nextOf(DIGITS, from < 0 ? 0 : from, end); at < end; at = nextOf(DIGITS, at + 1, end)) {
    const size = min<i32>(DIGITS_WINDOW, length - at);
    if (popcnt(aheadOf(DIGITS, at) & ((<u64>1 << size) - 1)) >= <u64>count) return at;
  }
  return to;
}

/**
 * The first place from `from` on, one in each block, behind whose next digits the codes of characters may go on: of two numbers that
 * are long as codes are, with the same behind both. Few, and looked at closely by the host. -1: there is none.
 */
export function nextCodes(from: i32): i32 {
  for (let probe = from; probe < length; probe = (probe | 63) + 1) {
    if (popcnt(blockOf(DIGITS, probe >> 6)) < CODES_DIGITS_NEAR) continue;
    if (countDigits(probe & ~511, (probe & ~511) + 512) < CODES_DIGITS_MIN) continue;
    const at = nextOf(DIGITS, probe, probe + CODES_WINDOW);
    if (at < probe + CODES_WINDOW && mayBeCodes(at)) return probe;
  }
  return -1;
}

/** Whether the code of a digit may be one of a list: most numbers are too long or too short for one, or unlike the next. */
function mayBeCodes(digit: i32): bool {
  const start = bytes + <usize>digit;
  const end = codeEnd(start);
  const size = <i32>(end - start);
  const joint = load<u8>(end);
  // A name, a version, the beginning of a path.
  if (size > CODE_MAX || joint === 0x2e || isLetter(joint)) return false;
  const isWhole = digit === 0 || !isHexadecimal(load<u8>(start - 1));
  if (isWhole && !isCode(start, size)) return false;
  let next = end + 1;
  while (next < end + CODE_SIGNS_MAX && <u8>(load<u8>(next) - 0x30) >= 10) next++;
  if (next === end + CODE_SIGNS_MAX) return false;
  if (load<u8>(next) === 0x30 && (load<u8>(next, 1) | 0x20) === 0x78) next += 2;
  const nextEnd = codeEnd(next);
  const nextSize = <i32>(nextEnd - next);
  if (!isCode(next, nextSize)) return false;
  if (isWhole && size !== nextSize && (abs<i32>(size - nextSize) !== 1 || max<i32>(size, nextSize) > CODES_DIFFER_MAX)) return false;
  const behind = load<u8>(nextEnd);
  return behind === joint || (isBlank(behind) && isBlank(joint)) || nextEnd === bytes + <usize>length;
}

/** Where hexadecimal digits end, or become too long for a code. */
@inline
function codeEnd(start: usize): usize {
  let end = start;
  while (end <= start + CODE_MAX && isHexadecimal(load<u8>(end))) end++;
  return end;
}

/** A code of ASCII above two digits begins with a zero, or with a one; groups of a number have four. */
@inline
function isCode(start: usize, size: i32): bool {
  if (size === 2 || size === 4) return true;
  const first = load<u8>(start);
  return size > 2 && size <= CODE_MAX && (first === 0x30 || (first === 0x31 && size === 3));
}

@inline
function isBlank(byte: u8): bool {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * The first place from `from` on, in strides, at which the same separator stands again and again, or behind which the word of a
 * digit stands with more behind it: few, and looked at closely by the host. -1: there is none. The text was looked at before.
 */
export function nextSpelled(from: i32): i32 {
  if (nextSingle < from) nextSingle = findSingle(from);
  if (nextDigit < from) nextDigit = findDigitWord(from);
  const next = min<i32>(nextSingle, nextDigit);
  return next === NOWHERE ? -1 : next;
}

const NOWHERE: i32 = 0x7fffffff;
/** What was found last, and holds as long as it is ahead. */
let nextSingle: i32 = -1;
let nextDigit: i32 = -1;

/**
 * Where a separator stands again and again. Nowhere there do two letters or digits stand side by side, thirteen characters long
 * before the place or behind it.
 */
function findSingle(from: i32): i32 {
  for (let probe = from; probe < length; probe += SPELLED_STRIDE) {
    const base = max<i32>(0, probe - SINGLES_BEFORE);
    const some = aheadOf(ALPHANUMERICS, base) << <u64>(SINGLES_BEFORE - probe + base);
    const pairs = some & (some >> 1);
    if ((pairs & PAIRS_BEFORE) !== 0 && (pairs & PAIRS_BEHIND) !== 0) continue;
    let at = bytes + <usize>probe;
    const end = at + SEPARATOR_REACH;
    while (at < end && load<u8>(separators + load<u8>(at)) === 0) at++;
    if (at < end && separatesAgain(at) && separatesOften(at)) return probe;
  }
  return NOWHERE;
}

/** Where a separator stands so close that the word of a digit is the next behind it. */
function findDigitWord(from: i32): i32 {
  for (let at = nextOf(DIGIT_WORDS, from, length); at < length; at = nextOf(DIGIT_WORDS, at + 1, length)) {
    const probe = from + (at - from) / SPELLED_STRIDE * SPELLED_STRIDE;
    if (at - probe <= DIGIT_WORD_REACH) return probe;
  }
  return NOWHERE;
}

@inline
function separatesAgain(at: usize): bool {
  const sign = load<u8>(at);
  if (load<u8>(at, 2) === sign) return load<u8>(at, 4) === sign && load<u8>(at, 1) > 0x20;
  if (load<u8>(at, 3) === sign) return load<u8>(at, 6) === sign;
  return load<u8>(at, 4) === sign && load<u8>(at, 8) === sign;
}

/** At one of the distances, before the place and behind it. */
function separatesOften(at: usize): bool {
  const sign = load<u8>(at);
  for (let step: usize = 2; step <= SEPARATOR_MAX + 1; step++) {
    let times: i32 = 1;
    for (let place = at + step; times < SEPARATORS_MIN && load<u8>(place) === sign; place += step) times++;
    for (let place = at - step; times < SEPARATORS_MIN && place >= bytes && load<u8>(place) === sign; place -= step) times++;
    if (times >= SEPARATORS_MIN) return true;
  }
  return false;
}

/** Marks the word of a digit where a gap stands behind it, and behind that what may be another, or one letter or digit. */
function markDigitWord(start: i32, end: i32): void {
  let at = bytes + <usize>end;
  const limit = at + SEPARATOR_MAX;
  while (at < limit && isGap(load<u8>(at))) at++;
  if (at === bytes + <usize>end) return;
  const first = <u32>load<u8>(at);
  const second = <u32>load<u8>(at, 1);
  const isPair = load<u8>(separators + (((first & 31) << 5) | (second & 31)), DIGIT_PAIRS) === 1;
  if (!isPair && first < 0x80 && second < 0x80 && (second | 0x20) - 0x61 < 26) return;
  const word = maps + mapSize * DIGIT_WORDS + (<usize>start >> 6 << 3);
  store<u64>(word, load<u64>(word) | (<u64>1 << (<u64>start & 63)));
}

/** Blank, comma, dash, point, line end. */
@inline
function isGap(byte: u8): bool {
  return byte === 0x20 || byte === 0x0a || (<u8>(byte - 0x2c) < 3);
}

// What was seen.

/** What finds no room is left out, and that is told: behind the sightings stand the tables. */
@inline
function add(kind: i32, start: i32, end: i32, digits: i32): void {
  if (count >= outMax + ROOM_MIN) {
    isLost = 1;
    return;
  }
  const at = out + <usize>count * SIGHTING_SIZE;
  store<i32>(at, kind);
  store<i32>(at, start, 4);
  store<i32>(at, end, 8);
  store<i32>(at, digits, 12);
  count++;
}

let stage: i32 = 0;
let position: i32 = 0;
let isLost: i32 = 0;

/** 1 when a block brought more than there was room for, since the text was read. */
export function hasLost(): i32 {
  return isLost;
}

/**
 * Looks on where it stopped, and tells how many sightings there are; fewer than nothing when there is more to see once they are
 * taken. Literals come first, in order of their start, then words, then shapes.
 */
export function find(): i32 {
  count = 0;
  for (; stage < STAGES; stage++) {
    position = findOf(stage, position);
    if (position >= 0) return ~count;
    position = 0;
  }
  return count;
}

const STAGES: i32 = 6;

function findOf(kind: i32, from: i32): i32 {
  if (kind === 0) return siftBeginnings();
  if (kind === 1) return findLiterals(from);
  if (kind === 2) return findWords(from);
  if (kind === 3) return findSigns(from);
  return kind === 4 ? findNumbers(from) : findTokens(from);
}

// Beginnings.

/** A bit for each kind in each half of a word of the sieve, by the hash of four characters, or of two and by the third. */
const SIEVE_SHIFT: u32 = 32 - 11 - 2;
const SIEVE_WORDS: u32 = ((1 << 13) - 1) & ~3;
const SIEVE_SIZE: usize = 1 << 13;
const SIEVE_BIT_SHIFT: u32 = 32 - 11 - 6;
const SIEVE_BITS: u32 = 15;

/**
 * Sifts beginnings of words and literals by their first characters: most are none that is looked for, and are done with here,
 * without a branch. Tells -1: there is nothing to go on with.
 */
function siftBeginnings(): i32 {
  const blocks = (length + 63) >> 6;
  const text = folded;
  const byFour = sieve;
  const byThree = sieve + SIEVE_SIZE;
  let before: u64 = 0;
  let beforePlain: u64 = 0;
  for (let block: i32 = 0; block < blocks; block++) {
    const letters = blockOf(LETTERS, block);
    const plain = blockOf(ALPHANUMERICS, block);
    const words = (letters & ~((letters << 1) | before)) | blockOf(HUMPS, block);
    // A letter or digit of ASCII that is behind none, or any other letter that is behind no letter or digit at all.
    const others = letters & ~plain & ~(((letters | plain) << 1) | before | beforePlain);
    const starts = (plain & ~((plain << 1) | beforePlain)) | others;
    before = letters >> 63;
    beforePlain = plain >> 63;
    const at = text + (<usize>block << 6);
    let asWords: u64 = 0;
    let asLiterals: u64 = 0;
    for (let rest = words | starts; rest !== 0; ) {
      const gram = load<u32>(at + <usize>ctz(rest));
      const hash = gram * <u32>GRAM_FACTOR;
      const pair = ((gram & 31) | ((gram >> 3) & 0x3e0)) << 2;
      const four = load<u32>(byFour + ((hash >> SIEVE_SHIFT) & SIEVE_WORDS)) >> ((hash >> SIEVE_BIT_SHIFT) & SIEVE_BITS);
      const three = load<u32>(byThree + pair) >> ((gram >> 16) & SIEVE_BITS);
      const either = four | three;
      const others = rest & (rest - 1);
      const own = rest ^ others;
      asLiterals |= own & (0 - <u64>(either & 1));
      asWords |= own & (0 - <u64>((either >> 16) & 1));
      rest = others;
    }
    const map = maps + (<usize>block << 3);
    store<u64>(map + mapSize * SIFTED_LITERALS, asLiterals & starts);
    store<u64>(map + mapSize * SIFTED_WORDS, asWords & words);
  }
  return -1;
}

// Words. A row: hash, next row of the slot plus one, address of its bytes, how many they are; its first eight, and which it has.

/**
 * Sees every word and phrase that stands by itself, humps of a camel too. Which of a block's beginnings may be known is found
 * without branches, and only those are looked into. Tells at which block to go on, or -1.
 */
function findWords(fromBlock: i32): i32 {
  const blocks = (length + 63) >> 6;
  const text = folded;
  const bits = wordBits;
  const breaks = maps + mapSize * BREAKS;
  const humpBits = maps + mapSize * HUMPS;
  const hashes = scratch + HASHES;
  for (let block = fromBlock; block < blocks; block++) {
    if (count > outMax) return block;
    const base = block << 6;
    store<u64>(maps + mapSize * DIGIT_WORDS + (<usize>block << 3), 0);
    const humps = blockOf(HUMPS, block);
    let starts = blockOf(SIFTED_WORDS, block);
    let words: u64 = 0;
    let phrases: u64 = 0;
    let parts: u64 = 0;
    while (starts !== 0) {
      const bit = ctz(starts);
      starts &= starts - 1;
      const start = base + <i32>bit;
      const size = partSize(breaks, start);
      const isCut = size > PART_MAX;
      const hash = hashOf(text + start, size);
      const end = start + size;
      const phrase = phraseOf(hash, load<u16>(text + end));
      const beforeHump = (<u32>load<u8>(humpBits + (<usize>end >> 3)) >> (end & 7)) & 1;
      const seen = hashes + (<usize>bit << 4);
      store<u32>(seen, hash);
      store<u32>(seen, phrase, 4);
      store<i32>(seen, end, 8);
      words |= <u64>(wordBit(bits, hash) & 1) << bit;
      phrases |= <u64>(wordBit(bits, phrase) & 1) << bit;
      parts |= <u64>(beforeHump | <u32>isCut) << bit;
    }
    for (let known = words | phrases | parts; known !== 0; known &= known - 1) {
      const bit = ctz(known);
      const start = base + <i32>bit;
      const seen = hashes + (<usize>bit << 4);
      const end = load<i32>(seen, 8);
      const own = <u64>1 << bit;
      if ((parts & own) !== 0) {
        findParts(start, load<u32>(seen), (humps & own) !== 0);
        continue;
      }
      if ((words & own) !== 0) findRows(load<u32>(seen), start, end);
      if ((phrases & own) !== 0) findRows(load<u32>(seen, 4), start, end);
    }
  }
  return -1;
}

/** Longer parts of words are measured by blocks. */
const PART_MAX: i32 = 56;

/** How long the part of a word is that begins at a place; more than `PART_MAX` where it is longer than is seen at once. */
@inline
function partSize(breaks: usize, start: i32): i32 {
  const ahead = load<u64>(breaks + (<usize>start >> 3)) >> (<u64>start & 7);
  return <i32>ctz(ahead >> 1) + 1;
}

/** Where a hump ends a part, or it is long: the word that begins there, whole, and its part; of a hump its part alone. */
function findParts(start: i32, hashSeen: u32, isHump: bool): void {
  let size = partSize(maps + mapSize * BREAKS, start);
  let hash = hashSeen;
  if (size > PART_MAX) {
    size = nextOf(BREAKS, start + 1, length) - start;
    hash = hashOf(folded + start, size);
  }
  const stop = start + size;
  if (bitAt(HUMPS, stop) === 0) {
    findWord(hash, start, stop);
    return;
  }
  if (!isHump) {
    const end = runEnd(LETTERS, stop);
    findWord(hashOf(folded + start, end - start), start, end);
  }
  if (isKnown(hash)) findRows(hash, start, stop);
}

/** Rows that are the word, and those that begin with it and go on as the text does. */
function findWord(hash: u32, start: i32, end: i32): void {
  if (isKnown(hash)) findRows(hash, start, end);
  const phrase = phraseOf(hash, load<u16>(folded + end));
  if (isKnown(phrase)) findRows(phrase, start, end);
}

/** Whether a hash may be that of a word, or of a phrase by its first word and what follows it. */
@inline
function isKnown(hash: u32): bool {
  return (wordBit(wordBits, hash) & 1) !== 0;
}

/** The same in the lowest bit; those above it are of others. */
@inline
function wordBit(bits: usize, hash: u32): u32 {
  const word = load<u32>(bits + ((hash >> WORD_SHIFT) & WORD_WORDS));
  return (word >> (hash >> WORD_BIT_SHIFT)) & (word >> (hash >> WORD_OTHER_BIT_SHIFT));
}

function findRows(hash: u32, start: i32, end: i32): void {
  let next = <u32>load<u16>(wordSlots + ((hash >> wordShift) << 1));
  while (next !== 0) {
    const row = wordRows + (<usize>(next - 1) << 5);
    const isSame = ((load<u64>(folded + start) ^ load<u64>(row, 16)) & load<u64>(row, 24)) === 0;
    if (isSame && load<u32>(row) === hash) findRow(row, next, start, end);
    next = load<u32>(row, 4);
  }
}

/** A row whose first eight bytes stand at a place, where the others do and no word goes on behind them. */
@inline
function findRow(row: usize, next: u32, start: i32, end: i32): void {
  const size = load<i32>(row, 12);
  const stop = start + size;
  if (size < end - start || stop > length) return;
  if (size > 8 && !isEqual(folded + start, load<u32>(row, 8), size)) return;
  if (next > digitRows) markDigitWord(start, stop);
  else if (stop === end || !goesOn(stop)) add(<i32>(next - 1), start, stop, OF_WORD);
}

/** Whether a word goes on across a place: letters on both sides, and no hump between them. */
function goesOn(at: i32): bool {
  return bitAt(LETTERS, at - 1) !== 0 && bitAt(LETTERS, at) !== 0 && bitAt(HUMPS, at) === 0;
}

/** Of one byte and more; what stands behind the bytes may be anything, and is read too. */
@inline
function isEqual(one: usize, other: usize, size: i32): bool {
  if (size <= 8) return ((load<u64>(one) ^ load<u64>(other)) << (<u64>(8 - size) << 3)) === 0;
  for (let at: i32 = 0; at + 8 < size; at += 8) if (load<u64>(one + at) !== load<u64>(other + at)) return false;
  return load<u64>(one + size - 8) === load<u64>(other + size - 8);
}

// Literals. A row: next row of the slot plus one; address of its bytes; how many they are, place and size of its key; its number; its
// first eight bytes, and which of those it has.

const KEY_MAX: i32 = 4;
const PLACE_SHIFT: i32 = 12;
const SIZE_SHIFT: i32 = 24;
const SIZE_MASK: i32 = 0xfff;

/** Sees every literal, each where its key may stand. Tells at which block to go on, or -1. */
function findLiterals(fromBlock: i32): i32 {
  const blocks = (length + 63) >> 6;
  const half = v128.load(TABLES, 64);
  const someKind = v128.load(TABLES, SOME_KIND);
  const kinds = keyKinds;
  const inners = innerBits;
  const keysFrom = folded - 3;
  const low0 = v128.load(kinds);
  const high0 = v128.load(kinds, 16);
  const low1 = v128.load(kinds, 32);
  const high1 = v128.load(kinds, 48);
  const low2 = v128.load(kinds, 64);
  const high2 = v128.load(kinds, 80);
  const low3 = v128.load(kinds, 96);
  const high3 = v128.load(kinds, 112);
  const last = fromBlock === 0 ? i8x16.splat(0) : v128.load(folded + (<usize>fromBlock << 6) - 16);
  let before0 = kindsAt(kinds, last, half);
  let before1 = kindsAt(kinds + 32, last, half);
  let before2 = kindsAt(kinds + 64, last, half);
  for (let block = fromBlock; block < blocks; block++) {
    if (count > outMax) return block;
    const base = block << 6;
    for (let starts = blockOf(SIFTED_LITERALS, block); starts !== 0; starts &= starts - 1) {
      const at = base + <i32>ctz(starts);
      findStart(at);
    }
    let inner: u64 = 0;
    let ends: u64 = 0;
    for (let part: usize = 0; part < 64; part += 16) {
      const some = v128.load(folded + base + part);
      const low = v128.and(some, half);
      const high = v128.and(i16x8.shr_u(some, 4), half);
      const here0 = v128.and(i8x16.relaxed_swizzle(low0, low), i8x16.relaxed_swizzle(high0, high));
      const here1 = v128.and(i8x16.relaxed_swizzle(low1, low), i8x16.relaxed_swizzle(high1, high));
      const here2 = v128.and(i8x16.relaxed_swizzle(low2, low), i8x16.relaxed_swizzle(high2, high));
      const here3 = v128.and(i8x16.relaxed_swizzle(low3, low), i8x16.relaxed_swizzle(high3, high));
      const second = i8x16.shuffle(before2, here2, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
      const third = i8x16.shuffle(before1, here1, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
      const fourth = i8x16.shuffle(before0, here0, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
      const all = v128.and(v128.and(here3, second), v128.and(third, fourth));
      ends |= (<u64>i8x16.bitmask(all)) << part;
      // Any of the seven bits carries into the sign.
      inner |= (<u64>i8x16.bitmask(i8x16.add(v128.and(all, someKind), someKind))) << part;
      before0 = here0;
      before1 = here1;
      before2 = here2;
    }
    for (let marks = blockOf(MARKS, block); marks !== 0; marks &= marks - 1) {
      const at = base + <i32>ctz(marks);
      const pair = load<u16>(folded + at);
      if (((load<u8>(markBits + (pair >> 3)) >> (pair & 7)) & 1) !== 0) findFrom(markSlots, OF_MARK, at);
    }
    let keys: u64 = 0;
    for (; inner !== 0; inner &= inner - 1) {
      const bit = ctz(inner);
      keys |= <u64>(bitOf(inners, hashGram(load<u32>(keysFrom + base + <i32>bit))) & 1) << bit;
    }
    for (; keys !== 0; keys &= keys - 1) findInner(base + <i32>ctz(keys) - 3);
    for (ends &= endsOf(block); ends !== 0; ends &= ends - 1) {
      const at = base + <i32>ctz(ends) - 2;
      if (at >= 0) findRowsOf(endSlots, load<u32>(folded + at) & 0xffffff, at, 3);
    }
    for (let signs = blockOf(FOREIGN_SIGNS, block); signs !== 0; signs &= signs - 1) {
      const at = base + <i32>ctz(signs);
      findFrom(signSlots, OF_SIGN, at);
    }
    if (hasAny) for (let at = base; at < base + 64; at++) findFrom(anySlots, OF_ANY, at);
  }
  return -1;
}

/** Of each byte the kinds of keys that may have it at one of their places. */
@inline
function kindsAt(table: usize, some: v128, half: v128): v128 {
  return v128.and(
    i8x16.relaxed_swizzle(v128.load(table), v128.and(some, half)),
    i8x16.relaxed_swizzle(v128.load(table, 16), v128.and(i16x8.shr_u(some, 4), half)),
  );
}

/** Literals within words whose key of four characters stands at a place, or one of three that ends where those do. */
function findInner(at: i32): void {
  const gram = load<u32>(folded + at);
  if (at >= 0) findRowsOf(innerSlots, gram, at, KEY_MAX);
  findRowsOf(innerSlots, gram >> 8, at + 1, 3);
}

/** A bit where a word ends that has a digit two to four characters behind its last letter. */
@inline
function endsOf(block: i32): u64 {
  const letters = blockOf(LETTERS, block);
  const digits = blockOf(DIGITS, block);
  const ahead = blockOf(DIGITS, block + 1);
  // A word's last letter may have a dot behind it that is of the ending: `str.`.
  const near = (digits >> 2) | (ahead << 62) | (digits >> 3) | (ahead << 61) | (digits >> 4) | (ahead << 60);
  return letters & near & ~((letters >> 1) | (blockOf(LETTERS, block + 1) << 63));
}

/** In the lowest bit whether the hash may be that of a key, which has two bits of a word; the bits above it are of others. */
@inline
function bitOf(bits: usize, hash: u32): u32 {
  const word = load<u32>(bits + ((hash >> GRAM_SHIFT) & GRAM_WORDS));
  return (word >> (hash >> GRAM_BIT_SHIFT)) & (word >> (hash >> GRAM_OTHER_BIT_SHIFT));
}

/** The same at beginnings, of which there are most: sizes by the first two characters. */
function findStart(at: i32): void {
  const gram = load<u32>(folded + at);
  const sizes = <u32>load<u8>(startSizes + ((gram & 31) | ((gram >> 3) & 0x3e0)));
  if ((sizes & 16) !== 0) findRowsOf(startSlots, gram, at, KEY_MAX);
  if ((sizes & 8) !== 0) findRowsOf(startSlots, gram & 0xffffff, at, 3);
  if ((sizes & 4) !== 0) findRowsOf(startSlots, gram & 0xffff, at, 2);
  if ((sizes & 2) !== 0) findRowsOf(startSlots, gram & 0xff, at, 1);
}

/** The longer keys first. */
function findFrom(slots: usize, place: usize, at: i32): void {
  const gram = load<u32>(folded + at);
  const sizes = <u32>load<u8>(keySizes + place + <usize>(gram & 0xff));
  if (sizes === 0) return;
  for (let size = KEY_MAX; size > 0; size--) {
    if (((sizes >> size) & 1) !== 0) findRowsOf(slots, gram << ((KEY_MAX - size) << 3) >> ((KEY_MAX - size) << 3), at, size);
  }
}

/** Rows whose key of so many characters stands at a place; other rows may share their slot. */
function findRowsOf(slots: usize, key: u32, at: i32, size: i32): void {
  let next = <u32>load<u16>(slots + ((hashGram(key) >> GRAM_SLOT_SHIFT) << 1));
  while (next !== 0) {
    const row = literalRows + (<usize>(next - 1) << 5);
    const sizes = load<i32>(row, 8);
    const start = at - ((sizes >> PLACE_SHIFT) & SIZE_MASK);
    if (((load<u64>(folded + start) ^ load<u64>(row, 16)) & load<u64>(row, 24)) === 0 && sizes >> SIZE_SHIFT === size)
      addRow(row, start, sizes & SIZE_MASK);
    next = load<u32>(row);
  }
}

/** A literal whose first eight bytes stand at a place, where the others do. */
function addRow(row: usize, start: i32, size: i32): void {
  if (start < 0 || start + size > length) return;
  if (size > 8 && !isEqual(folded + start, load<u32>(row, 4), size)) return;
  add(load<i32>(row, 12), start, start + size, OF_LITERAL);
}

// Shapes.

/** Sees `@` between words, and hexadecimal groups round two colons or more. Tells where to go on, or -1. */
function findSigns(from: i32): i32 {
  const blocks = (length + 63) >> 6;
  let colonsUntil = from;
  for (let block = from >> 6; block < blocks; block++) {
    const colons = blockOf(COLONS, block);
    const ahead = blockOf(COLONS, block + 1);
    // Most colons have a blank or a word behind them: within five characters there is another, or this is none.
    let close: u64 = 0;
    if (colons !== 0) {
      for (let step: u64 = 1; step <= <u64>GROUP_MAX + 1; step++) close |= (colons >> step) | (ahead << (64 - step));
    }
    let signs = (colons & close) | blockOf(AT_SIGNS, block);
    while (signs !== 0) {
      const at = (block << 6) + <i32>ctz(signs);
      signs &= signs - 1;
      if (at < from) continue;
      if (count > outMax) return at;
      if (load<u8>(bytes + at) === 0x40) findAtSign(at);
      else if (at >= colonsUntil) colonsUntil = findColons(at, colonsUntil);
    }
  }
  return -1;
}

function findAtSign(at: i32): void {
  if (at === 0 || !isWordOrSign(load<u8>(bytes + at - 1)) || !isWordOrSign(load<u8>(bytes + at + 1))) return;
  add(TRIGGER_AT_SIGN, at, at + 1, 0);
}

/** Letters, digits and `_`, `-` and `+`, and everything beyond ASCII. */
function isWordOrSign(byte: u8): bool {
  return byte >= 0x80 || byte === 0x2b || byte === 0x2d || byte === 0x5f || isAlphanumeric(byte);
}

/** Reports the hexadecimal groups round a colon when there are two colons or more, and tells where they end. */
function findColons(at: i32, from: i32): i32 {
  let second = at + 1;
  while (second - at <= GROUP_MAX && isHexadecimal(load<u8>(bytes + second))) second++;
  if (load<u8>(bytes + second) !== 0x3a) return at + 1;
  let start = at;
  while (start > from && at - start < GROUP_MAX + 1 && isHexadecimal(load<u8>(bytes + start - 1))) start--;
  let end = second + 1;
  const limit = min<i32>(length, at + COLON_REACH);
  while (end < limit && (load<u8>(bytes + end) === 0x3a || isHexadecimal(load<u8>(bytes + end)))) end++;
  if (mayBeAddress(start, end)) add(TRIGGER_COLONS, start, end, 0);
  return end;
}

/** Times are most of what has two colons: an address has six groups of two, or eight, or a gap and begins as addresses do. */
function mayBeAddress(start: i32, end: i32): bool {
  if (end - start >= HARDWARE_LENGTH) return true;
  const first = load<u8>(bytes + start);
  const begins = first === 0x3a ? load<u8>(bytes + start + 1) : first;
  if (begins !== 0x32 && begins !== 0x33 && (begins | 0x20) !== 0x66) return false;
  if (end - start >= ADDRESS_LENGTH) return true;
  for (let at = start; at < end - 1; at++) {
    if (load<u16>(bytes + at) === 0x3a3a) return true;
  }
  return false;
}

@inline
function isHexadecimal(byte: u8): bool {
  return <u8>(byte - 0x30) < 10 || <u8>((byte | 0x20) - 0x61) < 6;
}

/** Sees every run of digits and the signs between them. Tells where to go on, or -1. */
function findNumbers(from: i32): i32 {
  const blocks = (length + 63) >> 6;
  let until = from;
  if (from > 0) {
    until = findRuns(from);
    if (isFull) return until;
  }
  for (let block = until >> 6; block < blocks; block++) {
    const digits = blockOf(DIGITS, block);
    if (digits === 0) continue;
    const before = blockOf(DIGITS, block - 1) >> 63;
    const some = blockOf(NUMBERS, block);
    // One of four digits and three dots, or of seven digits, is seven characters long.
    let starts = digits & ~((digits << 1) | before) & sevenRuns(some, blockOf(NUMBERS, block + 1));
    for (; starts !== 0; starts &= starts - 1) {
      const start = (block << 6) + <i32>ctz(starts);
      if (start < until || !mayBeNumber(start)) continue;
      until = findRuns(start);
      if (isFull) return until;
    }
  }
  return -1;
}

/** Whether the host is to take what was seen before a run of digits is looked at. */
let isFull: bool = false;

/** The run that begins at a digit and, where it is long and was cut, what follows it. Tells where to look for the next. */
function findRuns(start: i32): i32 {
  let at = start;
  for (;;) {
    isFull = count > outMax;
    if (isFull) return at;
    const next = findDigits(at);
    if (next < at + RUN_LENGTH_MAX - RUN_OVERLAP - 2) return next;
    // A piece that was cut ends with a digit, and the next begins so far before its end.
    at = nextOf(DIGITS, next, next + RUN_OVERLAP);
    if (at === next + RUN_OVERLAP) return next;
  }
  return at;
}

/** A bit where a place and the six behind it are of a number. */
@inline
function sevenRuns(some: u64, ahead: u64): u64 {
  const two = some & ((some >> 1) | (ahead << 63));
  const twoAhead = ahead & (ahead >> 1);
  return two & ((two >> 2) | (twoAhead << 62)) & ((two >> 4) | (twoAhead << 60)) & ((some >> 6) | (ahead << 58));
}

/** Whether what stands there, up to what is of no number, has seven digits, or four and three dots close by. */
@inline
function mayBeNumber(start: i32): bool {
  const size = ctz(~aheadOf(NUMBERS, start));
  if (size >= AHEAD_MIN) return true;
  const own = ((<u64>1 << size) - 1) & aheadOf(DIGITS, start);
  const digits = <i32>popcnt(own);
  if (digits >= RUN_DIGITS_MIN) return true;
  if (digits < DOTTED_DIGITS_MIN) return false;
  const dots = <u64>i8x16.bitmask(i8x16.eq(v128.load(bytes + start), i8x16.splat(0x2e)));
  return popcnt(((<u64>1 << size) - 1) & dots) >= <u64>DOTS;
}

/** The bits of a kind from a place on: so many and more. */
const AHEAD_MIN: u64 = 57;

@inline
function aheadOf(kind: usize, at: i32): u64 {
  return load<u64>(maps + mapSize * kind + (<usize>at >> 3)) >> (<u64>at & 7);
}

/** Reports the run of digits that begins at `start`, and tells where to look for the next. */
function findDigits(start: i32): i32 {
  const limit = min<i32>(length, start + RUN_LENGTH_MAX);
  let digits: i32 = 0;
  let dots: i32 = 0;
  let others: i32 = 0;
  let end = start;
  groups = 0;
  for (let at = start; ; ) {
    end = runEndBefore(DIGITS, at, limit);
    addGroup(at, end - at, digits);
    digits += end - at;
    const joint = load<u8>(bytes + end);
    if (end >= limit || !isSeparator(joint)) break;
    if (joint === 0x2e) dots++;
    else others++;
    at = end + 1;
    let next = load<u8>(bytes + at);
    // Two separators may stand together when they differ: `) 12`, ` (0`.
    if (at < limit && next !== joint && isSeparator(next)) {
      if (next === 0x2e) dots++;
      else others++;
      next = load<u8>(bytes + ++at);
    }
    if (at >= limit || <u8>(next - 0x30) >= 10) break;
  }
  const isCut = end - start >= RUN_LENGTH_MAX - 2;
  if (digits >= RUN_DIGITS_MIN) add(TRIGGER_DIGIT_RUN, start, end, digits | (signsOfRun(start, digits, isCut) << 8));
  if (digits >= DOTTED_DIGITS_MIN && dots - (load<u8>(bytes + end) === 0x2e ? 1 : 0) >= DOTS) findDotted(start, end, others);
  return isCut ? end - RUN_OVERLAP : end;
}

// Groups of digits of the run at hand, each a number: where it begins, its length, how many digits stand before it.

@inline
function addGroup(start: i32, size: i32, digitsBefore: i32): void {
  const at = scratch + (<usize>groups << 3);
  store<i32>(at, start);
  store<u8>(at, <u8>size, 4);
  store<u8>(at, <u8>digitsBefore, 5);
  groups++;
}

@inline
function groupStart(group: i32): i32 {
  return load<i32>(scratch + (<usize>group << 3));
}

/** Zero beyond the last. */
@inline
function groupSize(group: i32): i32 {
  return group < groups ? <i32>load<u8>(scratch + (<usize>group << 3), 4) : 0;
}

@inline
function groupEnd(group: i32): i32 {
  return groupStart(group) + groupSize(group);
}

@inline
function digitsBefore(group: i32): i32 {
  return <i32>load<u8>(scratch + (<usize>group << 3), 5);
}

/** What may begin in a run. Of one that was cut groups may go on behind it: there the first look decides. */
function signsOfRun(start: i32, digits: i32, isCut: bool): i32 {
  let signs: i32 = 0;
  const late = isCut ? groupEnd(groups - 1) - RUN_OVERLAP : NOWHERE;
  for (let group = 0; group < groups; group++) {
    if ((signs & SIGN_OPENING) === 0 && opensForm(group, groupStart(group) >= late)) signs |= SIGN_OPENING;
    if ((signs & SIGN_DIALLED) === 0 && isDialled(group, digits, isCut)) signs |= SIGN_DIALLED;
  }
  if (mayBeCountry(start)) signs |= SIGN_COUNTRY;
  if (load<u8>(bytes + start + 1) === 0x2d || load<u8>(bytes + start + 2) === 0x2d) signs |= SIGN_PAIRS;
  if (digits >= CARD_DIGITS_MIN && holdsCard(digits)) signs |= SIGN_CARD;
  return signs;
}

/**
 * Whether a form that the host wrote begins with a group: its lengths, the signs between them, and nothing that carries it on. Of a
 * group near the end of a run that was cut its opening decides.
 */
function opensForm(group: i32, isLate: bool): bool {
  const row = openings + (<usize>groupSize(group) << 4);
  const place = placeOfJoint(load<u8>(bytes + groupEnd(group)));
  const alone = load<u16>(row);
  const joined = place !== 0 ? load<u16>(row + (place << 1)) : 0;
  if ((alone | joined) === 0) return false;
  const isFree = isApartBefore(groupStart(group));
  if (isLate && isFree) return true;
  return (alone !== 0 && isAnyForm(forms + alone, group, isFree)) || (joined !== 0 && isAnyForm(forms + joined, group, isFree));
}

/** No letter, digit, or sign that makes a longer number, path or name of it stands before a place. */
function isApartBefore(start: i32): bool {
  if (start === 0) return true;
  const before = load<u8>(bytes + start - 1);
  if (isAlphanumeric(before) || before === 0x5f) return false;
  return !isJoint(before) || start === 1 || (before !== 0x2e && !isAlphanumeric(load<u8>(bytes + start - 2)));
}

/** The same behind it. */
function isApartBehind(end: i32): bool {
  const behind = load<u8>(bytes + end);
  if (isAlphanumeric(behind) || behind === 0x5f) return false;
  return !isJoint(behind) || !isAlphanumeric(load<u8>(bytes + end + 1));
}

/** `- . / + %` beside a number carry it on. */
@inline
function isJoint(byte: u8): bool {
  return <u8>(byte - 0x2d) < 3 || byte === 0x2b || byte === 0x25;
}

/** A form: how many groups, flags, their lengths, the signs between them. The last is followed by a zero. */
function isAnyForm(from: usize, group: i32, isFree: bool): bool {
  let form = from;
  for (;;) {
    const count = <i32>load<u8>(form);
    if (count === 0) return false;
    if ((isFree || (load<u8>(form + 1) & FORM_HAS_BEFORE) !== 0) && isForm(form, count, group)) return true;
    form += 1 + 2 * <usize>count;
  }
  return false;
}

function isForm(form: usize, size: i32, group: i32): bool {
  if (group + size > groups) return false;
  for (let index = 0; index < size; index++) {
    if (groupSize(group + index) !== <i32>load<u8>(form + 2 + index)) return false;
    if (index === size - 1) break;
    const end = groupEnd(group + index);
    if (groupStart(group + index + 1) !== end + 1 || load<u8>(bytes + end) !== load<u8>(form + 2 + size + index)) return false;
  }
  const flags = load<u8>(form + 1);
  const start = groupStart(group);
  const end = groupEnd(group + size - 1);
  const before: u8 = start === 0 ? 0x20 : load<u8>(bytes + start - 1);
  const behind = load<u8>(bytes + end);
  if ((flags & FORM_HAS_BEFORE) !== 0) {
    if (!isLetterOrSign(before)) return false;
  } else if (isAlphanumeric(before) || before === 0x5f) return false;
  if ((flags & FORM_HAS_BEHIND) !== 0) {
    if (!isLetterOrSign(behind)) return false;
  } else if (isAlphanumeric(behind) || behind === 0x5f) return false;
  return true;
}

/** What joins a form's digits from before or behind: a letter, `-`, `+`. */
@inline
function isLetterOrSign(byte: u8): bool {
  return <u8>((byte | 0x20) - 0x61) < 26 || byte === 0x2d || byte === 0x2b;
}

/** Whether a number that is dialled may begin with a group: behind `+` or `(`, or drawn as phones are (`personal-phone-drawings.ts`). */
function isDialled(group: i32, digits: i32, isCut: bool): bool {
  const start = groupStart(group);
  const before: u8 = start === 0 ? 0x20 : load<u8>(bytes + start - 1);
  if (before === 0x2b) return true;
  if (before === 0x28) {
    return load<u8>(bytes + groupEnd(group)) === 0x29 || (start > 1 && load<u8>(bytes + start - 2) === 0x2b) || isCut;
  }
  if (carriesOn(before)) return false;
  const first = load<u8>(bytes + start);
  const size = groupSize(group);
  const isLast = group + 1 === groups;
  if (first === 0x30) {
    if (isLast) return size === 11;
    const isAbroad = size > 1 && load<u8>(bytes + start + 1) === 0x30;
    return isCut || digits - digitsBefore(group) >= (isAbroad ? ABROAD_DIGITS_MIN : HOME_DIGITS_MIN);
  }
  if (isLast || (size !== 3 && (size !== 1 || first !== 0x31))) return false;
  if (isCut) return true;
  if (size === 1) return groupSize(group + 1) === 3 && groupSize(group + 2) === 3 && groupSize(group + 3) === 4;
  if (groupSize(group + 1) === 3) return groupSize(group + 2) === 4;
  return first === 0x35 && groupSize(group + 1) === 4;
}

/**
 * Whether a piece of the run, from the beginning of a group to the end of one, has the length, beginning and Luhn sum of a card, and
 * nothing carries it on.
 */
function holdsCard(digits: i32): bool {
  copyDigits(digits);
  let isSummed = false;
  for (let group = 0; group < groups; group++) {
    const first = digitsBefore(group);
    if (first + CARD_DIGITS_MIN > digits) return false;
    const lengths = load<i32>(cardLengths + (<usize>threeFrom(first) << 2));
    if (lengths === 0 || !isApartBefore(groupStart(group))) continue;
    for (let other = group; other < groups; other++) {
      const last = digitsBefore(other) + groupSize(other);
      const size = last - first;
      if (size > CARD_DIGITS_MAX) break;
      if (((lengths >> size) & 1) === 0) continue;
      if (!isSummed) sumDigits(digits);
      isSummed = true;
      const row = sums + (<usize>last << 2) + (((last - 1) & 1) === 0 ? 0 : 2);
      const rowBefore = sums + (<usize>first << 2) + (((last - 1) & 1) === 0 ? 0 : 2);
      if ((load<u16>(row) - load<u16>(rowBefore)) % 10 === 0 && isApartBehind(groupEnd(other))) return true;
    }
  }
  return false;
}

function copyDigits(digits: i32): void {
  let at = bytes + <usize>groupStart(0);
  for (let index = 0; index < digits; at++) {
    const digit = load<u8>(at) - 0x30;
    store<u8>(runDigits + index, digit);
    index += <i32>(digit < 10);
  }
}

/** Sums of the digits before each, those at even places once and the others doubled as Luhn has it, and the other way round. */
function sumDigits(digits: i32): void {
  let even: u16 = 0;
  let odd: u16 = 0;
  store<u32>(sums, 0);
  for (let index = 0; index < digits; index++) {
    const once = <u16>load<u8>(runDigits + index);
    const doubled: u16 = once > 4 ? 2 * once - 9 : 2 * once;
    even += (index & 1) === 0 ? once : doubled;
    odd += (index & 1) === 0 ? doubled : once;
    store<u16>(sums + (<usize>(index + 1) << 2), even);
    store<u16>(sums + (<usize>(index + 1) << 2), odd, 2);
  }
}

@inline
function threeFrom(index: i32): i32 {
  const at = runDigits + index;
  return <i32>load<u8>(at) * 100 + <i32>load<u8>(at, 1) * 10 + <i32>load<u8>(at, 2);
}

/** Of a blank, `-`, `.` and `/` behind a group; 0 for all else, where what needs nothing behind it stands. */
@inline
function placeOfJoint(joint: u8): usize {
  if (joint === 0x20) return 1;
  return <u8>(joint - 0x2d) < 3 ? <usize>(joint - 0x2b) : 0;
}

/** Letters, digits and signs of which a number behind them is a piece. */
function carriesOn(byte: u8): bool {
  if (byte >= 0x80) return false;
  if (isAlphanumeric(byte) || byte === 0x5f || byte === 0x3c || byte === 0x5e || byte === 0x7e) return true;
  return (<u8>(byte - 0x23) < 4) || (<u8>(byte - 0x2d) < 3);
}

@inline
function isAlphanumeric(byte: u8): bool {
  return <u8>(byte - 0x30) < 10 || <u8>((byte | 0x20) - 0x61) < 26;
}

/** Whether two letters of a country and a digit, as an account number begins with, stand before a run, and a letter close to it. */
function mayBeCountry(start: i32): bool {
  const from = max<i32>(0, start - COUNTRY_REACH);
  const letters = aheadOf(LETTERS, from);
  const reach = <u64>(start - from);
  const own = letters & ((<u64>1 << reach) - 1);
  if (own >> max<i64>(0, reach - LETTER_REACH) === 0) return false;
  const digits = aheadOf(DIGITS, from);
  const inWord = (aheadOf(ALPHANUMERICS, from) << 1) | (from === 0 ? 0 : bitAt(ALPHANUMERICS, from - 1));
  for (let rest = own & (letters >> 1) & ((digits >> 2) | (digits >> 3)) & ~inWord; rest !== 0; rest &= rest - 1) {
    const at = from + <i32>ctz(rest);
    const one = <u32>load<u8>(folded + at) - 0x61;
    const other = <u32>load<u8>(folded + at + 1) - 0x61;
    if (one >= 26 || other >= 26 || load<u8>(countries + one * 26 + other) === 0) continue;
    const joint = load<u8>(bytes + at + 2);
    const digit = joint === 0x20 || joint === 0x2d ? load<u8>(bytes + at + 3) : joint;
    if (<u8>(digit - 0x30) < 10) return true;
  }
  return false;
}

@inline
function isSeparator(byte: u8): bool {
  return byte === 0x20 || byte === 0x28 || byte === 0x29 || (<u8>(byte - 0x2b) < 5 && byte !== 0x2c);
}

/** What may be an address: of a run that holds other separators too, the pieces between them that are digits and dots. */
function findDotted(from: i32, end: i32, others: i32): void {
  if (others === 0) {
    addDotted(from, end, dotsOf(from, end));
    return;
  }
  let start = from;
  let dots: i32 = 0;
  for (let at = from; at <= end; at++) {
    const byte = at === end ? 0 : load<u8>(bytes + at);
    if (<u8>(byte - 0x30) < 10) continue;
    if (byte === 0x2e) {
      dots++;
      continue;
    }
    addDotted(start, at, dots);
    start = at + 1;
    dots = 0;
  }
}

function dotsOf(start: i32, end: i32): i32 {
  let dots: i32 = 0;
  for (let at = start; at < end; at++) dots += <i32>(load<u8>(bytes + at) === 0x2e);
  return dots;
}

/** Versions and dates have fewer dots, or more. */
@inline
function addDotted(start: i32, end: i32, dots: i32): void {
  if (dots === DOTS && end - start >= DOTTED_MIN && end - start <= DOTTED_MAX) add(TRIGGER_DOTTED, start, end, 0);
}

/**
 * Sees every run of [A-Za-z0-9+/_-], with the `=` that pad it: of 20 and more that mix kinds, and shorter ones, or digits
 * that may be text in hexadecimal, for decoding alone. Tells where to go on, or -1.
 */
function findTokens(from: i32): i32 {
  const blocks = (length + 63) >> 6;
  let until = from;
  for (let block = from >> 6; block < blocks; block++) {
    const some = blockOf(TOKENS, block);
    if (some === 0) continue;
    const base = block << 6;
    if (until >= base + 64) continue;
    const long = longRuns(some, blockOf(TOKENS, block + 1));
    // A run is looked at once, where it begins.
    for (let rest = until > base ? behind(long, until - base) : long; rest !== 0; rest = behind(long, until - base)) {
      const at = base + <i32>ctz(rest);
      if (count > outMax) return at;
      until = findToken(at);
    }
  }
  return -1;
}

/** Bits from a place on; none where that is of another block. */
@inline
function behind(bits: u64, place: i32): u64 {
  return place > 63 ? 0 : bits >> <u64>place << <u64>place;
}

/** A bit where a place and the thirteen behind it are of a token. */
@inline
function longRuns(some: u64, ahead: u64): u64 {
  const two = some & ((some >> 1) | (ahead << 63));
  const twoAhead = ahead & (ahead >> 1);
  const four = two & ((two >> 2) | (twoAhead << 62));
  const fourAhead = twoAhead & (twoAhead >> 2);
  const eight = four & ((four >> 4) | (fourAhead << 60));
  const eightAhead = fourAhead & (fourAhead >> 4);
  return eight & ((eight >> 6) | (eightAhead << 58));
}

function findToken(start: i32): i32 {
  const until = runEnd(TOKENS, start);
  const isMixed = mixesKinds(start, until);
  if (!isMixed && !isHexOfDigits(start)) return until;
  let end = until;
  while (end - until < PADDING_MAX && load<u8>(bytes + end) === 0x3d) end++;
  const isText = beginsAsBase64(start) || beginsAsHex(start);
  if (!isMixed || until - start < TOKEN_LENGTH_MIN) {
    if (isText) add(TRIGGER_SHORT_RUN, start, end, TEXT_IN_BYTES);
    return until;
  }
  const signs = signsOfToken(start, until, end);
  const text = isText ? TEXT_IN_BYTES : beginsAsBase32(start, until) ? TEXT_IN_BASE32 : 0;
  if (isEachToken || (signs | text) !== 0) add(TRIGGER_TOKEN_RUN, start, end, (signs << 8) | text);
  return until;
}

/** A dot behind the padding, an account number at the beginning, the address of a wallet at the end. */
function signsOfToken(start: i32, until: i32, end: i32): i32 {
  let signs = load<u8>(bytes + end) === 0x2e ? TOKEN_HAS_DOT : 0;
  if (beginsAccount(start)) signs |= TOKEN_HAS_ACCOUNT;
  return mayBeWallet(start, until) ? signs | TOKEN_HAS_WALLET : signs;
}

/** Two letters and a digit, a blank or dash between them. */
function beginsAccount(at: i32): bool {
  const joint = load<u8>(bytes + at + 2);
  const digit = joint === 0x20 || joint === 0x2d ? load<u8>(bytes + at + 3) : joint;
  return <u8>(digit - 0x30) < 10 && isLetter(load<u8>(bytes + at)) && isLetter(load<u8>(bytes + at + 1));
}

@inline
function isLetter(byte: u8): bool {
  return <u8>((byte | 0x20) - 0x61) < 26;
}

/** Whether the last letters and digits of a run may be the address of a wallet, and no sign of base64 goes on with them. */
function mayBeWallet(run: i32, until: i32): bool {
  let end = until;
  while (end > run && bitAt(ALPHANUMERICS, end - 1) === 0) end--;
  const start = startOfPlain(max<i32>(run, end - WALLET_MAX - 1), end);
  const size = end - start;
  if (size < WALLET_MIN || size > WALLET_MAX || isAlphanumeric(load<u8>(bytes + end))) return false;
  if (start > run) {
    if (start > min<i32>(until, run + SIGNS_REACH) || !isSignOfBase64(load<u8>(bytes + start - 1))) return false;
  } else if (start > 0 && isAlphanumeric(load<u8>(bytes + start - 1))) return false;
  const limit = min<i32>(until, run + SIGNS_REACH);
  for (let at = end; at < limit; at++) {
    if (isSignOfBase64(load<u8>(bytes + at))) return false;
  }
  if (load<u8>(bytes + until) === 0x3d && until < run + SIGNS_REACH) return false;
  return isWritten(start, size);
}

/** Where the letters and digits begin that end at a place, or the stretch. */
function startOfPlain(from: i32, end: i32): i32 {
  for (let at = end; at > from; ) {
    const size = min<i32>(<i32>AHEAD_MIN - 1, at - from);
    const plain = <i32>clz(~(aheadOf(ALPHANUMERICS, at - size) << <u64>(64 - size)));
    at -= min<i32>(plain, size);
    if (plain < size) return at;
  }
  return from;
}

/** How addresses are written: hexadecimal behind `0x`, the name of a chain and `1`, or the digits of base 58. */
function isWritten(start: i32, size: i32): bool {
  const at = bytes + start;
  const first = load<u8>(at);
  if (size === HEX_WALLET_LENGTH && first === 0x30 && load<u8>(at, 1) === 0x78) return true;
  if (isOneOf(first, 0, CHAINS)) {
    if (load<u8>(at, 2) === 0x31 || load<u8>(at, 3) === 0x31 || load<u8>(at, 4) === 0x31 || load<u8>(at, 6) === 0x31) return true;
  }
  if (size > SOLANA_MAX || (size < SOLANA_MIN && !isOneOf(first, VERSION_DIGITS, VERSION_LETTERS))) return false;
  for (let place: i32 = 0; place < size; place++) {
    const byte = load<u8>(at + place);
    if (byte === 0x30 || byte === 0x4f || byte === 0x49 || byte === 0x6c) return false;
  }
  return true;
}

/** `+`, `/` and `=`. */
@inline
function isSignOfBase64(byte: u8): bool {
  return byte === 0x2b || byte === 0x2f || byte === 0x3d;
}

/** Whether the first bytes of a run, which is long enough for them, are text in base64, UTF-8 or UTF-16. */
function beginsAsBase64(start: i32): bool {
  let value: u32 = 0;
  let pending: i32 = 0;
  let decoded: i32 = 0;
  for (let at: i32 = 0; at < PROBED_SEXTETS; at++) {
    value = (value << 6) | <u32>load<u8>(SEXTETS + <usize>load<u8>(bytes + start + at) - 0x20);
    if ((at & 3) === 0) continue;
    const byte = (value >> (6 - 2 * (at & 3))) & 0xff;
    if (pending > 0) {
      if ((byte & 0xc0) !== 0x80) return false;
      pending--;
    } else if (byte >= 0x80) {
      if (byte < 0xc2 || byte > 0xf4) return false;
      pending = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    } else if (!isTextByte(byte) && (byte !== 0 || (decoded & 1) === 0)) return false;
    decoded++;
  }
  return true;
}

/** Whether the first eight characters of a run are of one case and text in base 32. */
function beginsAsBase32(start: i32, until: i32): bool {
  if (until - start < BASE32_MIN) return false;
  const letterA: u8 = load<u8>(bytes + start) >= 0x61 ? 0x61 : 0x41;
  let value: u32 = 0;
  for (let place: i32 = 0; place < BASE32_GROUP; place++) {
    const byte = load<u8>(bytes + start + place);
    const isDigit = <u8>(byte - 0x32) < 6;
    if (!isDigit && <u8>(byte - letterA) >= 26) return false;
    value = (value << 5) | (isDigit ? byte - 0x32 + 26 : byte - letterA);
    const bits = (place + 1) * 5;
    // The first bit of each byte is zero.
    if (bits >= 8 && (bits & 7) < 5 && !isTextByte((value >> (bits & 7)) & 0xff)) return false;
  }
  return true;
}

/** Of each byte of a token, from the blank on, what it says in base64 of either alphabet. */
// prettier-ignore
const SEXTETS = memory.data<u8>([
  63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 62, 63, 62, 63, 63,
  52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 63, 63, 63, 63, 63, 63,
  63, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
  15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 63, 63, 63, 63, 63,
  63, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
  41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 63, 63, 63, 63, 63,
], 16);

/** Whether the first pairs of a run, behind `0x`, are text in hexadecimal. */
function beginsAsHex(start: i32): bool {
  let at = start;
  if (load<u8>(bytes + at) === 0x30 && (load<u8>(bytes + at + 1) | 0x20) === 0x78) at += 2;
  for (let pair: i32 = 0; pair < PROBED_PAIRS; pair++, at += 2) {
    const one = load<u8>(bytes + at);
    const other = load<u8>(bytes + at + 1);
    if (!isHexadecimal(one) || !isHexadecimal(other) || !isTextByte((hexOf(one) << 4) | hexOf(other))) return false;
  }
  return true;
}

@inline
function hexOf(byte: u8): u32 {
  return byte < 0x3a ? byte - 0x30 : (byte | 0x20) - 0x57;
}

@inline
function isTextByte(byte: u32): bool {
  return byte >= 0x20 ? byte !== 0x7f : byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** Letters of both cases, or letters and digits. */
function mixesKinds(start: i32, end: i32): bool {
  let digits: u64 = 0;
  let smalls: u64 = 0;
  let capitals: u64 = 0;
  for (let at = start; at < end; at += 16) {
    const own = ((<u64>1 << <u64>min<i32>(16, end - at)) - 1) & aheadOf(LETTERS, at);
    const small = <u64>i8x16.bitmask(i16x8.shl(v128.load(bytes + at), 2));
    digits |= ((<u64>1 << <u64>min<i32>(16, end - at)) - 1) & aheadOf(DIGITS, at);
    smalls |= own & small;
    capitals |= own & ~small;
    if (<i32>(digits !== 0) + <i32>(smalls !== 0) + <i32>(capitals !== 0) >= 2) return true;
  }
  return false;
}

/** Digits and the signs between them are 20 to 39 in hexadecimal. */
function isHexOfDigits(start: i32): bool {
  for (let at = start; at < start + SHORT_LENGTH_MIN; at += 2) {
    if ((load<u8>(bytes + at) | 1) !== 0x33) return false;
  }
  return true;
}
