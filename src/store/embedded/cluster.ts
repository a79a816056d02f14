import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { StoreConnection } from '../connection/open-pool.ts';
import { type ClusterPurpose, type ClusterSettings, chooseSettings } from './cluster-settings.ts';
import {
  initialiseCluster,
  readClusterMajor,
  readPassword,
  refuseOtherMajor,
  superuser,
} from './initialise-cluster.ts';
import { locatePostgresBinaries, type PostgresInstallation } from './locate-postgres-binaries.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { prepareBinaries, type RunnableBinaries } from './prepare-binaries.ts';
import { chooseServerAccount, type ServerAccount } from './server-account.ts';

/** A data directory that stands, with the binaries and the account that serve it. */
export type Cluster = {
  readonly dataDirectory: string;
  /** Where the socket is reached; another path than the data directory's when that is too long for a socket. */
  readonly socketDirectory: string;
  readonly account: ServerAccount;
  readonly binaries: RunnableBinaries;
  readonly settings: ClusterSettings;
  /** A disposable cluster is not safe against a power cut, and goes when its last user goes. */
  readonly purpose: ClusterPurpose;
};

export type ClusterChoice = {
  readonly dataDirectory: string;
  readonly purpose?: ClusterPurpose;
  readonly settings?: ClusterSettings;
  readonly installation?: PostgresInstallation;
};

/** Checks what stands at the path, makes the cluster where nothing stands, and refuses anything else in words. */
export async function prepareCluster(choice: ClusterChoice): Promise<Omit<Cluster, 'socketDirectory'>> {
  const named = resolve(choice.dataDirectory);
  const dataDirectory = existsSync(named) ? realpathSync(named) : named;
  const purpose = choice.purpose ?? 'durable';
  const account = chooseServerAccount(dataDirectory);
  const major = readClusterMajor(dataDirectory);
  const binaries = prepareBinaries(choice.installation ?? locatePostgresBinaries(), account);
  if (major === 'absent') {
    await initialiseCluster(dataDirectory, { account, binaries, purpose });
  } else {
    refuseOtherMajor(major, binaries, dataDirectory);
  }
  return { dataDirectory, account, binaries, purpose, settings: { ...chooseSettings(purpose), ...choice.settings } };
}

/** How the launcher itself connects. */
export function superuserConnection({ dataDirectory, socketDirectory }: Cluster): StoreConnection {
  const password = readPassword(dataDirectory);
  const usesPort = process.platform === 'win32';
  return {
    host: usesPort ? '127.0.0.1' : socketDirectory,
    port: usesPort ? (readPostmasterFile(dataDirectory)?.port ?? 5432) : 5432,
    user: superuser,
    database: superuser,
    ...(password === undefined ? {} : { password }),
  };
}
