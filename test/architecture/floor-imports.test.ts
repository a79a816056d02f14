import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertCaught, assertKept } from './breach.ts';
import { checkFloorImports, checkNounOrder, checkPackageImports } from './floor-imports.ts';
import { floors } from './floors.ts';
import { readTree } from './read-tree.ts';
import type { SourceFile } from './source-file.ts';

const tree = readTree();
const manifest: SourceFile = { path: 'package.json', text: '{"dependencies":{"undici":"1","zod":"1"}}' };

test('A floor imports only the floors of its row.', () => {
  assertKept(checkFloorImports(tree));
});

test('A domain noun imports only nouns before it.', () => {
  assertKept(checkNounOrder(tree));
});

test('Pure floors use no npm package and no part of Node, and product code none that users do not install.', () => {
  assertKept(checkPackageImports(tree));
});

test("Each floor's tsconfig.json references exactly the floors of its row, so that the compiler is the same wall.", () => {
  for (const [floor, allowed] of Object.entries(floors)) {
    const path = `src/${floor}/tsconfig.json`;
    const project: unknown = JSON.parse(tree.find((file) => file.path === path)?.text ?? 'null');
    const expected = allowed.map((other) => ({ path: `../${other}` }));
    const references: unknown =
      typeof project === 'object' && project !== null ? Reflect.get(project, 'references') : [];
    assert.deepEqual(
      references,
      expected,
      `${path}  references differ from the floor table → list ${allowed.join(', ')}`,
    );
  }
});

test('The law catches an upward import in each way of writing one.', () => {
  const planted = [
    { path: 'src/store/a.ts', text: "import { b } from '../gateway/b.ts';" },
    { path: 'src/domain/money/a.ts', text: "\nexport type { B } from '../../ports/b.ts';" },
    { path: 'src/ports/a.ts', text: "export * from '../control/b.ts';" },
    { path: 'src/gateway/a.ts', text: "const b = await import('../store/b.ts');" },
    { path: 'src/control/a.ts', text: "type B = import('../contract/b.ts').B;" },
    { path: 'src/http/a.ts', text: "import { b } from '../ports/b.ts';" },
    { path: 'src/app/a.ts', text: "import { fake } from '../../test/fakes/fake.ts';" },
    { path: 'src/lobby/a.ts', text: "import { b } from './b.ts';" },
  ];
  assertCaught(checkFloorImports(planted), [
    'src/app/a.ts:1',
    'src/control/a.ts:1',
    'src/domain/money/a.ts:2',
    'src/gateway/a.ts:1',
    'src/http/a.ts:1',
    'src/lobby/a.ts:1',
    'src/ports/a.ts:1',
    'src/store/a.ts:1',
  ]);
});

test('The law lets pass what the table allows, and words in comments and strings.', () => {
  const honest = [
    { path: 'src/http/a.ts', text: "import type { P } from '../ports/p.ts';\nimport { c } from '../control/c.ts';" },
    { path: 'src/gateway/a.test.ts', text: "import { fake } from '../../test/fakes/fake.ts';" },
    { path: 'src/store/a.ts', text: "// import { b } from '../gateway/b.ts'\nconst a = \"import '../http/b.ts'\";" },
  ];
  assertCaught(checkFloorImports(honest), []);
});

test('The law catches a noun that imports a later one, and a noun without a place.', () => {
  const planted = [
    { path: 'src/domain/money/a.ts', text: "import { b } from '../budget/b.ts';" },
    { path: 'src/domain/usage/a.ts', text: "import type { B } from '../budget/b.ts';" },
    { path: 'src/domain/odds/a.ts', text: "import { b } from './b.ts';" },
    { path: 'src/domain/policy/a.ts', text: "import { b } from '../budget/b.ts';" },
  ];
  assertCaught(checkNounOrder(planted), [
    'src/domain/money/a.ts:1',
    'src/domain/odds/a.ts:1',
    'src/domain/usage/a.ts:1',
  ]);
});

test('The law catches packages and Node where they do not belong.', () => {
  const planted = [
    manifest,
    { path: 'src/domain/money/a.ts', text: "import { createHash } from 'node:crypto';" },
    { path: 'src/ports/a.ts', text: "import type { Readable } from 'stream';" },
    { path: 'src/gateway/a.ts', text: "import { Pool } from 'undici';" },
    { path: 'src/contract/a.ts', text: "import { z } from 'zod';" },
    { path: 'src/providers/a.ts', text: "import fc from 'fast-check';\nimport { Pool } from 'undici';" },
    { path: 'src/domain/money/a.test.ts', text: "import fc from 'fast-check';" },
  ];
  assertCaught(checkPackageImports(planted), [
    'src/domain/money/a.ts:1',
    'src/gateway/a.ts:1',
    'src/ports/a.ts:1',
    'src/providers/a.ts:1',
  ]);
});
