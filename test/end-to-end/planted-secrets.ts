import { randomBytes } from 'node:crypto';

/** What must appear in no output. Each is unlike anything else, so that finding it anywhere is finding it leaked. */
export type PlantedSecrets = Readonly<Record<PlantedName, string>>;

const NAMES = [
  'prompt',
  'system prompt',
  'tool argument',
  'answer',
  'error body of the upstream',
  'web page of the upstream',
  'header of the upstream',
  'cookie of the client',
  'cookie of the upstream',
  'key in the query',
  'key in the body',
  'key in proxy-authorization',
  'key in a strange header',
  'key that nobody knows',
  'password in basic authorization',
  'trace state',
  'broken JSON',
  'environment',
] as const;
type PlantedName = (typeof NAMES)[number];

export function plantSecrets(): PlantedSecrets {
  const planted = NAMES.map((name) => [name, `planted-${randomBytes(12).toString('hex')}`] as const);
  return Object.fromEntries(planted) as PlantedSecrets;
}

/** The names of those that stand in a text or in bytes. */
export function findSecrets(where: string | Buffer, secrets: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => where.includes(secret))
    .map(([name]) => name);
}
