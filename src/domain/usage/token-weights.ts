/** Weights are in parts of a token, so that a byte holds each. */
export const PARTS_PER_TOKEN = 64;

type Kind =
  | 'small'
  | 'capital'
  | 'digit'
  | 'space'
  | 'sign'
  | 'lineEnd'
  | 'twoBytes'
  | 'threeBytes'
  | 'fourBytes'
  | 'rest';

const KINDS: readonly Kind[] = [
  'small',
  'capital',
  'digit',
  'space',
  'sign',
  'lineEnd',
  'twoBytes',
  'threeBytes',
  'fourBytes',
  'rest',
];

/**
 * Tokens that a byte adds, by its own kind and that of the byte before it. Fitted by hand to o200k and cl100k on the
 * texts of `estimate-tokens.test.ts`, then raised. Read a row as: after such a byte, one of the column's kind costs …
 * `twoBytes` to `fourBytes` are first bytes of a UTF-8 sequence, `rest` the bytes that follow them.
 */
const TOKENS: Readonly<Record<Kind, readonly number[]>> = {
  //           small capital digit space sign lineEnd twoBytes threeBytes fourBytes rest
  small: [0.1, 1.1, 1.1, 0, 0.85, 0.9, 0.5, 1.05, 2.5, 0],
  capital: [0.35, 0.5, 1.1, 0, 0.85, 0.9, 0.5, 1.05, 2.5, 0],
  digit: [1.1, 1.1, 0.38, 0, 0.85, 0.9, 0.7, 1.05, 2.5, 0],
  space: [0.75, 0.75, 1.9, 0.25, 0.85, 0.9, 0.8, 1.05, 2.5, 0],
  sign: [0.75, 0.75, 0.9, 0, 0.5, 0.9, 0.8, 1.05, 2.5, 0],
  lineEnd: [0.75, 0.75, 0.9, 0.5, 0.85, 0.3, 0.8, 1.05, 2.5, 0],
  twoBytes: [0.75, 0.75, 0.9, 0, 0.85, 0.9, 0.7, 1.05, 2.5, 0],
  threeBytes: [0.75, 0.75, 0.9, 0, 0.85, 0.9, 0.7, 1.05, 2.5, 0],
  fourBytes: [0.75, 0.75, 0.9, 0, 0.85, 0.9, 0.7, 1.05, 2.5, 0],
  rest: [0.25, 0.75, 0.9, 0, 0.85, 0.9, 0.6, 1.05, 2.5, 0],
};

/** Each byte's kind, as a number below 16. */
export const KIND_OF_BYTE: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => KINDS.indexOf(kindOf(byte)));

/**
 * `TOKEN_WEIGHTS[kind before << 4 | kind]`, in parts of a token. By kind, although by byte would be one look-up fewer: that
 * table is 64 kB, which the processor has forgotten by the time of the next call.
 */
export const TOKEN_WEIGHTS: Uint8Array = fillWeights();

function fillWeights(): Uint8Array {
  const weights = new Uint8Array(16 * 16);
  for (const [before, kind] of KINDS.entries()) {
    for (const [at, tokens] of TOKENS[kind].entries())
      weights[(before << 4) | at] = Math.round(tokens * PARTS_PER_TOKEN);
  }
  return weights;
}

function kindOf(byte: number): Kind {
  if (byte >= 0xf0) return 'fourBytes';
  if (byte >= 0xe0) return 'threeBytes';
  if (byte >= 0xc0) return 'twoBytes';
  if (byte >= 0x80) return 'rest';
  if (byte >= 0x61 && byte <= 0x7a) return 'small';
  if (byte >= 0x41 && byte <= 0x5a) return 'capital';
  if (byte >= 0x30 && byte <= 0x39) return 'digit';
  if (byte === 0x20 || byte === 0x09) return 'space';
  return byte < 0x20 ? 'lineEnd' : 'sign';
}
