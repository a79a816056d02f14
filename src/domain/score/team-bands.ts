import { sumOf } from './gather-work.ts';
import { ONE_OUTCOME_MILLIPOINTS } from './shrink-scores.ts';

export const BANDS = ['starting', 'growing', 'steady', 'strong'] as const;
export type Band = (typeof BANDS)[number];

/** A team as others see it: a band, or why there is none. Never a number, never a rank. */
export type TeamStanding =
  | {
      readonly kind: 'band';
      readonly teamId: string;
      readonly band: Band;
      readonly people: number;
      readonly outcomes: number;
    }
  | { readonly kind: 'too_small'; readonly teamId: string; readonly words: string }
  | { readonly kind: 'too_little_evidence'; readonly teamId: string; readonly words: string };

export type TeamMember = { readonly teamId: string; readonly millipoints: number; readonly outcomes: number };

/** Where the second, third and fourth band begin. */
const BAND_FROM_MILLIPOINTS: readonly number[] = [35_000, 50_000, 65_000];
const PEOPLE_MIN = 5;
const OUTCOMES_MIN = 40;
/** A team moves when the odds are four to one that it belongs where it moves to. */
const FOUR_TO_ONE_DEVIATIONS = 0.8416;

/** The band of each team, given the one it was in before: two teams that chance alone parts stay where they are. */
export function bandTeams(members: readonly TeamMember[], before: ReadonlyMap<string, Band>): readonly TeamStanding[] {
  return [...Map.groupBy(members, ({ teamId }) => teamId)]
    .map(([teamId, own]) => standingOf(teamId, own, before.get(teamId)))
    .sort((one, other) => (one.teamId < other.teamId ? -1 : 1));
}

function standingOf(teamId: string, own: readonly TeamMember[], before: Band | undefined): TeamStanding {
  const proven = own.filter(({ outcomes }) => outcomes > 0);
  if (proven.length < PEOPLE_MIN)
    return {
      kind: 'too_small',
      teamId,
      words: `Fewer than ${PEOPLE_MIN} people have verified outcomes: a band would tell of single people.`,
    };
  const outcomes = sumOf(own, (member) => member.outcomes);
  if (outcomes < OUTCOMES_MIN)
    return {
      kind: 'too_little_evidence',
      teamId,
      words: `${outcomes} verified outcomes; ${OUTCOMES_MIN} are needed for a band.`,
    };
  const mean = sumOf(own, ({ millipoints }) => millipoints) / own.length;
  // Each member's chance error, of which the mean has the root of the sum of squares over their number.
  const deviation =
    Math.sqrt(sumOf(own, (member) => Math.round(ONE_OUTCOME_MILLIPOINTS ** 2 / Math.max(1, member.outcomes)))) /
    own.length;
  return { kind: 'band', teamId, band: bandOf({ mean, deviation }, before), people: own.length, outcomes };
}

/** The band of the mean; coming from another band, the nearest to it that the odds allow. */
function bandOf(
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
  before: Band | undefined,
): Band {
  const above = (amount: number): number => BAND_FROM_MILLIPOINTS.filter((from) => amount >= from).length;
  const now = before === undefined ? above(mean) : BANDS.indexOf(before);
  const surelyAtLeast = above(mean - FOUR_TO_ONE_DEVIATIONS * deviation);
  const surelyAtMost = above(mean + FOUR_TO_ONE_DEVIATIONS * deviation);
  return BANDS[Math.min(Math.max(now, surelyAtLeast), surelyAtMost)] ?? 'starting';
}
