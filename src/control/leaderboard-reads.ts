import type { UseCase } from '../domain/catalog/use-case.ts';
import {
  type Leaderboard,
  type MigrationStep,
  migrationSteps,
  type OldPlace,
} from '../domain/programme/leaderboard.ts';
import { type ProposedCap, proposeCap } from '../domain/programme/propose-cap.ts';
import type { BoardSums, OldTeam } from '../ports/programme-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { personBehind } from './exception-parties.ts';
import { type BoardAddress, findBoard, type StoredBoard } from './leaderboards.ts';
import { type ProgrammeContext, readUncapped } from './programme-context.ts';

export type SeenBoard = {
  readonly stored: StoredBoard;
  readonly sums: BoardSums;
  readonly steps: readonly MigrationStep[];
  /** For use cases that the step of caps still names, some at a time. */
  readonly caps: readonly ProposedCap[];
  readonly teams: readonly OldTeam[];
};

const GROUP_MIN = 5;

/** The board as it is left: sums, steps, and teams of five and more. Never a name's place. */
export async function readLeaderboardMove(
  context: ProgrammeContext,
  address: BoardAddress,
): Promise<SeenBoard | ControlRefusal> {
  const stored = await findBoard(context.store, address);
  if (isControlRefusal(stored)) return stored;
  const sums = await context.programmes.boardSums(address.id);
  const uncapped = await readUncapped(context.store);
  const uncappedUseCaseIds = uncapped.map((useCase) => useCase.id);
  return {
    ...{ stored, sums },
    steps: migrationSteps(stored.row, { names: sums.names, uncappedUseCaseIds }),
    caps: await proposeCaps(context, uncapped.slice(0, CAPS_SHOWN_MAX)),
    teams: await context.programmes.oldTeams({ leaderboardId: address.id, peopleMin: GROUP_MIN }),
  };
}

const CAPS_SHOWN_MAX = 50;
const CAP_MONTHS = 3;
const CAP_MONTH_MS = 30 * 86_400_000;

async function proposeCaps(
  { usage, clock }: ProgrammeContext,
  useCases: readonly UseCase[],
): Promise<readonly ProposedCap[]> {
  const nowMs = clock.nowMs();
  const proposed: ProposedCap[] = [];
  for (const useCase of useCases) {
    const months = await Promise.all(
      Array.from({ length: CAP_MONTHS }, async (_, back) => {
        const range = { fromMs: nowMs - (back + 1) * CAP_MONTH_MS, toMs: nowMs - back * CAP_MONTH_MS };
        const { costNanodollars } = await usage.totals({ ...range, useCaseId: useCase.id });
        return BigInt(costNanodollars);
      }),
    );
    proposed.push(proposeCap(useCase, months));
  }
  return proposed;
}

/** The old place beside the new score, for the person alone, until the board has moved to teams. */
export type MyOldPlace = {
  readonly board: Leaderboard;
  readonly place: OldPlace | null;
  /** Millipoints as the person sees them; null: nothing is scored yet. */
  readonly score: {
    readonly periodId: string;
    readonly millipoints: number;
    readonly lower: number;
    readonly upper: number;
  } | null;
};

export async function readMyOldPlaces(
  context: ProgrammeContext,
  { actor }: Commander,
): Promise<readonly MyOldPlace[] | ControlRefusal> {
  const personId = await personBehind(context.store, actor);
  if (personId === undefined) return refuseCommand('not_found', 'Only a person stood on a leaderboard.');
  const [newest] = await context.scores.resultsOf(personId, 1);
  const score =
    newest === undefined || newest.score.kind === 'withheld' ? null : { periodId: newest.periodId, ...newest.shown };
  const places: MyOldPlace[] = [];
  for (const id of await context.programmes.boardsOf(personId)) {
    const stored = await context.store.get('leaderboard', id);
    if (stored === undefined) continue;
    const isMoved = stored.row.teamViewFromMs !== null;
    const place = isMoved ? undefined : await context.programmes.oldPlace({ leaderboardId: id, personId });
    places.push({ board: stored.row, place: place ?? null, score });
  }
  return places;
}
