/** Time and chance are handed in, so that a test can choose them. */
export type Clock = {
  /** Wall clock, milliseconds since 1970; may jump. */
  readonly nowMs: () => number;
  /** Monotonic, milliseconds with fractions; for durations and deadlines only. */
  readonly monotonicMs: () => number;
};

export type Chance = {
  /** A UUIDv7 whose time is `nowMs`. */
  readonly uuid: (nowMs: number) => string;
  /** `bytes` random bytes, hex. */
  readonly hex: (bytes: number) => string;
};

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export type Sha256 = (text: string) => string;
