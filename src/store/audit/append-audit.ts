import type { ClientBase } from 'pg';
import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import type { AuditBody } from '../../domain/audit/chain.ts';
import { liveChannel } from '../live/live-channel.ts';

/**
 * Appends to the chain, in order, as part of the caller's transaction. Locks the head until that transaction ends, so it
 * is the last statement before the commit; writers therefore queue for the length of a commit, not of their work.
 * Gateways whose pages are open hear of it with that commit.
 */
export async function appendAudit(client: ClientBase, bodies: readonly AuditBody[]): Promise<void> {
  if (bodies.length === 0) return;
  await client.query('select tokenward.audit_append_all($1::text[]), pg_notify($2, $3)', [
    bodies.map((body) => canonicalJson(body)),
    liveChannel,
    '',
  ]);
}
