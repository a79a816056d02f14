import { statSync } from 'node:fs';
import { EmbeddedPostgresRefusal } from './embedded-postgres-refusal.ts';

/** Whose rights the server runs with: ours, or, since PostgreSQL refuses root, another account's. */
export type ServerAccount =
  | { readonly kind: 'self' }
  | { readonly kind: 'other'; readonly uid: number; readonly gid: number };

const nobody = { kind: 'other', uid: 65_534, gid: 65_534 } as const;

/** As root: the owner of the data directory, else 65534. As anybody else: ourselves, and the directory must be ours. */
export function chooseServerAccount(dataDirectory: string): ServerAccount {
  const ownUid = process.getuid?.();
  if (ownUid === undefined) {
    return { kind: 'self' };
  }
  const owner = statSync(dataDirectory, { throwIfNoEntry: false });
  if (ownUid === 0) {
    return owner === undefined || owner.uid === 0 ? nobody : { kind: 'other', uid: owner.uid, gid: owner.gid };
  }
  if (owner !== undefined && owner.uid !== ownUid) {
    throw new EmbeddedPostgresRefusal(
      'foreign-owner',
      `The data directory ${dataDirectory} belongs to uid ${owner.uid} and this process runs as uid ${ownUid}. ` +
        `Start as that user, or hand the directory over: sudo chown -R ${ownUid} ${dataDirectory}`,
    );
  }
  return { kind: 'self' };
}

/** The part of a spawn's options that makes the child run with the account's rights. */
export function spawnRights(account: ServerAccount): { uid?: number; gid?: number } {
  return account.kind === 'self' ? {} : { uid: account.uid, gid: account.gid };
}

/**
 * How the server itself names its data directory, its working directory being that directory.
 * Another account may be unable to walk the path (a clone in root's home, a `mktemp -d`), but it may
 * use the directory that it stands in: on Linux `/proc/self/cwd` leads there without walking.
 * (PostgreSQL 15 and older walk the path themselves; only tests run those, on paths that all may walk.)
 */
export function dataDirectoryAsSeenBy(account: ServerAccount, dataDirectory: string): string {
  return account.kind === 'other' && process.platform === 'linux' ? '/proc/self/cwd' : dataDirectory;
}

/** Only what the server needs: our environment holds provider keys and other secrets. */
export function serverEnvironment(): Record<string, string> {
  const { PATH = '/usr/bin:/bin', SystemRoot } = process.env;
  return { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot === undefined ? {} : { SystemRoot }) };
}
