import type { ContentStore } from '../ports/content-store.ts';
import type { TableWriter } from '../ports/table-writer.ts';
import type { AuditContext } from './audit-checkpoint.ts';
import type { ChargebackContext } from './charge-book.ts';
import type { EvidencePart } from './evidence-parts.ts';

/** What a pack of evidence is made of. */
export type EvidenceContext = AuditContext &
  ChargebackContext & {
    readonly content: ContentStore;
    readonly csv: TableWriter;
    /** SHA-256, lower-case hex. */
    readonly bytesDigest: (bytes: Uint8Array) => string;
  };

/** From inclusive, to exclusive. */
export type EvidencePeriod = { readonly fromMs: number; readonly toMs: number };

/** One section that is yet to be asked for. */
export type WantedSection = {
  readonly title: string;
  readonly what: string;
  readonly asked: string;
  readonly alsoAt: string | null;
  readonly parts: () => AsyncIterable<EvidencePart>;
};

/** What began before the period was over and had not ended before it began; null: it has not ended. */
export function touches(
  { fromMs, toMs }: EvidencePeriod,
  life: { readonly sinceMs: number; readonly untilMs: number | null },
): boolean {
  return life.sinceMs < toMs && (life.untilMs === null || life.untilMs >= fromMs);
}

/** The latest of what is known. */
export function latestOf(...moments: readonly (number | null)[]): number {
  return Math.max(...moments.map((atMs) => atMs ?? Number.NEGATIVE_INFINITY));
}
