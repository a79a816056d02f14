import { spanOf, stretchOf } from '../filters/range.ts';
import { askEarly } from '../request/ask-early.ts';

/** What the home page asks, before it is drawn; the dearest first. */
export function askHome(): Promise<void> {
  return askEarly(({ session, calendar }, ask) => {
    if (session === null) return;
    const at = { nowMs: Date.now(), calendar };
    const span = spanOf(stretchOf({ range: '30d' }, at), at);
    ask('readMyTasks', { query: span });
    ask('readMyRecord', { query: { ...span, calls: 1 } });
    ask('readMyBudgets', {});
    ask('listMyScores', {});
    ask('listMyExceptions', {});
    ask('listMyApprovals', {});
    ask('listMyTransfers', {});
    ask('listMyAssets', {});
    ask('listLooksAtMe', { query: span });
    ask('readMyTour', {});
  });
}
