import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { NameReach } from '../../ports/directory-store.ts';
import { reachFor, type SessionCaller } from './session-caller.ts';

/** Whose names somebody is told beside ids: of those whom the directory would list for them, and their own. */
export function nameReachOf(asking: {
  readonly grant: KeyGrant;
  readonly caller: SessionCaller | undefined;
}): NameReach {
  const { grant, caller } = asking;
  const selfId = grant.owner.kind === 'person' ? grant.owner.personId : null;
  if (caller === undefined) return { teamIds: grant.scopes.includes('control.read') ? null : [], selfId };
  const reach = reachFor(caller, { scope: 'control.read', area: 'directory' });
  if (reach === undefined) return { teamIds: [], selfId };
  return { teamIds: reach.kind === 'all' ? null : reach.teamIds, selfId };
}
