import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordHasher } from '../../ports/password-hasher.ts';

/** 32 MB and some 100 ms each: what OWASP gives as equal to its first choice, with less memory. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const MEMORY_BYTES_MAX = 64 * 1024 * 1024;
const AT_ONCE_MAX = 2;
const WAITING_MAX = 50;

type Parameters = { readonly N: number; readonly r: number; readonly p: number };

/** scrypt on the thread pool: two at once, fifty in line, and whoever comes then is asked to come again. */
export function createPasswordHasher(cost: Parameters = COST): PasswordHasher {
  const line: (() => void)[] = [];
  let running = 0;
  const inLine = async <Value>(work: () => Promise<Value>): Promise<Value | 'busy'> => {
    if (running >= AT_ONCE_MAX) {
      if (line.length >= WAITING_MAX) return 'busy';
      // Whoever ends hands the place on, so that nobody who comes meanwhile takes it.
      await new Promise<void>((resolve) => line.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  const nobody = writeHash(cost, { salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) });
  return {
    hash: async (password) => {
      const salt = randomBytes(SALT_BYTES);
      const key = await inLine(() => derive(password, salt, cost));
      return key === 'busy' ? null : writeHash(cost, { salt, key });
    },
    matches: (password, hash) =>
      inLine(async () => {
        const kept = readHash(hash ?? nobody);
        const key = await derive(password, kept.salt, kept);
        return timingSafeEqual(key, kept.key) && hash !== null;
      }),
  };
}

/** The same text in whatever form it was typed (RFC 8265 asks for NFC). */
function derive(password: string, salt: Buffer, { N, r, p }: Parameters): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: MEMORY_BYTES_MAX };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function writeHash({ N, r, p }: Parameters, { salt, key }: { readonly salt: Buffer; readonly key: Buffer }): string {
  return `scrypt$${N}$${r}$${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

function readHash(text: string): Parameters & { readonly salt: Buffer; readonly key: Buffer } {
  const [kind, N, r, p, salt = '', key = ''] = text.split('$');
  const parts = {
    N: Number(N),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
  if (kind !== 'scrypt' || parts.key.length !== KEY_BYTES) throw new Error('a kept password cannot be read');
  return parts;
}
