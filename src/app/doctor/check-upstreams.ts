import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import type { SecretReference } from '../../domain/catalog/upstream.ts';
import { createUpstreamSecretReader } from '../secrets/upstream-secrets.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import { type Diagnosis, fault, ok, warning } from './diagnosis.ts';

export type CheckedUpstream = {
  readonly id: string;
  readonly baseUrl: string;
  readonly key: SecretReference;
  readonly status: 'active' | 'suspended';
};

const CONNECT_MAX_MS = 3_000;

/**
 * For each active upstream: is its key at hand, and does anything answer at its address. Nothing is sent.
 * `keysAreHere` is false for a server on another machine, whose environment this one does not have.
 */
export async function checkUpstreams(
  upstreams: readonly CheckedUpstream[],
  options: { readonly settings: ServerSettings; readonly keysAreHere: boolean },
): Promise<readonly Diagnosis[]> {
  const { settings, keysAreHere } = options;
  const active = upstreams.filter(({ status }) => status === 'active');
  const found = await Promise.all(
    active.map(async (upstream) => [...(keysAreHere ? checkKey(upstream, settings) : []), await checkReach(upstream)]),
  );
  return found.flat();
}

function checkKey({ id, key }: CheckedUpstream, settings: ServerSettings): readonly Diagnosis[] {
  const check = `upstream ${id}`;
  const isThere = (createUpstreamSecretReader(settings)(key) ?? '') !== '';
  switch (key.kind) {
    case 'none':
      return [];
    case 'environment': {
      if (isThere) return [ok(check, `Its key is in ${key.variable}.`)];
      const isSet = (process.env[key.variable] ?? '').trim() !== '';
      return [
        isSet
          ? fault(check, {
              sentence: `${key.variable} is set, but may not be read as an upstream key.`,
              remedy: 'Add its name to server.keyVariables, or use a name that ends in _API_KEY.',
            })
          : fault(check, {
              sentence: `Its key should be in ${key.variable}, which is not set here.`,
              remedy: `Set ${key.variable} where the gateway starts; if it is set there and only not in this shell, all is well.`,
            }),
      ];
    }
    case 'file': {
      if (isThere) return [ok(check, `Its key is in ${key.path}.`)];
      const sentence = existsSync(key.path)
        ? `Its key file ${key.path} may not be read, or is empty.`
        : `Its key file ${key.path} is not there.`;
      return [
        fault(check, { sentence, remedy: 'Put the key there, inside the directory of server.secretsDirectory.' }),
      ];
    }
  }
}

async function checkReach({ id, baseUrl }: CheckedUpstream): Promise<Diagnosis> {
  const url = new URL(baseUrl);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const trouble = await tryToConnect({ host, port });
  if (trouble === undefined) return ok(`upstream ${id}`, `${host}:${port} answers.`);
  return warning(`upstream ${id}`, {
    sentence: `${host}:${port} does not answer from here (${trouble}).`,
    remedy: 'See its address, its own state, and what the network lets out; calls to it fail until it answers.',
  });
}

function tryToConnect(at: { readonly host: string; readonly port: number }): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ ...at, timeout: CONNECT_MAX_MS });
    const end = (trouble: string | undefined): void => {
      socket.destroy();
      resolve(trouble);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end(`nothing within ${CONNECT_MAX_MS / 1000} s`));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
