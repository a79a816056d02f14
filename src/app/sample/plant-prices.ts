import type { Price } from '../../domain/catalog/price.ts';
import type { Actor, ControlStore, Page, Stored } from '../../ports/control-store.ts';
import { readPriceSeed } from './price-seed.ts';

const SYSTEM: Actor = { kind: 'system', id: 'price-seed', keyId: null, requestId: 'price-seed' };

const PAGE_ROWS = 500;

/**
 * Brings the seed's rows into the price book: new ones are added, ended ones end, and nothing that people wrote is touched.
 * One transaction; nothing happens when the seed has nothing new, or when another gateway that starts was first.
 */
export async function plantPrices(store: ControlStore): Promise<void> {
  const seed = readPriceSeed();
  const byId = await knownPrices(store);
  const news = seed.rows.flatMap((row: Price): { row: Price; expectedRevision: number | null }[] => {
    const stored = byId.get(row.id);
    if (stored === undefined) return [{ row, expectedRevision: null }];
    const isOurs = stored.managedBy === 'sample' && stored.row.effectiveToMs !== row.effectiveToMs;
    return isOurs ? [{ row, expectedRevision: stored.revision }] : [];
  });
  if (news.length === 0) return;
  await store.write(SYSTEM, async (unit) => {
    let rows = 0;
    for (const { row, expectedRevision } of news) {
      const result = await unit.put('price', row, { managedBy: 'sample', expectedRevision });
      if (result === 'inserted' || result === 'updated') rows += 1;
    }
    if (rows === 0) return;
    await unit.audit({
      type: 'price_book.seeded',
      subject: 'price_book',
      detail: { version: seed.version, rows },
    });
  });
}

async function knownPrices(store: ControlStore): Promise<ReadonlyMap<string, Stored<Price>>> {
  const known = new Map<string, Stored<Price>>();
  let afterId: string | null = null;
  do {
    const page: Page<Price> = await store.list('price', { limit: PAGE_ROWS, afterId, where: {} });
    for (const stored of page.rows) known.set(stored.row.id, stored);
    afterId = page.nextAfterId;
  } while (afterId !== null);
  return known;
}
