const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CRC_LENGTH = 6;
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BECH32_GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as in zlib, of ASCII text. */
export function crc32(text: string): number {
  let crc = -1;
  for (let at = 0; at < text.length; at += 1) {
    crc = (CRC_TABLE[(crc ^ text.charCodeAt(at)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

/** The CRC in base 62, six places: how GitHub and npm end their tokens. */
export function crc32InBase62(text: string): string {
  let rest = crc32(text);
  let places = '';
  for (let place = 0; place < CRC_LENGTH; place += 1) {
    places = (BASE_62[rest % 62] ?? '0') + places;
    rest = Math.floor(rest / 62);
  }
  return places;
}

/** GitHub ("Behind GitHub's new authentication token formats", 2021) and npm: the last six places are the CRC of the random part. */
export function endsInCrc32(token: string, prefix: string): boolean {
  return crc32InBase62(token.slice(prefix.length, -CRC_LENGTH)) === token.slice(-CRC_LENGTH);
}

/** Grafana service accounts: `glsa_`, 32 random places, `_`, and the CRC of all before it in hexadecimal. */
export function endsInGrafanaCrc(token: string): boolean {
  const cut = token.lastIndexOf('_');
  const hex = crc32(token.slice(0, cut)).toString(16).padStart(8, '0');
  return hex === token.slice(cut + 1).toLowerCase();
}

/** Atlassian API tokens: `=` and the CRC of all before it, in eight hexadecimal places. */
export function endsInAtlassianCrc(token: string): boolean {
  const cut = token.lastIndexOf('=');
  return crc32(token.slice(0, cut)).toString(16).padStart(8, '0') === token.slice(cut + 1).toLowerCase();
}

/** BIP 173, as age uses it: the last six places check the word before the last `1` and all between. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase();
  const cut = lower.lastIndexOf('1');
  const name = lower.slice(0, cut);
  let sum = 1;
  for (const letter of name) sum = bech32Step(sum) ^ (letter.charCodeAt(0) >> 5);
  sum = bech32Step(sum);
  for (const letter of name) sum = bech32Step(sum) ^ (letter.charCodeAt(0) & 31);
  for (const letter of lower.slice(cut + 1)) {
    const value = BECH32.indexOf(letter);
    if (value < 0) return false;
    sum = bech32Step(sum) ^ value;
  }
  return cut > 0 && sum === 1;
}

function bech32Step(sum: number): number {
  const top = sum >>> 25;
  let next = (sum & 0x1ffffff) << 5;
  for (const [bit, generator] of BECH32_GENERATORS.entries()) if ((top >>> bit) & 1) next ^= generator;
  return next;
}
