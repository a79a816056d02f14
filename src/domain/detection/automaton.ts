import { foldLiteral, foldUnit, NO_SYMBOL } from './fold-characters.ts';

/**
 * Aho-Corasick as a complete table: one step a character, whatever the text. Symbols are the folded characters that
 * stand in literals; digits, `@` and `:` come last, because the pass looks at them itself.
 */
export type Automaton = {
  /** Symbol of each UTF-16 unit. */
  readonly symbols: Uint8Array;
  /** Symbols from here on are digits, `@` and `:`. */
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
};

const SPECIAL = '0123456789@:';
const SYMBOLS_MAX = 256;

type Trie = {
  readonly children: readonly Map<number, number>[];
  readonly ends: readonly number[][];
};

/** Literals may repeat; each occurrence reports its own index. An empty literal is never found. */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const folded = literals.map(foldLiteral);
  const { symbols, firstSpecialSymbol, symbolCount } = assignSymbols(folded);
  const trie = growTrie(folded, symbols);
  const { fails, order } = linkFailures(trie);
  return tabulate({ trie, fails, order, symbols, firstSpecialSymbol, symbolCount });
}

function assignSymbols(folded: readonly string[]) {
  const units = new Set(folded.flatMap((text) => [...text].flatMap((letter) => letter.split('').map(unitOf))));
  for (const special of SPECIAL) units.delete(unitOf(special));
  const firstSpecialSymbol = units.size + 1;
  const ordered = [...units, ...SPECIAL.split('').map(unitOf)];
  if (ordered.length >= SYMBOLS_MAX)
    throw new RangeError('The literals of the detectors use more than 255 characters.');
  const symbolOf = new Map(ordered.map((unit, index) => [unit, index + 1]));
  const symbols = new Uint8Array(0x10000);
  for (let unit = 0; unit < symbols.length; unit += 1) symbols[unit] = symbolOf.get(foldUnit(unit)) ?? NO_SYMBOL;
  return { symbols, firstSpecialSymbol, symbolCount: ordered.length + 1 };
}

function unitOf(letter: string): number {
  return letter.charCodeAt(0);
}

function growTrie(folded: readonly string[], symbols: Uint8Array): Trie {
  const children: Map<number, number>[] = [new Map()];
  const ends: number[][] = [[]];
  for (const [index, text] of folded.entries()) {
    if (text === '') continue;
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const symbol = symbols[text.charCodeAt(at)] ?? NO_SYMBOL;
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
}): Automaton {
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
