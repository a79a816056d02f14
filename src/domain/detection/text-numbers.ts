/** Numbers short texts in the order in which they come, from 0, until it is full. */
export type TextNumbers = {
  /** The number of a text that was added for the same owner; −1: it was not. */
  readonly find: (text: string, owner?: number) => number;
  /** The number that a text has, or gets now; −1: it is new, and there is no room. */
  readonly add: (text: string, owner?: number) => number;
  readonly size: () => number;
  readonly clear: () => void;
};

/** After so many places the text stands beside the table: somebody who chose texts to meet in one place gains nothing. */
const PROBES_MAX = 64;
const ASCII_MAX = 0x7f;

/**
 * In a fixed stretch of memory: a map would keep each text as an object of its own, which the collector of garbage carries
 * and goes over for as long as it is remembered. A text that is longer than `lengthMax`, or not ASCII, stands in a map
 * beside it and counts as well.
 */
export function createTextNumbers(limits: { readonly textsMax: number; readonly lengthMax: number }): TextNumbers {
  const { textsMax } = limits;
  const lengthMax = Math.min(limits.lengthMax, 255);
  const width = lengthMax + 1;
  const bytes = new Uint8Array(textsMax * width);
  const owners = new Uint32Array(textsMax);
  const bits = Math.max(4, Math.ceil(Math.log2(textsMax * 2)));
  const numberBits = Math.ceil(Math.log2(textsMax + 1));
  /**
   * A number and one, and above it the end of the text's hash, which spares most looks at another text; 0: nothing stands
   * there. At most half of them are taken.
   */
  const places = new Uint32Array(2 ** bits);
  const beside = new Map<string, number>();
  let size = 0;

  const stands = (text: string, owner: number, number: number): boolean => {
    const from = number * width;
    if (bytes[from] !== text.length || owners[number] !== owner) return false;
    for (let at = 0; at < text.length; at += 1) if (bytes[from + 1 + at] !== text.charCodeAt(at)) return false;
    return true;
  };

  const numberIn = (taken: number): number => (taken & (2 ** numberBits - 1)) - 1;

  /** Where a text stands or would stand; −1: not in the table. */
  const placeOf = (text: string, owner: number, hash: number): number => {
    if (hash === -1) return -1;
    const tag = hash << numberBits;
    let place = hash >>> (32 - bits);
    for (let probe = 0; probe < PROBES_MAX; probe += 1) {
      const taken = places[place] ?? 0;
      if (taken === 0) return place;
      if ((taken ^ tag) >>> numberBits === 0 && stands(text, owner, numberIn(taken))) return place;
      place = (place + 1) & (places.length - 1);
    }
    return -1;
  };

  const hashIn = (text: string, owner: number): number => (text.length > lengthMax ? -1 : hashOf(text, owner));

  const numberAt = (place: number, text: string, owner: number): number => {
    if (place >= 0) return numberIn(places[place] ?? 0);
    return beside.size === 0 ? -1 : (beside.get(nameBeside(text, owner)) ?? -1);
  };

  const write = (text: string, owner: number, number: number): void => {
    const from = number * width;
    bytes[from] = text.length;
    for (let at = 0; at < text.length; at += 1) bytes[from + 1 + at] = text.charCodeAt(at);
    owners[number] = owner;
  };

  const add = (text: string, owner = 0): number => {
    const hash = hashIn(text, owner);
    const place = placeOf(text, owner, hash);
    const known = numberAt(place, text, owner);
    if (known >= 0 || size >= textsMax) return known;
    const number = size;
    size += 1;
    if (place < 0) beside.set(nameBeside(text, owner), number);
    else {
      write(text, owner, number);
      places[place] = (hash << numberBits) | (number + 1);
    }
    return number;
  };

  return {
    find: (text, owner = 0) => (size === 0 ? -1 : numberAt(placeOf(text, owner, hashIn(text, owner)), text, owner)),
    add,
    size: () => size,
    clear: () => {
      places.fill(0);
      beside.clear();
      size = 0;
    },
  };
}

function nameBeside(text: string, owner: number): string {
  return `${owner}:${text}`;
}

/** Of the text that was asked about last: who looks for it here looks beside it next, and adds it then. */
const last = { text: '', owner: 0, hash: hashAnew('', 0) };

/** −1: not ASCII. */
function hashOf(text: string, owner: number): number {
  if (text === last.text && owner === last.owner) return last.hash;
  last.hash = hashAnew(text, owner);
  last.text = text;
  last.owner = owner;
  return last.hash;
}

function hashAnew(text: string, owner: number): number {
  let hash = text.length ^ Math.imul(owner, 0x85ebca6b);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > ASCII_MAX) return -1;
    hash = Math.imul(hash ^ (hash >>> 15) ^ unit, 0x9e3779b1);
  }
  return (hash ^ (hash >>> 13)) >>> 0;
}
