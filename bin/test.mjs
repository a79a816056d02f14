// `npm test`: every check, then every test. A part that fails does not hide the ones after it.
// `npm test -- <folder|file|part of a path|glob> …` runs just those tests; options that begin with
// `--test-name-pattern=` go to the test runner.

import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeLintView } from './test/lint-view.mjs';
import { listTests } from './test/list-tests.mjs';
import { runTests } from './test/run-tests.mjs';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

// One row per check: what it proves, and the tool with its arguments. Those beside the tests take what processor time the
// tests leave while they wait for servers and browsers; what they said is shown when the tests are over.
const CHECKS = [
  // One checker each: by default four check each project side by side, and each of them checks the libraries again.
  {
    name: 'types and walls (tsc)',
    tool: 'typescript/bin/tsc',
    arguments: ['-b', '--checkers', '1', '--builders', '2'],
  },
  {
    name: 'format and syntax (biome)',
    tool: '@biomejs/biome/bin/biome',
    arguments: ['check', '--error-on-warnings'],
  },
  {
    name: 'promises, switches, throws (oxlint)',
    tool: 'oxlint/bin/oxlint',
    arguments: ['--type-aware', '--deny-warnings'],
    isBeside: true,
    isOneProject: true,
  },
  { name: 'nothing unused (knip)', tool: 'knip/bin/knip.js', arguments: ['--no-progress'] },
];

// The compiler and the linter beside it are programs in Go: a quarter of their processor time went into keeping memory small.
const COMPILER_MEMORY = { GOGC: '400', GOMEMLIMIT: '2GiB' };

// Hundreds of processes load the same files: what one of them compiled the next ones read. Node names entries by their content.
process.env.NODE_COMPILE_CACHE ??= join(checkout, 'node_modules', '.cache', 'compiled');

const wishes = process.argv.slice(2);
const patterns = wishes.filter((wish) => !wish.startsWith('--'));
const namePatterns = wishes.flatMap((wish) => wish.match(/^--test-name-pattern=(.+)$/)?.slice(1) ?? []);
const isWhole = patterns.length === 0 && namePatterns.length === 0;

const results = [];
const checks = isWhole ? CHECKS : [];
for (const check of checks) if (!check.isBeside) results.push(await timed(check.name, () => runCheck(check).passed));
const beside = checks.filter(({ isBeside }) => isBeside).map((check) => timedBeside(check));
results.push(await timed('tests', () => runTests({ files: listTests({ checkout, patterns }), namePatterns })));
for (const check of beside) results.push(await check);
report(results);
process.exitCode = results.every((result) => result.passed) ? 0 : 1;

function runCheck({ tool, arguments: toolArguments, isBeside = false, isOneProject = false }) {
  const view = isOneProject ? makeLintView(checkout) : undefined;
  const child = spawn(process.execPath, [join(checkout, 'node_modules', tool), ...toolArguments], {
    cwd: view?.folder ?? checkout,
    env: { ...COMPILER_MEMORY, ...process.env },
    stdio: ['ignore', ...(isBeside ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
  });
  const said = [];
  if (isBeside) {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => said.push(text));
  }
  const passed = new Promise((resolve) => {
    child.once('error', (error) => {
      process.stdout.write(`${error.message}\n`);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  }).finally(() => view?.remove());
  return { passed, said };
}

async function timedBeside(check) {
  const startedAtMs = performance.now();
  const { passed, said } = runCheck(check);
  const row = { name: check.name, passed: await passed, seconds: (performance.now() - startedAtMs) / 1000 };
  return { ...row, said: said.join('') };
}

async function timed(name, work) {
  process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(3, 76 - name.length))}\n`);
  const startedAtMs = performance.now();
  const passed = await work();
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { name, passed, seconds };
}

// Goes to stderr: the last lines on stdout stay the test runner's own totals.
function report(rows) {
  for (const { name, said } of rows) if (said !== undefined) process.stderr.write(`\n── ${name}\n${said}`);
  const lines = rows.map(({ name, passed, seconds }) => {
    return `  ${passed ? 'passed' : 'FAILED'}  ${seconds.toFixed(1).padStart(6)} s  ${name}`;
  });
  process.stderr.write(`\n${lines.join('\n')}\n`);
}
