import { Buffer } from 'node:buffer';
import type { Pool } from 'pg';
import type { BuiltDictionary, DetectionStore } from '../../ports/detection-store.ts';
import type { BigintColumn } from '../control/column-values.ts';

/** Seals bytes under a key that never stands in the store, and opens them again; a changed byte is an error. */
export type DictionarySeal = {
  readonly seal: (bytes: Uint8Array) => Uint8Array;
  readonly open: (sealed: Uint8Array) => Uint8Array;
};

/** Before the name of an upload that was ended; no upload can be named so. */
const KEPT = 'kept:';

type Options = { readonly pool: Pool; readonly seal: DictionarySeal };

/** Entries of dictionaries on PostgreSQL: hashes alone, and sealed besides, so that a copy of the store tells nothing. */
export function createDetectionStore(options: Options): DetectionStore {
  return {
    putPart: (part) => putPart(options, part),
    parts: (of) => readParts(options, of),
    keepParts: (of) => keepParts(options, of),
    dropUnfinished: () => dropUnfinished(options),
    dropParts: (of) => dropParts(options, of),
    putBuilt: (built) => putBuilt(options, built),
    readBuilt: (of) => readBuilt(options, of),
    dropBuilt: (of) => dropBuilt(options, of),
  };
}

/** Sent again after a lost answer, a part replaces itself. */
async function putPart({ pool, seal }: Options, part: Parameters<DetectionStore['putPart']>[0]): Promise<void> {
  await pool.query(
    `insert into tokenward.dictionary_part (dictionary_id, upload_id, part, sealed) values ($1, $2, $3, $4)
     on conflict (dictionary_id, upload_id, part) do update set sealed = excluded.sealed`,
    [part.dictionaryId, part.uploadId, part.part, Buffer.from(seal.seal(bytesOf(part.hashes)))],
  );
}

/** One part at a time, in the order of uploading, so that an upload of millions never stands in memory whole. */
async function* readParts({ pool, seal }: Options, of: Parameters<DetectionStore['parts']>[0]) {
  const { rows } = await pool.query<{ upload_id: string; part: number }>(
    `select upload_id, part from tokenward.dictionary_part
     where dictionary_id = $1 and (upload_id in ($2, $3) or ($4 and starts_with(upload_id, $5)))
     order by created_at, upload_id, part`,
    [of.dictionaryId, of.uploadId, KEPT + of.uploadId, of.withKept, KEPT],
  );
  for (const { upload_id: uploadId, part } of rows) {
    const sealed = await readPart({ pool }, { dictionaryId: of.dictionaryId, uploadId, part });
    if (sealed !== undefined) yield wordsOf(seal.open(sealed));
  }
}

/** Undefined when it was dropped meanwhile. */
async function readPart(
  { pool }: Pick<Options, 'pool'>,
  of: { readonly dictionaryId: string; readonly uploadId: string; readonly part: number },
): Promise<Buffer | undefined> {
  const { rows } = await pool.query<{ sealed: Buffer }>(
    'select sealed from tokenward.dictionary_part where dictionary_id = $1 and upload_id = $2 and part = $3',
    [of.dictionaryId, of.uploadId, of.part],
  );
  return rows[0]?.sealed;
}

async function dropParts({ pool }: Options, of: Parameters<DetectionStore['dropParts']>[0]): Promise<void> {
  await pool.query(
    `delete from tokenward.dictionary_part
     where dictionary_id = $1 and ($2::text is null or (starts_with(upload_id, $3) and upload_id <> $3 || $2))`,
    [of.dictionaryId, of.exceptUploadId, KEPT],
  );
}

/** A part that is kept already stays as it is. */
async function keepParts({ pool }: Options, of: Parameters<DetectionStore['keepParts']>[0]): Promise<void> {
  await pool.query(
    `update tokenward.dictionary_part as part set upload_id = $3 || upload_id
     where dictionary_id = $1 and upload_id = $2 and not exists (select from tokenward.dictionary_part as kept
       where kept.dictionary_id = part.dictionary_id and kept.upload_id = $3 || part.upload_id and kept.part = part.part)`,
    [of.dictionaryId, of.uploadId, KEPT],
  );
}

/** Uploads that nobody has ended. */
async function dropUnfinished({ pool }: Options): Promise<void> {
  await pool.query(
    `delete from tokenward.dictionary_part
     where not starts_with(upload_id, $1) and created_at < now() - interval '2 days'`,
    [KEPT],
  );
}

/** Built again by a caller that was interrupted, a version replaces itself. */
async function putBuilt({ pool, seal }: Options, built: Parameters<DetectionStore['putBuilt']>[0]): Promise<void> {
  const { dictionaryId, version, entries } = built;
  await pool.query(
    `insert into tokenward.dictionary_built (dictionary_id, version, entries, slots, beginnings)
     values ($1, $2, $3, $4, $5)
     on conflict (dictionary_id, version) do update
     set entries = excluded.entries, slots = excluded.slots, beginnings = excluded.beginnings`,
    [
      dictionaryId,
      version,
      entries,
      Buffer.from(seal.seal(bytesOf(built.slots))),
      Buffer.from(seal.seal(bytesOf(built.beginnings))),
    ],
  );
}

async function readBuilt(
  { pool, seal }: Options,
  of: Parameters<DetectionStore['readBuilt']>[0],
): Promise<BuiltDictionary | undefined> {
  const { rows } = await pool.query<{ entries: BigintColumn; slots: Buffer; beginnings: Buffer }>(
    'select entries, slots, beginnings from tokenward.dictionary_built where dictionary_id = $1 and version = $2',
    [of.dictionaryId, of.version],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { entries, slots, beginnings } = row;
  return {
    entries: Number(entries),
    slots: wordsOf(seal.open(slots)),
    beginnings: wordsOf(seal.open(beginnings)),
  };
}

async function dropBuilt({ pool }: Options, of: Parameters<DetectionStore['dropBuilt']>[0]): Promise<void> {
  await pool.query('delete from tokenward.dictionary_built where dictionary_id = $1 and version < $2', [
    of.dictionaryId,
    of.beforeVersion,
  ]);
}

/** Little-endian, as every machine that this runs on has it. */
function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

/** Copied, since words must begin at a multiple of four. */
function wordsOf(bytes: Uint8Array): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(bytes.byteLength / 4);
  new Uint8Array(words.buffer).set(bytes);
  return words;
}
