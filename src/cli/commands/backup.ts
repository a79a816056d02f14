import type { Command } from 'commander';
import { CliFailure } from '../connection/cli-failure.ts';
import { count, moment, zone } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type PlaceOptions = { readonly config?: string; readonly data?: string; readonly json?: boolean };
type RestoreOptions = PlaceOptions & { readonly digest?: string };

const SECRETS_WARNING =
  'Not in a backup, to be kept apart and safe:\n' +
  '  the key pepper     secrets/key-pepper or TOKENWARD_KEY_PEPPER: without it no API key works on the restored store\n' +
  '  the audit key      secrets/audit-ed25519.pem or TOKENWARD_AUDIT_KEY: without it later checkpoints have another key\n' +
  '  the content key    secrets/content-key or TOKENWARD_CONTENT_KEY: without it no kept content can be opened\n' +
  '  the journal        journal/: calls that have not reached the store yet; stop the gateway to have them all in it';

export function addBackupCommands(program: Command, { write }: CommandHouse): void {
  withPlace(program.command('backup <directory>'))
    .description('write the whole store into a new directory, while gateways go on')
    .addHelpText(
      'after',
      `\n${SECRETS_WARNING}\n\nExamples:\n  tokenward backup "backups/$(date +%F)"\n  DATABASE_URL=postgres://… tokenward backup /mnt/backups/tonight --json`,
    )
    .action((directory: string, options: PlaceOptions) => backUp(directory, options, write));
  withPlace(program.command('restore <directory>'))
    .description('load a backup into an empty store: a new data directory, or an empty database by DATABASE_URL')
    .option('--digest <sha256>', 'the digest that "backup" showed: refuse every other backup')
    .addHelpText(
      'after',
      `\nA store that was in use is never overwritten.\n\n${SECRETS_WARNING}\n\nExamples:\n  tokenward restore backups/2026-11-20 --data restored\n  tokenward restore backups/2026-11-20 --data restored --digest 3f1a…`,
    )
    .action((directory: string, options: RestoreOptions) => restore(directory, options, write));
}

function withPlace(command: Command): Command {
  return command
    .option(
      '-c, --config <file>',
      'configuration file, for its data directory (default: tokenward.yaml where there is one)',
    )
    .option(
      '--data <directory>',
      'data directory of the embedded store (default: TOKENWARD_DATA, else what the file says)',
    )
    .option('--json', 'print JSON for programs');
}

async function placeOf(options: PlaceOptions) {
  const { loadSettings } = await import('../../app/settings/load-settings.ts');
  const environment = options.data === undefined ? process.env : { ...process.env, TOKENWARD_DATA: options.data };
  const loaded = loadSettings({ file: options.config, environment });
  if (loaded.kind === 'faults') throw new CliFailure(loaded.lines.join('\n'), 2);
  const databaseUrl = process.env['DATABASE_URL'];
  // A directory that was named is meant, whatever the environment says of a server.
  const isServer = options.data === undefined && databaseUrl !== undefined && databaseUrl !== '';
  return { databaseUrl: isServer ? databaseUrl : undefined, dataDirectory: loaded.settings.dataDirectory };
}

async function backUp(directory: string, options: PlaceOptions, write: Write): Promise<void> {
  const { backUpStore } = await import('../../app/backup/copy-store.ts');
  const taken = await backUpStore(await placeOf(options), directory);
  const rows = taken.manifest.tables.reduce((sum, table) => sum + BigInt(table.rows), 0n);
  if (options.json === true) {
    return write(JSON.stringify({ directory: taken.directory, digest: taken.digest, manifest: taken.manifest }));
  }
  write(
    `The store is in ${taken.directory}: ${taken.manifest.tables.length} tables, ${count(Number(rows))} rows.\n\n` +
      `  digest  ${taken.digest}\n\nKeep the digest elsewhere: "restore --digest" then takes this backup and no other.\n\n${SECRETS_WARNING}`,
  );
}

async function restore(directory: string, options: RestoreOptions, write: Write): Promise<void> {
  const { restoreStore } = await import('../../app/backup/copy-store.ts');
  const place = await placeOf(options);
  const restored = await restoreStore(place, { directory, expectedDigest: options.digest });
  if (options.json === true) return write(JSON.stringify({ ...restored, rows: restored.rows.toString() }));
  const where = place.databaseUrl === undefined ? place.dataDirectory : 'the database of DATABASE_URL';
  const later = restored.migrated.length === 0 ? '' : ` It was brought up to date by ${restored.migrated.join(', ')}.`;
  write(
    `Restored into ${where}: ${restored.tables} tables, ${count(Number(restored.rows))} rows, as they were at ${moment(restored.takenAt)} (${zone()}).${later}\n\n` +
      `  digest  ${restored.digest}\n\n${SECRETS_WARNING}\n\nPut the key pepper, the audit key and the content key in place before the first "serve".`,
  );
}
