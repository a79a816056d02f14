import { readFileSync } from 'node:fs';
import { SecretMissingError } from '../../connectors/notice/channel-base.ts';
import type { SecretReference } from '../settings/notice-settings.ts';

/** Reads a secret of a channel each time that it is used, so that one that was changed counts without a restart. Throws `SecretMissingError`. */
export function noticeSecret(reference: SecretReference, environment: NodeJS.ProcessEnv): () => string {
  if ('environment' in reference) {
    const { environment: variable } = reference;
    return () => present(environment[variable], `the environment variable ${variable}`);
  }
  return () => present(readIfThere(reference.file), `the file ${reference.file}`);
}

function present(secret: string | undefined, where: string): string {
  const trimmed = secret?.trim() ?? '';
  if (trimmed === '') throw new SecretMissingError(where);
  return trimmed;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
