import { ARCHIVABLE, NO_RULES, type RowRules } from './row-rules.ts';

export const costCentreRules: RowRules<'cost_centre'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'cost_centre',
  word: 'cost centre',
};
