import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'bin', 'tokenward.mjs');

/** A checkout of two files, whose npm is a script that notes each run in runs.txt. */
export interface SampleCheckout {
  readonly folder: string;
  start(...words: readonly string[]): StartedCommand;
  /** How often npm was asked to install. */
  installCount(): number;
  /** The body of npm, in JavaScript; `root` is the checkout and `done()` leaves npm's own record behind. */
  setNpm(body: string): void;
  changeLockFile(): void;
  remove(): void;
}

export interface StartedCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly output: string }>;
  /** Resolves as soon as the output holds `text`. */
  seen(text: string): Promise<void>;
}

export const npmThatInstalls = 'done();';

const targetSource = `
const [wish = ''] = process.argv.slice(2);
process.stdout.write('target ' + process.argv.slice(2).join(' ') + '\\n');
if (wish === 'exit') process.exitCode = Number(process.argv[3]);
if (wish === 'wait') {
  setInterval(() => undefined, 1000);
  process.on('SIGTERM', () => { process.stdout.write('told to end\\n'); process.exit(3); });
  process.stdout.write('ready\\n');
}
`;

export function makeSampleCheckout(): SampleCheckout {
  const folder = mkdtempSync(join(tmpdir(), 'tokenward-start-'));
  const runs = join(folder, 'runs.txt');
  mkdirSync(join(folder, 'src', 'cli'), { recursive: true });
  mkdirSync(join(folder, 'npm'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'tokenward.mjs'), '');
  writeFileSync(runs, '');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'package-lock.json'), '{"packages":{"node_modules/a":{"version":"1.0.0"}}}');
  writeFileSync(join(folder, 'src', 'cli', 'main.ts'), targetSource);
  const setNpm = (body: string): void => writeFileSync(join(folder, 'npm', 'npm-cli.js'), npmSource(body));
  setNpm(npmThatInstalls);
  return {
    folder,
    setNpm,
    start: (...words) => startCommand({ folder, words }),
    installCount: () => readFileSync(runs, 'utf8').length,
    changeLockFile: () =>
      writeFileSync(join(folder, 'package-lock.json'), '{"packages":{"node_modules/a":{"version":"2.0.0"}}}'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function npmSource(body: string): string {
  return `
import { appendFileSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
const root = process.cwd();
if (process.argv[2] === 'config') process.exit(0);
appendFileSync(root + '/runs.txt', '.');
rmSync(root + '/node_modules', { recursive: true, force: true });
mkdirSync(root + '/node_modules/a', { recursive: true });
const done = () => copyFileSync(root + '/package-lock.json', root + '/node_modules/.package-lock.json');
${body}
`;
}

function startCommand({
  folder,
  words,
}: {
  readonly folder: string;
  readonly words: readonly string[];
}): StartedCommand {
  const { npm_lifecycle_event: _outerNpm, ...environment } = process.env;
  const child = spawn(process.execPath, [command, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, TOKENWARD_CHECKOUT: folder, npm_execpath: join(folder, 'npm', 'npm-cli.js') },
  });
  let output = '';
  const listeners: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; signal: string | null; output: string }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, output }));
  });
  const seen = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (output.includes(text)) resolve();
      };
      listeners.push(look);
      look();
      void ended.then(() => reject(new Error(`ended without "${text}": ${output}`)));
    });
  return { child, ended, seen };
}
