import { addNanodollars, type Nanodollars } from '../money/nanodollars.ts';
import { type Notice, noticeId } from '../notice/notice.ts';
import {
  type ComparedTask,
  changePercent,
  dearestFirst,
  sumSentences,
  sumTasks,
  type WasteSum,
  wasteLines,
} from './digest.ts';
import type { DigestWeek } from './digest-week.ts';
import type { TeamGroup } from './merge-teams.ts';
import { wordCost, wordCount, wordList } from './word-cost.ts';

/** What one person is told of their own week; null: there is nothing to tell. */
export function myDigest(
  personId: string,
  week: DigestWeek,
  given: { readonly compared: readonly ComparedTask[]; readonly nowMs: number },
): Notice | null {
  const { compared, nowMs } = given;
  const sum = sumTasks(compared);
  if (sum.tasks === 0) return null;
  const [dearest] = [...compared].sort(({ task: one }, { task: other }) => (one.cost.cost < other.cost.cost ? 1 : -1));
  const words = [
    `In the week from ${week.name} on: ${sumSentences('You', sum).join(' ')}`,
    ...listed('What stands out:', wasteLines(sum.waste)),
    ...(dearest === undefined || dearest.task.cost.cost === 0n
      ? []
      : [
          `The dearest took ${wordCost(dearest.task.cost.cost)}: the task "${dearest.task.key.taskId}", under My costs.`,
        ]),
    'Nobody else gets this. My costs shows it at any time; My account has the switch that ends it.',
  ];
  return {
    ...aboutMine(personId, week),
    id: myDigestId(personId, week),
    pages: false,
    subject: `Your week: ${wordCount(sum.tasks, 'task')}, ${wordCost(sum.cost)}`,
    words: words.join('\n\n'),
    detail: { tasks: sum.tasks, calls: sum.calls, costNanodollars: String(sum.cost) },
    raisedAtMs: nowMs,
  };
}

/** The same week of the same person has the same id, so it is told once. */
export function myDigestId(personId: string, week: DigestWeek): string {
  return noticeId(aboutMine(personId, week));
}

function aboutMine(personId: string, week: DigestWeek) {
  return { kind: 'my_digest', envelopeId: null, periodStartMs: week.startMs, threshold: personId } as const;
}

/** What is known of a team's week, without anybody's name. */
export type TeamWeek = {
  readonly teamId: string | null;
  readonly personIds: readonly string[];
  readonly tasks: number;
  readonly succeeded: number;
  readonly cost: Nanodollars;
  readonly unpriced: number;
  readonly cacheSaved: Nanodollars;
  readonly waste: readonly WasteSum[];
};

export type GroupDigest = {
  readonly group: TeamGroup<TeamWeek>;
  readonly notice: Notice;
};

/** A subject with more would be cut wherever it is shown; the words name them all. */
const NAMES_IN_SUBJECT_MAX = 4;

/** What is told of a group of five people or more. `before` is the cost of the same teams a week earlier, where that may be told. */
export function teamDigest(
  group: TeamGroup<TeamWeek>,
  week: DigestWeek,
  given: { readonly before: Nanodollars | null; readonly nowMs: number },
): GroupDigest {
  const { teams, people } = group;
  const names = teams.map(({ teamId }) => teamId ?? 'no team').sort();
  const cost = addNanodollars(teams.map((team) => team.cost));
  const tasks = teams.reduce((sum, team) => sum + team.tasks, 0);
  const about = {
    kind: 'team_digest',
    envelopeId: null,
    periodStartMs: week.startMs,
    threshold: names.length > 4 ? `${names.slice(0, 4).join('+')}+${names.length - 4}` : names.join('+'),
  } as const;
  const saved = addNanodollars(teams.map(({ cacheSaved }) => cacheSaved));
  const waste = wasteLines(sumOfTeams(teams));
  const which = names.length === 1 ? `of the team ${names[0] ?? ''}` : `of the teams ${wordList(names)}`;
  const words = [
    `In the week from ${week.name} on ${people} people ${which} worked on ${wordCount(tasks, 'task')} for ${unpriced(teams) ? 'at least ' : ''}${wordCost(cost)}${changed(cost, given.before)}.`,
    ...(saved > 0n ? [`Answers that were at hand saved ${wordCost(saved)}.`] : []),
    ...listed('What stands out:', waste),
    ...(waste.length === 0 ? ['Nothing stands out as waste.'] : []),
    'Sums are of five people or more; smaller teams are told together. Each person can see their own, under My costs.',
  ];
  const notice: Notice = {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: `The week ${names.length > NAMES_IN_SUBJECT_MAX ? `of ${names.length} teams` : which}: ${wordCount(tasks, 'task')}, ${wordCost(cost)}`,
    words: words.join('\n\n'),
    detail: { people, tasks, costNanodollars: String(cost), teams: names.join(', ') },
    raisedAtMs: given.nowMs,
  };
  return { group, notice };
}

function sumOfTeams(teams: readonly TeamWeek[]): readonly WasteSum[] {
  const groups = Map.groupBy(
    teams.flatMap(({ waste }) => waste),
    ({ kind }) => kind,
  );
  const sums = [...groups].map(([kind, seen]) => ({
    kind,
    tasks: seen.reduce((sum, { tasks }) => sum + tasks, 0),
    wasted: addNanodollars(seen.map(({ wasted }) => wasted)),
  }));
  return dearestFirst(sums);
}

function unpriced(teams: readonly TeamWeek[]): boolean {
  return teams.some((team) => team.unpriced > 0);
}

function changed(cost: Nanodollars, before: Nanodollars | null): string {
  const percent = before === null ? null : changePercent(cost, before);
  if (percent === null) return '';
  if (percent === 0) return ', as much as in the week before';
  return `, ${Math.abs(percent)} % ${percent > 0 ? 'more' : 'less'} than in the week before`;
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [[title, ...lines.map((line) => `- ${line}`)].join('\n')];
}
