import { createHmac, hash, randomFillSync } from 'node:crypto';
import type { Chance, Clock, Sha256 } from '../../ports/clock.ts';

/** The machine's clock. */
export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };

export const sha256: Sha256 = (text) => hash('sha256', text, 'hex');

/** For the memory of one process: half the length of hex, and as quick. */
export const bytesDigest = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64url');

/** The zone in which `localTime` is told. */
export const localTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Hour and weekday (1 is Monday) where the process runs: `TZ` sets the zone. */
export function localTime(nowMs: number): { readonly hour: number; readonly weekday: number } {
  const date = new Date(nowMs);
  return { hour: date.getHours(), weekday: date.getDay() === 0 ? 7 : date.getDay() };
}

const POOL_BYTES = 2048;

/** The machine's randomness, drawn and written as hex by the pool: for dozens of ids one system call, and one text to cut. */
export function createSystemChance(): Chance {
  const pool = Buffer.alloc(POOL_BYTES);
  let digits = '';
  let at = 0;
  const hex = (bytes: number): string => {
    const from = at;
    at += 2 * bytes;
    if (at <= digits.length) return digits.slice(from, at);
    if (bytes > POOL_BYTES) return randomFillSync(Buffer.alloc(bytes)).toString('hex');
    digits = randomFillSync(pool).toString('hex');
    at = 2 * bytes;
    return digits.slice(0, at);
  };
  return { hex, uuid: (nowMs) => uuidV7(nowMs, hex(10)) };
}

/** RFC 9562, version 7: 48 bits of milliseconds, then the version, 12 random bits, the variant and 62 random bits. */
function uuidV7(nowMs: number, random: string): string {
  const time = Math.max(0, Math.floor(nowMs)).toString(16).padStart(12, '0').slice(-12);
  const variant = '89ab'[Number.parseInt(random.charAt(3), 16) & 3] ?? '8';
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}

const DIGESTS_REMEMBERED = 10_000;

/**
 * Keyed hash of a presented key, hex. The last keys asked for are remembered, so that a busy client costs one HMAC;
 * the memory is dropped whole when it is full, which is cheaper than ordering it and bounds what strangers can fill.
 */
export function createKeyDigest(pepper: string): (secret: string) => string {
  let remembered = new Map<string, string>();
  return (secret) => {
    const known = remembered.get(secret);
    if (known !== undefined) return known;
    const digest = createHmac('sha256', pepper).update(secret).digest('hex');
    if (secret.length <= 200) {
      if (remembered.size >= DIGESTS_REMEMBERED) remembered = new Map();
      remembered.set(secret, digest);
    }
    return digest;
  };
}
