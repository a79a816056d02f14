import type { Award } from '../domain/recognition/award.ts';
import type { PersonSlices } from '../domain/recognition/give-awards.ts';
import type { RecognitionRuleVersion } from '../domain/recognition/recognition-rule.ts';
import { NO_CHOICE, type RecognitionChoice, shownTo } from '../domain/recognition/visibility.ts';
import { periodIdAt } from '../domain/score/score-period.ts';
import type { AwardFilter, AwardPage, AwardsPage } from '../ports/recognition-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { viewerOf } from './private-scorecards.ts';
import type { RecognitionContext } from './recognition-context.ts';
import { recognitionRuleFor } from './recognition-rules.ts';
import { sliceMonth } from './slice-month.ts';

const PEOPLE_ALONE = refuseCommand(
  'rule_broken',
  'Recognition is for people and teams; this key is a service account’s.',
);
const MINE_MAX = 100;

/** Awards that whoever asks may see, by what people chose and which teams have private scorecards. */
export async function seeAwards(
  context: RecognitionContext,
  { actor }: Commander,
  asked: { readonly filter: AwardFilter; readonly page: AwardPage },
): Promise<AwardsPage> {
  const rule = await recognitionRuleFor(context.store, periodIdAt(context.clock.nowMs()));
  const viewer = await viewerOf(context.store, actor.kind === 'person' ? actor.id : null);
  const by = { ...viewer, peopleShown: rule?.rule.peopleShown ?? 'nobody' } as const;
  return context.recognition.seen(by, asked.filter, asked.page);
}

/** How far somebody is in a category of the month that runs, by the score as it stands. */
export type CategoryProgress = {
  readonly categoryId: string;
  readonly name: string;
  readonly millipoints: number;
  /** The highest level whose points are reached; null: none yet. */
  readonly reached: string | null;
  /** What the next level asks for; null: there is none above. */
  readonly next: { readonly level: string; readonly points: number; readonly months: number } | null;
};

export type MyRecognition = {
  readonly choice: Omit<RecognitionChoice, 'id'>;
  /** What of the choice counts: a rule or a team with private scorecards can narrow it. */
  readonly shownTo: RecognitionChoice['shownTo'];
  readonly isPrivateTeam: boolean;
  readonly awards: readonly Award[];
  readonly period: string;
  readonly progress: readonly CategoryProgress[];
};

/** Everything that a person was recognised for, what others see of it, and how far the month that runs has come. */
export async function myRecognition(
  context: RecognitionContext,
  { actor }: Commander,
): Promise<MyRecognition | ControlRefusal> {
  if (actor.kind !== 'person') return PEOPLE_ALONE;
  const person = await context.store.get('person', actor.id);
  const choice = (await context.store.get('recognition_choice', actor.id))?.row ?? NO_CHOICE;
  const scorecard = person === undefined ? undefined : await context.store.get('private_scorecard', person.row.teamId);
  const period = periodIdAt(context.clock.nowMs());
  const version = await recognitionRuleFor(context.store, period);
  const isPrivateTeam = scorecard?.row.status === 'active';
  const peopleShown = version?.rule.peopleShown ?? 'nobody';
  return {
    choice: { shownTo: choice.shownTo, exportable: choice.exportable },
    shownTo: shownTo({ choice, isPrivateTeam, peopleShown }),
    isPrivateTeam,
    awards: await context.recognition.ofPerson(actor.id, MINE_MAX),
    period,
    progress: version === undefined ? [] : await progressOf(context, version, { personId: actor.id, periodId: period }),
  };
}

async function progressOf(
  context: RecognitionContext,
  { rule }: RecognitionRuleVersion,
  asked: { readonly personId: string; readonly periodId: string },
): Promise<readonly CategoryProgress[]> {
  const [own]: readonly (PersonSlices | undefined)[] = await sliceMonth(context, rule, asked);
  return rule.categories.map(({ id, name, levels }) => {
    const millipoints = own?.byCategory.get(id)?.[0]?.millipoints ?? 0;
    const at = levels.findLastIndex(({ points }) => millipoints >= points * 1_000);
    const next = levels[at + 1];
    return {
      ...{ categoryId: id, name, millipoints, reached: levels[at]?.id ?? null },
      next: next === undefined ? null : { level: next.id, points: next.points, months: next.months },
    };
  });
}

/** Sets what others may see of somebody's recognition, and whether it may be exported. For that person alone. */
export async function chooseRecognition(
  context: RecognitionContext,
  commander: Commander,
  order: Partial<Omit<RecognitionChoice, 'id'>>,
): Promise<MyRecognition | ControlRefusal> {
  const { actor } = commander;
  if (actor.kind !== 'person') return PEOPLE_ALONE;
  await context.store.write(actor, async (unit) => {
    const before = (await unit.get('recognition_choice', actor.id))?.row ?? { id: actor.id, ...NO_CHOICE };
    const put = await unit.put('recognition_choice', { ...before, ...order }, { managedBy: 'api' });
    // Who lets their own be exported is nobody's business: the trail says that something was chosen, not what.
    if (put !== 'unchanged')
      await unit.audit({ type: 'recognition.chosen', subject: `person:${actor.id}`, detail: {} });
  });
  return myRecognition(context, commander);
}
