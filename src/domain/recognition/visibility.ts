import type { Award } from './award.ts';

/** How far somebody shows what they were recognised for. */
export const SHOWN_TO = ['nobody', 'team', 'organisation'] as const;
export type ShownTo = (typeof SHOWN_TO)[number];

/** What a person has chosen. Without a choice everything stays with them. */
export type RecognitionChoice = {
  /** The person. */
  readonly id: string;
  readonly shownTo: ShownTo;
  /** May be in an export for performance reviews, while one is permitted. */
  readonly exportable: boolean;
};

export const NO_CHOICE = { shownTo: 'nobody', exportable: false } as const satisfies Omit<RecognitionChoice, 'id'>;

/** A team whose scorecards are for itself alone: regulated work, or work of high risk. */
export type PrivateScorecard = {
  /** The team. */
  readonly id: string;
  readonly reason: string;
  readonly status: 'active' | 'ended';
};

export type Viewer = {
  /** Null: a service account, which is nobody's colleague. */
  readonly personId: string | null;
  readonly teamId: string | null;
  readonly managedTeamIds: readonly string[];
};

export type VisibilityFacts = {
  /** The choice of the person whom the award is for. */
  readonly choice: Omit<RecognitionChoice, 'id'>;
  readonly isPrivateTeam: boolean;
  /** How far the rule lets people show their own. */
  readonly peopleShown: ShownTo;
};

/**
 * Whether somebody sees an award. A person's: that person, and others as far as that person and the rule allow. A team's: everybody;
 * of a team with private scorecards its people and its manager alone.
 */
export function seesAward(viewer: Viewer, { recipient }: Pick<Award, 'recipient'>, facts: VisibilityFacts): boolean {
  const isOfTeam = viewer.teamId === recipient.teamId || viewer.managedTeamIds.includes(recipient.teamId);
  if (recipient.kind === 'team') return !facts.isPrivateTeam || isOfTeam;
  if (viewer.personId === recipient.personId) return true;
  switch (shownTo(facts)) {
    case 'nobody':
      return false;
    case 'team':
      return viewer.teamId === recipient.teamId;
    case 'organisation':
      return true;
  }
}

/** The narrower of what the person chose and what the rule allows; of people in teams with private scorecards, nobody. */
export function shownTo({ choice, isPrivateTeam, peopleShown }: VisibilityFacts): ShownTo {
  if (isPrivateTeam) return 'nobody';
  return SHOWN_TO.indexOf(choice.shownTo) < SHOWN_TO.indexOf(peopleShown) ? choice.shownTo : peopleShown;
}

/** Whether the whole organisation is told of an award when it is given. */
export function isAnnounced({ recipient }: Pick<Award, 'recipient'>, facts: VisibilityFacts): boolean {
  return recipient.kind === 'team' ? !facts.isPrivateTeam : shownTo(facts) === 'organisation';
}
