import { mergeTeams } from '../task/merge-teams.ts';

/** What a team made of the library in a time. */
export type TeamSignals = {
  readonly teamId: string | null;
  readonly personIds: readonly string[];
  readonly tasks: number;
  /** Of them those in which a template was named. */
  readonly libraryTasks: number;
  /** Assets of its people that other teams used. */
  readonly sharedAssets: number;
  /** Assets of other teams that it used. */
  readonly adoptedAssets: number;
  /** Prompts that began a conversation, and of them those that were sent once and are no template. */
  readonly openings: number;
  readonly oneOffs: number;
};

/** The same of a group of five people or more. */
export type GroupSignals = Omit<TeamSignals, 'teamId' | 'personIds'> & {
  readonly teamIds: readonly string[];
  readonly people: number;
  /** 0 to 100; null: fewer tasks, or prompts, than tell anything. */
  readonly libraryPercent: number | null;
  readonly oneOffPercent: number | null;
};

const TOLD_FROM = 20;

/** Teams as they may be told: the small ones together, or not at all. */
export function groupSignals(teams: readonly TeamSignals[]): readonly GroupSignals[] {
  return mergeTeams(teams).map(({ teams: own, people }) => {
    const sum = (of: (team: TeamSignals) => number): number => own.reduce((total, team) => total + of(team), 0);
    const [tasks, libraryTasks] = [sum((team) => team.tasks), sum((team) => team.libraryTasks)];
    const [openings, oneOffs] = [sum((team) => team.openings), sum((team) => team.oneOffs)];
    return {
      teamIds: own.flatMap(({ teamId }) => teamId ?? []).sort(),
      people,
      ...{ tasks, libraryTasks, openings, oneOffs },
      sharedAssets: sum((team) => team.sharedAssets),
      adoptedAssets: sum((team) => team.adoptedAssets),
      libraryPercent: percentOf(libraryTasks, tasks),
      oneOffPercent: percentOf(oneOffs, openings),
    };
  });
}

function percentOf(part: number, whole: number): number | null {
  return whole < TOLD_FROM ? null : Math.round((part / whole) * 100);
}
