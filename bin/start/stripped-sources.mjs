// Loaded before the first file of a server and of its threads (`--import`): gives them their sources without types, as they
// are kept. Node's own compile cache would do the same as quickly, and holds all that it read for as long as the process
// lives: twenty-five megabytes of a gateway.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { readStripped, SOURCES } from './stripped-file.mjs';

const MAKER = fileURLToPath(new URL('strip-sources.mjs', import.meta.url));
const SOURCES_URL = pathToFileURL(SOURCES + sep).href;

// Whoever wants Node's cache all the same has it.
if (process.env.NODE_COMPILE_CACHE === undefined) process.env.NODE_DISABLE_COMPILE_CACHE = '1';

// Threads find what the server has made.
let mayMake = isMainThread;

registerHooks({
  load: (url, context, nextLoad) => {
    const source = url.startsWith(SOURCES_URL) && url.endsWith('.ts') ? strippedOf(fileURLToPath(url)) : undefined;
    return source === undefined ? nextLoad(url, context) : { format: 'module', source, shortCircuit: true };
  },
});

/** Undefined where it cannot be kept, as in a folder that is only read: then Node strips it. */
function strippedOf(path) {
  const source = readFileSync(path);
  const kept = readStripped(source);
  if (kept !== undefined || !mayMake) return kept;
  mayMake = false;
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', MAKER], { stdio: 'ignore' });
  return readStripped(source);
}
