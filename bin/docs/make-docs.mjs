// The documentation site: each Markdown file of docs/ as a page, one style, one small script, and an index to search in.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { documentPage, missingPage } from './document-page.mjs';
import { readDocuments } from './read-documents.mjs';

const own = (name) => readFileSync(join(import.meta.dirname, name));

/** Writes `docs/*.html` and their assets into the folder that is served. */
export function makeDocs({ checkout, into }) {
  const asset = (name, bytes) => {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
    const file = name.replace(/(\.\w+)$/, `-${hash}$1`);
    mkdirSync(join(into, 'assets'), { recursive: true });
    writeFileSync(join(into, 'assets', file), bytes);
    return `/assets/${file}`;
  };
  const picture = (file, bytes) => asset(`picture-${basename(file)}`, bytes);
  const { sections, pages } = readDocuments(checkout, picture);
  const assets = {
    style: asset('documents.css', own('documents.css')),
    script: asset('documents.js', own('documents.js')),
    search: asset('documents-search.json', searchIndex(pages)),
    mark: asset('documents-mark.svg', readFileSync(join(checkout, 'web', 'mark.svg'))),
  };
  const site = { sections, pages, assets };
  for (const page of pages) write(join(into, `${page.address.slice(1)}.html`), documentPage({ site, page }));
  write(join(into, 'docs', 'missing.html'), missingPage(site));
}

/** `[address, title of the page, title of the part, words]`, a row for each part of a page. */
function searchIndex(pages) {
  const rows = pages.flatMap((page) =>
    page.parts.map(({ id, title, text }) => [
      id === '' ? page.address : `${page.address}#${id}`,
      page.title,
      id === '' ? '' : title,
      text,
    ]),
  );
  return Buffer.from(JSON.stringify(rows));
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
