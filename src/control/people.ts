import { ARCHIVABLE, NO_RULES, type RowRules } from './row-rules.ts';

export const personRules: RowRules<'person'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'person',
  word: 'person',
  references: (person) => [{ noun: 'team', id: person.teamId, pointer: '/teamId' }],
  unique: (person) => ({ where: { email: person.email }, pointer: '/email', words: `email "${person.email}"` }),
};
