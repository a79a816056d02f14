import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlContext, KEY_LIFE } from '../../control/control-context.ts';
import type { Chance } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { startSimulatedUpstream } from '../../providers/simulated/simulated-upstream.ts';
import { createControlStore } from '../../store/control/create-control-store.ts';
import { sha256, systemClock } from '../clock/system-clock.ts';
import { plantPrices } from '../sample/plant-prices.ts';
import { makeSampleKeys, plantSample, pointSampleAt } from '../sample/plant-sample.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import type { OpenedStore } from './open-store.ts';

export type Organisation = {
  /** What answers calls, in words for the start-up lines. */
  readonly note: string;
  /** Writes `sample.json` and `cli.json` once the address is known; gives back the sample key, when there is one. */
  readonly publish: (address: string) => string | null;
  readonly close: () => Promise<void>;
};

export type OrganisationParts = {
  readonly settings: ServerSettings;
  readonly store: OpenedStore;
  readonly chance: Chance;
  readonly keyDigest: (secret: string) => string;
  readonly log: Log;
};

type Keys = { readonly callKey: string; readonly adminKey: string };

/**
 * Makes a new store usable: prices always; where nobody has set an organisation up, a sample one with its keys, and a
 * simulated upstream for each vendor whose key is not at hand.
 */
export async function prepareOrganisation(parts: OrganisationParts): Promise<Organisation> {
  const { settings, log, chance, keyDigest } = parts;
  const store = createControlStore({ pool: parts.store.pool, clock: systemClock });
  const context: ControlContext = { store, clock: systemClock, chance, sha256, keyDigest, keyLife: KEY_LIFE };
  await plantPrices(store);
  const keysFile = join(settings.dataDirectory, 'secrets', 'sample-keys.json');
  const kept = readKeys(keysFile);
  if (kept === undefined && !(await wantsSample(parts, context))) return settledOrganisation();

  const real = { openai: isSet('OPENAI_API_KEY'), anthropic: isSet('ANTHROPIC_API_KEY') };
  const simulated = real.openai && real.anthropic ? null : await startSimulation(settings, log);
  const upstreams = { simulatedAddress: simulated?.baseUrl ?? 'http://127.0.0.1:9', real };
  await plantSample(store, upstreams);
  await pointSampleAt(store, upstreams);
  const keys = kept ?? (await makeSampleKeys(context));
  writePrivately(keysFile, keys);
  return {
    note: noteOf(real),
    publish: (address) => publish(settings.dataDirectory, address, keys),
    close: async () => simulated?.close(),
  };
}

async function wantsSample({ settings, store }: OrganisationParts, context: ControlContext): Promise<boolean> {
  if (settings.sample !== 'auto') return settings.sample === 'on';
  const people = await context.store.list('person', { limit: 1, afterId: null, where: {} });
  return people.rows.length === 0 || (store.kind === 'embedded' && (await hasSampleKeysOnly(context)));
}

/**
 * True where a first start was killed after it planted and before it wrote down the keys: nobody could get in. With a
 * store of one's own only, since on a shared one the keys lie with the gateway that made them.
 */
async function hasSampleKeysOnly({ store }: ControlContext): Promise<boolean> {
  const keys = await store.list('api_key', { limit: 500, afterId: null, where: {} });
  return keys.rows.every(({ managedBy }) => managedBy === 'sample');
}

/** An organisation that people set up themselves: nothing to plant, nothing to print. */
function settledOrganisation(): Organisation {
  return { note: 'as the organisation configured them', publish: () => null, close: () => Promise.resolve() };
}

/** `TOKENWARD_SIMULATED_UPSTREAM` names a simulation that runs elsewhere, for benchmarks; else one is started here. */
async function startSimulation(
  settings: ServerSettings,
  log: Log,
): Promise<{ readonly baseUrl: string; readonly close: () => Promise<void> }> {
  const elsewhere = process.env['TOKENWARD_SIMULATED_UPSTREAM'];
  if (elsewhere !== undefined && elsewhere !== '') return { baseUrl: elsewhere, close: () => Promise.resolve() };
  try {
    return await startSimulatedUpstream({ port: settings.port === 0 ? 0 : settings.port + 1 });
  } catch {
    log('info', 'simulation.port_taken', { port: settings.port + 1 });
    return startSimulatedUpstream();
  }
}

function noteOf(real: { readonly openai: boolean; readonly anthropic: boolean }): string {
  const told = (vendor: string, isReal: boolean): string =>
    `${vendor} ${isReal ? 'real (its key is in the environment)' : 'simulated (no key in the environment)'}`;
  return `${told('OpenAI', real.openai)}, ${told('Anthropic', real.anthropic)}`;
}

function publish(dataDirectory: string, address: string, keys: Keys): string {
  writePrivately(join(dataDirectory, 'sample.json'), { address, key: keys.callKey });
  writePrivately(join(dataDirectory, 'cli.json'), { address, key: keys.adminKey });
  return keys.callKey;
}

function writePrivately(path: string, value: unknown): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}

function readKeys(path: string): Keys | undefined {
  if (!existsSync(path)) return undefined;
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof value !== 'object' || value === null || !('callKey' in value) || !('adminKey' in value)) return undefined;
  return { callKey: String(value.callKey), adminKey: String(value.adminKey) };
}

function isSet(variable: string): boolean {
  return (process.env[variable] ?? '').trim() !== '';
}
