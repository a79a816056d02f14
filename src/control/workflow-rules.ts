import { findWorkflowFault } from '../domain/library/check-workflow.ts';
import { ARCHIVABLE, NO_RULES, type RowRules } from './row-rules.ts';

export const workflowRules: RowRules<'workflow'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'workflow',
  word: 'workflow',
  references: ({ useCaseId }) => [{ noun: 'use_case', id: useCaseId, pointer: '/useCaseId' }],
  findBroken: findWorkflowFault,
};
