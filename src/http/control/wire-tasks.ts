import type { Baseline } from '../../domain/task/baseline.ts';
import type { CostOfTask } from '../../domain/task/cost-of-task.ts';
import type { ComparedTask, WasteSum } from '../../domain/task/digest.ts';
import type { TaskReport } from '../../domain/task/task-report.ts';
import { keptTaskSentence } from '../../domain/task/task-sentence.ts';
import { toWireMoment } from './wire-rows.ts';

/** Nobody's name stands in it: whose task it is knows who asks for their own. */
export function toWireKeptTask({ task, baseline }: ComparedTask) {
  const { key, cost, sizeClass, waste } = task;
  return {
    taskId: key.taskId,
    ...toWireCost(cost),
    sizeClass,
    baseline: toWireBaseline(baseline),
    waste: waste.map(({ kind, wasted }) => ({ kind, wastedNanodollars: String(wasted) })),
    sentence: keptTaskSentence(task, baseline),
  };
}

export function toWireTask(report: TaskReport) {
  const { key, cost, sizeClass, review, baseline, waste, cheaper, sentence } = report;
  return {
    taskId: key.taskId,
    ...toWireCost(cost),
    wholeNanodollars: String(cost.cost + (review.cost ?? 0n)),
    sizeClass,
    baseline: toWireBaseline(baseline),
    review: { minutes: review.minutes, costNanodollars: review.cost === null ? null : String(review.cost) },
    waste: waste.map(({ wasted, ...finding }) => ({ ...finding, wastedNanodollars: String(wasted) })),
    cheaper: cheaper === null ? null : withoutCost(cheaper),
    sentence,
  };
}

export function toWireWaste(waste: readonly WasteSum[]) {
  return waste.map(({ kind, tasks, wasted }) => ({ kind, tasks, wastedNanodollars: String(wasted) }));
}

function withoutCost({ cost, ...way }: NonNullable<TaskReport['cheaper']>) {
  return { ...way, costNanodollars: String(cost) };
}

function toWireCost(task: CostOfTask) {
  const { startedAtMs, lastAtMs, cost, failedCost, cacheSaved, routeSaved, sizeTokens: _sizeTokens, ...rest } = task;
  return {
    ...rest,
    startedAt: toWireMoment(startedAtMs),
    lastAt: toWireMoment(lastAtMs),
    costNanodollars: String(cost),
    failedCostNanodollars: String(failedCost),
    cacheSavedNanodollars: String(cacheSaved),
    routeSavedNanodollars: String(routeSaved),
  };
}

function toWireBaseline(baseline: Baseline) {
  const { tasks, peers } = baseline;
  if (baseline.kind === 'none')
    return { medianNanodollars: null, lowNanodollars: null, highNanodollars: null, tasks, peers };
  return {
    medianNanodollars: String(baseline.median),
    lowNanodollars: String(baseline.low),
    highNanodollars: String(baseline.high),
    tasks,
    peers,
  };
}
