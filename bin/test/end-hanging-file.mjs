// Loaded before each test file: a file that still runs after its time ends its process, with the names of what held it.
// node:test's own time limit is of single tests: on Node 26 a file whose tests are over and that left something
// running is waited for without end.

import { isMainThread } from 'node:worker_threads';

const limitMs = Number(process.env.TOKENWARD_TEST_FILE_LIMIT_MS);
let timer;

/** Begins the time anew: for each file of those that share a process. */
export function giveTimeTo(file) {
  if (!isMainThread || process.env.NODE_TEST_CONTEXT === undefined || !(limitMs > 0)) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    const held = process.getActiveResourcesInfo().filter((kind) => kind !== 'PipeWrap');
    process.stderr.write(
      `${file} was ended: it still ran after ${limitMs / 1000} s. It holds: ${held.join(', ') || 'nothing'}.\n`,
    );
    process.exit(1);
  }, limitMs).unref();
}

giveTimeTo(process.argv[1]);
