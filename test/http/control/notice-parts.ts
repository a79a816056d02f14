import type { ControlContext } from '../../../src/control/control-context.ts';
import { createForesightMemory } from '../../../src/control/foresight-context.ts';
import type { NoticeContext } from '../../../src/control/notice-context.ts';
import type { NoticeChannel } from '../../../src/ports/notice-channel.ts';
import { createForesightStore } from '../../../src/store/forecast/create-foresight-store.ts';
import { createNoticeStore } from '../../../src/store/notice/create-notice-store.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

/** Forecasts and notices on a database of a test; a test adds the channels that it needs. */
export function noticePartsOf(
  { pool }: Pick<TestDatabase, 'pool'>,
  logged: string[],
): Omit<NoticeContext, keyof ControlContext | 'channels'> & { readonly channels: NoticeChannel[] } {
  return {
    foresight: createForesightStore({ pool }),
    memory: createForesightMemory({ workingDays: [1, 2, 3, 4, 5], holidays: [] }),
    notices: createNoticeStore({ pool }),
    channels: [],
    houseAddress: 'https://ward.example',
    quietHours: { fromHour: 20, toHour: 7, quietWeekdays: [] },
    log: (level, event, fields) => void logged.push(JSON.stringify({ level, event, ...fields })),
    random: () => 0,
  };
}
