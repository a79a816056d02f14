import { ARCHIVABLE, NO_RULES, present, type RowRules } from './row-rules.ts';

export const serviceAccountRules: RowRules<'service_account'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'service_account',
  word: 'service account',
  references: (account) =>
    present([
      { noun: 'team', id: account.teamId, pointer: '/teamId' },
      { noun: 'project', id: account.projectId, pointer: '/projectId' },
      { noun: 'person', id: account.ownerPersonId, pointer: '/ownerPersonId' },
    ]),
};
