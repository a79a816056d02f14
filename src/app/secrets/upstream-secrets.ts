import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { SecretReference } from '../../domain/catalog/upstream.ts';
import { createSecretReader } from '../../providers/upstream/secret-reader.ts';
import type { ReadSecret } from '../../providers/upstream-caller.ts';
import { systemClock } from '../clock/system-clock.ts';
import type { ServerSettings } from '../settings/server-settings.ts';

type Allowed = Pick<ServerSettings, 'secretsDirectory' | 'keyVariables'>;

/**
 * Reads upstream keys, and nothing else. Whoever may write the control plane can name any variable or file in an upstream
 * row: only those meant for it are read, or such a row would send the server's own secrets to an address of its author's
 * choosing.
 */
export function createUpstreamSecretReader(allowed: Allowed): ReadSecret {
  const read = createSecretReader({ environment: process.env, nowMs: systemClock.monotonicMs });
  return (reference) => (isAllowed(reference, allowed) ? read(reference) : undefined);
}

function isAllowed(reference: SecretReference, allowed: Allowed): boolean {
  switch (reference.kind) {
    case 'environment':
      return reference.variable.endsWith('_API_KEY') || allowed.keyVariables.includes(reference.variable);
    case 'file':
      return allowed.secretsDirectory !== null && isInside(reference.path, allowed.secretsDirectory);
    case 'none':
      return false;
  }
}

/** By real paths: a link or `..` does not lead out of the directory. */
export function isInside(path: string, directory: string): boolean {
  try {
    return realpathSync(path).startsWith(realpathSync(directory) + sep);
  } catch {
    return false;
  }
}
