import type { IncentiveModelId } from '../gaming/incentive-models.ts';
import type { ReadingSettings } from '../gaming/read-score.ts';
import type { Attack } from '../gaming/simulation.ts';
import type { Formula } from '../score/formula.ts';

/** Why there is a programme at all: the business question, and how everybody will see whether it was answered (requirement P9). */
export type Charter = {
  readonly question: string;
  /** What is measured: a result of work, never use. */
  readonly measure: string;
  /** What it is today; null: not known yet. */
  readonly baseline: string | null;
  readonly target: string;
  /** Who answers for it. */
  readonly ownerPersonId: string;
};

/** Looks for bursts on a raw board, and tells somebody. */
export type BoardWatch = {
  /** So many times what people of the programme use on that day is a burst. */
  readonly burstTimes: number;
  readonly personId: string;
};

/** A kind of contribution with the rule by which it is recognised. */
export type RewardCategory = { readonly name: string; readonly rule: string };

export type ProgrammeSettings = ReadingSettings & {
  readonly watch: BoardWatch | null;
  readonly categories: readonly RewardCategory[];
};

/** What gaming would pay, as it was simulated before the start. */
export type SeenSimulation = {
  readonly ranAtMs: number;
  readonly seeds: number;
  /** What it was run for: as long as it is that of the programme, it speaks of it. */
  readonly ranFor: string;
  readonly attacks: readonly Attack[];
};

/** Which incentive model is in force, for whom, why, until when. */
export type Programme = {
  readonly id: string;
  readonly name: string;
  readonly model: IncentiveModelId;
  readonly charter: Charter | null;
  /** Empty: the whole organisation. */
  readonly teamIds: readonly string[];
  readonly settings: ProgrammeSettings;
  readonly state: 'draft' | 'running' | 'ended';
  readonly endsAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly startedBy: string | null;
  readonly endedAtMs: number | null;
  /** Null: the house, or it has not ended. */
  readonly endedBy: string | null;
  readonly endReason: string | null;
  readonly simulation: SeenSimulation | null;
};

/** The state as it is at a moment: what has an end is over then, whether or not anybody noted it. */
export function programmeStateNow({ state, endsAtMs }: Programme, nowMs: number): Programme['state'] {
  return state === 'running' && endsAtMs !== null && endsAtMs <= nowMs ? 'ended' : state;
}

/** What a simulation depends on: model, figures and formula. */
export function simulatedFor({ model, settings }: Pick<Programme, 'model' | 'settings'>, formula: Formula): string {
  const { tokenCapPercent, levels, adherencePercent, teamPercent } = settings;
  return JSON.stringify([model, tokenCapPercent, levels, adherencePercent, teamPercent, formula.version]);
}

/** Two programmes for the same people at the same time would say two things of one month. */
export function overlaps(one: Pick<Programme, 'teamIds'>, other: Pick<Programme, 'teamIds'>): boolean {
  if (one.teamIds.length === 0 || other.teamIds.length === 0) return true;
  return one.teamIds.some((teamId) => other.teamIds.includes(teamId));
}
