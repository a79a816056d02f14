import { readFileSync } from 'node:fs';
import type { ReadSecret } from '../upstream-caller.ts';

/** How long a secret file is trusted before it is read again, so that a rotated key is taken up without a restart. */
const FILE_TRUSTED_MS = 10_000;

type Known = { readonly secret: string | undefined; readonly readAtMs: number };

/** Reads secrets from the environment and from files; a file at most once each ten seconds. Surrounding blanks go. */
export function createSecretReader(surroundings: {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly nowMs: () => number;
}): ReadSecret {
  const files = new Map<string, Known>();
  return (reference) => {
    switch (reference.kind) {
      case 'none':
        return undefined;
      case 'environment':
        return surroundings.environment[reference.variable]?.trim();
      case 'file': {
        const nowMs = surroundings.nowMs();
        const known = files.get(reference.path);
        if (known !== undefined && nowMs - known.readAtMs < FILE_TRUSTED_MS) return known.secret;
        const secret = readSecretFile(reference.path);
        files.set(reference.path, { secret, readAtMs: nowMs });
        return secret;
      }
    }
  };
}

function readSecretFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
