import { test } from 'node:test';
import { assertCaught, assertKept } from './breach.ts';
import { checkNothingOfOneMachine } from './nothing-of-one-machine.ts';
import { readTree } from './read-tree.ts';

test('No tracked file names a registry, a path of one machine, or the address of a package.', () => {
  assertKept(checkNothingOfOneMachine(readTree()));
});

test('The law catches each of them and lets relative and system paths pass.', () => {
  const text = [
    `fetch('https://${'regis'}${'try'}.example.org/a')`,
    `cd /${'work'}/main`,
    `open("/${'home'}/alice/notes")`,
    'import "../work/plan.ts"; see docs/work/a.md and /var/lib/tokenward',
    'https://example.org/root/a',
  ].join('\n');
  assertCaught(
    checkNothingOfOneMachine([
      { path: 'docs/a.md', text },
      { path: 'bench/package-lock.json', text: `{\n"${'resol'}${'ved'}": "https://example.org/a.tgz"\n}` },
    ]),
    ['bench/package-lock.json:2', 'docs/a.md:1', 'docs/a.md:2', 'docs/a.md:3'],
  );
});
