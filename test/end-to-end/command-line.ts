import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Answer = { readonly code: number | null; readonly out: string; readonly err: string };
export type CommandLine = (...commandArguments: readonly string[]) => Promise<Answer>;

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** `tokenward …` as a child process that knows a house only by what `serve` left in its data directory. */
export function commandLineOf(folder: string, environment: Readonly<Record<string, string>> = {}): CommandLine {
  return (...commandArguments) =>
    new Promise((resolve, reject) => {
      const { TOKENWARD_ADDRESS: _address, TOKENWARD_KEY: _key, ...inherited } = process.env;
      const child = spawn(process.execPath, [MAIN, ...commandArguments], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...inherited, TOKENWARD_DATA: join(folder, 'data'), ...environment },
      });
      const written = { out: '', err: '' };
      child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...written }));
    });
}
