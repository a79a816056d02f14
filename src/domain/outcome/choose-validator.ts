/** How often somebody has judged somebody's claims in a period. */
export type PairCount = { readonly validatorId: string; readonly personId: string; readonly judged: number };

export type ValidatorChoice =
  | { readonly kind: 'validator'; readonly validatorId: string }
  /** Nobody may: why, for whoever minds the queue. */
  | { readonly kind: 'nobody'; readonly why: string };

/**
 * Who judges a claim: one of those who can, drawn by lot, never the claimant, never one whose claims the claimant judges in the
 * same period, and never more often for one claimant than `pairMax` allows.
 */
export function chooseValidator(
  claimantId: string,
  {
    able,
    pairs,
    pairMax,
  }: { readonly able: readonly string[]; readonly pairs: readonly PairCount[]; readonly pairMax: number },
  random: () => number,
): ValidatorChoice {
  const others = [...new Set(able)].filter((id) => id !== claimantId).toSorted();
  if (others.length === 0)
    return {
      kind: 'nobody',
      why: 'Nobody but the claimant can judge this claim. Name a second validator of the use case.',
    };
  const judgedBy = (pair: Omit<PairCount, 'judged'>): number =>
    pairs.find(({ validatorId, personId }) => validatorId === pair.validatorId && personId === pair.personId)?.judged ??
    0;
  const free = others.filter(
    (validatorId) =>
      judgedBy({ validatorId, personId: claimantId }) < pairMax &&
      judgedBy({ validatorId: claimantId, personId: validatorId }) === 0,
  );
  const chosen = free[Math.min(free.length - 1, Math.floor(random() * free.length))];
  if (chosen !== undefined) return { kind: 'validator', validatorId: chosen };
  return {
    kind: 'nobody',
    why: `Everybody who can judge this claim has judged ${pairMax} of this person's claims, or is judged by this person. Name another validator.`,
  };
}
