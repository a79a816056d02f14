import type { QuietHours } from '../domain/notice/quiet-hours.ts';
import type { Log } from '../ports/log.ts';
import type { NoticeChannel } from '../ports/notice-channel.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import type { ControlContext } from './control-context.ts';
import type { ForesightContext } from './foresight-context.ts';

/** What notices need of the outside. */
export type NoticeContext = ControlContext &
  ForesightContext & {
    readonly notices: NoticeStore;
    readonly channels: readonly NoticeChannel[];
    /** How people reach the house; null where nobody said. */
    readonly houseAddress: string | null;
    /** Null: none. */
    readonly quietHours: QuietHours | null;
    readonly log: Log;
    /** A number from 0 to 1, for waits that must not come together. */
    readonly random: () => number;
  };
