import { parseNanodollars } from '../../domain/money/nanodollars.ts';

const DAY_MS = 86_400_000;

/** What shadows may do on one gateway: few at once, and for each use case no more in a day of UTC than its rule says. */
export type ShadowRoom = {
  /** Takes room for one; false where there is none. What is taken is given back by `leave`, with what it really cost. */
  readonly enter: (wish: ShadowWish) => boolean;
  readonly leave: (wish: ShadowWish, costNanodollars: bigint) => void;
};

export type ShadowWish = {
  readonly useCaseId: string;
  readonly nowMs: number;
  /** The most that it can cost. */
  readonly worstNanodollars: bigint;
  /** Decimal. */
  readonly dailyLimitNanodollars: string;
};

type Day = { readonly day: number; spent: bigint };

export function createShadowRoom({ atOnceMax }: { readonly atOnceMax: number }): ShadowRoom {
  const days = new Map<string, Day>();
  let running = 0;
  const dayOf = ({ useCaseId, nowMs }: ShadowWish): Day => {
    const day = Math.floor(nowMs / DAY_MS);
    const known = days.get(useCaseId);
    if (known !== undefined && known.day === day) return known;
    const begun = { day, spent: 0n };
    days.set(useCaseId, begun);
    return begun;
  };
  return {
    enter: (wish) => {
      const limit = parseNanodollars(wish.dailyLimitNanodollars) ?? 0n;
      const today = dayOf(wish);
      if (running >= atOnceMax || today.spent + wish.worstNanodollars > limit) return false;
      running += 1;
      today.spent += wish.worstNanodollars;
      return true;
    },
    leave: (wish, costNanodollars) => {
      running -= 1;
      const today = days.get(wish.useCaseId);
      // Of a day that has ended meanwhile nothing is left to correct.
      if (today?.day === Math.floor(wish.nowMs / DAY_MS)) today.spent += costNanodollars - wish.worstNanodollars;
    },
  };
}
