import type { DataClass } from '../detection/data-class.ts';

/** How long content is kept. A rule for a use case and a class beats one for the use case, that one for the class. */
export type RetentionRule = {
  readonly id: string;
  readonly useCaseId: string | null;
  readonly dataClass: DataClass | null;
  /** 1 to 3650. */
  readonly days: number;
  readonly status: 'active' | 'archived';
};

/** Where no rule says otherwise: the more harm it does, the shorter. */
export const USUAL_RETENTION_DAYS: Readonly<Record<DataClass, number>> = {
  public: 30,
  internal: 30,
  confidential: 14,
  restricted: 7,
};

export type RetentionAnswer = { readonly days: number; readonly ruleId: string | null };

/** For how many days content is kept, and which rule says so. Of rules that are alike the shorter one counts. */
export function chooseRetention(
  rules: readonly RetentionRule[],
  content: { readonly useCaseId: string; readonly dataClass: DataClass },
): RetentionAnswer {
  const fitting = rules
    .filter(
      ({ status, useCaseId, dataClass }) =>
        status === 'active' &&
        (useCaseId === null || useCaseId === content.useCaseId) &&
        (dataClass === null || dataClass === content.dataClass),
    )
    .sort((one, other) => weight(other) - weight(one) || one.days - other.days);
  const [first] = fitting;
  return first === undefined
    ? { days: USUAL_RETENTION_DAYS[content.dataClass], ruleId: null }
    : { days: first.days, ruleId: first.id };
}

function weight({ useCaseId, dataClass }: RetentionRule): number {
  return (useCaseId === null ? 0 : 2) + (dataClass === null ? 0 : 1);
}
