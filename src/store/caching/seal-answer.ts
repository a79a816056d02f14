import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { newKey, seal, unseal } from '../content/seal-record.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** More than any answer that is kept, so that a changed length cannot take all memory. */
const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

export type AnswerNames = { readonly key: string; readonly callId: string; readonly subjectKeyId: string };
export type PlainAnswer = { readonly contentType: string; readonly body: Uint8Array };
export type SealedAnswer = { readonly sealed: Buffer; readonly wrapped: Buffer };

/** A key of its own for each answer, wrapped by its subject's key: gone with either. */
export async function sealAnswer(
  answer: PlainAnswer,
  names: AnswerNames,
  subjectKey: Uint8Array,
): Promise<SealedAnswer> {
  const packed = await compress(Buffer.concat([Buffer.from(`${answer.contentType}\n`), answer.body]), {
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  });
  const dataKey = newKey();
  const sealed = seal(dataKey, packed, boundTo('answer', names));
  const wrapped = seal(subjectKey, dataKey, boundTo('data-key', names));
  dataKey.fill(0);
  return { sealed, wrapped };
}

/** Throws when the key is another one, a bit was changed, or it was sealed as the answer to something else. */
export async function unsealAnswer(
  { sealed, wrapped }: SealedAnswer,
  names: AnswerNames,
  subjectKey: Uint8Array,
): Promise<PlainAnswer> {
  const dataKey = unseal(subjectKey, wrapped, boundTo('data-key', names));
  const packed = unseal(dataKey, sealed, boundTo('answer', names));
  const plain = await decompress(packed, { maxOutputLength: ANSWER_BYTES_MAX });
  const line = plain.indexOf(0x0a);
  return { contentType: plain.subarray(0, line).toString('latin1'), body: plain.subarray(line + 1) };
}

function boundTo(what: 'answer' | 'data-key', { key, callId, subjectKeyId }: AnswerNames): string {
  return ['tokenward', 'cached', what, 'v1', key, callId, subjectKeyId].join('\n');
}
