import { type Checkpoint, checkpointSigningText } from '../domain/audit/chain.ts';
import type { AuditStore, CheckpointSigner } from '../ports/audit-store.ts';
import type { Clock } from '../ports/clock.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

/** What the audit trail's commands and queries need of the outside. */
export type AuditContext = {
  readonly audit: AuditStore;
  readonly signer: CheckpointSigner;
  /** The name of this installation, on every checkpoint. */
  readonly origin: string;
  readonly clock: Clock;
};

/** Signs the head of the chain. A head that has this key's checkpoint already is not signed twice. */
export async function signCheckpoint(context: AuditContext): Promise<Checkpoint | ControlRefusal> {
  const { sequence, hash } = await context.audit.head();
  if (sequence === 0) return refuseCommand('rule_broken', 'The audit trail is empty: there is nothing to sign yet.');
  const page = await context.audit.checkpoints({ afterSequence: sequence - 1, limit: 10 });
  const known = page.find((one) => one.sequence === sequence && one.keyId === context.signer.keyId);
  if (known !== undefined) return known;
  const statement = { origin: context.origin, sequence, hash, atMs: context.clock.nowMs() };
  const signature = context.signer.sign(checkpointSigningText(statement));
  const checkpoint: Checkpoint = { ...statement, keyId: context.signer.keyId, signature };
  await context.audit.addCheckpoint(checkpoint);
  return checkpoint;
}
