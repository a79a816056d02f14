/** Two words of 32 random bits each. Who does not have them can neither compute nor test a hash. */
export type HashKey = { readonly first: number; readonly second: number };

/** Takes in 16-bit units one after the other; `finish` may be asked at any time and changes nothing. */
export type KeyedHash = {
  readonly begin: () => void;
  readonly add: (unit: number) => void;
  /** Leaves the hash of what was taken in since `begin` in `high` and `low`, both unsigned. */
  readonly finish: () => void;
  readonly high: () => number;
  readonly low: () => number;
};

/**
 * HalfSipHash-2-4 with 64 bits of result (Aumasson and Bernstein's SipHash on 32-bit words), one unit a block. Chosen
 * because it needs neither bytes nor 64-bit arithmetic, so that hashing a word makes no garbage.
 */
export function createKeyedHash(key: HashKey): KeyedHash {
  let [a, b, c, d] = [0, 0, 0, 0];
  let length = 0;
  let high = 0;
  let low = 0;

  const begin = (): void => {
    a = key.first | 0;
    b = (key.second ^ 0xee) | 0;
    c = 0x6c796765 ^ key.first;
    d = 0x74656462 ^ key.second;
    length = 0;
  };

  const round = (): void => {
    a = (a + b) | 0;
    b = ((b << 5) | (b >>> 27)) ^ a;
    a = (a << 16) | (a >>> 16);
    c = (c + d) | 0;
    d = ((d << 8) | (d >>> 24)) ^ c;
    a = (a + d) | 0;
    d = ((d << 7) | (d >>> 25)) ^ a;
    c = (c + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ c;
    c = (c << 16) | (c >>> 16);
  };

  const add = (unit: number): void => {
    d ^= unit;
    round();
    round();
    a ^= unit;
    length++;
  };

  const finish = (): void => {
    const [keptA, keptB, keptC, keptD, keptLength] = [a, b, c, d, length];
    add((length << 24) | 0);
    c ^= 0xee;
    for (let times = 0; times < 4; times++) round();
    high = (b ^ d) >>> 0;
    b ^= 0xdd;
    for (let times = 0; times < 4; times++) round();
    low = (b ^ d) >>> 0;
    a = keptA;
    b = keptB;
    c = keptC;
    d = keptD;
    length = keptLength;
  };

  return { begin, add, finish, high: () => high, low: () => low };
}
