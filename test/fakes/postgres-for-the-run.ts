import { leaveTestClusters, sharedTestCluster } from './postgres-cluster.ts';
import { storeEngines } from './store-engines.ts';

// For `node --test --test-global-setup=test/fakes/postgres-for-the-run.ts`: the runner holds the test
// servers for the whole run, so that they are made once and not for each test file.

export async function globalSetup(): Promise<void> {
  await Promise.all(storeEngines().map(sharedTestCluster));
}

export async function globalTeardown(): Promise<void> {
  await leaveTestClusters();
}
