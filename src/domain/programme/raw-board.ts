/** What one person of a programme used on one day: all tokens, read and written. */
export type DayUse = {
  readonly personId: string;
  readonly teamId: string;
  readonly day: string;
  readonly tokens: number;
};

/** A day on which somebody used far more than others did. */
export type Burst = {
  readonly personId: string;
  readonly day: string;
  readonly tokens: number;
  /** The median of everybody who used anything that day. */
  readonly usualTokens: number;
};

/** A team on a board of raw tokens. Nobody is named, and small groups are not shown. */
export type BoardRow =
  | { readonly kind: 'team'; readonly teamId: string; readonly people: number; readonly tokensPerPerson: number }
  | { readonly kind: 'too_small'; readonly teamId: string; readonly words: string };

const PEOPLE_MIN = 5;
/** With fewer people on a day there is no usual. */
const USUAL_PEOPLE_MIN = 5;
/** What is not worth a look, however many times the usual it is. */
const BURST_TOKENS_MIN = 10_000;

/** Days above so many times the median of that day. */
export function findBursts(uses: readonly DayUse[], burstTimes: number): readonly Burst[] {
  return [...Map.groupBy(uses, ({ day }) => day).values()].flatMap((ofDay) => {
    if (ofDay.length < USUAL_PEOPLE_MIN) return [];
    const usualTokens = medianOf(ofDay.map(({ tokens }) => tokens));
    return ofDay
      .filter(({ tokens }) => tokens >= BURST_TOKENS_MIN && tokens > burstTimes * usualTokens)
      .map(({ personId, day, tokens }) => ({ personId, day, tokens, usualTokens }));
  });
}

/** Tokens for each person of a team, days of bursts left out, nobody above the cap. Most first. */
export function boardOf(
  uses: readonly DayUse[],
  { leftOut, tokenCapPercent }: { readonly leftOut: ReadonlySet<string>; readonly tokenCapPercent: number },
): readonly BoardRow[] {
  const counted = countTokens(uses, { leftOut, tokenCapPercent });
  return [...Map.groupBy(counted, ({ teamId }) => teamId)]
    .map(([teamId, people]): BoardRow => {
      if (people.length < PEOPLE_MIN)
        return {
          kind: 'too_small',
          teamId,
          words: `Fewer than ${PEOPLE_MIN} people took part: a figure would tell of single people.`,
        };
      const tokens = people.reduce((sum, person) => sum + person.tokens, 0);
      return { kind: 'team', teamId, people: people.length, tokensPerPerson: Math.round(tokens / people.length) };
    })
    .sort((one, other) => tokensOf(other) - tokensOf(one) || (one.teamId < other.teamId ? -1 : 1));
}

/** What counts of each person: without bursts, and capped at so much of the median of all. */
export function countTokens(
  uses: readonly DayUse[],
  { leftOut, tokenCapPercent }: { readonly leftOut: ReadonlySet<string>; readonly tokenCapPercent: number },
): readonly { readonly personId: string; readonly teamId: string; readonly tokens: number }[] {
  const sums = [...Map.groupBy(uses, ({ personId }) => personId)].map(([personId, days]) => ({
    personId,
    teamId: days.at(-1)?.teamId ?? '',
    tokens: days.reduce((sum, { day, tokens }) => (leftOut.has(burstKey({ personId, day })) ? sum : sum + tokens), 0),
  }));
  const cap = (medianOf(sums.map(({ tokens }) => tokens)) * tokenCapPercent) / 100;
  return sums.map((sum) => ({ ...sum, tokens: Math.min(sum.tokens, cap) }));
}

export function burstKey({ personId, day }: Pick<Burst, 'personId' | 'day'>): string {
  return `${personId} ${day}`;
}

function tokensOf(row: BoardRow): number {
  return row.kind === 'team' ? row.tokensPerPerson : -1;
}

export function medianOf(amounts: readonly number[]): number {
  const sorted = amounts.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
