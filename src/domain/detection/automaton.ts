import { foldLiteral, NO_SYMBOL } from './fold-characters.ts';
import { byteOf, isSharedByte, LETTER_BYTES } from './text-units.ts';

/**
 * Aho-Corasick as a complete table: one step a character, whatever the text. Symbols are the folded characters that
 * stand in literals; `@` and `:` come last, because the pass looks at them itself.
 */
export type Automaton = {
  /** Symbol of each byte of a text's units. */
  readonly symbols: Uint8Array;
  /** Symbols from here on are `@` and `:`. */
  readonly firstSpecialSymbol: number;
  /** A row is 2^symbolBits wide. */
  readonly symbolBits: number;
  /** Next state by state and symbol. */
  readonly next: Uint16Array | Int32Array;
  /** States from here on end a literal. */
  readonly firstOutputState: number;
  /** Where the literals of an output state (counted from the first) begin in `outputs`; one more entry than states. */
  readonly outputStarts: Int32Array;
  /** Indexes of literals. */
  readonly outputs: Int32Array;
  /** 1 for each literal with a character that shares its symbol: what is found must be compared with it. */
  readonly isInexact: Uint8Array;
};

const SPECIAL = '@:';
/** Rows of 64 keep the table in the processor's cache. Rarer characters share symbols; what is found by them is compared. */
const SYMBOLS_OWN = 64 - 1 - SPECIAL.length - 8;
const SYMBOLS_SHARED = 8;

type Trie = {
  readonly children: readonly Map<number, number>[];
  readonly ends: readonly number[][];
};

/** Literals may repeat; each occurrence reports its own index. An empty literal is never found. */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const folded = literals.map(foldLiteral);
  const { symbols, firstSpecialSymbol, symbolCount, isShared } = assignSymbols(folded);
  const trie = growTrie(folded, symbols);
  const { fails, order } = linkFailures(trie);
  const table = tabulate({ trie, fails, order, symbols, firstSpecialSymbol, symbolCount });
  const isInexact = (text: string) => text.split('').some((letter) => isShared(letter.charCodeAt(0)));
  return { ...table, isInexact: Uint8Array.from(folded, (text) => (isInexact(text) ? 1 : 0)) };
}

function assignSymbols(folded: readonly string[]) {
  const uses = new Map<number, number>();
  for (const text of folded) {
    for (let at = 0; at < text.length; at += 1) {
      const byte = foldedByteOf(text.charCodeAt(at));
      // The signs of the pass have symbols of their own; letters of plain words come before all others.
      if (!SPECIAL.includes(text[at] ?? '')) uses.set(byte, (uses.get(byte) ?? 0) + weightOf(byte));
    }
  }
  const bytes = [...uses.keys()].sort((one, other) => (uses.get(other) ?? 0) - (uses.get(one) ?? 0) || one - other);
  const symbolOf = new Map(bytes.map((byte, index) => [byte, symbolAt(byte, index)]));
  const firstSpecialSymbol = 1 + Math.min(bytes.length, SYMBOLS_OWN + SYMBOLS_SHARED);
  for (const [index, special] of SPECIAL.split('').entries()) {
    symbolOf.set(special.charCodeAt(0), firstSpecialSymbol + index);
  }
  const symbols = Uint8Array.from({ length: 256 }, (_, byte) => symbolOf.get(foldedByte(byte)) ?? NO_SYMBOL);
  const crowded = new Set(bytes.slice(SYMBOLS_OWN));
  const isShared = (unit: number) => isSharedByte(byteOf(unit)) || crowded.has(foldedByteOf(unit));
  return { symbols, firstSpecialSymbol, symbolCount: firstSpecialSymbol + SPECIAL.length, isShared };
}

function foldedByteOf(unit: number): number {
  return foldedByte(byteOf(unit));
}

/** Small letters without accents. */
function foldedByte(byte: number): number {
  return LETTER_BYTES[byte] || byte;
}

function symbolAt(byte: number, index: number): number {
  return index < SYMBOLS_OWN ? index + 1 : SYMBOLS_OWN + 1 + (byte % SYMBOLS_SHARED);
}

/** A character that shares its symbol is found where it does not stand: no letter and no usual sign may. */
function weightOf(byte: number): number {
  if (byte >= 0x61 && byte <= 0x7a) return 1e9;
  return byte < 0x80 ? 1e4 : 1;
}

function growTrie(folded: readonly string[], symbols: Uint8Array): Trie {
  const children: Map<number, number>[] = [new Map()];
  const ends: number[][] = [[]];
  for (const [index, text] of folded.entries()) {
    if (text === '') continue;
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const symbol = symbols[byteOf(text.charCodeAt(at))] ?? NO_SYMBOL;
      let child = children[state]?.get(symbol);
      if (child === undefined) {
        child = children.length;
        children.push(new Map());
        ends.push([]);
        children[state]?.set(symbol, child);
      }
      state = child;
    }
    ends[state]?.push(index);
  }
  return { children, ends };
}

/** Failure links in order of depth; each state's ends take in those of its failure. */
function linkFailures({ children, ends }: Trie): { readonly fails: Int32Array; readonly order: readonly number[] } {
  const fails = new Int32Array(children.length);
  const order: number[] = [0];
  for (let head = 0; head < order.length; head += 1) {
    const state = order[head] ?? 0;
    for (const [symbol, child] of children[state] ?? []) {
      let fail = fails[state] ?? 0;
      if (state !== 0) {
        while (fail !== 0 && children[fail]?.has(symbol) !== true) fail = fails[fail] ?? 0;
        fails[child] = children[fail]?.get(symbol) ?? 0;
      }
      ends[child]?.push(...(ends[fails[child] ?? 0] ?? []));
      order.push(child);
    }
  }
  return { fails, order };
}

function tabulate(made: {
  readonly trie: Trie;
  readonly fails: Int32Array;
  readonly order: readonly number[];
  readonly symbols: Uint8Array;
  readonly firstSpecialSymbol: number;
  readonly symbolCount: number;
}): Omit<Automaton, 'isInexact'> {
  const { trie, fails, order, symbols, firstSpecialSymbol, symbolCount } = made;
  const symbolBits = Math.ceil(Math.log2(symbolCount));
  const isOutput = (state: number) => (trie.ends[state]?.length ?? 0) > 0;
  // By depth, quiet states first: the shallow ones, which are met most, lie close together.
  const quiet = order.filter((state) => !isOutput(state));
  const loud = order.filter(isOutput);
  const renumbered = new Int32Array(order.length);
  for (const [number, state] of [...quiet, ...loud].entries()) renumbered[state] = number;
  const size = order.length << symbolBits;
  const next = order.length > 0xffff ? new Int32Array(size) : new Uint16Array(size);
  for (const state of order) {
    const row = (renumbered[state] ?? 0) << symbolBits;
    const failRow = (renumbered[fails[state] ?? 0] ?? 0) << symbolBits;
    if (state !== 0) next.copyWithin(row, failRow, failRow + (1 << symbolBits));
    for (const [symbol, child] of trie.children[state] ?? []) next[row + symbol] = renumbered[child] ?? 0;
  }
  const outputStarts = new Int32Array(loud.length + 1);
  const outputs: number[] = [];
  for (const [place, state] of loud.entries()) {
    outputs.push(...(trie.ends[state] ?? []));
    outputStarts[place + 1] = outputs.length;
  }
  return {
    ...{ symbols, firstSpecialSymbol, symbolBits, next },
    ...{ firstOutputState: quiet.length, outputStarts, outputs: Int32Array.from(outputs) },
  };
}
