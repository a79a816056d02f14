import { KERNEL_CODE } from './kernel-code.ts';

/**
 * The passes over a text, compiled from `kernel/text-kernel.ts`, which says what each does. Addresses are of its own memory.
 */
export type TextKernel = {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly placeTables: (units: number, oddUnits: number, sightings: number, sightingsMax: number) => void;
  readonly placeNumbers: (openings: number, forms: number, cards: number, countries: number, scratch: number) => void;
  readonly placeWords: (
    ...tables: readonly [bits: number, slots: number, rows: number, shift: number, firstOfDigits: number]
  ) => void;
  readonly placeLiterals: (
    ...tables: readonly [
      rows: number,
      innerBits: number,
      keyKinds: number,
      markBits: number,
      keySizes: number,
      startSizes: number,
    ]
  ) => void;
  /** Whether each run of a token is told, or only those in which something may stand. */
  readonly placeTokens: (isEach: boolean) => void;
  readonly placeSpelled: (separators: number) => void;
  readonly placeSieve: (bits: number) => void;
  readonly placeSlots: (
    ...slots: readonly [
      inner: number,
      start: number,
      mark: number,
      sign: number,
      end: number,
      any: number,
      hasAny: number,
    ]
  ) => void;
  readonly placeText: (bytes: number, folded: number, units: number, maps: number, mapSize: number) => void;
  readonly hashWord: (at: number, size: number) => number;
  readonly hashPhrase: (hash: number, next: number) => number;
  readonly hashGram: (gram: number) => number;
  /** Tells by `HAS` what the text holds. */
  readonly read: (size: number) => number;
  /** The same of the view that was made in the text's place, whose blocks from one on were moved. */
  readonly readView: (size: number, firstMoved: number) => number;
  /** Moves units towards the beginning of the text. */
  readonly moveUnits: (to: number, from: number, size: number) => void;
  readonly clear: (size: number) => void;
  readonly countDigits: (from: number, to: number) => number;
  /** The first digit of a stretch with so many from it on within `DIGITS_REACH` characters; else where the stretch ends. */
  readonly nextDigits: (from: number, to: number, count: number) => number;
  /** The next place behind which codes of characters may stand in a list; -1: there is none. */
  readonly nextCodes: (from: number) => number;
  /** The next place at which something may be spelled; -1: there is none. The text was looked at before. */
  readonly nextSpelled: (from: number) => number;
  /** How many sightings there are; their complement where there are more to come. */
  readonly find: () => number;
  /** 1 when one block of the text brought more than there is room for. */
  readonly hasLost: () => number;
};

/** Part of the language, and not of its library that is declared for this floor. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: TextKernel };
};

let compiled: object | undefined;

/** A kernel with a memory of its own. */
export function createTextKernel(): TextKernel {
  compiled ??= new WebAssembly.Module(readCode(KERNEL_CODE));
  return new WebAssembly.Instance(compiled).exports;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function readCode(base64: string): Uint8Array<ArrayBuffer> {
  const code = new Uint8Array((base64.length * 3) >> 2);
  let bits = 0;
  for (let at = 0; at < base64.length; at += 1) {
    bits = (bits << 6) | DIGITS.indexOf(base64.charAt(at));
    if ((at & 3) > 0) code[(at >> 2) * 3 + (at & 3) - 1] = bits >> (6 - 2 * (at & 3));
  }
  return code;
}
