import type { Model } from '../../domain/catalog/upstream.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { UseCaseBinding } from '../../domain/policy/bind-use-case.ts';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import { findSuspension, hasEnded, suspensionInWords, suspensionKey } from '../../domain/policy/suspension.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { Hints } from './read-hints.ts';

/** Whether anything that the call uses is suspended: its key, its person, its use case, its template or its model. */
export function checkSuspension(
  snapshot: Snapshot,
  call: { readonly grant: KeyGrant; readonly hints: Hints; readonly binding: UseCaseBinding },
  nowMs: number,
): Refusal | null {
  const { grant, hints, binding } = call;
  const suspension = findSuspension(
    snapshot.suspensions,
    {
      keyId: grant.keyId,
      owner: grant.owner,
      useCaseId: binding.useCase.id,
      templateId: hints.templateId,
      modelId: binding.model,
    },
    nowMs,
  );
  if (suspension === undefined) return null;
  return refuse('suspended', suspensionInWords(suspension), [
    `suspension.${suspension.subject.kind.replaceAll('_', '-')}`,
  ]);
}

/** Whether a model that could stand in for another is suspended. */
export function isSuspended(snapshot: Snapshot, model: Model | undefined, nowMs: number): boolean {
  if (model === undefined || snapshot.suspensions.size === 0) return false;
  const suspension = snapshot.suspensions.get(suspensionKey({ kind: 'model', id: model.id }));
  return suspension !== undefined && !hasEnded(suspension, nowMs);
}
