import { ARCHIVABLE, NO_RULES, present, type RowRules } from './row-rules.ts';

export const projectRules: RowRules<'project'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'project',
  word: 'project',
  references: (project) =>
    present([
      { noun: 'team', id: project.teamId, pointer: '/teamId' },
      { noun: 'cost_centre', id: project.costCentre, pointer: '/costCentre' },
    ]),
};
