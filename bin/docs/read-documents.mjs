// What docs/ holds, in the order of docs/contents.json, which says for whom each page is.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderMarkdown } from './render-markdown.mjs';

const HOME = 'docs/README.md';
/** Papers beside docs/ that its pages lead to. */
const PAPERS = ['README.md', 'ARCHITECTURE.md', 'STYLE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'bench/README.md'];
const RESULTS = 'bench/results';

/**
 * All pages with their HTML, the sections of the contents, and every fault in words: a file that the contents do not name, one that
 * is named twice or is not there, a link to no heading, a picture that is not there. `addressOfPicture(file, bytes)` says where a picture is served. Faults stop no server: a page without a place stands in a section of its own.
 */
export function readDocuments(checkout, addressOfPicture = (file) => `/${file}`) {
  const named = JSON.parse(readFileSync(join(checkout, 'docs', 'contents.json'), 'utf8'));
  const files = listFiles(checkout);
  const addressOf = (file) => (files.has(file) ? addressFor(file) : undefined);
  const sources = new Map([...files].map((file) => [file, readFileSync(join(checkout, file), 'utf8')]));
  const titleOf = (file) => /^# (.+)$/m.exec(sources.get(file) ?? '')?.[1] ?? file;
  const pictureOf = (file) => {
    if (!existsSync(join(checkout, file))) return undefined;
    const bytes = readFileSync(join(checkout, file));
    return { address: addressOfPicture(file, bytes), ...sizeOfWebp(bytes) };
  };
  const pages = [...sources].map(([file, source]) => {
    return {
      file,
      address: addressFor(file),
      ...renderMarkdown({ page: { file, source }, addressOf, titleOf, pictureOf }),
    };
  });
  const unnamed = unnamedFiles({ sections: named, files });
  const sections = named
    .map((section) => ({ ...section, pages: section.pages.filter((page) => files.has(`docs/${page}`)) }))
    .concat(unnamed.length > 0 ? [{ name: 'More', pages: unnamed.map((file) => file.slice('docs/'.length)) }] : []);
  return { sections, pages, faults: [...faultsOfContents({ sections: named, files }), ...faultsOfLinks(pages)] };
}

function listFiles(checkout) {
  const below = (folder) =>
    existsSync(join(checkout, folder))
      ? readdirSync(join(checkout, folder), { recursive: true })
          .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
          .filter((file) => file.endsWith('.md'))
          .sort()
      : [];
  return new Set([...below('docs'), ...PAPERS.filter((file) => existsSync(join(checkout, file))), ...below(RESULTS)]);
}

/** `docs/clients/codex.md` → `/docs/clients/codex`; papers beside docs/ stand under `/docs/papers/`. */
export function addressFor(file) {
  const path = file.replace(/\.md$/, '');
  if (file === HOME) return '/docs';
  if (path.startsWith('docs/')) return `/${path.replace(/\/README$/, '')}`;
  return `/docs/papers/${path.toLowerCase()}`;
}

function unnamedFiles({ sections, files }) {
  const named = new Set(sections.flatMap(({ pages }) => pages.map((page) => `docs/${page}`)));
  const isRead = (file) => file.startsWith('docs/') && !file.startsWith('docs/adr/') && file !== HOME;
  return [...files].filter((file) => isRead(file) && !named.has(file));
}

function faultsOfContents({ sections, files }) {
  const named = sections.flatMap(({ pages }) => pages.map((page) => `docs/${page}`));
  return [
    ...unnamedFiles({ sections, files }).map(
      (file) => `docs/contents.json  does not name ${file} → say in which section it is read`,
    ),
    ...named
      .filter((file) => !files.has(file))
      .map((file) => `docs/contents.json  names ${file} → there is no such file`),
    ...named
      .filter((file, at) => named.indexOf(file) !== at)
      .map((file) => `docs/contents.json  names ${file} twice → leave it where it is looked for first`),
  ];
}

/** Of the lossy kind, as browsers write it: fourteen bits each behind the mark of its first frame. */
function sizeOfWebp(bytes) {
  const at = bytes.indexOf(Buffer.from([0x9d, 0x01, 0x2a]));
  if (at < 0) return { width: 1280, height: 880 };
  return { width: bytes.readUInt16LE(at + 3) & 0x3fff, height: bytes.readUInt16LE(at + 5) & 0x3fff };
}

function faultsOfLinks(pages) {
  const anchors = new Map(pages.map(({ file, headings }) => [file, new Set(headings.map(({ id }) => id))]));
  return pages.flatMap((page) =>
    page.links
      .filter(({ file, anchor }) => anchor !== undefined && anchors.get(file)?.has(anchor) !== true)
      .map(({ file, anchor }) => `${page.file}  links to ${file}#${anchor}, → there is no such heading`)
      .concat(page.lacking.map((file) => `${page.file}  shows ${file} → there is no such picture`)),
  );
}
