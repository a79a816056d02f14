import type { VerifiedExport } from '../../app/audit/verify-audit-export.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { fileLines } from '../output/file-lines.ts';
import { readInputFile } from '../output/named-file.ts';
import { layOutFields } from '../output/table.ts';
import { count, moment, zone } from '../output/words.ts';
import type { Write } from './write.ts';

export type VerifyOptions = ConnectionOptions & {
  readonly publicKey?: readonly string[];
  readonly checkpoint?: readonly string[];
};

/** Verifies a file with nothing but this program, or what a server exports; the exit code is the verdict. */
export async function verifyTrail(file: string | undefined, options: VerifyOptions, write: Write): Promise<void> {
  const { verifyAuditExport } = await import('../../app/audit/verify-audit-export.ts');
  const wish = { publicKeyPems: await readKeys(options), pinned: await readCheckpoints(options) };
  const lines = file === undefined ? openConnection(options).lines('exportAudit', {}) : fileLines(file);
  const report = await verifyAuditExport(lines, wish);
  if (!report.sound) process.exitCode = 1;
  if (options.json === true) return write(JSON.stringify({ verdict: report.sound ? 'sound' : 'not_sound', ...report }));
  write(report.sound ? 'Sound: nothing was changed, removed, inserted or reordered.' : `NOT SOUND. ${report.sentence}`);
  write(`\n${layOutFields(fieldsOf(report))}`);
  const notes = notesOf(report, file === undefined);
  if (notes.length > 0) write(`\n${notes.join('\n')}`);
}

export async function readKeys(options: Pick<VerifyOptions, 'publicKey'>): Promise<readonly string[]> {
  const { readPublicKey } = await import('../../app/audit/verify-audit-export.ts');
  return (options.publicKey ?? []).map((file) => {
    const pem = readInputFile(file);
    if (readPublicKey(pem) === undefined) {
      throw new CliFailure(
        `${file} is not an Ed25519 public key in PEM. "tokenward audit public-key" writes the one of a server.`,
        2,
      );
    }
    return pem;
  });
}

async function readCheckpoints(options: VerifyOptions) {
  const { readCheckpointText } = await import('../../app/audit/verify-audit-export.ts');
  return (options.checkpoint ?? []).flatMap((file) => {
    const texts = readInputFile(file)
      .split('\n')
      .filter((line) => line.trim() !== '');
    return texts.map((text) => {
      const checkpoint = readCheckpointText(text);
      if (checkpoint !== undefined) return checkpoint;
      throw new CliFailure(
        `${file} is not a checkpoint (one JSON object a line). "tokenward audit checkpoint -o file" writes one.`,
        2,
      );
    });
  });
}

function fieldsOf(report: VerifiedExport): readonly (readonly [string, string])[] {
  const { finding, firstSequence } = report;
  const events =
    firstSequence === null ? 'none' : `${count(report.eventsChecked)} (${firstSequence} to ${report.lastSequence})`;
  return [
    ['installation', report.origin ?? 'not said'],
    ['exported', report.exportedAtMs === null ? 'not said' : `${moment(report.exportedAtMs)} (${zone()})`],
    ['events checked', events],
    ['calls checked', count(report.leavesChecked)],
    ['checkpoints checked', count(report.checkpointsChecked)],
    ['signed up to event', report.signedUpToSequence === null ? 'none' : String(report.signedUpToSequence)],
    ['key', report.keyIds.length === 0 ? 'none' : report.keyIds.join(', ')],
    ...(finding === null ? [] : ([['first fault', `${finding.kind} at event ${finding.sequence}`]] as const)),
  ];
}

function notesOf(report: VerifiedExport, isFromServer: boolean): readonly string[] {
  // Beside a fault they would only hide it.
  if (!report.sound) return [];
  const notes: string[] = [];
  if (report.keySource !== 'given') {
    notes.push(
      'The key came with the export itself: this proves that the file agrees with itself, not who made it. For that, bring the',
      '  key from elsewhere by --public-key.',
    );
  }
  if (report.pinnedCheckpoints === 0) {
    notes.push(
      'No checkpoint from elsewhere was given: a tail that was cut off cleanly, or a trail written anew with the signing key,',
      '  would not show. "tokenward audit checkpoint" makes one to keep.',
    );
  }
  const { firstSequence, lastSequence, signedUpToSequence: signed } = report;
  if (firstSequence !== null && firstSequence > 1)
    notes.push(`This is a part: nothing is said of the events before ${firstSequence}.`);
  if (firstSequence !== null && (signed ?? 0) < lastSequence) {
    const from = signed === null ? firstSequence : signed + 1;
    notes.push(
      `No signature covers the events from ${from} on yet: a server signs every five minutes${isFromServer ? ', "tokenward audit checkpoint" at once' : ''}.`,
    );
  }
  return notes;
}
