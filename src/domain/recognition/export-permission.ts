/**
 * Leave to take recognition out of the house for performance reviews. There is none by default. It needs a purpose, whom it was
 * agreed with, a second person, a month in which everybody is told, and each person's own yes; and it ends by itself.
 */
export type ExportPermission = {
  readonly id: string;
  readonly purpose: string;
  /** Who speaks for the people concerned, and when they agreed: a works council, a data protection officer. */
  readonly agreedWith: string;
  readonly state: 'proposed' | 'approved' | 'declined' | 'ended';
  readonly proposedBy: string;
  readonly proposedAtMs: number;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly reason: string | null;
  readonly startsAtMs: number | null;
  readonly endsAtMs: number | null;
};

const DAY_MS = 86_400_000;
/** Between the second person's yes and the first export: everybody can ask, object and choose. */
export const EXPORT_NOTICE_DAYS = 30;
export const EXPORT_LIFE_DAYS = 365;

/** The permission as the second person's yes makes it. */
export function approveExport(
  permission: ExportPermission,
  by: { readonly personId: string; readonly nowMs: number },
): ExportPermission {
  const startsAtMs = by.nowMs + EXPORT_NOTICE_DAYS * DAY_MS;
  return {
    ...permission,
    state: 'approved',
    decidedBy: by.personId,
    decidedAtMs: by.nowMs,
    startsAtMs,
    endsAtMs: startsAtMs + EXPORT_LIFE_DAYS * DAY_MS,
  };
}

/** Whether an export may be made at a moment; if not, why, and what it takes. */
export function exportFault(permissions: readonly ExportPermission[], nowMs: number): string | undefined {
  const approved = permissions.filter(({ state }) => state === 'approved');
  if (approved.some((one) => isInForce(one, nowMs))) return undefined;
  const coming = approved.find(({ startsAtMs }) => startsAtMs !== null && startsAtMs > nowMs);
  if (coming?.startsAtMs !== undefined && coming.startsAtMs !== null)
    return `Everybody is being told of it: exports begin at ${new Date(coming.startsAtMs).toISOString()}.`;
  return `Recognition is not exported to performance reviews. It takes a proposal with its purpose and with whom it was agreed, the yes of a second person, ${EXPORT_NOTICE_DAYS} days in which everybody is told, and the yes of each person concerned.`;
}

export function isInForce({ state, startsAtMs, endsAtMs }: ExportPermission, nowMs: number): boolean {
  return state === 'approved' && startsAtMs !== null && endsAtMs !== null && startsAtMs <= nowMs && nowMs < endsAtMs;
}
