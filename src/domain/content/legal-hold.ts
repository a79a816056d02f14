import type { ContentScope } from './content-scope.ts';

/** Keeps content from being deleted, whatever its retention and whoever asks, until it is lifted. */
export type LegalHold = ContentScope & {
  readonly id: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly state: 'in_force' | 'lifted';
  readonly liftedBy: string | null;
  readonly liftReason: string | null;
};
