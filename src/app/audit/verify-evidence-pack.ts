import { createHash, hash, verify } from 'node:crypto';
import { Readable } from 'node:stream';
import { ArchiveError, type ReadFile, readTarGzip } from '../../connectors/archive/read-tar-gzip.ts';
import { writeCsv } from '../../connectors/tables/write-csv.ts';
import { tableParts } from '../../control/evidence-parts.ts';
import { PACK_FILES, readSums, TRAIL_FOLDER } from '../../domain/audit/evidence-pack.ts';
import { readExportLine } from '../../domain/audit/export-lines.ts';
import { CALL_COLUMNS, type CallTally, createCallTally } from '../../domain/audit/tally-calls.ts';
import { type PackSummary, readPackSummary } from './read-pack-summary.ts';
import { readPublicKey, type VerifiedExport, type VerifyWish, verifyAuditExport } from './verify-audit-export.ts';

export type VerifiedPack = {
  readonly sound: boolean;
  /** Each in a sentence; the first ones found, at most `FAULTS_MAX`. */
  readonly faults: readonly string[];
  readonly files: number;
  readonly pack: PackSummary | null;
  readonly trail: VerifiedExport | null;
  readonly keySource: VerifiedExport['keySource'];
};

const FAULTS_MAX = 20;
/** The small files, which are held whole: manifest, sums, signature, key, counts. */
const HELD_BYTES_MAX = 32 * 1024 * 1024;
const HELD: ReadonlySet<string> = new Set([
  PACK_FILES.manifest,
  PACK_FILES.sums,
  PACK_FILES.signature,
  PACK_FILES.publicKey,
]);

type Walk = {
  /** Of every file but the sums and their signature, by its name in the pack. */
  readonly sums: Map<string, string>;
  readonly held: Map<string, Uint8Array>;
  readonly faults: string[];
  readonly tally: CallTally;
};

/**
 * Verifies a pack with nothing but what is in it and the keys that are given, in memory that does not grow with it: every
 * file against the sums, the signature over them, the trail, and the counts against the trail.
 */
export async function verifyEvidencePack(
  pieces: AsyncIterable<Uint8Array>,
  wish: Pick<VerifyWish, 'publicKeyPems'>,
): Promise<VerifiedPack> {
  const walk: Walk = { sums: new Map(), held: new Map(), faults: [], tally: createCallTally() };
  const trail = await verifyTrail(walk, pieces, wish);
  if (trail === null) return { sound: false, faults: walk.faults, files: 0, pack: null, trail, keySource: 'none' };
  checkSums(walk);
  const keySource = checkSignature(walk, wish.publicKeyPems);
  await checkCounts(walk);
  if (!trail.sound) walk.faults.push(`The trail is not sound. ${trail.sentence ?? ''}`.trim());
  const pack = readPackSummary(textOf(walk, PACK_FILES.manifest));
  if (pack === null) walk.faults.push(`${PACK_FILES.manifest} is missing or is none of an evidence pack.`);
  const faults = walk.faults.slice(0, FAULTS_MAX);
  return { sound: faults.length === 0, faults, files: walk.sums.size, pack, trail, keySource };
}

/** The one reading of the archive: the trail's lines go to the verifier as they come. Null where it is no archive. */
async function verifyTrail(
  walk: Walk,
  pieces: AsyncIterable<Uint8Array>,
  wish: Pick<VerifyWish, 'publicKeyPems'>,
): Promise<VerifiedExport | null> {
  try {
    return await verifyAuditExport(trailLines(walk, pieces), { publicKeyPems: wish.publicKeyPems, pinned: [] });
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    walk.faults.unshift(error.message);
    return null;
  }
}

async function* trailLines(walk: Walk, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const file of readTarGzip(pieces)) {
    const name = file.name.replace(/^[^/]*\//, '');
    if (walk.sums.has(name) || walk.held.has(name)) walk.faults.push(`${name} stands twice in the pack.`);
    if (!name.startsWith(TRAIL_FOLDER)) {
      await takeFile(walk, { ...file, name });
      continue;
    }
    const digest = createHash('sha256');
    for await (const text of decoded(file.bytes, digest)) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield counted(walk.tally, line);
    }
    walk.sums.set(name, digest.digest('hex'));
  }
  if (rest !== '') yield counted(walk.tally, rest);
}

/** A part ends with a line, so no letter is ever cut between two. */
async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  digest: ReturnType<typeof createHash>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const piece of bytes) {
    digest.update(piece);
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder.decode();
}

function counted(tally: CallTally, line: string): string {
  const read = line.startsWith('{"kind":"leaves"') ? readExportLine(line) : undefined;
  if (read?.kind === 'leaves') for (const leaf of read.leaves) tally.add(leaf);
  return line;
}

async function takeFile(walk: Walk, { name, bytes }: ReadFile): Promise<void> {
  const digest = createHash('sha256');
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    digest.update(piece);
    length += piece.length;
    // A copy: the reader's own bytes are gone with its next piece.
    if (HELD.has(name) && length <= HELD_BYTES_MAX) pieces.push(Uint8Array.from(piece));
  }
  if (HELD.has(name)) walk.held.set(name, Buffer.concat(pieces));
  if (name !== PACK_FILES.sums && name !== PACK_FILES.signature) walk.sums.set(name, digest.digest('hex'));
}

function checkSums(walk: Walk): void {
  const said = readSums(textOf(walk, PACK_FILES.sums));
  if (said === undefined || said.size === 0) {
    walk.faults.push(`${PACK_FILES.sums} is missing or is no list of sums.`);
    return;
  }
  for (const [name, sum] of said) {
    const found = walk.sums.get(name);
    if (found === undefined) walk.faults.push(`${name} is missing: the sums name it.`);
    else if (found !== sum) walk.faults.push(`${name} was changed: its sum is another one.`);
  }
  for (const name of walk.sums.keys()) if (!said.has(name)) walk.faults.push(`${name} is none of the pack's files.`);
}

function checkSignature(walk: Walk, given: readonly string[]): VerifiedExport['keySource'] {
  const pems = given.length > 0 ? given : [textOf(walk, PACK_FILES.publicKey)];
  const keys = pems.flatMap((pem) => readPublicKey(pem) ?? []);
  const sums = walk.held.get(PACK_FILES.sums) ?? new Uint8Array();
  const signature = walk.held.get(PACK_FILES.signature) ?? new Uint8Array();
  if (!keys.some((key) => verify(null, sums, key, signature))) {
    const whose = given.length > 0 ? 'a key that was given' : 'the key in the pack';
    walk.faults.push(`${PACK_FILES.signature} is not a signature of the sums by ${whose}.`);
  }
  if (given.length > 0) return 'given';
  return keys.length > 0 ? 'export' : 'none';
}

/** The counts are made anew from the trail and must be the same files, byte by byte. */
async function checkCounts({ sums, tally, faults }: Walk): Promise<void> {
  const rows = Readable.from(tally.rows());
  for await (const part of tableParts(writeCsv, { name: 'calls', columns: CALL_COLUMNS, rows }))
    if (sums.get(part.name) !== hash('sha256', part.bytes, 'hex'))
      faults.push(`${part.name} is not what the calls of the trail add up to.`);
}

function textOf({ held }: Walk, name: string): string {
  return Buffer.from(held.get(name) ?? new Uint8Array()).toString('utf8');
}
