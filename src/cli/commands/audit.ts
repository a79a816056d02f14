import type { Command } from 'commander';
import { withConnection } from '../connection/open-connection.ts';
import { readLimit } from '../connection/read-limit.ts';
import { type AuditOptions, exportTrail, showEvents, showPublicKey, signHead } from './audit-answers.ts';
import { makePack, verifyPack } from './audit-pack.ts';
import { type VerifyOptions, verifyTrail } from './audit-verify.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

export function addAuditCommands(program: Command, { write }: CommandHouse): void {
  const audit = program
    .command('audit')
    .description('the audit trail: verify it, export it, sign its head, read its events')
    .addHelpText('after', `\nWhat the trail proves and what it does not: docs/audit.md.\n`);

  withConnection(audit.command('verify [file]'))
    .description('verify an export offline, or, without a file, the trail of a running server')
    .option('--public-key <pem...>', 'public keys that sign checkpoints, kept from elsewhere')
    .option('--checkpoint <file...>', 'checkpoints kept elsewhere: they show a cut tail and a trail written anew')
    .addHelpText(
      'after',
      '\nEnds with 0 when nothing is at fault, with 1 when something is.\n' +
        '\nExamples:\n  tokenward audit verify\n  tokenward audit verify trail.ndjson --public-key tokenward.pem\n' +
        '  tokenward audit verify trail.ndjson --public-key tokenward.pem --checkpoint monday.json tuesday.json',
    )
    .action((file: string | undefined, options: VerifyOptions) => verifyTrail(file, options, write));

  withRange(withConnection(audit.command('export')))
    .description('the trail as one JSON line after another, with the calls of each batch, for "audit verify"')
    .option('-o, --output <file>', 'into this file; without it to standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward audit export -o trail.ndjson\n  tokenward audit export --from 2026-11-01 -o november.ndjson',
    )
    .action((options: AuditOptions) => exportTrail(options, write));

  addPackCommands(audit, write);

  withConnection(audit.command('checkpoint'))
    .description('sign the head of the trail now; keep the answer where nobody of this server can change it')
    .option('-o, --output <file>', 'into this file')
    .addHelpText('after', '\nExample:\n  tokenward audit checkpoint -o "checkpoint-$(date +%F).json"')
    .action((options: AuditOptions) => signHead(options, write));

  withRange(withConnection(audit.command('events')))
    .description('events of the trail: who changed or decided what, oldest first')
    .option('--type <type>', 'of this type, for instance api_key.created')
    .option('--subject <subject>', 'about this, for instance team:support')
    .option('--limit <rows>', 'at most so many', readLimit, 50)
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward audit events --last 24h\n  tokenward audit events --type api_key.revoked --json',
    )
    .action((options: AuditOptions) => showEvents(options, write));

  withConnection(audit.command('public-key'))
    .description('the public key that checks the signatures of checkpoints')
    .option('-o, --output <file>', 'into this file')
    .addHelpText(
      'after',
      '\nTake it once, from somebody you trust, and keep it: a key fetched with each export proves nothing.\n\nExample:\n  tokenward audit public-key -o tokenward.pem',
    )
    .action((options: AuditOptions) => showPublicKey(options, write));
}

function addPackCommands(audit: Command, write: Write): void {
  withRange(withConnection(audit.command('pack')))
    .description(
      'the evidence of a period as one signed file: rules, roles, keys, approvals, readings, closes, the trail',
    )
    .option('-o, --output <file>', 'into this file; without it to standard output')
    .addHelpText(
      'after',
      '\nIts README.txt says how it is verified with sha256sum and openssl alone.\n' +
        '\nExamples:\n  tokenward audit pack --from 2026-11-01 --to 2026-12-01 -o november.tar.gz\n  tokenward audit pack --last 12w -o quarter.tar.gz',
    )
    .action((options: AuditOptions) => makePack(options, write));

  withConnection(audit.command('verify-pack <file>'))
    .description('verify an evidence pack offline: every file, the signature, the trail, the counts')
    .option('--public-key <pem...>', 'public keys that sign packs, kept from elsewhere')
    .addHelpText(
      'after',
      '\nEnds with 0 when nothing is at fault, with 1 when something is.\n' +
        '\nExample:\n  tokenward audit verify-pack november.tar.gz --public-key tokenward.pem',
    )
    .action((file: string, options: VerifyOptions) => verifyPack(file, options, write));
}

function withRange(command: Command): Command {
  return command
    .option('--from <moment>', 'from this moment on, as 2026-11-01 or ISO 8601')
    .option('--to <moment>', 'up to this moment')
    .option('--last <span>', 'the last 24h, 7d, 12w instead');
}
