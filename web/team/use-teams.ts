import { useOperation } from '../request/use-operation.ts';
import { type SessionFacts, useMay, useSession } from '../shell/session.tsx';

export type TeamChoice = { readonly id: string; readonly name: string };

const TEAMS_MAX = 500;

/** Teams whose manager somebody is, by role. */
export function teamsLedBy({ roles }: Pick<SessionFacts, 'roles'>): readonly string[] {
  const ids = roles.flatMap(({ role, reach }) => (role === 'manager' && reach.kind === 'team' ? [reach.teamId] : []));
  return [...new Set(ids)];
}

/** The team that is shown first, where that is known before all teams are: whoever leads one begins with it. */
export function firstTeam(session: Pick<SessionFacts, 'roles'>, named: string | undefined): string | undefined {
  const led = teamsLedBy(session);
  return led.find((id) => id === named) ?? (named === undefined ? led[0] : undefined);
}

/** Teams whose board this person may open: those they lead first, then all where they may read the directory. */
export function useTeams(): { readonly isPending: boolean; readonly teams: readonly TeamChoice[] } {
  const session = useSession();
  const mayAll = useMay()('control.read:outcomes');
  const all = useOperation('listTeams', { query: { limit: TEAMS_MAX, status: 'active' } }, { enabled: mayAll });
  const led = teamsLedBy(session);
  const { teamId, teamName } = session.person;
  const named = new Map([...(all.data?.rows ?? []).map(({ id, name }) => [id, name] as const), [teamId, teamName]]);
  const own = led.map((id) => ({ id, name: named.get(id) ?? id }));
  const others = (all.data?.rows ?? []).filter(({ id }) => !led.includes(id)).map(({ id, name }) => ({ id, name }));
  return { isPending: mayAll && all.isPending, teams: [...own, ...others] };
}
