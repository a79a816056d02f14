import { test } from 'node:test';
import { assertCaught, assertKept } from './breach.ts';
import { readTree } from './read-tree.ts';
import { checkWebDepth, checkWebImports, checkWebSafety, checkWebWords } from './web-walls.ts';

const tree = readTree();

test('Pages see client and contract alone, for their types alone.', () => {
  assertKept(checkWebImports(tree));
  assertCaught(
    checkWebImports([
      { path: 'web/home/a.tsx', text: "import type { A } from '../../src/contract/routes.ts';" },
      { path: 'web/home/b.tsx', text: "import { ROUTES } from '../../src/contract/routes.ts';" },
      { path: 'web/home/c.tsx', text: "\nimport type { Money } from '../../src/domain/money/money.ts';" },
      { path: 'web/home/d.tsx', text: "import { theme } from '../theme/theme.ts';" },
    ]),
    ['web/home/b.tsx:1', 'web/home/c.tsx:2'],
  );
});

test('No page makes markup of a text, or keeps one in the browser.', () => {
  assertKept(checkWebSafety(tree));
  assertCaught(
    checkWebSafety([
      { path: 'web/home/a.tsx', text: '<div dangerouslySetInnerHTML={{ __html: text }} />' },
      { path: 'web/home/b.ts', text: "\nlocalStorage.setItem('key', key);" },
    ]),
    ['web/home/a.tsx:1', 'web/home/b.ts:2'],
  );
});

test('Every sentence that people read stands in web/words.', () => {
  assertKept(checkWebWords(tree));
  assertCaught(
    checkWebWords([
      { path: 'web/home/a.tsx', text: 'export const A = () => <p>Hello there</p>;' },
      { path: 'web/home/b.tsx', text: 'export const B = () => <p>{WORDS.hello} · {count}</p>;' },
    ]),
    ['web/home/a.tsx:1'],
  );
});

test('Pages lie in one folder for each noun.', () => {
  assertKept(checkWebDepth(tree));
  assertCaught(checkWebDepth([{ path: 'web/home/parts/a.tsx', text: '' }]), ['web/home/parts/a.tsx:1']);
});
