import type { FindingType } from './finding-types.ts';

const REFERENCE = 'Replace it with the name of where it is kept, and change the secret if it has left your hands.';

/** Rows of the credentials that the house knows by their issuer or form. */
export const CREDENTIAL_TYPES: readonly FindingType[] = [
  credential('private_key', 'a private key'),
  credential('password', 'a password'),
  credential('api_key', 'an API key or token'),
  credential('connection_string', 'the password of a connection string'),
  credential('jwt', 'a signed token (JWT)'),
];

function credential(type: string, word: string): FindingType {
  return { type, group: 'credential', dataClass: 'restricted', word, instead: REFERENCE };
}
