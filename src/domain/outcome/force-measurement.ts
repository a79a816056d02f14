import type { AuditCandidate } from './draw-audits.ts';

/** A proven claim of a person that nobody has measured yet. */
export type UnmeasuredClaim = {
  readonly outcomeId: string;
  readonly personId: string;
  readonly typeId: string;
  readonly claimedMicrodollars: number;
};

/** What outcomes of a type usually claim, from those of everybody. */
export type UsualClaim = { readonly typeId: string; readonly medianMicrodollars: number; readonly claims: number };

/** With fewer, what is usual is not known, and the formula's reference stands in. */
const CLAIMS_MIN = 8;

/** Claims with the limit above which they are measured always: so many times what is usual of their type. */
export function withLimits(
  claims: readonly UnmeasuredClaim[],
  rule: {
    readonly usual: readonly UsualClaim[];
    readonly referenceMicrodollars: number;
    readonly outlierTimes: number;
  },
): readonly AuditCandidate[] {
  const known = new Map(
    rule.usual.filter(({ claims: many }) => many >= CLAIMS_MIN).map((one) => [one.typeId, one.medianMicrodollars]),
  );
  return claims.map(({ outcomeId, personId, typeId, claimedMicrodollars }) => ({
    ...{ outcomeId, personId, claimedMicrodollars },
    forcedAboveMicrodollars: (known.get(typeId) ?? rule.referenceMicrodollars) * rule.outlierTimes,
  }));
}
