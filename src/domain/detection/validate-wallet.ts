import type { DetectionTools } from './detector.ts';

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const base58Ripple = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';
const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

type Hashes = Pick<DetectionTools, 'sha256Bytes' | 'keccak256Bytes'>;

/** Version bytes of addresses in base58check: Bitcoin, Litecoin, Dogecoin, Dash, Tron (each chain's own parameters). */
const addressVersions: ReadonlySet<number> = new Set([0x00, 0x05, 0x30, 0x32, 0x1e, 0x16, 0x4c, 0x10, 0x41]);

/** Bitcoin and its kin, and Tron: a version byte, a 20-byte hash, and the first four bytes of a double SHA-256. */
export function isBase58CheckAddress(text: string, hashes: Hashes): boolean {
  const bytes = decodeBase58(text, { alphabet: base58, bytesMax: 25 });
  return bytes?.length === 25 && addressVersions.has(bytes[0] ?? -1) && hasDoubleSha(bytes, hashes);
}

/** XRP Ledger classic address: its own alphabet, version 0, the same check. */
export function isRippleAddress(text: string, hashes: Hashes): boolean {
  const bytes = decodeBase58(text, { alphabet: base58Ripple, bytesMax: 25 });
  return bytes?.length === 25 && bytes[0] === 0 && hasDoubleSha(bytes, hashes);
}

/** Solana: 32 bytes in base58 and no check, so the word must stand near. */
export function isSolanaShape(text: string): boolean {
  if (text.length < 32 || text.length > 44) return false;
  return decodeBase58(text, { alphabet: base58, bytesMax: 32 })?.length === 32;
}

/** Bech32 (BIP 173) or bech32m (BIP 350) with the prefix of a chain: bc, tb, ltc, or cosmos kin. */
export function isBech32Address(address: string): boolean {
  const text = address.toLowerCase();
  if (address !== text && address !== address.toUpperCase()) return false;
  const split = text.lastIndexOf('1');
  if (split < 1 || text.length > 90 || text.length - split < 7) return false;
  let checksum = 1;
  for (let at = 0; at < split; at++) checksum = polymod(checksum) ^ (text.charCodeAt(at) >> 5);
  checksum = polymod(checksum);
  for (let at = 0; at < split; at++) checksum = polymod(checksum) ^ (text.charCodeAt(at) & 31);
  for (let at = split + 1; at < text.length; at++) {
    const value = bech32.indexOf(text.charAt(at));
    if (value < 0) return false;
    checksum = polymod(checksum) ^ value;
  }
  return checksum === 1 || checksum === 0x2bc830a3;
}

/** Whether the capitals of a mixed-case Ethereum address are its checksum (ERC-55). One case throughout says nothing. */
export function isErc55Address(address: string, hashes: Hashes): boolean {
  const digits = address.slice(2);
  const lower = digits.toLowerCase();
  const hash = hashes.keccak256Bytes(Uint8Array.from(lower, (letter) => letter.charCodeAt(0)));
  for (let at = 0; at < 40; at++) {
    const nibble = ((hash[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 15;
    const letter = lower.charAt(at);
    if (digits.charAt(at) !== (nibble > 7 ? letter.toUpperCase() : letter)) return false;
  }
  return true;
}

const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

function polymod(checksum: number): number {
  let next = (checksum & 0x1ffffff) << 5;
  for (const [at, generator] of generators.entries()) if (((checksum >>> (25 + at)) & 1) === 1) next ^= generator;
  return next;
}

function hasDoubleSha(bytes: Uint8Array, { sha256Bytes }: Hashes): boolean {
  const hash = sha256Bytes(sha256Bytes(bytes.subarray(0, 21)));
  return [0, 1, 2, 3].every((at) => hash[at] === bytes[21 + at]);
}

/** Null when a character is not of the alphabet or there are more bytes than asked for. */
function decodeBase58(
  text: string,
  { alphabet, bytesMax }: { readonly alphabet: string; readonly bytesMax: number },
): Uint8Array | null {
  const little: number[] = [];
  for (let at = 0; at < text.length; at++) {
    let carry = alphabet.indexOf(text.charAt(at));
    if (carry < 0) return null;
    for (let place = 0; place < little.length; place++) {
      carry += (little[place] ?? 0) * 58;
      little[place] = carry & 255;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) little.push(carry & 255);
    if (little.length > bytesMax) return null;
  }
  for (let at = 0; at < text.length && text.charAt(at) === alphabet.charAt(0); at++) little.push(0);
  return little.length > bytesMax ? null : Uint8Array.from(little.reverse());
}
