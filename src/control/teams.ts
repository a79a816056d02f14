import { ARCHIVABLE, NO_RULES, present, type RowRules } from './row-rules.ts';

export const teamRules: RowRules<'team'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'team',
  word: 'team',
  references: (team) =>
    present([
      { noun: 'cost_centre', id: team.costCentre, pointer: '/costCentre' },
      { noun: 'person', id: team.managerPersonId, pointer: '/managerPersonId' },
    ]),
};
