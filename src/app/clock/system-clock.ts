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
export function localTime(nowMs: number): LocalTime {
  const quarter = Math.floor(nowMs / QUARTER_MS);
  if (quarter !== told.quarter) told = { quarter, time: readLocalTime(nowMs) };
  return told.time;
}

type LocalTime = { readonly hour: number; readonly weekday: number };

/** Zones change their hour at a quarter of an hour alone. */
const QUARTER_MS = 900_000;
let told: { readonly quarter: number; readonly time: LocalTime } = {
  quarter: Number.NaN,
  time: { hour: 0, weekday: 1 },
};

function readLocalTime(nowMs: number): LocalTime {
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
  return { hex, uuid: createUuids() };
}

const UUID_RANDOM_BYTES = 10;
const UUID_LENGTH = 36;
const DASH = 0x2d;
const HEX_DIGITS = Buffer.from('0123456789abcdef', 'latin1');

/**
 * RFC 9562, version 7: 48 bits of milliseconds, then the version, 12 random bits, the variant and 62 random bits. Written as
 * bytes and read as one text: an id put together of pieces is put together anew wherever it is looked up, hashed or written.
 */
function createUuids(): (nowMs: number) => string {
  const pool = Buffer.alloc(UUID_RANDOM_BYTES * 200);
  const bytes = Buffer.alloc(16);
  const text = Buffer.alloc(UUID_LENGTH, DASH);
  let at = pool.length;
  return (nowMs) => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    bytes.writeUIntBE(Math.max(0, Math.floor(nowMs)) % 2 ** 48, 0, 6);
    for (let place = 6; place < 16; place += 1, at += 1) bytes[place] = pool[at] ?? 0;
    bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    let end = 0;
    for (let place = 0; place < 16; place += 1) {
      if (place === 4 || place === 6 || place === 8 || place === 10) end += 1;
      const byte = bytes[place] ?? 0;
      text[end] = HEX_DIGITS[byte >> 4] ?? DASH;
      text[end + 1] = HEX_DIGITS[byte & 0x0f] ?? DASH;
      end += 2;
    }
    return text.toString('latin1');
  };
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
