import { Buffer } from 'node:buffer';
import type { Checkpoint } from '../domain/audit/chain.ts';
import {
  manifestText,
  PACK_FILES,
  PACK_FORMAT,
  type PackFile,
  type PackManifest,
  type PackSection,
  sumsText,
} from '../domain/audit/evidence-pack.ts';
import { packReadme } from '../domain/audit/evidence-readme.ts';
import { CALL_COLUMNS, createCallTally } from '../domain/audit/tally-calls.ts';
import type { ArchiveFile } from '../ports/archive-writer.ts';
import { signCheckpoint } from './audit-checkpoint.ts';
import { exportChain } from './audit-export.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal } from './control-refusal.ts';
import { casesEvidence } from './evidence-cases.ts';
import type { EvidenceContext, EvidencePeriod, WantedSection } from './evidence-context.ts';
import { type EvidencePart, tableParts, trailParts } from './evidence-parts.ts';
import { rulesEvidence } from './evidence-rules.ts';
import { chooseRange } from './usage.ts';

export type EvidencePack = {
  /** Of the folder that all its files are in, and of the file without its ending. */
  readonly name: string;
  readonly files: AsyncIterable<ArchiveFile>;
};

/**
 * The evidence of a period, as files that are made while they are read; one is in memory at a time. That it was asked for
 * is in the trail before the first byte, and what its sums hash to before the last.
 */
export async function makeEvidencePack(
  context: EvidenceContext,
  commander: Commander,
  asked: EvidencePeriod,
): Promise<EvidencePack | ControlRefusal> {
  const { actor } = commander;
  const madeAtMs = context.clock.nowMs();
  const period = chooseRange({ fromMs: asked.fromMs, toMs: Math.min(asked.toMs, madeAtMs) }, madeAtMs);
  if (isControlRefusal(period)) return period;
  // Before it is noted that somebody asked: a trail that goes up to now is then signed up to its last event.
  const signed = await signCheckpoint(context);
  const checkpoint = isControlRefusal(signed) ? undefined : signed;
  const packId = context.chance.uuid(madeAtMs);
  const subject = `audit_pack:${packId}`;
  await context.store.write(actor, (unit) => unit.audit({ type: 'audit_pack.asked', subject, detail: { ...period } }));
  const name = `tokenward-evidence-${dayOf(period.fromMs)}-to-${dayOf(period.toMs)}`;
  const manifest = {
    ...{ format: PACK_FORMAT, packId, origin: context.origin, keyId: context.signer.keyId },
    ...{ ...period, madeAtMs, madeBy: `${actor.kind}:${actor.id}` },
  };
  const noteMade = (sums: { readonly files: number; readonly sumsSha256: string }): Promise<void> =>
    context.store.write(actor, (unit) =>
      unit.audit({ type: 'audit_pack.made', subject, detail: { ...period, ...sums } }),
    );
  return { name, files: inFolder(name, madeAtMs, filesOf(context, { manifest, checkpoint, noteMade })) };
}

type Made = { readonly name: string; readonly bytes: Uint8Array };

async function* filesOf(
  context: EvidenceContext,
  given: {
    readonly manifest: Omit<PackManifest, 'sections'>;
    readonly checkpoint: Checkpoint | undefined;
    readonly noteMade: (sums: { readonly files: number; readonly sumsSha256: string }) => Promise<void>;
  },
): AsyncGenerator<Made> {
  const { manifest: begun, checkpoint, noteMade } = given;
  const files: PackFile[] = [];
  const sections: PackSection[] = [];
  const summed = (made: Made): Made => {
    files.push({ name: made.name, bytes: made.bytes.length, sha256: context.bytesDigest(made.bytes) });
    return made;
  };
  if (checkpoint !== undefined) yield summed(textFile(PACK_FILES.checkpoint, `${JSON.stringify(checkpoint)}\n`));
  yield summed(textFile(PACK_FILES.publicKey, context.signer.publicKeyPem));
  for (const wanted of sectionsOf(context, begun)) {
    const first = files.length;
    const askedAtMs = context.clock.nowMs();
    let rows = 0;
    for await (const part of wanted.parts()) {
      rows += part.rows;
      yield summed(part);
    }
    const { title, what, asked, alsoAt } = wanted;
    sections.push({ title, what, asked, alsoAt, askedAtMs, rows, files: files.slice(first) });
  }
  const manifest = { ...begun, sections };
  yield summed(textFile(PACK_FILES.readme, packReadme(manifest)));
  yield summed(textFile(PACK_FILES.manifest, manifestText(manifest)));
  const sums = sumsText(files);
  await noteMade({ files: files.length, sumsSha256: context.sha256(sums) });
  yield textFile(PACK_FILES.sums, sums);
  yield { name: PACK_FILES.signature, bytes: Buffer.from(context.signer.sign(sums), 'base64') };
}

function sectionsOf(context: EvidenceContext, period: EvidencePeriod): readonly WantedSection[] {
  const { fromMs, toMs } = period;
  const tally = createCallTally();
  return [
    ...rulesEvidence(context, period),
    ...casesEvidence(context, period),
    {
      title: 'Audit trail',
      what: 'Every change, every decision that matters by itself, and every settled call, as a chain of hashes with its signed checkpoints. Join the files in order: they are one export.',
      asked: 'The chain from the first event of the period up to the last one before its end.',
      alsoAt: 'GET /api/v1/audit/export',
      // What the export names as its end is the last moment that belongs to it.
      parts: () => trailParts(exportChain(context, { fromMs, toMs: toMs - 1 }), tally),
    },
    {
      title: 'Calls',
      what: 'What the calls add up to by use case, team, decision and outcome.',
      asked:
        'Nothing: the calls of the trail of this pack were counted while it was written, and can be counted again from it.',
      alsoAt: null,
      parts: () => callParts(context, tally),
    },
  ];
}

function callParts({ csv }: EvidenceContext, tally: ReturnType<typeof createCallTally>): AsyncIterable<EvidencePart> {
  const rows = async function* () {
    yield* tally.rows();
  };
  return tableParts(csv, { name: 'calls', columns: CALL_COLUMNS, rows: rows() });
}

async function* inFolder(folder: string, atMs: number, files: AsyncIterable<Made>): AsyncGenerator<ArchiveFile> {
  for await (const { name, bytes } of files) yield { name: `${folder}/${name}`, bytes, atMs };
}

function textFile(name: string, text: string): Made {
  return { name, bytes: Buffer.from(text) };
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
