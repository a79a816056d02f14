import type { KeyOwner } from '../identity/key-grant.ts';

/** What one person says that they spent on looking through the result of a task: in sum, the last figure said. */
export type TaskReview = {
  readonly id: string;
  readonly ownerKind: KeyOwner['kind'];
  readonly ownerId: string;
  readonly taskId: string;
  readonly reporterKind: KeyOwner['kind'];
  readonly reporterId: string;
  readonly minutes: number;
};

/** Two weeks of full days: beyond that somebody mistook hours for minutes. */
export const REVIEW_MINUTES_MAX = 4_800;

/** Whether a person wants the weekly digest; whoever has said nothing gets it. */
export type DigestChoice = { readonly id: string; readonly wanted: boolean };
