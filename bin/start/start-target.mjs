// Prepares the checkout, then runs the target as a child that shares our terminal and our fate.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bringNode } from './bring-node.mjs';
import { buildWeb } from './build-web.mjs';
import { installPackages } from './install-packages.mjs';
import { StartRefusal, say } from './say.mjs';

const PARENT_POLL_MS = 250;

// How Node is started for a server. A gateway lives long and holds little: without these V8 lets the heap of a machine
// with much memory grow to several times of what is alive before it looks. One thread beside the main one collects and
// compiles: of four, on the one processor that a gateway has to itself, calls waited fifty milliseconds for their turn.
// The bench starts it the same way.
// Its sources come without types from a folder of the checkout, which costs less than Node's compile cache.
const SERVER_FLAGS = [
  ...JSON.parse(readFileSync(new URL('server-flags.json', import.meta.url), 'utf8')),
  `--import=${new URL('stripped-sources.mjs', import.meta.url).href}`,
];

// And how its memory outside of the heap is kept: in one arena, given back when it is free. Each of glibc's threads else
// keeps what it once needed to compile and to pack: fifty megabytes of a gateway under load. Whoever sets these is followed.
const SERVER_ENVIRONMENT = JSON.parse(readFileSync(new URL('server-environment.json', import.meta.url), 'utf8'));

// TOKENWARD_CHECKOUT lets the tests of this folder work on a checkout of their own.
const checkout = process.env.TOKENWARD_CHECKOUT ?? dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Runs `script` of the checkout with the right Node; ends this process the way the script ended. */
export async function startTarget({ script, arguments: scriptArguments, inCheckout }) {
  if (process.env.npm_lifecycle_event !== undefined) endWithParent();
  try {
    const node = await bringNode(checkout);
    await installPackages({ checkout, node });
    if (scriptArguments[0] === 'serve') await buildWeb({ checkout, node });
    const end = await runToItsEnd({ node, script, scriptArguments, inCheckout });
    endLike(end);
  } catch (error) {
    if (!(error instanceof StartRefusal)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

function runToItsEnd({ node, script, scriptArguments, inCheckout }) {
  const isServer = scriptArguments[0] === 'serve';
  const flags = isServer ? SERVER_FLAGS : [];
  const child = spawn(node, [...flags, join(checkout, script), ...scriptArguments], {
    cwd: inCheckout ? checkout : process.cwd(),
    stdio: 'inherit',
    env: {
      ...(isServer ? SERVER_ENVIRONMENT : {}),
      ...process.env,
      PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
    },
  });
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      stopForwarding();
      resolve({ code, signal });
    });
  });
}

// `npm start` puts a shell between npm and us, which dies of a signal without passing it on. A parent that
// is gone is therefore the same to us as SIGTERM. Started without npm, we may outlive the shell (nohup).
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_POLL_MS);
  watch.unref();
}

// A terminal sends Ctrl-C to parent and child alike; passing it on as well would count as a second
// Ctrl-C in the child, which means "at once" to a server that is finishing its streams.
function forwardSignals(child) {
  const listeners = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGUSR2'].map((signal) => {
    const listener = () => {
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
}

function endLike({ code, signal }) {
  if (signal === null) {
    process.exitCode = code ?? 1;
    return;
  }
  process.exitCode = 128 + (constants.signals[signal] ?? 0);
  process.kill(process.pid, signal);
}
