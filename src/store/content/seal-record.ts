import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import type { ContentPart } from '../../ports/content-sink.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** More than any body that a gateway takes, so that a changed length cannot take all memory. */
const CONTENT_BYTES_MAX = 256 * 1024 * 1024;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** AES-256-GCM: nonce, ciphertext, tag. `boundTo` is authenticated and not stored: whoever opens must say the same. */
export function seal(key: Uint8Array, plain: Uint8Array, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(boundTo, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the key is another one, or a bit of it was changed, or it was sealed for something else. */
export function unseal(key: Uint8Array, sealed: Uint8Array, boundTo: string): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('what was sealed is cut off');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(boundTo, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

export type RecordNames = { readonly recordId: string; readonly callId: string; readonly subjectKeyId: string };

/** What a record's text and its data key are bound to: neither serves in another's place. */
export function bindingOf(what: 'content' | 'data-key', { recordId, callId, subjectKeyId }: RecordNames): string {
  return ['tokenward', what, 'v1', recordId, callId, subjectKeyId].join('\n');
}

/** What a subject's key is bound to in the vault. */
export function subjectKeyBinding(owner: {
  readonly id: string;
  readonly kind: string;
  readonly ownerId: string;
}): string {
  return ['tokenward', 'subject-key', 'v1', owner.id, owner.kind, owner.ownerId].join('\n');
}

/** Text as it is sealed: JSON, compressed, since what is encrypted does not compress any more. */
export async function packParts(parts: readonly ContentPart[]): Promise<Buffer> {
  const text = JSON.stringify(parts.map(({ direction, kind, text: words }) => [direction, kind, words]));
  return compress(Buffer.from(text, 'utf8'), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

export async function unpackParts(packed: Uint8Array): Promise<readonly ContentPart[]> {
  const rows: unknown = JSON.parse((await decompress(packed, { maxOutputLength: CONTENT_BYTES_MAX })).toString('utf8'));
  if (!Array.isArray(rows)) throw new Error('what was sealed is not the parts of a call');
  return rows.map((row: unknown) => {
    const [direction, kind, text] = Array.isArray(row) ? row.map(String) : [];
    return { direction: direction === 'answer' ? 'answer' : 'request', kind: kind ?? '', text: text ?? '' };
  });
}
