/** A burst that the watch over a raw board saw. Until somebody else has looked, the board leaves it out. */
export type BoardBurst = {
  /** Programme, person and day. */
  readonly id: string;
  readonly programmeId: string;
  readonly personId: string;
  readonly day: string;
  readonly tokens: number;
  /** What people of the programme used that day: the median. */
  readonly usualTokens: number;
  readonly state: 'open' | 'left_out' | 'let_stand';
  readonly notedAtMs: number;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly reason: string | null;
};
