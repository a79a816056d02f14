import type { SecretReference } from '../../domain/catalog/upstream.ts';
import { createSecretReader } from '../../providers/upstream/secret-reader.ts';
import { systemClock } from '../clock/system-clock.ts';
import type { ServerSettings } from '../settings/server-settings.ts';
import { isInside } from './upstream-secrets.ts';

type Allowed = Pick<ServerSettings, 'secretsDirectory'>;

/** What variables are called that a source may name. */
const VARIABLE = /_(WEBHOOK_SECRET|SOURCE_TOKEN)$/;

/**
 * Reads secrets of sources, and nothing else: whoever may write a source can name any variable or file in it, and neither the
 * server's own secrets nor an upstream's key may be sent to an address of their choosing.
 */
export function createSourceSecretReader(allowed: Allowed): (reference: SecretReference) => string | undefined {
  const read = createSecretReader({ environment: process.env, nowMs: systemClock.monotonicMs });
  return (reference) => (isAllowed(reference, allowed) ? read(reference) : undefined);
}

function isAllowed(reference: SecretReference, allowed: Allowed): boolean {
  switch (reference.kind) {
    case 'environment':
      return VARIABLE.test(reference.variable);
    case 'file':
      return allowed.secretsDirectory !== null && isInside(reference.path, allowed.secretsDirectory);
    case 'none':
      return false;
  }
}
