import { GROUP_PEOPLE_MIN } from '../domain/task/merge-teams.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { PROTECTION_ACTIONS, type ProtectionAction, type ProtectionStore } from '../ports/protection-store.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import type { ToldRange } from './told-range.ts';
import type { TimeRange } from './usage.ts';

export type TeamSafety = TimeRange & {
  readonly teamId: string;
  readonly isTold: boolean;
  /** Null where they are too few to be told. */
  readonly people: number | null;
  readonly actions: readonly {
    readonly action: ProtectionAction;
    readonly events: number;
    readonly eventsBefore: number;
  }[];
  readonly types: readonly { readonly type: string; readonly events: number }[];
};

/** What protection did in a team's calls, beside the time before; of fewer than five people nothing. */
export async function readTeamSafety(
  { store, protection }: { readonly store: ReadUnit; readonly protection: ProtectionStore },
  asked: ToldRange & { readonly teamId: string },
): Promise<TeamSafety | ControlRefusal> {
  const { teamId } = asked;
  if ((await store.get('team', teamId)) === undefined) {
    return refuseCommand('not_found', `There is no team "${teamId}".`);
  }
  let people = 0;
  for await (const _person of everyRow(store, 'person', { status: 'active', teamId })) people += 1;
  const range = { teamId, ...asked.range };
  if (people < GROUP_PEOPLE_MIN) return { ...range, isTold: false, people: null, actions: [], types: [] };
  const now = await protection.ofTeam(range);
  const before = await protection.ofTeam({ teamId, ...asked.before });
  const many = (counts: typeof now, action: ProtectionAction) =>
    counts.actions.find((row) => row.action === action)?.events ?? 0;
  const actions = PROTECTION_ACTIONS.map((action) => ({
    action,
    events: many(now, action),
    eventsBefore: many(before, action),
  }));
  return { ...range, isTold: true, people, actions, types: now.types };
}
