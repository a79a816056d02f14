import { prepareCluster, superuserConnection } from '../../src/store/embedded/cluster.ts';
import { endServer } from '../../src/store/embedded/end-server.ts';
import { readClusterMajor } from '../../src/store/embedded/initialise-cluster.ts';
import { joinServer } from '../../src/store/embedded/join-server.ts';
import { reachSocketDirectory } from '../../src/store/embedded/socket-directory.ts';
import { storeEngines, testDataDirectory } from './store-engines.ts';

// Run by the shell that postgres-cluster.ts leaves behind, after a test process was killed: joins the test
// server and leaves it, which stops it when nobody else uses it.
for (const engine of storeEngines().filter(({ name }) => name === process.argv[2])) {
  const dataDirectory = testDataDirectory(engine);
  if (readClusterMajor(dataDirectory) !== 'absent') {
    const prepared = await prepareCluster({ dataDirectory, purpose: 'disposable', installation: engine.locate() });
    const socket = reachSocketDirectory(prepared.dataDirectory);
    const cluster = { ...prepared, socketDirectory: socket.path };
    const outcome = await joinServer(superuserConnection(cluster));
    if (outcome.kind === 'joined') {
      await outcome.share.leave(() => endServer(cluster));
    }
    socket.remove();
  }
}
