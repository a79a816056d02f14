import { test } from 'node:test';
import { assertCaught, assertKept } from './breach.ts';
import { checkClockAndChance, checkSqlPlace } from './pure-code.ts';
import { readTree } from './read-tree.ts';

const tree = readTree();

test('Domain, gateway and control take time and chance as arguments.', () => {
  assertKept(checkClockAndChance(tree));
});

test('SQL stands only in src/store.', () => {
  assertKept(checkSqlPlace(tree));
});

test('The law catches each way of reading the clock or drawing by chance, and no date that is made from an argument.', () => {
  const planted = [
    { path: 'src/domain/usage/a.ts', text: 'const now = Date.now();\nconst d = new Date();\nconst e = new Date(5);' },
    { path: 'src/gateway/a.ts', text: 'const x = Math.random();\nconst t = performance.now();' },
    { path: 'src/control/a.ts', text: "import { randomUUID } from 'node:crypto';\nconst id = randomUUID();" },
    { path: 'src/app/a.ts', text: 'const now = Date.now();' },
    { path: 'src/domain/usage/a.test.ts', text: '// Date.now()\nconst now = Date.now();' },
  ];
  assertCaught(checkClockAndChance(planted), [
    'src/control/a.ts:2',
    'src/domain/usage/a.ts:1',
    'src/domain/usage/a.ts:2',
    'src/gateway/a.ts:1',
    'src/gateway/a.ts:2',
  ]);
});

test('The law catches statements in strings and templates outside the store, and lets sentences pass.', () => {
  const sentences = [
    'Select a team to see where its budget goes.',
    'Update the key before it expires.',
    'Delete from the list what you no longer use.',
    'Create a use case first.',
    'With that key as a header, call again.',
  ];
  const statements = [
    "'SELECT id FROM call WHERE id = $1'",
    'sql`\n  insert into call (id) values (1)`',
    "'update call set status = 200'",
    '`delete from call where id = 1`',
    "'CREATE UNIQUE INDEX call_id ON call (id)'",
    "'with spent as (select 1) select 2'",
    "'select pg_try_advisory_lock(1)'",
  ];
  const planted = [
    ...statements.map((text, at) => ({ path: `src/control/statement-${at}.ts`, text: `const a = ${text};` })),
    ...sentences.map((text, at) => ({
      path: `src/http/sentence-${at}.ts`,
      text: `const a = ${JSON.stringify(text)};`,
    })),
    { path: 'src/store/a.ts', text: "const a = 'select id from call';" },
  ];
  assertCaught(
    checkSqlPlace(planted),
    statements.map((_, at) => `src/control/statement-${at}.ts:1`),
  );
});
