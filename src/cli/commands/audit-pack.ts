import { createReadStream } from 'node:fs';
import type { VerifiedPack } from '../../app/audit/verify-evidence-pack.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { layOutFields } from '../output/table.ts';
import { count } from '../output/words.ts';
import type { AuditOptions } from './audit-answers.ts';
import { readKeys } from './audit-verify.ts';
import { BILL_TIMEOUT_MS, pour } from './chargeback-bill.ts';
import type { Write } from './write.ts';

/** The evidence of a period into a file. It ends with the file whole, or with why it is not. */
export async function makePack(options: AuditOptions, write: Write): Promise<void> {
  const range = readRange(options);
  const { from, to = new Date().toISOString() } = range;
  if (from === undefined)
    throw new CliFailure('Say for which time: --from 2026-11-01 --to 2026-12-01, or --last 12w.', 2);
  if (options.output === undefined && process.stdout.isTTY)
    throw new CliFailure('A pack is not for a screen: name a file by --output.', 2);
  const client = openConnection(options, { timeoutMs: BILL_TIMEOUT_MS });
  await pour(client.file('makeEvidencePack', { query: { from, to } }), options.output);
  if (options.output === undefined) return;
  if (options.json === true) return write(JSON.stringify({ file: options.output, from, to }));
  write(
    `The evidence from ${from} to ${to} is in ${options.output}. README.txt in it says how it is verified without this\n` +
      `program; "tokenward audit verify-pack ${options.output}" does it with it, on any machine.`,
  );
}

/** Verifies a pack with nothing but this program; the exit code is the verdict. */
export async function verifyPack(
  file: string,
  options: ConnectionOptions & { readonly publicKey?: readonly string[] },
  write: Write,
): Promise<void> {
  const { verifyEvidencePack } = await import('../../app/audit/verify-evidence-pack.ts');
  const publicKeyPems = await readKeys(options);
  const report = await verifyEvidencePack(bytesOf(file), { publicKeyPems });
  if (!report.sound) process.exitCode = 1;
  if (options.json === true) return write(JSON.stringify({ verdict: report.sound ? 'sound' : 'not_sound', ...report }));
  write(
    report.sound
      ? 'Sound: every file is as it was signed, and the trail and its counts agree.'
      : `NOT SOUND. ${report.faults.join('\n  ')}`,
  );
  const fields = fieldsOf(report);
  if (fields.length > 0) write(`\n${layOutFields(fields)}`);
  if (report.sound && report.keySource !== 'given')
    write(
      '\nThe key came with the pack itself: this proves that the pack agrees with itself, not who made it. For that, bring the\n' +
        '  key from elsewhere by --public-key.',
    );
}

function fieldsOf({ pack, trail, files }: VerifiedPack): readonly (readonly [string, string])[] {
  if (pack === null || trail === null) return [];
  const sections = pack.sections.map(({ title, rows }) => [title.toLowerCase(), count(rows)] as const);
  return [
    ['installation', pack.origin],
    ['period', `${pack.from} to ${pack.to}`],
    ['made', `${pack.madeAt} by ${pack.madeBy}`],
    ['signed with', `key ${pack.keyId}`],
    ['files', count(files)],
    ...sections,
    ['calls checked', count(trail.leavesChecked)],
    ['trail signed up to', trail.signedUpToSequence === null ? 'nothing of it' : `event ${trail.signedUpToSequence}`],
  ];
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of createReadStream(file)) if (piece instanceof Uint8Array) yield piece;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CliFailure(`${file} cannot be read (${code === 'ENOENT' ? 'there is no such file' : code}).`, 2);
  }
}
