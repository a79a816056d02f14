#!/usr/bin/env node
// The front door of a fresh clone: `node bin/bootstrap.mjs <serve|test|bench> [arguments]`.
// Needs nothing but Node 18: it brings the right Node, installs from the lock file, then hands over.

import { say } from './start/say.mjs';
import { startTarget } from './start/start-target.mjs';

// One row per verb: what is run, and whether it must run in the checkout's own folder.
const TARGETS = {
  serve: { script: 'src/cli/main.ts', firstArguments: ['serve'], inCheckout: true },
  test: { script: 'bin/test.mjs', firstArguments: [], inCheckout: true },
  bench: { script: 'bench/run.ts', firstArguments: [], inCheckout: true },
};

const [verb = '', ...rest] = process.argv.slice(2);
const target = Object.hasOwn(TARGETS, verb) ? TARGETS[verb] : undefined;
if (target === undefined) {
  say(`Use: node bin/bootstrap.mjs <${Object.keys(TARGETS).join('|')}> [arguments]`);
  process.exitCode = 2;
} else {
  await startTarget({ ...target, arguments: [...target.firstArguments, ...rest] });
}
