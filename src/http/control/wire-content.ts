import type { ContentAccess, ContentReading } from '../../domain/content/content-access.ts';
import type { ContentHead, ContentScope } from '../../domain/content/content-scope.ts';
import type { LegalHold } from '../../domain/content/legal-hold.ts';
import type { Stored } from '../../ports/control-store.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type WireScope = {
  readonly personId: string | null;
  readonly useCaseId: string | null;
  readonly callId: string | null;
  readonly from: string | null;
  readonly to: string | null;
};

export function fromWireScope({ personId, useCaseId, callId, from, to }: WireScope): ContentScope {
  const fromMs = from === null ? null : fromWireMoment(from);
  const toMs = to === null ? null : fromWireMoment(to);
  return { personId, useCaseId, callId, fromMs, toMs };
}

export function toWireHead({ atMs, owner, ...rest }: ContentHead) {
  const ownerId = owner.kind === 'person' ? owner.personId : owner.serviceAccountId;
  return { ...rest, ownerKind: owner.kind, ownerId, at: toWireMoment(atMs) };
}

/** A grant whose minutes are over says so. */
export function toWireAccess(stored: Stored<ContentAccess>, nowMs: number) {
  const { fromMs, toMs, decidedAtMs, grantedUntilMs, state, ...rest } = stored.row;
  const hasEnded = state === 'granted' && (grantedUntilMs === null || grantedUntilMs <= nowMs);
  return {
    ...rest,
    state: hasEnded ? ('ended' as const) : state,
    from: toWireMomentOrNull(fromMs),
    to: toWireMomentOrNull(toMs),
    decidedAt: toWireMomentOrNull(decidedAtMs),
    grantedUntil: toWireMomentOrNull(grantedUntilMs),
    ...toWireKept(stored),
  };
}

export function toWireHold(stored: Stored<LegalHold>) {
  const { fromMs, toMs, ...rest } = stored.row;
  return { ...rest, from: toWireMomentOrNull(fromMs), to: toWireMomentOrNull(toMs), ...toWireKept(stored) };
}

export function toWireReading({ readAtMs, ...rest }: ContentReading) {
  return { ...rest, readAt: toWireMoment(readAtMs) };
}
