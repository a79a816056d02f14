/** Whom an award is for. Of a team: how many people it rests on. */
export type Recipient =
  | { readonly kind: 'person'; readonly personId: string; readonly teamId: string }
  | { readonly kind: 'team'; readonly teamId: string; readonly people: number };

/**
 *   given       as it was given
 *   lowered     what is left of it, after some of what it rests on did not hold
 *   withdrawn   too little of it is left
 */
export type AwardState = 'given' | 'lowered' | 'withdrawn';

/** What somebody was recognised for in a month, and why. It is never deleted. */
export type Award = {
  readonly id: string;
  readonly periodId: string;
  readonly recipient: Recipient;
  readonly categoryId: string;
  readonly categoryName: string;
  readonly givenLevel: string;
  /** Null: none any more. */
  readonly level: string | null;
  /** Thousandths of points of the score that it rests on; of a team in the mean. */
  readonly givenMillipoints: number;
  readonly millipoints: number;
  /** Points of recognition: as given, and the sum of its postings now. */
  readonly givenPoints: number;
  readonly points: number;
  readonly ruleVersion: number;
  readonly formulaVersion: string;
  /** Why, in plain words. Names nobody. */
  readonly citation: string;
  readonly state: AwardState;
  readonly givenAtMs: number;
  readonly reviewedAtMs: number;
  /** Why it is not what it was; null: it is. */
  readonly changeReason: string | null;
};

/** An entry of the ledger of recognition; those of an award sum to its points. */
export type AwardPosting = {
  readonly awardId: string;
  readonly sequence: number;
  readonly points: number;
  /** `given`, or the reason of a change. */
  readonly cause: string;
  readonly postedAtMs: number;
};

/** The same recipient is recognised once a month in a category, whoever gives it and however often. */
export function awardId(about: Pick<Award, 'periodId' | 'categoryId'> & { readonly recipient: Recipient }): string {
  const { periodId, recipient, categoryId } = about;
  return [periodId, recipient.kind, recipientId(recipient), categoryId].join(':');
}

export function recipientId(recipient: Recipient): string {
  return recipient.kind === 'person' ? recipient.personId : recipient.teamId;
}
