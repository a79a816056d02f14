import { PROMPTS_ALIKE_MIN, TASKS_ALIKE_MIN } from '../domain/similarity/alike.ts';
import { findTwins, firstOf, isWorthMerging } from '../domain/similarity/find-twins.ts';
import { createGrouper } from '../domain/similarity/group-alike.ts';
import {
  type GroupedPrompt,
  type PromptGroup,
  proposableGroup,
  type SentPrompt,
} from '../domain/similarity/group-prompts.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import type { SketchedTask } from '../ports/similarity-store.ts';
import { proposeGroup, proposeTwins } from './propose-merges.ts';
import { comparedAssets, type SimilarityContext } from './similarity-context.ts';
import { readSimilarityRule } from './similarity-rule.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A little less than the timer's interval. */
const TURN_MS = 9 * MINUTE_MS;
const PROMPTS_MAX = 20_000;
/** Grouping so many takes about a millisecond. */
const GROUPED_AT_ONCE = 20;
const OWNERS_MAX = 500;
const TASKS_MAX = 2_000;

type Comparing = SimilarityContext & { readonly notices: Pick<NoticeStore, 'takeTurn'> };

/**
 * Compares what was seen since: assets with each other, prompts of different teams, tasks of one owner. Of several processes
 * one does it at each turn; broken off or repeated it changes nothing that is right. Gives back how many proposals are new.
 */
export async function compareFingerprints(context: Comparing): Promise<number> {
  if (!(await context.notices.takeTurn('similarity', TURN_MS))) return 0;
  const proposed = await compareAssets(context);
  const { row: rule } = await readSimilarityRule(context.store);
  const keptFromMs = context.clock.nowMs() - rule.keepDays * DAY_MS;
  const groups = rule.mode === 'on' ? await comparePrompts(context, keptFromMs) : [];
  let grouped = 0;
  for (const group of groups) grouped += Number(await proposeGroup(context, group));
  await compareTasks(context);
  if (await context.notices.takeTurn('similarity-forget', DAY_MS)) await context.similarity.forget(keptFromMs);
  return proposed + grouped;
}

/** Which assets are whose first, and which pairs two people might make one. */
export async function compareAssets(context: SimilarityContext): Promise<number> {
  const assets = await comparedAssets(context);
  const twins = findTwins(assets);
  const authors = [...firstOf(assets, twins)].map(([assetId, first]) => ({
    assetId,
    firstAssetId: first.assetId,
    authorPersonId: first.ownerPersonId,
  }));
  await context.similarity.keepAuthors(authors, context.clock.nowMs());
  let proposed = 0;
  for (const pair of twins.filter(isWorthMerging)) proposed += Number(await proposeTwins(context, pair));
  return proposed;
}

/** Groups that may be proposed, those of most people first. What is a template already is not looked at. */
async function comparePrompts(context: SimilarityContext, fromMs: number): Promise<readonly PromptGroup[]> {
  const range = { fromMs, toMs: context.clock.nowMs() };
  const prompts = await context.similarity.sentPrompts(range, PROMPTS_MAX);
  const groups: PromptGroup[] = [];
  for (const own of Map.groupBy(prompts, ({ role }) => role).values()) {
    const members = await groupPrompts(
      context,
      own.filter(({ assetId }) => assetId === null),
    );
    groups.push(...members.flatMap((group) => proposableGroup(group) ?? []));
  }
  return groups.sort((one, other) => other.people - one.people || other.calls - one.calls);
}

async function groupPrompts(
  { pause }: Pick<SimilarityContext, 'pause'>,
  prompts: readonly SentPrompt[],
): Promise<readonly (readonly GroupedPrompt[])[]> {
  const grouper = createGrouper<SentPrompt>({ similarityMin: PROMPTS_ALIKE_MIN, leadersMax: PROMPTS_MAX });
  const groups = new Map<string, GroupedPrompt[]>();
  for (const [at, prompt] of prompts.entries()) {
    if (at % GROUPED_AT_ONCE === 0) await pause();
    const found = grouper.add(prompt);
    if (found === null) continue;
    const member = { prompt, similarity: found.similarity };
    const there = groups.get(found.leader.id);
    if (there === undefined) groups.set(found.leader.id, [member]);
    else there.push(member);
  }
  return [...groups.values()];
}

/** Near-identical tasks of an owner become one cluster; what was told of closed periods keeps its name. */
export async function compareTasks(context: Pick<SimilarityContext, 'similarity' | 'pause' | 'clock'>): Promise<void> {
  const { similarity, pause, clock } = context;
  for (const owner of await similarity.uncomparedOwners(OWNERS_MAX)) {
    const tasks = await similarity.sketchedTasks(owner, TASKS_MAX);
    const clusters = await clusterTasks({ pause }, tasks);
    await similarity.keepClusters(owner, {
      taskIds: tasks.map(({ taskId }) => taskId),
      clusters,
      nowMs: clock.nowMs(),
    });
  }
}

async function clusterTasks(
  { pause }: Pick<SimilarityContext, 'pause'>,
  tasks: readonly SketchedTask[],
): Promise<ReadonlyMap<string, string>> {
  const grouper = createGrouper<SketchedTask>({ similarityMin: TASKS_ALIKE_MIN, leadersMax: TASKS_MAX });
  const members = new Map<SketchedTask, SketchedTask[]>();
  for (const [at, task] of tasks.entries()) {
    if (at % GROUPED_AT_ONCE === 0) await pause();
    const leader = grouper.add(task)?.leader ?? task;
    const there = members.get(leader);
    if (there === undefined) members.set(leader, [task]);
    else there.push(task);
  }
  const clusters = new Map<string, string>();
  for (const [leader, own] of members) {
    const known = own.find(({ clusterId }) => clusterId !== null)?.clusterId ?? leader.taskId;
    if (own.length > 1 || leader.clusterId !== null) for (const { taskId } of own) clusters.set(taskId, known);
  }
  return clusters;
}
