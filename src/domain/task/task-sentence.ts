import { type Nanodollars, nanodollars } from '../money/nanodollars.ts';
import { inputTokens, outputTokens } from '../usage/token-usage.ts';
import { type Baseline, PEER_TASKS_MIN, PEERS_MIN } from './baseline.ts';
import type { CheaperWay } from './cheaper-way.ts';
import type { CostOfTask } from './cost-of-task.ts';
import { wasteInWords } from './digest.ts';
import type { KeptTask } from './kept-task.ts';
import type { SizeClass } from './size-class.ts';
import type { WasteFinding } from './waste.ts';
import { wordCost, wordCount, wordList, wordRatio } from './word-cost.ts';

/** What people spent on the result of a task, as they said it. */
export type ReviewOfTask = {
  readonly minutes: number;
  /** Null where nobody said what a minute costs. */
  readonly cost: Nanodollars | null;
};

export type TaskInWords = {
  readonly cost: CostOfTask;
  readonly sizeClass: SizeClass | null;
  readonly review: ReviewOfTask;
  readonly baseline: Baseline;
  readonly waste: readonly WasteFinding[];
  readonly cheaper: CheaperWay | null;
};

/** What a task cost, in sentences for whoever did it: what, against what, why, and how it would have been cheaper. */
export function taskSentence(task: TaskInWords): string {
  const { waste, cheaper } = task;
  const [dearest] = waste;
  const parts = [costSentence(task), ...savedSentences(task), baselineSentence(task)];
  if (dearest !== undefined) parts.push(dearest.sentence);
  if (cheaper !== null) parts.push(cheaper.sentence);
  if (dearest === undefined && cheaper === null && task.cost.answered > 0)
    parts.push('Nothing in it stands out as waste.');
  return parts.filter((part) => part !== '').join(' ');
}

function costSentence({ cost, review }: TaskInWords): string {
  const tokens = inputTokens(cost.tokens) + outputTokens(cost.tokens);
  const used = tokens === 0 ? '' : ` and ${wordCount(tokens, 'token')}`;
  const counted = `${wordCount(cost.calls, 'call')}${used}${shares(cost)}${reviewed(review)}`;
  if (cost.unpriced > 0 && cost.cost === 0n) return `What this task cost is not known, since no price is: ${counted}.`;
  const whole = wordCost(nanodollars(cost.cost + (review.cost ?? 0n)));
  const least = cost.isPartial || cost.unpriced > 0 ? 'at least ' : '';
  return `This task cost ${least}${whole}: ${counted}.${unpricedNote(cost)}`;
}

/** What is not as it should be about the calls, in brackets. */
function shares({ failed, refused, retries, estimated }: CostOfTask): string {
  const named = [
    failed === 0 ? '' : `${failed} failed`,
    refused === 0 ? '' : `${refused} refused`,
    retries === 0 ? '' : `${retries} sent again`,
    estimated === 0 ? '' : `${estimated} estimated`,
  ].filter((part) => part !== '');
  return named.length === 0 ? '' : ` (${wordList(named)})`;
}

function reviewed({ minutes, cost }: ReviewOfTask): string {
  if (minutes === 0) return '';
  const worth = cost === null ? '' : `, worth ${wordCost(cost)}`;
  return `, and ${wordCount(minutes, 'minute')} of review${worth}`;
}

function unpricedNote({ unpriced }: CostOfTask): string {
  if (unpriced === 0) return '';
  return ` The price of ${wordCount(unpriced, 'call')} is not known.`;
}

function savedSentences({ cost }: TaskInWords): readonly string[] {
  const saved: string[] = [];
  if (cost.cacheSaved > 0n) saved.push(`Answers that were at hand saved ${wordCost(cost.cacheSaved)}.`);
  if (cost.routeSaved > 0n) saved.push(`Routing to cheaper models saved ${wordCost(cost.routeSaved)}.`);
  return saved;
}

/** Peers' medians are of what models cost: nobody's minutes are compared. */
function baselineSentence({ cost, sizeClass, baseline }: TaskInWords): string {
  if (cost.answered === 0) return 'Nothing in it was answered.';
  if (sizeClass === null) return '';
  if (baseline.kind === 'none')
    return `There is no baseline yet: it takes ${PEER_TASKS_MIN} tasks of ${PEERS_MIN} others for this use case and size, and there are ${wordCount(baseline.tasks, 'task')} of ${baseline.peers}.`;
  if (cost.unpriced > 0 || cost.isPartial || baseline.median === 0n) return '';
  const { median, low, high, tasks, peers } = baseline;
  const sure = low === high ? '' : `; 95 % sure between ${wordCost(low)} and ${wordCost(high)}`;
  return `That is ${wordRatio(cost.cost, median)} tasks like it, whose median is ${wordCost(median)} (${wordCount(tasks, 'task')} of ${peers} others${sure}).`;
}

/** What is known of a task as it is kept: what it cost, against what, and which kinds of waste were seen. */
export function keptTaskSentence({ cost, sizeClass, waste }: KeptTask, baseline: Baseline): string {
  const told = { cost, sizeClass, baseline, review: { minutes: 0, cost: null }, waste: [], cheaper: null };
  const kinds = wasteInWords(waste.map(({ kind }) => kind));
  return [costSentence(told), ...savedSentences(told), baselineSentence(told), kinds].filter(Boolean).join(' ');
}
