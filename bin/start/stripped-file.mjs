// Where a source without its types is kept: by what it says, so that whatever stands there is right.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The sources that a server runs. */
export const SOURCES = join(checkout, 'src');
/** In the checkout and not in the machine's folder for everybody, where another account could have put something. */
export const STRIPPED = join(checkout, 'node_modules', '.cache', 'tokenward-sources');

/** Another Node may strip in another way. */
export function strippedPath(source) {
  return join(STRIPPED, `${createHash('sha256').update(`${process.version}\0`).update(source).digest('hex')}.js`);
}

/** What is kept of this source; undefined where nothing is. */
export function readStripped(source) {
  try {
    return readFileSync(strippedPath(source), 'utf8');
  } catch {
    return undefined;
  }
}
