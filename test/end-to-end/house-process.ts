import { type ChildProcess, spawn } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type ControlClient, createControlClient } from '../../src/client/create-control-client.ts';
import { eventually } from './eventually.ts';

export type HousePlan = {
  /** From `makeHouseFolder`; the data directory is `data` in it. The same folder again is the same house again. */
  readonly folder: string;
  /** Base address of the simulated upstream, without `/v1`. */
  readonly upstream: string;
  readonly databaseUrl?: string;
  /** Members of the `server` part of tokenward.yaml. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
};

export type HouseEnd = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** `tokenward serve` as a process of its own. */
export type HouseProcess = {
  readonly address: string;
  readonly pid: number;
  /** From the spawn to the line that says that it serves. */
  readonly startMs: number;
  /** The sample organisation's key for calls; empty where another gateway planted it. */
  readonly key: string;
  readonly client: ControlClient;
  /** The same key at another gateway. */
  readonly clientAt: (address: string) => ControlClient;
  /** Of the key that signs checkpoints, read where the house keeps it: not from the house's own answers. */
  readonly publicKeyPem: () => string;
  /** All that it wrote, standard output and standard error. */
  readonly written: () => string;
  /** Standard error alone, where the log goes. */
  readonly logged: () => string;
  /** Resolves when the process is gone, however it went. */
  readonly ended: Promise<HouseEnd>;
  /** SIGKILL; resolves when it is gone. PostgreSQL stays. */
  readonly kill: () => Promise<HouseEnd>;
  /** SIGTERM; resolves when it is gone. */
  readonly terminate: () => Promise<HouseEnd>;
};

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/tokenward-test/compiled', import.meta.url));
/** Long, as three that start at once on a busy machine need minutes; a quiet one needs seconds. */
const START_MAX_MS = 240_000;

const running = new Set<ChildProcess>();
// However this process ends, no house outlives it; a shell beside each house sees to the case of SIGKILL.
process.once('exit', () => killAll());
process.once('SIGTERM', () => process.exit(1));
after(killAll);

/** Starts the real program on a free port and waits until it serves. */
export async function startHouse(plan: HousePlan): Promise<HouseProcess> {
  const startedMs = performance.now();
  const spawned = spawnHouse(plan);
  const { child, ended, written, logged } = spawned;
  const address = await eventually(
    'the start of the house',
    () => {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`the house ended before it served:\n${written()}`);
      }
      return /serves at (\S+)\n/.exec(written())?.[1];
    },
    START_MAX_MS,
  );
  const startMs = performance.now() - startedMs;
  const clientAt = (where: string): ControlClient =>
    createControlClient({ address: where, key: keyIn(join(plan.folder, 'data', 'cli.json')) });
  const signal = (name: NodeJS.Signals) => (): Promise<HouseEnd> => {
    child.kill(name);
    return ended;
  };
  return {
    address,
    startMs,
    written,
    logged,
    ended,
    pid: child.pid ?? 0,
    key: keyIn(join(plan.folder, 'data', 'sample.json')),
    client: clientAt(address),
    clientAt,
    kill: signal('SIGKILL'),
    terminate: signal('SIGTERM'),
    publicKeyPem: () => publicKeyOf(plan),
  };
}

function publicKeyOf(plan: HousePlan): string {
  const shared = plan.environment?.['TOKENWARD_AUDIT_KEY'];
  const pem = shared ?? readFileSync(join(plan.folder, 'data', 'secrets', 'audit-ed25519.pem'), 'utf8');
  return createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'pem' }).toString();
}

export type SpawnedHouse = Pick<HouseProcess, 'ended' | 'written' | 'logged'> & { readonly child: ChildProcess };

/** Only spawns: for tests that end it before it serves. */
export function spawnHouse(plan: HousePlan): SpawnedHouse {
  mkdirSync(plan.folder, { recursive: true });
  const configuration = join(plan.folder, 'tokenward.yaml');
  writeFileSync(configuration, JSON.stringify({ server: plan.settings ?? {} }));
  const child = spawn(process.execPath, [...(plan.nodeArguments ?? []), MAIN, 'serve'], {
    cwd: plan.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: plan.folder,
      PORT: '0',
      TOKENWARD_CONFIG: configuration,
      TOKENWARD_DATA: join(plan.folder, 'data'),
      TOKENWARD_SIMULATED_UPSTREAM: plan.upstream,
      // Halves the processor time of a start; a house that ends in order leaves it for the next.
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...(plan.databaseUrl === undefined ? {} : { DATABASE_URL: plan.databaseUrl }),
      ...plan.environment,
    },
  });
  running.add(child);
  const printed: string[] = [];
  const logged: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (part: string) => void printed.push(part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => void logged.push(part));
  const watchdog = watch(child, join(plan.folder, 'data', 'postgres', 'postmaster.pid'));
  const ended = once(child, 'close').then((): HouseEnd => {
    running.delete(child);
    watchdog();
    return { code: child.exitCode, signal: child.signalCode };
  });
  return { child, ended, logged: () => logged.join(''), written: () => [...printed, ...logged].join('') };
}

/** A shell that waits on a pipe: the pipe ends with this process, however it ends, and the house with it. */
function watch(child: ChildProcess, postmasterFile: string): () => void {
  const script =
    'read -r word; [ "$word" = ended ] && exit; kill -9 "$0"; read -r postmaster < "$1" && kill -QUIT "$postmaster"';
  const shell = spawn('/bin/sh', ['-c', script, String(child.pid), postmasterFile], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  shell.stdin.on('error', () => undefined);
  return () => shell.stdin.end('ended\n');
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

function keyIn(path: string): string {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null && 'key' in value ? String(value.key) : '';
  } catch {
    return '';
  }
}
