import { shareAmount } from '../chargeback/share-amount.ts';

/** What an award weighs on its side of the pool. */
export type WeighedAward = { readonly id: string; readonly weight: number };

export type Pool = {
  readonly points: number;
  readonly teamSharePercent: number;
};

export type SplitPool = {
  /** Points by award. */
  readonly points: ReadonlyMap<string, number>;
  readonly teamPoints: number;
  readonly personPoints: number;
  /** What nobody was there for. It goes to nobody else: a side never takes from the other. */
  readonly left: number;
};

/**
 * Shares the pool of a month: one part among teams, the rest among people, each in proportion to the weights, to the last point.
 * Where both sides have somebody, teams get exactly their part; where a side has nobody, its part stays in the pool.
 */
export function splitPool(
  pool: Pool,
  awards: { readonly teams: readonly WeighedAward[]; readonly people: readonly WeighedAward[] },
): SplitPool {
  const forTeams = Math.round((pool.points * pool.teamSharePercent) / 100);
  const teams = shareOut(forTeams, awards.teams);
  const people = shareOut(pool.points - forTeams, awards.people);
  const teamPoints = sumOf(teams);
  const personPoints = sumOf(people);
  return {
    points: new Map([...teams, ...people]),
    teamPoints,
    personPoints,
    left: pool.points - teamPoints - personPoints,
  };
}

function shareOut(points: number, awards: readonly WeighedAward[]): ReadonlyMap<string, number> {
  const weights = awards.map(({ id, weight }) => ({ id, weight: BigInt(weight) }));
  return new Map(shareAmount(BigInt(points), weights).map(({ id, amount }) => [id, Number(amount)]));
}

function sumOf(shares: ReadonlyMap<string, number>): number {
  return [...shares.values()].reduce((sum, points) => sum + points, 0);
}
