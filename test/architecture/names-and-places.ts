import { posix } from 'node:path';
import type { Breach } from './breach.ts';
import type { SourceFile } from './source-file.ts';

const drawers = /^(?:utils?|utilit(?:y|ies)|helpers?|common|shared|misc|managers?|core|lib|stuff)$/;
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const codeFile = /\.(?:ts|tsx|mjs)$/;
const codeFolders = /^(?:src|test|bench|bin|data|web|examples)\//;

/** No drawer for odds and ends: a name says which noun it serves. */
export function checkDrawers(files: readonly SourceFile[]): readonly Breach[] {
  return code(files).flatMap(({ path }) => {
    const drawer = segmentsOf(path).find(
      (segment) => drawers.test(segment) || drawers.test(segment.split('-').at(-1) ?? ''),
    );
    if (drawer === undefined) return [];
    return [
      { path, line: 1, what: `"${drawer}" is a drawer`, instead: 'name the noun it serves, or the verb it does' },
    ];
  });
}

/** Files and folders are named in kebab-case, after what they hold. */
export function checkKebabCase(files: readonly SourceFile[]): readonly Breach[] {
  return code(files).flatMap(({ path }) => {
    const wrong = segmentsOf(path).find((segment) => !kebab.test(segment));
    if (wrong === undefined) return [];
    return [
      { path, line: 1, what: `"${wrong}" is not kebab-case`, instead: 'write small letters, digits and hyphens' },
    ];
  });
}

/** Inside the house nobody uses the front door. */
export function checkNoIndex(files: readonly SourceFile[]): readonly Breach[] {
  return code(files)
    .filter(({ path }) => path.startsWith('src/') && /\/index\.\w+$/.test(path))
    .map(({ path }) => ({ path, line: 1, what: 'is an index', instead: 'import each file by its own name' }));
}

/** src/floor/noun/file.ts, and no deeper. */
export function checkDepth(files: readonly SourceFile[]): readonly Breach[] {
  return code(files)
    .filter(({ path }) => path.startsWith('src/') && path.split('/').length > 4)
    .map(({ path }) => ({
      path,
      line: 1,
      what: 'lies too deep',
      instead: 'src/<floor>/<noun>/<file>.ts is the deepest place',
    }));
}

function code(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter(({ path }) => codeFolders.test(path) && codeFile.test(path));
}

/** Folder names and each dotted part of the file's name but the extension. */
function segmentsOf(path: string): readonly string[] {
  const folders = posix.dirname(path).split('/');
  return [
    ...folders,
    ...posix
      .basename(path)
      .split('.')
      .slice(0, -1)
      .filter((part) => part !== 'd'),
  ];
}
