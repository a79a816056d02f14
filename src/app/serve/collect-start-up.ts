import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects once what the start has left behind: half of the heap by then, texts of modules and tables that were read once.
 * Also tells V8 how much of it lives, which it else learns only when the heap has grown to its first bound, twice as large.
 */
export function collectStartUp(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
