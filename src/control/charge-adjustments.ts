import type { MonthName } from '../domain/chargeback/charge-month.ts';
import { findBrokenShare, type SharedCost, teamsOf } from '../domain/chargeback/shared-cost.ts';
import type { Nanodollars } from '../domain/money/nanodollars.ts';
import type { ChargeAdjustment } from '../ports/chargeback-store.ts';
import type { Noun } from '../ports/control-store.ts';
import type { ChargebackContext } from './charge-book.ts';
import { openMonthOf } from './charge-lines.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

export type AdjustmentOrder = {
  readonly adjusts: MonthName;
  readonly amount: Nanodollars;
  readonly reason: string;
  readonly teamId: string | null;
  readonly projectId: string | null;
  readonly useCaseId: string | null;
  readonly costCentre: string | null;
};

/** Posts an amount about a closed month; it is charged in the open one. A posted amount is taken back by its opposite. */
export async function postAdjustment(
  context: ChargebackContext,
  commander: Commander,
  order: AdjustmentOrder,
): Promise<ChargeAdjustment | ControlRefusal> {
  if (order.amount === 0n) return refuseCommand('rule_broken', 'An adjustment of nothing changes nothing.');
  const unknown = await findUnknown(context, [
    ...idsOf('team', order.teamId),
    ...idsOf('project', order.projectId),
    ...idsOf('use_case', order.useCaseId),
    ...idsOf('cost_centre', order.costCentre),
  ]);
  if (unknown !== undefined) return unknown;
  const nowMs = context.clock.nowMs();
  return context.chargeback.write({ actor: commander.actor, nowMs, closes: false }, async (unit) => {
    const closes = await unit.closes();
    const month = openMonthOf({ closes });
    if (month === undefined || !closes.some((close) => close.month === order.adjusts)) {
      return refuseCommand('not_found', `The month ${order.adjusts} is not closed: what is open needs no adjustment.`);
    }
    const id = context.chance.uuid(nowMs);
    const posted: ChargeAdjustment = { id, month, ...order, postedAtMs: nowMs, postedBy: commander.actor.id };
    await unit.putAdjustment(posted);
    const { amount, ...rest } = order;
    const detail = { ...rest, id, chargedIn: month, amountNanodollars: String(amount) };
    unit.audit({ type: 'chargeback.adjusted', subject: `month:${order.adjusts}`, detail });
    return posted;
  });
}

/** Puts a shared cost in place of the one with the same id, if there is one. Closed months stay as they were charged. */
export async function putSharedCost(
  context: ChargebackContext,
  commander: Commander,
  shared: SharedCost,
): Promise<SharedCost | ControlRefusal> {
  const broken = findBrokenShare(shared);
  if (broken !== undefined) return refuseCommand('rule_broken', broken.detail, [{ code: 'rule_broken', ...broken }]);
  const unknown = await findUnknown(context, [
    ...teamsOf(shared.rule).flatMap((id) => idsOf('team', id)),
    ...(shared.source.kind === 'use_case' ? idsOf('use_case', shared.source.useCaseId) : []),
  ]);
  if (unknown !== undefined) return unknown;
  const options = { actor: commander.actor, nowMs: context.clock.nowMs(), closes: false };
  return context.chargeback.write(options, async (unit) => {
    const before = (await unit.sharedCosts()).find(({ id }) => id === shared.id);
    await unit.putSharedCost(shared);
    const type = before === undefined ? 'shared_cost.made' : 'shared_cost.changed';
    unit.audit({ type, subject: `shared_cost:${shared.id}`, detail: { before: before ?? null, after: shared } });
    return shared;
  });
}

export async function listSharedCosts(context: ChargebackContext): Promise<readonly SharedCost[]> {
  const reading = await context.chargeback.openReading();
  try {
    return await reading.sharedCosts();
  } finally {
    await reading.end();
  }
}

type Named = { readonly noun: Extract<Noun, 'team' | 'project' | 'use_case' | 'cost_centre'>; readonly id: string };

function idsOf(noun: Named['noun'], id: string | null): readonly Named[] {
  return id === null ? [] : [{ noun, id }];
}

/** Archived ones may still be charged: what they used is theirs. */
async function findUnknown({ store }: ChargebackContext, named: readonly Named[]): Promise<ControlRefusal | undefined> {
  for (const { noun, id } of named) {
    if ((await store.get(noun, id)) !== undefined) continue;
    return refuseCommand('reference_unknown', `There is no ${noun.replace('_', ' ')} "${id}".`);
  }
  return undefined;
}
