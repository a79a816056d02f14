import { amountInWords } from '../domain/budget/envelope-amount.ts';
import { overdrawnBy, standingOf } from '../domain/budget/envelope-standing.ts';
import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';
import { archiveRow, changeRow, type RowAddress, restoreRow } from './change-row.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { createRow } from './create-row.ts';
import { type SeenEnvelope, seeEnvelope } from './envelope-reads.ts';
import { envelopeRules } from './envelope-rules.ts';
import { warnOfEnvelope } from './envelope-warnings.ts';
import type { Changes } from './member-changes.ts';

export type WarnedEnvelope = { readonly seen: SeenEnvelope; readonly warnings: readonly string[] };

export async function createEnvelope(
  context: ControlContext,
  commander: Commander,
  row: KeptEnvelope,
): Promise<WarnedEnvelope | ControlRefusal> {
  return warned(context, await createRow(context, commander, { rules: envelopeRules, row }));
}

/**
 * Changes an envelope; what was spent stays spent. A cap below what is spent already is only set where somebody says that
 * it is meant.
 */
export async function changeEnvelope(
  context: ControlContext,
  commander: Commander,
  change: RowAddress & { readonly changes: Changes<KeptEnvelope>; readonly anyway: boolean },
): Promise<WarnedEnvelope | ControlRefusal> {
  const { anyway, ...rest } = change;
  const changed = await changeRow(context, commander, {
    ...rest,
    rules: envelopeRules,
    check: async (unit, { from, to }) => {
      if (anyway) return undefined;
      const words = await overdrawnInWords(unit, { from, to, nowMs: context.clock.nowMs() });
      return words === undefined ? undefined : refuseCommand('rule_broken', `${words} Send "anyway" if that is meant.`);
    },
  });
  return warned(context, changed);
}

export async function archiveEnvelope(
  context: ControlContext,
  commander: Commander,
  address: RowAddress,
): Promise<WarnedEnvelope | ControlRefusal> {
  return warned(context, await archiveRow(context, commander, { ...address, rules: envelopeRules }));
}

export async function restoreEnvelope(
  context: ControlContext,
  commander: Commander,
  address: RowAddress,
): Promise<WarnedEnvelope | ControlRefusal> {
  return warned(context, await restoreRow(context, commander, { ...address, rules: envelopeRules }));
}

/** What follows for the period that runs when a change leaves less than is spent and held; undefined where it fits as well as before. */
export async function overdrawnInWords(
  unit: ReadUnit,
  change: { readonly from: Stored<KeptEnvelope>; readonly to: KeptEnvelope; readonly nowMs: number },
): Promise<string | undefined> {
  const { from, to, nowMs } = change;
  const { standing, resets } = await seeEnvelope(unit, from, nowMs);
  // Another period opens an account of its own, which takes over what was spent since that period began.
  if (!standing.opened || to.period !== from.row.period) return undefined;
  // The limit as it would be: the cap that counts so far goes, the new one comes; corrections by hand stay.
  const after = standingOf(to, { balance: standing, capApplied: from.row.hardCap });
  const over = overdrawnBy(after);
  if (over === 0n || over <= overdrawnBy(standing)) return undefined;
  const words = (amount: bigint): string => amountInWords(to.unit, amount);
  const held = after.held + after.suspense;
  return (
    `${words(after.spent)} of "${to.id}" is spent in this period${held > 0n ? ` and ${words(held)} held` : ''}, more than ${words(after.limit)} ` +
    `would allow: every new call into it would be refused until ${resets}.`
  );
}

/** The row as it stands now, with what should be known of it. */
export async function warned(
  context: ControlContext,
  stored: Stored<KeptEnvelope> | ControlRefusal,
): Promise<WarnedEnvelope | ControlRefusal> {
  if (isControlRefusal(stored)) return stored;
  const seen = await seeEnvelope(context.store, stored, context.clock.nowMs());
  return { seen, warnings: await warnOfEnvelope(context.store, seen) };
}
