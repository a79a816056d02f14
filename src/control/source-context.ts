import type { Source } from '../domain/source/source.ts';
import type { Actor } from '../ports/control-store.ts';
import type { SourceDesk } from '../ports/source-desk.ts';
import type { SourceStore } from '../ports/source-store.ts';
import type { ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

/** What connected systems need besides the store of the control plane. */
export type SourceContext = ControlContext & { readonly sources: SourceStore; readonly desk: SourceDesk };

const DAY_MS = 86_400_000;
/** How far back a system's past is read. */
export const PAST_WEEKS_MAX = 26;
export const PAST_MAX_MS = PAST_WEEKS_MAX * 7 * DAY_MS;
/** A fact that is to be so later than this is a mistake of somebody's clock. */
export const AHEAD_MAX_MS = 3_600_000;

/** The house, on behalf of a system. */
export function sourceActor(sourceId: string, requestId: string): Actor {
  return { kind: 'system', id: `source:${sourceId}`, keyId: null, requestId };
}

/** A source that takes something now. */
export async function findLiveSource(
  { store }: Pick<SourceContext, 'store'>,
  id: string,
): Promise<Source | ControlRefusal> {
  const source = (await store.get('source', id))?.row;
  if (source === undefined) return refuseCommand('not_found', `There is no source "${id}".`);
  if (source.status === 'archived')
    return refuseCommand('archived', `The source "${id}" is archived. Restore it first.`);
  if (source.status === 'blocked')
    return refuseCommand('rule_broken', `The source "${id}" is blocked: nothing of it is taken until it is unblocked.`);
  return source;
}
