import type { PolicyDocument } from './policy-document.ts';
import type { PolicyRule } from './policy-rule.ts';

export type PolicyState = 'draft' | 'proposed' | 'approved' | 'staged' | 'active' | 'retired' | 'withdrawn';

export type PolicyApproval = {
  readonly personId: string;
  readonly atMs: number;
  /** When it was taken back; such an approval counts no longer. */
  readonly withdrawnAtMs: number | null;
};

/** One version of the policy. What it says never changes; where it stands does. */
export type PolicyVersion = {
  /** Its number, from 1, as text. */
  readonly id: string;
  /** `<number>-<first 12 hex digits of the digest>`: on every record that it decided. */
  readonly version: string;
  /** SHA-256 of the document as canonical JSON. */
  readonly digest: string;
  /** As people wrote it. */
  readonly source: string;
  readonly document: PolicyDocument;
  /** What gateways decide by: made from the document when it was written. */
  readonly rules: readonly PolicyRule[];
  readonly note: string;
  /** The version that was active when this one was written; null: the built-in policy was. */
  readonly baseId: string | null;
  readonly state: PolicyState;
  /** The share of the keys that a staged version decides for. */
  readonly share: number | null;
  readonly shadow: boolean;
  readonly authorId: string;
  readonly proposerId: string | null;
  readonly approvals: readonly PolicyApproval[];
  readonly approvalsNeeded: number;
  /** When it last became active, and when it last ceased to be. */
  readonly activatedAtMs: number | null;
  readonly retiredAtMs: number | null;
};

/** People whose approval counts: not taken back, and still there. */
export function countedApprovals(version: PolicyVersion, isActivePerson: (id: string) => boolean): readonly string[] {
  const counted = version.approvals.filter(
    ({ personId, withdrawnAtMs }) => withdrawnAtMs === null && isActivePerson(personId),
  );
  return counted.map(({ personId }) => personId);
}
