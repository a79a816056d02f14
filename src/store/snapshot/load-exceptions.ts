import type { ClientBase } from 'pg';
import { compileExceptions, type GrantedExceptions } from '../../domain/policy/granted-exceptions.ts';
import { readActiveEnvelopes } from '../budget/read-envelopes.ts';
import { readGrantedExceptions } from '../exception/exception-row.ts';

/** What gateways heed of exceptions: those that are granted, and what they raise as it stands now. */
export async function loadExceptions(client: ClientBase): Promise<GrantedExceptions | null> {
  const granted = await readGrantedExceptions(client);
  if (granted.length === 0) return null;
  const envelopes = new Map((await readActiveEnvelopes(client)).map((envelope) => [envelope.id, envelope]));
  return compileExceptions(granted, (envelopeId) => envelopes.get(envelopeId));
}
