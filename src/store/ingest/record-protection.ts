import type { ClientBase } from 'pg';
import type { AuditBody } from '../../domain/audit/chain.ts';
import type { ProtectionEvent } from '../../ports/protection-store.ts';
import type { Origin } from './governed-events.ts';
import { type ProtectedCall, protectionAudit, protectionEvents } from './protection-events.ts';

/** Keeps the events of calls that are new to the ledger; answers what the audit trail is told, once for each event. */
export async function recordProtection(
  client: ClientBase,
  calls: readonly ProtectedCall[],
  origin: Origin,
): Promise<readonly AuditBody[]> {
  if (calls.length === 0) return [];
  const events = protectionEvents(calls);
  const fresh = new Set(await upsertEvents(client, events));
  const byId = new Map(calls.map((call) => [call.callId, call]));
  return events.flatMap((event) => {
    const call = byId.get(event.firstCallId);
    return fresh.has(event.id) && call !== undefined ? [protectionAudit(event, { call, origin })] : [];
  });
}

/**
 * Adds calls to events, or makes them; answers the ids of those that were made now. Rows are touched in the order of
 * their ids, so that two gateways never wait crosswise. Not idempotent: only calls that are new to the ledger come here,
 * in the transaction that takes them.
 */
async function upsertEvents(client: ClientBase, events: readonly ProtectionEvent[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string; fresh: boolean }>(
    `insert into tokenward.protection_event as kept
       (id, fingerprint, owner, team_id, use_case_id, key_id, session_id, task_id, model_id, direction, types, data_class,
        action, calls, first_at, last_at, first_call_id, last_call_id, policy_version, rules)
     select id, fingerprint, owner, "teamId", "useCaseId", "keyId", left("sessionId", 512), left("taskId", 512), "modelId",
       direction, types, "dataClass", action, calls, to_timestamp("firstAtMs" / 1000.0), to_timestamp("lastAtMs" / 1000.0),
       "firstCallId", "lastCallId", "policyVersion", rules
     from json_to_recordset($1::json) as e(id text, fingerprint text, owner text, "teamId" text, "useCaseId" text,
       "keyId" text, "sessionId" text, "taskId" text, "modelId" text, direction text, types jsonb, "dataClass" text,
       action text, calls bigint, "firstAtMs" numeric, "lastAtMs" numeric, "firstCallId" uuid, "lastCallId" uuid,
       "policyVersion" text, rules jsonb)
     order by id
     on conflict (id) do update set
       calls = kept.calls + excluded.calls,
       last_call_id = case when excluded.last_at > kept.last_at then excluded.last_call_id else kept.last_call_id end,
       last_at = greatest(kept.last_at, excluded.last_at)
     returning id, xmax = 0 as fresh`,
    [JSON.stringify(events)],
  );
  return rows.filter(({ fresh }) => fresh).map(({ id }) => id);
}
