/** Answers in bounded memory, by key. */
export type AnswerShelf<Value> = {
  readonly get: (key: string) => Value | undefined;
  /** False: it is larger than one answer may be, and is not kept. */
  readonly put: (key: string, value: Value, bytes: number) => boolean;
  readonly remove: (key: string) => void;
  /** Gives back how many went. */
  readonly removeWhere: (isMeant: (value: Value) => boolean) => number;
  readonly state: () => { readonly answers: number; readonly bytes: number; readonly evictions: number };
};

type Shelved<Value> = { readonly value: Value; readonly bytes: number; asked: number };

/** Of all bytes for answers that nobody has asked for again yet. */
const PROBATION_SHARE = 0.1;
/** Asked for more often than this counts as this. */
const ASKED_MAX = 3;
/** Of keys, whose answers went unasked, that are remembered: they come back as regulars. */
const LEFT_KEYS_MAX = 10_000;

/**
 * S3-FIFO (Yang, Zhang, Qiu, Yue, Rashmi: "FIFO queues are all you need for cache eviction", SOSP 2023): three queues,
 * no list to reorder at a hit.
 *
 *   put ──▶ probation ──asked again──▶ regulars ──not asked since──▶ gone
 *               ╰──not asked──▶ gone; its key is remembered, and comes back among the regulars
 *
 * A run of questions that nobody repeats pushes out the probation alone.
 */
export function createAnswerShelf<Value>(bound: {
  readonly bytesMax: number;
  readonly answerBytesMax: number;
}): AnswerShelf<Value> {
  const probation = new Map<string, Shelved<Value>>();
  const regulars = new Map<string, Shelved<Value>>();
  const leftKeys = new Set<string>();
  let probationBytes = 0;
  let regularBytes = 0;
  let evictions = 0;

  function find(key: string): Shelved<Value> | undefined {
    return regulars.get(key) ?? probation.get(key);
  }

  function take(key: string): void {
    const waiting = probation.get(key);
    const regular = regulars.get(key);
    if (waiting !== undefined) probationBytes -= waiting.bytes;
    if (regular !== undefined) regularBytes -= regular.bytes;
    probation.delete(key);
    regulars.delete(key);
  }

  function addRegular(key: string, shelved: Shelved<Value>): void {
    regulars.set(key, shelved);
    regularBytes += shelved.bytes;
  }

  function rememberLeft(key: string): void {
    leftKeys.add(key);
    const [oldest] = leftKeys;
    if (leftKeys.size > LEFT_KEYS_MAX && oldest !== undefined) leftKeys.delete(oldest);
  }

  /** The oldest on probation goes, or becomes a regular. */
  function passProbation(): void {
    for (const [key, shelved] of probation) {
      take(key);
      if (shelved.asked > 0) return addRegular(key, { ...shelved, asked: 0 });
      evictions += 1;
      return rememberLeft(key);
    }
  }

  /** The oldest regular goes, or stands at the end again with one asking less. */
  function passRegular(): void {
    for (const [key, shelved] of regulars) {
      take(key);
      if (shelved.asked > 0) return addRegular(key, { ...shelved, asked: shelved.asked - 1 });
      evictions += 1;
      return;
    }
  }

  /** Each turn drops an answer, or lowers a count that is at most three: it ends. */
  function makeRoom(): void {
    while (probationBytes + regularBytes > bound.bytesMax) {
      if (regulars.size === 0 || probationBytes > bound.bytesMax * PROBATION_SHARE) passProbation();
      else passRegular();
    }
  }

  return {
    get: (key) => {
      const shelved = find(key);
      if (shelved === undefined) return undefined;
      if (shelved.asked < ASKED_MAX) shelved.asked += 1;
      return shelved.value;
    },
    put: (key, value, bytes) => {
      take(key);
      if (bytes > bound.answerBytesMax || bytes > bound.bytesMax) return false;
      const shelved = { value, bytes, asked: 0 };
      if (leftKeys.delete(key)) addRegular(key, shelved);
      else {
        probation.set(key, shelved);
        probationBytes += bytes;
      }
      makeRoom();
      return true;
    },
    remove: take,
    removeWhere: (isMeant) => {
      const meant = [...probation, ...regulars].filter(([, { value }]) => isMeant(value)).map(([key]) => key);
      for (const key of meant) take(key);
      return meant.length;
    },
    state: () => ({ answers: probation.size + regulars.size, bytes: probationBytes + regularBytes, evictions }),
  };
}
