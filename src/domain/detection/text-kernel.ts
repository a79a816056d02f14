import { KERNEL_CODE } from './kernel-code.ts';

/**
 * The passes over a text, compiled from `kernel/text-kernel.ts`, which says what each does. Addresses are of its own memory;
 * functions that look from a place on tell where to go on once what they saw is taken, or −1 when they are through.
 */
export type TextKernel = {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly placeTables: (units: number, openings: number, sightings: number, sightingsMax: number) => void;
  readonly placeWords: (bits: number, slots: number, rows: number, shift: number) => void;
  readonly placeLiterals: (bits: number, bitsOfShort: number, slots: number, rows: number) => void;
  readonly placeText: (bytes: number, folded: number, maps: number, mapSize: number) => void;
  readonly hashWord: (at: number, size: number) => number;
  readonly hashPhrase: (hash: number, next: number) => number;
  readonly hashGram: (gram: number) => number;
  /** 1 when all units are ASCII. */
  readonly narrow: (units: number, to: number, size: number) => number;
  /** Tells by `HAS` what the text holds that may have to be read in another form. */
  readonly classify: (size: number) => number;
  readonly countDigits: (from: number, to: number) => number;
  readonly takeCount: () => number;
  readonly findWords: (fromBlock: number) => number;
  readonly findLiterals: (from: number) => number;
  readonly findSigns: (from: number) => number;
  readonly findNumbers: (from: number) => number;
  readonly findTokens: (from: number) => number;
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

function readCode(hexadecimal: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hexadecimal.length / 2 }, (_, at) =>
    Number.parseInt(hexadecimal.slice(at * 2, at * 2 + 2), 16),
  );
}
