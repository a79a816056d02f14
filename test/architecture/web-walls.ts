import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Breach } from './breach.ts';
import { parseSource } from './parsed-source.ts';
import { isTypeScript, type SourceFile } from './source-file.ts';

const mayImport = /^src\/(?:client|contract)\//;
const unsafe = /\b(?:dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\()/;
const storage = /\b(?:localStorage|sessionStorage|indexedDB)\b/;
/** The eight letters of a program that waits go round by the identity provider: for one tab and ten minutes, and they open nothing. */
const mayKeep = 'web/sign-in/carried-code.ts';

type Finding = Omit<Breach, 'path'>;

/** Pages see the client and the contract, and those for their types only: schemas stay on the server. */
export function checkWebImports(files: readonly SourceFile[]): readonly Breach[] {
  return eachWebFile(files, (file) =>
    parseSource(file).imports.flatMap(({ specifier, isTypeOnly, line }) => {
      if (!specifier.startsWith('.')) return [];
      const target = posix.join(posix.dirname(file.path), specifier);
      if (target.startsWith('web/')) return [];
      if (!mayImport.test(target)) {
        return [
          { line, what: `web imports ${target}`, instead: 'web may import client and contract: ask the control API' },
        ];
      }
      if (isTypeOnly) return [];
      return [
        { line, what: `web imports values from ${target}`, instead: 'use `import type`; the browser loads no schema' },
      ];
    }),
  );
}

/** What people and models write is text: no page turns it into markup, and none keeps it in the browser. */
export function checkWebSafety(files: readonly SourceFile[]): readonly Breach[] {
  return eachWebFile(files, (file) =>
    file.text.split('\n').flatMap((content, index) => {
      const line = index + 1;
      if (unsafe.test(content)) return [{ line, what: 'turns text into markup or code', instead: 'make elements' }];
      if (!storage.test(content) || file.path === mayKeep) return [];
      return [{ line, what: 'keeps something in the browser', instead: 'keep it in memory, or on the server' }];
    }),
  );
}

/** web/noun/file.tsx, and no deeper. */
export function checkWebDepth(files: readonly SourceFile[]): readonly Breach[] {
  return eachWebFile(files, ({ path }) =>
    path.split('/').length <= 3
      ? []
      : [{ line: 1, what: 'lies too deep', instead: 'web/<noun>/<file> is the deepest place' }],
  );
}

/** Every sentence that people read stands in web/words, so that it can be translated. */
export function checkWebWords(files: readonly SourceFile[]): readonly Breach[] {
  return eachWebFile(files, (file) =>
    textsBetweenTags(file)
      .filter(({ text }) => /\p{L}{2}/u.test(text))
      .map(({ text, line }) => ({
        line,
        what: `says "${text.trim()}" itself`,
        instead: 'let a file of web/words say it',
      })),
  );
}

function eachWebFile(files: readonly SourceFile[], judge: (file: SourceFile) => readonly Finding[]): readonly Breach[] {
  return files
    .filter((file) => file.path.startsWith('web/') && isTypeScript(file))
    .flatMap((file) => judge(file).map((finding) => ({ path: file.path, ...finding })));
}

function textsBetweenTags(file: SourceFile): readonly { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && node.type === 'JSXText' && 'value' in node && 'start' in node) {
      found.push({ text: String(node.value), line: file.text.slice(0, Number(node.start)).split('\n').length });
    }
    for (const value of Object.values(node)) if (typeof value === 'object') visit(value);
  };
  if (file.path.endsWith('.tsx')) visit(parseSync(file.path, file.text).program);
  return found;
}
