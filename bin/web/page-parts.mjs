// Which files the page at each path needs beside the first load, so that the server can name them in the document: a browser
// would otherwise hear of them when the application is there and asks for them, one round later.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROUTE = /path: '([^']+)',(?:(?!path: ').)*?import\('\.\.\/([^']+)'\)/gs;

/** `[path, [file, …]]` of every route that `web/shell` lists, exact paths before those with a name in them. */
export function pageParts({ checkout, manifest }) {
  const shell = join(checkout, 'web', 'shell');
  const [entry = ''] = Object.keys(manifest).filter((name) => manifest[name].isEntry === true);
  const first = loadedWith(manifest, entry);
  return readdirSync(shell)
    .flatMap((name) => [...readFileSync(join(shell, name), 'utf8').matchAll(ROUTE)])
    .map(([, path, page]) => [path, filesOf({ manifest, page, first })])
    .sort(([one], [other]) => Number(one.includes('$')) - Number(other.includes('$')));
}

function filesOf({ manifest, page, first }) {
  if (manifest[page] === undefined)
    throw new Error(`web/${page} has no file of its own: what others import from it belongs beside it.`);
  return [...loadedWith(manifest, page)].filter((name) => !first.has(name)).map((name) => `/${manifest[name].file}`);
}

function loadedWith(manifest, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const needed of manifest[name]?.imports ?? []) loadedWith(manifest, needed, seen);
  return seen;
}
