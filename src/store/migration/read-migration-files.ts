import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MigrationRefusal } from './migration-refusal.ts';

/** One numbered file; `checksum` is the SHA-256 of its text with line ends as LF, so that a checkout on Windows agrees. */
export type MigrationFile = { readonly name: string; readonly statements: string; readonly checksum: string };

/** Where the product's own migrations are. */
export const migrationsDirectory = fileURLToPath(new URL('../migrations', import.meta.url));

const fileName = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;

/** Reads `0001-….sql`, `0002-….sql`, … in order; refuses a gap, a double number and a file of another kind. */
export async function readMigrationFiles(directory: string): Promise<readonly MigrationFile[]> {
  const names = (await listDirectory(directory)).filter((name) => name.endsWith('.sql')).sort();
  for (const [index, name] of names.entries()) refuseBadName({ name, number: index + 1 });
  return Promise.all(names.map((name) => readMigrationFile({ directory, name })));
}

async function listDirectory(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    throw new Error(`The migrations cannot be read from ${directory}.`, { cause });
  }
}

function refuseBadName({ name, number }: { readonly name: string; readonly number: number }): void {
  const found = fileName.exec(name)?.[1];
  if (found === undefined) {
    throw new MigrationRefusal('bad-file-name', `The migration ${name} is not named like 0001-what-it-does.sql.`);
  }
  if (Number(found) !== number) {
    throw new MigrationRefusal(
      'numbering-gap',
      `The migration ${name} stands where number ${String(number).padStart(4, '0')} belongs: numbers run from 0001 without gap or double.`,
    );
  }
}

async function readMigrationFile({ directory, name }: { directory: string; name: string }): Promise<MigrationFile> {
  const statements = (await readFile(join(directory, name), 'utf8')).replaceAll('\r\n', '\n');
  const checksum = createHash('sha256').update(statements).digest('hex');
  return { name: name.replace(/\.sql$/, ''), statements, checksum };
}
