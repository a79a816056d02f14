import { type Exception, exceptionStateNow } from '../domain/policy/exception.ts';
import type { Actor, WriteUnit } from '../ports/control-store.ts';
import type { ControlContext } from './control-context.ts';
import { type ExceptionStep, saveException } from './exceptions.ts';
import { everyRow } from './find-dependants.ts';

const SYSTEM: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };

/**
 * Writes down the exceptions whose time is over, takes back what nobody spent, and tells what was spent once nothing of it
 * is held any more. Gateways had stopped heeding them already. Gives back how many rows changed.
 */
export async function noteEndedExceptions(context: ControlContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const due = await dueIds(context, nowMs);
  if (due.length === 0) return 0;
  return context.store.write(SYSTEM, async (unit) => {
    let noted = 0;
    for (const id of due) {
      const stored = await unit.get('exception', id);
      // Another gateway may have noted it meanwhile.
      const step = stored === undefined ? undefined : await stepOf(unit, stored.row, nowMs);
      if (stored === undefined || step === undefined) continue;
      await saveException(unit, stored, step);
      noted += 1;
    }
    return noted;
  });
}

async function dueIds(context: ControlContext, nowMs: number): Promise<readonly string[]> {
  const due: string[] = [];
  for (const state of ['granted', 'requested']) {
    for await (const { row } of everyRow(context.store, 'exception', { state }))
      if (exceptionStateNow(row, nowMs) === 'expired') due.push(row.id);
  }
  for (const state of ['expired', 'revoked']) {
    for await (const { row } of everyRow(context.store, 'exception', { state, spentAmount: null })) due.push(row.id);
  }
  return due;
}

async function stepOf(unit: WriteUnit, exception: Exception, nowMs: number): Promise<ExceptionStep | undefined> {
  const isOver = exceptionStateNow(exception, nowMs) === 'expired' && exception.state !== 'expired';
  const wasGranted = exception.decidedAtMs !== null;
  const isOwed = exception.state === 'expired' || exception.state === 'revoked';
  if (!isOver && !(isOwed && exception.spentAmount === null)) return undefined;
  const reason = 'its time is over: what is not spent goes back';
  const closed = wasGranted ? await unit.ledger.closeException(exception.id, { actor: 'system', reason }) : undefined;
  const spentAmount = wasGranted ? (closed?.held === 0n ? closed.spent : null) : 0n;
  if (isOver) {
    const next: Exception = { ...exception, state: 'expired', endedAtMs: exception.endsAtMs, spentAmount };
    return { next, type: 'exception.expired' };
  }
  return spentAmount === null ? undefined : { next: { ...exception, spentAmount }, type: 'exception.settled' };
}
