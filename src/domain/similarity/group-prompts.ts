import { GROUP_PEOPLE_MIN } from '../task/merge-teams.ts';
import type { PromptRole } from './fingerprint.ts';
import type { Sketch } from './sketch.ts';

/** A prompt that was sent, with who sent it. */
export type SentPrompt = {
  readonly id: string;
  readonly role: PromptRole;
  readonly sketch: Sketch;
  readonly calls: number;
  /** `person:id` or `service_account:id`. */
  readonly owners: readonly string[];
  readonly teamIds: readonly string[];
  readonly useCaseIds: readonly string[];
  /** The template that it is; null: none. */
  readonly assetId: string | null;
};

/** Prompts that say nearly the same, from several teams. */
export type PromptGroup = {
  readonly leaderId: string;
  readonly shapeIds: readonly string[];
  readonly teamIds: readonly string[];
  readonly useCaseIds: readonly string[];
  readonly people: number;
  readonly calls: number;
  /** The least alike of its prompts is so much like the leader. */
  readonly similarityPercent: number;
};

export type GroupedPrompt = { readonly prompt: SentPrompt; readonly similarity: number };

const CALLS_MIN = 10;
const SHAPES_MAX = 100;

/**
 * What of a group may be proposed: prompts of two teams or more, of five people or more, so that nobody can be read out of
 * it; null: it may not. Programs that send their own instructions are people of nobody's team and do not count.
 */
export function proposableGroup(members: readonly GroupedPrompt[]): PromptGroup | null {
  const [leader] = members;
  if (leader === undefined) return null;
  const prompts = members.map(({ prompt }) => prompt);
  const people = new Set(prompts.flatMap(({ owners }) => owners.filter((owner) => owner.startsWith('person:')))).size;
  const teamIds = different(prompts.flatMap((prompt) => prompt.teamIds));
  const calls = prompts.reduce((sum, prompt) => sum + prompt.calls, 0);
  if (people < GROUP_PEOPLE_MIN || teamIds.length < 2 || calls < CALLS_MIN) return null;
  const least = Math.min(...members.map(({ similarity }) => similarity));
  return {
    leaderId: leader.prompt.id,
    shapeIds: prompts.slice(0, SHAPES_MAX).map(({ id }) => id),
    teamIds,
    useCaseIds: different(prompts.flatMap((prompt) => prompt.useCaseIds)),
    people,
    calls,
    similarityPercent: Math.floor(least * 100),
  };
}

function different(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
