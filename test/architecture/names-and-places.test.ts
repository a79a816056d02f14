import { test } from 'node:test';
import { assertCaught, assertKept } from './breach.ts';
import { checkDepth, checkDrawers, checkKebabCase, checkNoIndex } from './names-and-places.ts';
import { readTree } from './read-tree.ts';

const tree = readTree();
const at = (path: string) => ({ path, text: '' });

test('There is no drawer for odds and ends.', () => {
  assertKept(checkDrawers(tree));
});

test('Files and folders are named in kebab-case.', () => {
  assertKept(checkKebabCase(tree));
});

test('There is no index.ts inside src.', () => {
  assertKept(checkNoIndex(tree));
});

test('No file of src lies deeper than src/floor/noun/file.ts.', () => {
  assertKept(checkDepth(tree));
});

test('The laws of names catch planted breaches and let good names pass.', () => {
  assertCaught(
    checkDrawers([
      at('src/gateway/utils.ts'),
      at('src/store/shared/pool.ts'),
      at('src/control/team-helpers.ts'),
      at('test/key-manager.test.ts'),
      at('src/store/budget/shared-lock.ts'),
    ]),
    [
      'src/control/team-helpers.ts:1',
      'src/gateway/utils.ts:1',
      'src/store/shared/pool.ts:1',
      'test/key-manager.test.ts:1',
    ],
  );
  assertCaught(
    checkKebabCase([at('src/gateway/serveCall.ts'), at('src/Store/a.ts'), at('src/a/b-2.property.test.ts')]),
    ['src/Store/a.ts:1', 'src/gateway/serveCall.ts:1'],
  );
  assertCaught(checkNoIndex([at('src/gateway/index.ts'), at('test/index.ts')]), ['src/gateway/index.ts:1']);
  assertCaught(checkDepth([at('src/domain/money/a.ts'), at('src/domain/money/deep/a.ts')]), [
    'src/domain/money/deep/a.ts:1',
  ]);
});
