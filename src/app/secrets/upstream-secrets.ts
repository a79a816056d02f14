import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { SecretReference } from '../../domain/catalog/upstream.ts';
import type { ReadSecret } from '../../providers/upstream-caller.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import { readSecret } from './load-secret.ts';

const READ_AGAIN_AFTER_MS = 10_000;

/**
 * Reads upstream keys, remembered for ten seconds so that a rotated file is noticed without a restart. Whoever may write
 * the control plane can name any variable or file in an upstream row; only those meant for it are read, or such a row
 * would send the server's own secrets to an address of its author's choosing.
 */
export function createSecretReader(settings: Pick<ServerSettings, 'secretsDirectory' | 'keyVariables'>): ReadSecret {
  const known = new Map<string, { readonly value: string | undefined; readonly readAtMs: number }>();
  return (reference) => {
    const name = nameOf(reference);
    const remembered = known.get(name);
    const nowMs = performance.now();
    if (remembered !== undefined && nowMs - remembered.readAtMs < READ_AGAIN_AFTER_MS) return remembered.value;
    const value = isAllowed(reference, settings) ? readSecret(reference) : undefined;
    known.set(name, { value, readAtMs: nowMs });
    return value;
  };
}

function nameOf(reference: SecretReference): string {
  switch (reference.kind) {
    case 'environment':
      return `environment:${reference.variable}`;
    case 'file':
      return `file:${reference.path}`;
    case 'none':
      return 'none';
  }
}

function isAllowed(
  reference: SecretReference,
  settings: Pick<ServerSettings, 'secretsDirectory' | 'keyVariables'>,
): boolean {
  switch (reference.kind) {
    case 'environment':
      return reference.variable.endsWith('_API_KEY') || settings.keyVariables.includes(reference.variable);
    case 'file':
      return settings.secretsDirectory !== null && isInside(reference.path, settings.secretsDirectory);
    case 'none':
      return false;
  }
}

/** By real paths: a link or `..` does not lead out of the directory. */
function isInside(path: string, directory: string): boolean {
  try {
    return realpathSync(path).startsWith(realpathSync(directory) + sep);
  } catch {
    return false;
  }
}
