import { test } from 'node:test';
import { assertCaught, assertKept } from './breach.ts';
import { checkDependencies, checkGlossary, checkReadmes } from './papers.ts';
import { readTree } from './read-tree.ts';

const tree = readTree();

test('Each floor has a README, and no README in src is longer than 60 lines.', () => {
  assertKept(checkReadmes(tree));
});

test('Each npm package has its reason in docs/dependencies.md.', () => {
  assertKept(checkDependencies(tree));
});

test('Each noun of the domain is a word of the glossary.', () => {
  assertKept(checkGlossary(tree));
});

test('The laws of papers catch planted breaches.', () => {
  assertCaught(
    checkReadmes([
      { path: 'src/store/a.ts', text: '' },
      { path: 'src/ports/a.ts', text: '' },
      { path: 'src/ports/README.md', text: 'line\n'.repeat(61) },
      { path: 'src/control/tsconfig.json', text: '{}' },
    ]),
    ['src/ports/README.md:61', 'src/store/README.md:1'],
  );
  assertCaught(
    checkDependencies([
      { path: 'package.json', text: '{\n"dependencies": {\n"pg": "1",\n"zod": "1",\n"@ai/x": "1",\n"yaml": "1"\n}}' },
      { path: 'docs/dependencies.md', text: '- `pg`: the driver\n- **zod**: the contract\n- `@ai/*`: clients\nyaml' },
    ]),
    ['package.json:6'],
  );
  assertCaught(
    checkGlossary([
      { path: 'src/domain/money/a.ts', text: '' },
      { path: 'src/domain/task/a.ts', text: '' },
      { path: 'docs/glossary.md', text: '**Money** is …; a taskforce is not one.' },
    ]),
    ['docs/glossary.md:1'],
  );
});
