// Which test files a wish means, the law of the house first: it is quick and its words help most.

import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const EVERYWHERE = [
  'test/architecture/**/*.test.ts',
  'src/**/*.test.ts',
  'web/**/*.test.ts',
  'test/**/*.test.ts',
  'bench/**/*.test.ts',
  'data/*.test.ts',
];

/** Paths of test files from the checkout, without duplicates, in the order in which they run. */
export function listTests({ checkout, patterns }) {
  const all = filesMatching({ checkout, globs: EVERYWHERE });
  if (patterns.length === 0) return all;
  const chosen = patterns.flatMap((pattern) => {
    const found = testsMeantBy({ checkout, pattern, all });
    if (found.length === 0) throw new Error(`No test matches "${pattern}". Name a folder, a file or a part of a path.`);
    return found;
  });
  return [...new Set(chosen)];
}

function testsMeantBy({ checkout, pattern, all }) {
  const path = pattern.replace(/^\.\//, '').replace(/\/$/, '');
  const stat = statSync(join(checkout, path), { throwIfNoEntry: false });
  if (stat?.isFile()) return [path];
  if (stat?.isDirectory()) return filesMatching({ checkout, globs: [`${path}/**/*.test.ts`] });
  const matching = filesMatching({ checkout, globs: [path] });
  return matching.length > 0 ? matching : all.filter((file) => file.includes(path));
}

function filesMatching({ checkout, globs }) {
  const found = globs.flatMap((glob) => {
    const files = globSync(glob, { cwd: checkout, exclude: (name) => name === 'node_modules' });
    return files.map((file) => file.replaceAll('\\', '/')).sort();
  });
  return [...new Set(found)];
}
