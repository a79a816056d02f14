import type { ClientBase } from 'pg';
import { type SuspendableKind, type Suspension, suspensionKey } from '../../domain/policy/suspension.ts';
import { millisecondsOrNull } from '../control/column-values.ts';

type SuspensionRow = {
  readonly id: string;
  readonly subject_kind: SuspendableKind;
  readonly subject_id: string;
  readonly reason: string;
  readonly expires_at: Date | null;
};

/** Every suspension that nobody has ended, at most one for each subject (an index says so). */
export async function loadSuspensions(client: ClientBase): Promise<ReadonlyMap<string, Suspension>> {
  const { rows } = await client.query<SuspensionRow>(
    `select id, subject_kind, subject_id, reason, expires_at from tokenward.suspension where state = 'in_force'`,
  );
  return new Map(
    rows.map((row) => {
      const subject = { kind: row.subject_kind, id: row.subject_id };
      const expiresAtMs = millisecondsOrNull(row.expires_at);
      return [suspensionKey(subject), { id: row.id, subject, reason: row.reason, expiresAtMs }];
    }),
  );
}
