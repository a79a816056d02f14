/** What is known of an outcome when audits are drawn. */
export type AuditCandidate = {
  readonly outcomeId: string;
  readonly personId: string;
  readonly claimedMicrodollars: number;
  /** Above this a claim is always measured: far more than outcomes of its class usually bring. */
  readonly forcedAboveMicrodollars: number;
};

export type DrawnAudit = { readonly outcomeId: string; readonly basis: 'drawn' | 'forced' };

/**
 * Which outcomes are measured. Of every person's claims the published share is drawn by lot, rounded up, so that whoever claims
 * anything has at least one measured; claims far above what is usual are measured always, beside the lot. Who approved a
 * claim makes no difference. The lot must not be foreseeable: `random` is the server's, never a published seed.
 */
export function drawAudits(
  candidates: readonly AuditCandidate[],
  sharePercent: number,
  random: () => number,
): readonly DrawnAudit[] {
  const byPerson = Map.groupBy(candidates, ({ personId }) => personId);
  return [...byPerson.values()].flatMap((own) => {
    const isForced = (one: AuditCandidate): boolean => one.claimedMicrodollars > one.forcedAboveMicrodollars;
    const rest = own.filter((one) => !isForced(one));
    const many = Math.ceil((rest.length * sharePercent) / 100);
    return [
      ...own.filter(isForced).map(({ outcomeId }) => ({ outcomeId, basis: 'forced' as const })),
      ...drawSome(rest, many, random).map(({ outcomeId }) => ({ outcomeId, basis: 'drawn' as const })),
    ];
  });
}

function drawSome<Item>(items: readonly Item[], many: number, random: () => number): readonly Item[] {
  const left = [...items];
  const drawn: Item[] = [];
  while (drawn.length < many && left.length > 0)
    drawn.push(...left.splice(Math.min(left.length - 1, Math.floor(random() * left.length)), 1));
  return drawn;
}
