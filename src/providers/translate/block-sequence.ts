import { type NeutralBlock, type NeutralEvent, Untranslatable } from './neutral-answer.ts';

/**
 * Makes of pieces that name their place a sequence in which one block ends before the next begins, as two of the three APIs
 * demand. A piece for a block that has ended is refused: putting it elsewhere would say something else. A class, since each
 * stream has one.
 */
export class BlockSequence {
  readonly #ended = new Set<string>();
  #key: string | null = null;
  #isBare = true;
  /** Whether any tool was called. */
  called = false;

  /** Goes on at the place `key`; `begin` says what stands there, when it is new. */
  at(key: string, begin: () => NeutralBlock): readonly NeutralEvent[] {
    if (this.#key === key) return [];
    if (this.#ended.has(key)) throw new Untranslatable('pieces of two parts in turns');
    const closing = this.close();
    const block = begin();
    this.#key = key;
    this.#isBare = true;
    this.called ||= block.kind === 'call';
    return [...closing, { kind: 'open', block }];
  }

  piece(text: string): readonly NeutralEvent[] {
    if (text === '') return [];
    this.#isBare = false;
    return [{ kind: 'piece', text }];
  }

  /** True: nothing has been told of what is open. */
  get isBare(): boolean {
    return this.#isBare;
  }

  isOpen(key: string): boolean {
    return this.#key === key;
  }

  close(): readonly NeutralEvent[] {
    if (this.#key === null) return [];
    this.#ended.add(this.#key);
    if (this.#ended.size > BLOCKS_MAX) throw new Untranslatable('more parts than an answer may have');
    this.#key = null;
    return [{ kind: 'close' }];
  }
}

const BLOCKS_MAX = 10_000;
