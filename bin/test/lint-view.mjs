// The checkout as one project, for the linter that reads types: it makes a program of each `tsconfig.json` that it finds, with
// everything that this one refers to. Of thirty, each wall read again what stands behind it: a minute of processor time, and half of
// one for the whole. What may see what, the compiler has said before.

import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const SEEN = ['src', 'web', 'test', 'bench', 'data', 'bin', 'kernel'];
const ALONE = ['.oxlintrc.json', 'package.json', 'tsconfig.base.json'];
const PROJECT = {
  extends: './tsconfig.base.json',
  compilerOptions: {
    composite: false,
    incremental: false,
    declaration: false,
    emitDeclarationOnly: false,
    noEmit: true,
    lib: ['esnext', 'dom', 'dom.iterable'],
    jsx: 'react-jsx',
    types: ['node', 'vite/client'],
  },
  include: ['src', 'web', 'test', 'bench', 'data'].flatMap((folder) => [`${folder}/**/*.ts`, `${folder}/**/*.tsx`]),
};

/** A folder in which each file stands at its own path, so that what is found is named as in the checkout. */
export function makeLintView(checkout) {
  const folder = mkdtempSync(join(tmpdir(), 'tokenward-lint-'));
  for (const name of SEEN) cpSync(join(checkout, name), join(folder, name), { recursive: true, filter: isSeen });
  for (const name of ALONE) cpSync(join(checkout, name), join(folder, name));
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(PROJECT));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function isSeen(path) {
  const name = basename(path);
  return name !== 'node_modules' && !/^tsconfig.*\.json$/.test(name);
}
