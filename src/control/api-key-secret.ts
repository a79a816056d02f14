const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const MARKER = 'tw_';
/** 62^43 > 2^256, so that 256 random bits fit. */
const SECRET_LENGTH = 43;
const HINT_LENGTH = 11;

export const SECRET_RANDOM_BYTES = 32;

/** The key that a person holds: the marker, by which scanners know it, and 256 random bits in base 62. */
export function secretOf(randomHex: string): string {
  let rest = BigInt(`0x${randomHex}`);
  let text = '';
  for (let place = 0; place < SECRET_LENGTH; place += 1) {
    text = (ALPHABET[Number(rest % 62n)] ?? '0') + text;
    rest /= 62n;
  }
  return MARKER + text;
}

/** The first characters, for people to tell keys apart; far too few to guess the rest. */
export function hintOf(secret: string): string {
  return secret.slice(0, HINT_LENGTH);
}
