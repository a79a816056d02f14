import type { LeaderboardSource, LeaderboardUse, OldPlace } from '../domain/programme/leaderboard.ts';
import type { DayUse } from '../domain/programme/raw-board.ts';

/** What a file said of a name, with who that is here. */
export type ImportedUse = LeaderboardUse & { readonly personId: string | null };

export type ImportOrder = {
  readonly leaderboardId: string;
  readonly source: LeaderboardSource;
  readonly importedBy: string;
  readonly importedAtMs: number;
  readonly uses: readonly ImportedUse[];
};

/** A board as it was, in sum. */
export type BoardSums = {
  readonly names: number;
  readonly knownPeople: number;
  readonly tokens: bigint;
  readonly fromDay: string | null;
  readonly toDay: string | null;
};

/** What people of a team used by an old board, together; small groups are not told. */
export type OldTeam = { readonly teamId: string; readonly people: number; readonly tokens: bigint };

/** What programmes read of use, and old leaderboards. Nothing that scores or allows reads from here. */
export type ProgrammeStore = {
  /** Tokens of settled calls by person and day (UTC), of these teams, or of all. */
  readonly dayUses: (of: {
    readonly teamIds: readonly string[];
    readonly fromMs: number;
    readonly toMs: number;
  }) => Promise<readonly DayUse[]>;
  /** By team: tokens of all settled calls, and outcomes that count, of one span. */
  readonly tokensPerOutcome: (of: {
    readonly fromMs: number;
    readonly toMs: number;
  }) => Promise<readonly { readonly teamId: string; readonly tokens: number; readonly outcomes: number }[]>;
  /** Outcomes that came to count in a span. */
  readonly countedOutcomes: (of: { readonly fromMs: number; readonly toMs: number }) => Promise<number>;

  /** In the place of what the board said of the same name and day; all of it, or nothing. */
  readonly importUses: (order: ImportOrder) => Promise<void>;
  readonly boardSums: (leaderboardId: string) => Promise<BoardSums>;
  /** Where a person stood; undefined: not on it. */
  readonly oldPlace: (of: {
    readonly leaderboardId: string;
    readonly personId: string;
  }) => Promise<OldPlace | undefined>;
  /** Teams of which at least so many people were on it, by id. */
  readonly oldTeams: (of: {
    readonly leaderboardId: string;
    readonly peopleMin: number;
  }) => Promise<readonly OldTeam[]>;
  /** Boards that say something of a person. */
  readonly boardsOf: (personId: string) => Promise<readonly string[]>;
};
