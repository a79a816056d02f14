import { createLocalHour, nextLoudMs } from '../domain/notice/quiet-hours.ts';
import { queueNotice } from '../domain/outcome/queue-notice.ts';
import { readStoredCalendar } from './calendars.ts';
import { addressesOf, personalWays } from './digests.ts';
import { everyRow } from './find-dependants.ts';
import type { NoticeContext } from './notice-context.ts';

type Waiting = { readonly validations: number; readonly soonestDueMs: number };

/** Tells everybody who was drawn and has not answered, once a day, by the channels that write to people. Gives back how many. */
export async function tellValidators(context: NoticeContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const waiting = new Map<string, Waiting>();
  for await (const { row } of everyRow(context.store, 'outcome_validation', { state: 'open' })) {
    if (row.validatorId === null) continue;
    const { validations, soonestDueMs } = waiting.get(row.validatorId) ?? { validations: 0, soonestDueMs: row.dueAtMs };
    waiting.set(row.validatorId, {
      validations: validations + 1,
      soonestDueMs: Math.min(soonestDueMs, row.dueAtMs),
    });
  }
  const notices = [...waiting].map(([personId, what]) => ({ personId, notice: queueNotice(personId, what, nowMs) }));
  const known = await context.notices.known(notices.map(({ notice }) => notice.id));
  const { row: calendar } = await readStoredCalendar(context.store);
  const loudMs = nextLoudMs(nowMs, context.quietHours, createLocalHour(calendar.timeZone));
  let told = 0;
  for (const { personId, notice } of notices) {
    if (known.has(notice.id)) continue;
    const [address] = await addressesOf(context, [personId]);
    if (address === undefined) continue;
    const ways = personalWays(context, notice, { address, loudMs });
    // Without a channel that writes to people nobody is told, and the queue is where it is seen.
    if (ways.length > 0) told += (await context.notices.raise([{ notice, ways }])).length;
  }
  return told;
}
