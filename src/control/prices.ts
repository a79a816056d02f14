import type { Price } from '../domain/catalog/price.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { RowAddress } from './change-row.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { memberChanges, shownMembers } from './member-changes.ts';
import { endAt, mayOverride, priceIdOf, priceRules, pricesCollide } from './price-rules.ts';

/** Adds a price. With `endsPrevious` the open row that it succeeds ends in the same transaction, at the same moment. */
export function createPrice(
  context: ControlContext,
  commander: Commander,
  creation: { readonly price: Omit<Price, 'id'>; readonly endsPrevious: boolean },
): Promise<Stored<Price> | ControlRefusal> {
  const price: Price = { ...creation.price, id: priceIdOf(creation.price) };
  return context.store.write(commander.actor, async (unit) => {
    const broken = priceRules.findBroken(price);
    if (broken !== undefined) {
      return refuseCommand('rule_broken', broken.detail, [{ code: 'rule_broken', ...broken }]);
    }
    if ((await unit.get('price', price.id)) !== undefined) {
      return refuseCommand('already_exists', `There is already a price "${price.id}"; rows are never edited.`);
    }
    const colliding = await findColliding(unit, price);
    const toEnd: Stored<Price>[] = [];
    for (const stored of colliding) {
      const canEnd = creation.endsPrevious && isPredecessor(stored.row, price, context.clock.nowMs());
      if (!canEnd) return refuseCommand('price_overlap', overlapInWords(stored.row));
      toEnd.push(stored);
    }
    for (const stored of toEnd) await putEnded(unit, stored, price.effectiveFromMs);
    const result = await unit.put('price', price, { managedBy: 'api', expectedRevision: null });
    if (result !== 'inserted') return refuseCommand('already_exists', `There is already a price "${price.id}".`);
    await unit.audit({ type: 'price.created', subject: `price:${price.id}`, detail: { row: shownMembers(price) } });
    return readBack(unit, 'price', price.id);
  });
}

/** Lets a price end, now or later. */
export function endPrice(
  context: ControlContext,
  commander: Commander,
  ending: RowAddress & { readonly effectiveToMs: number },
): Promise<Stored<Price> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('price', ending.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no price "${ending.id}".`);
    if (ending.expectedRevision !== undefined && ending.expectedRevision !== stored.revision) {
      return refuseCommand('revision_conflict', `The price "${ending.id}" is at revision ${stored.revision}.`);
    }
    if (stored.managedBy === 'file') {
      return refuseCommand('managed_by_file', `The price "${ending.id}" is kept by the configuration file.`);
    }
    const next: Price = { ...stored.row, effectiveToMs: ending.effectiveToMs };
    const nowMs = context.clock.nowMs();
    const wrong =
      priceRules.findBroken(next)?.detail ?? priceRules.findForbidden({ from: stored.row, to: next, nowMs });
    if (wrong !== undefined) return refuseCommand('rule_broken', wrong);
    const others = (await findColliding(unit, next)).filter((other) => other.row.id !== next.id);
    const [other] = others;
    if (other !== undefined) return refuseCommand('price_overlap', overlapInWords(other.row));
    await putEnded(unit, stored, ending.effectiveToMs);
    return readBack(unit, 'price', ending.id);
  });
}

/** An open row that began before the new one; ending it changes nothing that has been priced. */
function isPredecessor(previous: Price, next: Price, nowMs: number): boolean {
  return (
    previous.effectiveToMs === null && previous.effectiveFromMs < next.effectiveFromMs && next.effectiveFromMs >= nowMs
  );
}

async function putEnded(unit: WriteUnit, stored: Stored<Price>, effectiveToMs: number): Promise<void> {
  const next: Price = { ...endAt(stored.row, effectiveToMs), effectiveToMs };
  const { managedBy, revision } = stored;
  const result = await unit.put('price', next, { managedBy, expectedRevision: revision });
  if (result === 'revision_conflict') throw new Error(`price ${next.id} changed within one transaction`);
  await unit.audit({
    type: 'price.updated',
    subject: `price:${next.id}`,
    detail: { changes: memberChanges(stored.row, next) },
  });
}

async function findColliding(unit: ReadUnit, price: Price): Promise<readonly Stored<Price>[]> {
  const found: Stored<Price>[] = [];
  let afterId: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof unit.list<'price'>>> = await unit.list('price', {
      limit: 500,
      afterId,
      where: { priceKey: price.priceKey },
    });
    for (const stored of page.rows) {
      if (pricesCollide(stored.row, price) && !mayOverride(price, stored)) found.push(stored);
    }
    afterId = page.nextAfterId;
  } while (afterId !== null);
  return found;
}

function overlapInWords(other: Price): string {
  const begins = new Date(other.effectiveFromMs).toISOString();
  const ends = other.effectiveToMs === null ? 'and is open' : `to ${new Date(other.effectiveToMs).toISOString()}`;
  return `The price "${other.id}" holds from ${begins} ${ends} for the same key and predicates.`;
}
