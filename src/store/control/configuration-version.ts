import type { ClientBase } from 'pg';
import type { Actor } from '../../ports/control-store.ts';

/** Numbers run from 1 without gap: writers of the control plane follow one another, and a rolled back one leaves none. */
export async function insertConfigurationVersion(
  client: ClientBase,
  applied: { readonly text: string; readonly summary: string; readonly actor: Actor; readonly nowMs: number },
): Promise<number> {
  const { rows } = await client.query<{ version: string }>(
    `insert into tokenward.configuration_version (version, text, summary, actor_kind, actor_id, applied_at)
     select coalesce(max(version), 0) + 1, $1, $2, $3, $4, $5 from tokenward.configuration_version
     returning version::text`,
    [applied.text, applied.summary, applied.actor.kind, applied.actor.id, new Date(applied.nowMs)],
  );
  return Number(rows[0]?.version);
}
