import { test } from 'node:test';
import { assertCaught, assertKept } from './breach.ts';
import { readTree } from './read-tree.ts';
import { sizeExceptions } from './size-exceptions.ts';
import { checkSizes } from './sizes.ts';

const longFunction = (lines: number) => `function long() {\n${'  step();\n'.repeat(lines - 2)}}\n`;
const longFile = (lines: number) => 'step();\n'.repeat(lines);

test('No file is longer than 300 lines and no function longer than 70, but for listed exceptions that only shrink.', () => {
  assertKept(checkSizes(readTree(), sizeExceptions));
});

test('The law catches what is too long, at the limit and not below it.', () => {
  assertCaught(
    checkSizes(
      [
        { path: 'src/store/a.ts', text: longFile(301) },
        { path: 'src/store/b.ts', text: longFile(300) },
        { path: 'src/store/c.ts', text: `\n${longFunction(71)}` },
        { path: 'src/store/d.ts', text: longFunction(70) },
        { path: 'src/store/e.test.ts', text: `test('a', () => {\n${'step();\n'.repeat(100)}});` },
      ],
      [],
    ),
    ['src/store/a.ts:1', 'src/store/c.ts:2'],
  );
});

test('A factory counts its own 70 lines and 150 in all; a callback inside a function counts as the function.', () => {
  const factory = (inner: number, own: number) =>
    `function make() {\n  const inner = () => {\n${'    step();\n'.repeat(inner - 2)}  };\n${'  step();\n'.repeat(own - 2)}}\n`;
  assertCaught(
    checkSizes(
      [
        { path: 'src/a/well.ts', text: factory(60, 70) },
        { path: 'src/a/own.ts', text: factory(10, 71) },
        {
          path: 'src/a/whole.ts',
          text: `${factory(70, 70).replace('};', `};\n  const more = () => {\n${'step();\n'.repeat(20)}};`)}`,
        },
        { path: 'src/a/callback.ts', text: `function walk() {\n  each(() => {\n${'step();\n'.repeat(70)}});\n}` },
      ],
      [],
    ).filter(({ what }) => /make|walk/.test(what)),
    ['src/a/callback.ts:1', 'src/a/own.ts:1', 'src/a/whole.ts:1'],
  );
});

test('A ceiling is exact: growth, shrinkage, recovery and absence each ask for a change of its row.', () => {
  const files = [
    { path: 'src/a/grew.ts', text: longFile(402) },
    { path: 'src/a/shrank.ts', text: longFile(398) },
    { path: 'src/a/same.ts', text: longFile(400) },
    { path: 'src/a/well.ts', text: longFile(200) },
    { path: 'src/a/function.ts', text: longFunction(80) },
  ];
  const exceptions = [
    ...['grew', 'shrank', 'same', 'well', 'gone'].map((name) => ({
      path: `src/a/${name}.ts`,
      ceiling: 400,
      reason: '',
    })),
    { path: 'src/a/function.ts', functionName: 'long', ceiling: 80, reason: '' },
  ];
  assertCaught(checkSizes(files, exceptions), [
    'src/a/gone.ts:1',
    'src/a/grew.ts:1',
    'src/a/shrank.ts:1',
    'src/a/well.ts:1',
  ]);
});
