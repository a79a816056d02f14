export const LEADERBOARD_SOURCES = ['ccusage', 'tokscale', 'csv'] as const;
export type LeaderboardSource = (typeof LEADERBOARD_SOURCES)[number];

/** A leaderboard that was there before: kept as it was, never scored, and left step by step (requirement S12). */
export type Leaderboard = {
  readonly id: string;
  readonly name: string;
  /** `2026-03-01`: from that day on it counts nothing; null: not frozen yet. */
  readonly frozenFrom: string | null;
  /** What it is replaced with; null: not decided. */
  readonly programmeId: string | null;
  readonly announcement: string | null;
  readonly announcedAtMs: number | null;
  readonly announcedBy: string | null;
  /** From then on nobody sees a place of their own, only teams. */
  readonly teamViewFromMs: number | null;
};

/** What one name of it used on one day. */
export type LeaderboardUse = {
  /** The name there: a login, a machine, an address. */
  readonly label: string;
  readonly day: string;
  readonly tokens: bigint;
  readonly costNanodollars: bigint | null;
};

/** Where one name stood, most tokens first; equal sums share a place. */
export type OldPlace = { readonly place: number; readonly of: number; readonly tokens: bigint };

/** What is still to be done, in order. */
export type MigrationStep = {
  readonly id: 'import' | 'freeze' | 'programme' | 'caps' | 'announce' | 'team_view';
  readonly isDone: boolean;
  readonly words: string;
};

export function migrationSteps(
  board: Leaderboard,
  known: { readonly names: number; readonly uncappedUseCaseIds: readonly string[] },
): readonly MigrationStep[] {
  const { names, uncappedUseCaseIds } = known;
  return [
    {
      id: 'import',
      isDone: names > 0,
      words:
        names > 0
          ? `${names} names are archived, unscored.`
          : 'Import what the board says, so that nobody asks where it went.',
    },
    {
      id: 'freeze',
      isDone: board.frozenFrom !== null,
      words:
        board.frozenFrom === null
          ? 'Set the day from which it counts nothing.'
          : `From ${board.frozenFrom} on it counts nothing.`,
    },
    {
      id: 'programme',
      isDone: board.programmeId !== null,
      words:
        board.programmeId === null ? 'Say which programme takes its place.' : `“${board.programmeId}” takes its place.`,
    },
    {
      id: 'caps',
      isDone: uncappedUseCaseIds.length === 0,
      words:
        uncappedUseCaseIds.length === 0
          ? 'Every use case of the highest tier has a cap of its own.'
          : `Cap the riskiest use cases: ${uncappedUseCaseIds.slice(0, 10).join(', ')}.`,
    },
    {
      id: 'announce',
      isDone: board.announcedAtMs !== null,
      words: board.announcedAtMs === null ? 'Tell people what changes, and why.' : 'People were told.',
    },
    {
      id: 'team_view',
      isDone: board.teamViewFromMs !== null,
      words:
        board.teamViewFromMs === null
          ? 'Move it to teams: until then each person sees the old place beside the new score, alone.'
          : 'Only teams are shown.',
    },
  ];
}
