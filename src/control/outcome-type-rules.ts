import { ARCHIVABLE, NO_RULES, type RowRules } from './row-rules.ts';

/** Claims keep the terms that they were made under, so that any change is allowed. */
export const outcomeTypeRules: RowRules<'outcome_type'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'outcome_type',
  word: 'kind of result',
};
