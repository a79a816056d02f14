import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { appendAudit } from '../audit/append-audit.ts';

export type RefusedLine = {
  readonly kind: 'admit' | 'settle';
  readonly line: string;
  readonly gatewayId: string;
  readonly batchId: string;
  readonly atMs: number;
  /** SQLSTATE or a word of ours; goes into the audit trail and the log. */
  readonly code: string;
  /** PostgreSQL's own sentence, which may quote the line: stays beside it in the store. */
  readonly reason: string;
};

/** Puts a line aside, byte for byte, and says so in the audit trail; a line that is aside already changes nothing. */
export async function quarantineLine(client: ClientBase, refused: RefusedLine): Promise<void> {
  const lineSha256 = createHash('sha256').update(refused.line, 'utf8').digest('hex');
  if (!(await insertQuarantinedLine(client, { ...refused, lineSha256 }))) return;
  const { atMs, batchId, gatewayId, kind, code } = refused;
  await appendAudit(client, [
    {
      atMs,
      actor: { kind: 'system', id: gatewayId, keyId: null },
      requestId: batchId,
      type: 'ingest.quarantined',
      subject: lineSha256,
      detail: { batchId, gatewayId, kind, code, bytes: Buffer.byteLength(refused.line) },
    },
  ]);
}

/** Idempotent by the hash of the line; true when it is new here. */
async function insertQuarantinedLine(
  client: ClientBase,
  refused: RefusedLine & { readonly lineSha256: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into tokenward.ingest_quarantine
       (line_sha256, kind, gateway_id, batch_id, line, reason, quarantined_at)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))
     on conflict do nothing`,
    [
      refused.lineSha256,
      refused.kind,
      refused.gatewayId,
      refused.batchId,
      Buffer.from(refused.line, 'utf8'),
      // A text of PostgreSQL holds no NUL, and a sentence need not be long.
      `${refused.code}: ${refused.reason.replaceAll('\u0000', '\ufffd').slice(0, 1000)}`,
      refused.atMs,
    ],
  );
  return rowCount === 1;
}
