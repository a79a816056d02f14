import type { Upstream } from '../domain/catalog/upstream.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

type Found = { readonly state: 'ok' | 'warning' | 'fault' };

/**
 * Tries an upstream that is configured, and no other address. That somebody tried goes on the record, with what was found.
 */
export async function testUpstream<Check extends Found>(
  context: ControlContext,
  { actor }: Commander,
  order: { readonly id: string; readonly tryUpstream: (upstream: Upstream) => Promise<readonly Check[]> },
): Promise<readonly Check[] | ControlRefusal> {
  const { id, tryUpstream } = order;
  const stored = await context.store.get('upstream', id);
  if (stored === undefined) return refuseCommand('not_found', `There is no upstream "${id}".`);
  const checks = await tryUpstream(stored.row);
  const states = checks.map(({ state }) => state);
  await context.store.write(actor, (unit) =>
    unit.audit({ type: 'upstream.tested', subject: `upstream:${id}`, detail: { states } }),
  );
  return checks;
}
