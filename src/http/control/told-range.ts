import type { ControlContext } from '../../control/control-context.ts';
import type { ControlRefusal } from '../../control/control-refusal.ts';
import { chooseToldRange, type ToldRange } from '../../control/told-range.ts';
import { permits } from '../../domain/identity/permission.ts';
import type { SessionCaller } from './session-caller.ts';
import { fromWireMoment } from './wire-rows.ts';

type Wanted = { readonly from?: string; readonly to?: string };

/** The time that a request about a team is answered of, by what its caller may read besides; a key that reads, reads calls too. */
export function toldRange(
  { store, clock }: Pick<ControlContext, 'store' | 'clock'>,
  { from, to }: Wanted,
  caller: SessionCaller | undefined,
): Promise<ToldRange | ControlRefusal> {
  const asked = { fromMs: momentOf(from), toMs: momentOf(to) };
  const readsCalls = caller === undefined || permits(caller.held, { scope: 'control.read', area: 'usage' });
  return chooseToldRange(asked, { store, nowMs: clock.nowMs(), readsCalls });
}

function momentOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
