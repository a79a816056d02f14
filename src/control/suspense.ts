import type { EnvelopeUnit } from '../domain/budget/envelope.ts';
import { amountInWords, readAmount, writeAmount } from '../domain/budget/envelope-amount.ts';
import type { CountedSuspense, SuspenseKey } from '../ports/budget-ledger.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

/** A suspense as people name it: `envelope:period:gateway:epoch`; no part holds a colon. */
export function suspenseId({ envelopeId, periodStartMs, gatewayId, epoch }: SuspenseKey): string {
  return [envelopeId, periodStartMs, gatewayId, epoch].join(':');
}

/** Undefined where the text is no such id. */
export function fromSuspenseId(id: string): SuspenseKey | undefined {
  const [envelopeId, period, gatewayId, epoch, ...more] = id.split(':');
  if (envelopeId === undefined || gatewayId === undefined || more.length > 0) return undefined;
  const [periodStartMs, life] = [Number(period), Number(epoch)];
  if (!Number.isSafeInteger(periodStartMs) || !Number.isSafeInteger(life)) return undefined;
  return { envelopeId, periodStartMs, gatewayId, epoch: life };
}

export type SuspensePage = {
  readonly rows: readonly CountedSuspense[];
  readonly next: string | null;
};

export async function listSuspense(
  unit: ReadUnit,
  page: { readonly limit: number; readonly after: string | null; readonly envelopeId: string | null },
): Promise<SuspensePage> {
  const after = page.after === null ? null : (fromSuspenseId(page.after) ?? null);
  const found = await unit.ledger.suspenseAfter({ limit: page.limit + 1, after, envelopeId: page.envelopeId });
  const rows = found.slice(0, page.limit);
  const last = rows.at(-1);
  return { rows, next: found.length > page.limit && last !== undefined ? suspenseId(last) : null };
}

export type Resolved = {
  readonly envelopeId: string;
  readonly unit: EnvelopeUnit;
  readonly spent: bigint;
  readonly freed: bigint;
};

/**
 * Somebody knows what became of it: so much was spent, the rest is free. While the gateway that drew it still lives and
 * tells its journal later, calls that are counted here count twice: too much spent, never too little.
 */
export function resolveSuspense(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly spent: string; readonly reason: string },
): Promise<Resolved | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const key = fromSuspenseId(order.id);
    const row = key === undefined ? undefined : await findSuspense(unit, key);
    if (row === undefined) {
      return refuseCommand(
        'not_found',
        `There is no suspense "${order.id}": it was resolved, or its gateway was heard of again.`,
      );
    }
    const { envelopeId, unit: counts } = row;
    const spent = readAmount(counts, order.spent);
    if (spent === undefined) return refuseCommand('rule_broken', `"${order.spent}" is no whole number of ${counts}.`);
    if (spent > row.amount) {
      return refuseCommand(
        'rule_broken',
        `${amountInWords(counts, row.amount)} is in suspense; ${amountInWords(counts, spent)} cannot have come out of it. Resolve all of it, and adjust the envelope by the rest.`,
      );
    }
    await unit.ledger.resolveSuspense(row, spent, { actor: commander.actor.id, reason: order.reason });
    const freed = row.amount - spent;
    const { gatewayId, epoch, periodStartMs } = row;
    await unit.audit({
      type: 'envelope.suspense_resolved',
      subject: `envelope:${envelopeId}`,
      detail: {
        ...{ gatewayId, epoch, periodStartMs, unit: counts, reason: order.reason },
        ...{ spent: writeAmount(counts, spent), freed: writeAmount(counts, freed) },
      },
    });
    return { envelopeId, unit: counts, spent, freed };
  });
}

/** The page of it alone: what is listed from just before it. */
async function findSuspense(unit: ReadUnit, key: SuspenseKey): Promise<CountedSuspense | undefined> {
  const after = { ...key, epoch: key.epoch - 1 };
  const [row] = await unit.ledger.suspenseAfter({ limit: 1, after, envelopeId: key.envelopeId });
  return row !== undefined && suspenseId(row) === suspenseId(key) ? row : undefined;
}
