import type { UseCase } from '../catalog/use-case.ts';
import type { KeyOwner } from '../identity/key-grant.ts';
import { type Baseline, baselineOf, fairShare, type PeerTask } from './baseline.ts';
import type { ModelChoices } from './cheaper-model.ts';
import { type CheaperWay, cheaperWay } from './cheaper-way.ts';
import type { CostOfTask } from './cost-of-task.ts';
import { type SizeClass, sizeClassOf } from './size-class.ts';
import type { TaskCall, TaskKey } from './task-call.ts';
import { type ReviewOfTask, taskSentence } from './task-sentence.ts';
import { findWaste, type SameRequests, type WasteFinding } from './waste.ts';

/** A task as its owner is told of it. */
export type TaskReport = {
  readonly key: TaskKey;
  readonly cost: CostOfTask;
  readonly sizeClass: SizeClass | null;
  readonly review: ReviewOfTask;
  readonly baseline: Baseline;
  readonly waste: readonly WasteFinding[];
  readonly cheaper: CheaperWay | null;
  readonly sentence: string;
};

export type ReportQuestion = {
  readonly key: TaskKey;
  /** Oldest first, at least one. */
  readonly calls: readonly TaskCall[];
  readonly cost: CostOfTask;
  /** Finished tasks of its use case and size class, newest first, the owner's own among them or not. */
  readonly peers: readonly PeerTask[];
  readonly same: SameRequests;
  /** As it is now; undefined where nobody keeps it any more. */
  readonly useCase: UseCase | undefined;
  readonly choices: ModelChoices;
  readonly review: ReviewOfTask;
};

export function reportTask(question: ReportQuestion): TaskReport {
  const { key, cost, useCase, choices, review } = question;
  const { sizeClass, counted, baseline, waste } = weighTask(question);
  const cheaper = cheaperWay({
    ...{ cost, waste, peers: counted },
    approvedTemplateIds: useCase?.approvedTemplateIds ?? [],
    modelIds: choices.models.map(({ id }) => id),
  });
  const told = { cost, sizeClass, review, baseline, waste, cheaper };
  return { key, ...told, sentence: taskSentence(told) };
}

export type WeighedTask = Pick<TaskReport, 'sizeClass' | 'baseline' | 'waste'> & {
  /** Those of the peers that count. */
  readonly counted: readonly PeerTask[];
};

/** A task beside its like: all that is kept of a comparison, without words. */
export function weighTask(question: Omit<ReportQuestion, 'review'>): WeighedTask {
  const { key, calls, cost, peers, same, useCase, choices } = question;
  const sizeClass = sizeClassOf(cost.sizeTokens);
  const ownName = nameOwner(key.owner);
  const counted = sizeClass === null ? [] : fairShare(peers, ownName);
  const baseline = baselineOf(counted, ownName);
  const waste = findWaste({
    ...{ calls, cost, choices, same },
    baseline: baseline.kind === 'baseline' ? baseline : null,
    expectedOutputTokens: useCase?.expectedOutputTokens ?? null,
  });
  return { sizeClass, counted, baseline, waste };
}

/** Tells owners apart: `person:ada`. */
export function nameOwner(owner: KeyOwner): string {
  return `${owner.kind}:${owner.kind === 'person' ? owner.personId : owner.serviceAccountId}`;
}
