import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageParts, WebFile, WebFiles } from '../../http/web/web-face.ts';

const BUILT = fileURLToPath(new URL('../../../dist/web', import.meta.url));

// biome-ignore format: a table is read down
const TYPES: ReadonlyMap<string, string> = new Map([
  ['.js',    'text/javascript; charset=utf-8'],
  ['.css',   'text/css; charset=utf-8'],
  ['.svg',   'image/svg+xml'],
  ['.woff2', 'font/woff2'],
  ['.png',   'image/png'],
  ['.webp',  'image/webp'],
  ['.json',  'application/json'],
]);

/** The built web application, read once into memory: about two megabytes with the documentation. Undefined where nobody built it. */
export function openWeb(folder: string = BUILT): WebFiles | undefined {
  const page = join(folder, 'page.html');
  if (!existsSync(page)) return undefined;
  const names = new Set(readdirSync(join(folder, 'assets')));
  const originals = [...names].filter((name) => TYPES.has(extname(name)));
  return {
    page: readFileSync(page, 'utf8'),
    parts: readParts(join(folder, 'page-parts.json')),
    assets: new Map(originals.map((name) => [`/assets/${name}`, readAsset(join(folder, 'assets'), name, names)])),
    documents: readDocuments(folder),
  };
}

/** Written by the build, beside the page. */
function readParts(file: string): readonly PageParts[] {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** `docs.html` and all below `docs/`, each under its path without the ending. */
function readDocuments(folder: string): ReadonlyMap<string, string> {
  const below = existsSync(join(folder, 'docs'))
    ? readdirSync(join(folder, 'docs'), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
  const files = existsSync(join(folder, 'docs.html')) ? [join(folder, 'docs.html'), ...below] : below;
  return new Map(
    files.map((file) => [
      `/${relative(folder, file)
        .replaceAll('\\', '/')
        .replace(/\.html$/, '')}`,
      readFileSync(file, 'utf8'),
    ]),
  );
}

function readAsset(folder: string, name: string, names: ReadonlySet<string>): WebFile {
  if (name.endsWith(PICTURE)) return pictureOf(join(folder, name));
  const copy = (ending: string) => (names.has(name + ending) ? readFileSync(join(folder, name + ending)) : undefined);
  return {
    type: TYPES.get(extname(name)) ?? 'application/octet-stream',
    plain: readFileSync(join(folder, name)),
    gzip: copy('.gz'),
    brotli: copy('.br'),
  };
}

/** Of the documentation: seldom asked for, so it stays on the disk. */
const PICTURE = '.webp';

function pictureOf(path: string): WebFile {
  return {
    type: TYPES.get(PICTURE) ?? '',
    get plain() {
      return readFileSync(path);
    },
    gzip: undefined,
    brotli: undefined,
  };
}
