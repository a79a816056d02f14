import type { KeptCachePurge, PurgeableKind } from '../../domain/caching/cached-answer.ts';
import type { DataClass } from '../../domain/detection/data-class.ts';
import type { Workflow, WorkflowApproval } from '../../domain/library/workflow.ts';
import { nounTable } from './noun-table.ts';

type CachePurgeRow = {
  readonly id: string;
  readonly subject_kind: PurgeableKind;
  readonly subject_id: string;
  readonly reason: string;
  readonly ordered_by: string;
};

export const cachePurgeTable = nounTable<KeptCachePurge, CachePurgeRow>({
  table: 'cache_purge',
  columns: ['id', 'subject_kind', 'subject_id', 'reason', 'ordered_by'],
  toRow: (purge) => ({
    id: purge.id,
    subject_kind: purge.subjectKind,
    subject_id: purge.subjectId,
    reason: purge.reason,
    ordered_by: purge.orderedBy,
  }),
  fromRow: (row) => ({
    id: row.id,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    reason: row.reason,
    orderedBy: row.ordered_by,
  }),
});

type WorkflowRow = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly use_case_id: string;
  readonly parameters: Workflow['parameters'];
  readonly work: Workflow['work'];
  readonly answer: string;
  readonly data_class_max: DataClass;
  readonly baseline_nanodollars: string | null;
  readonly status: Workflow['status'];
};

export const workflowTable = nounTable<Workflow, WorkflowRow>({
  table: 'workflow',
  // biome-ignore format: one line is enough
  columns: ['id', 'name', 'description', 'use_case_id', 'parameters', 'work', 'answer', 'data_class_max', 'baseline_nanodollars', 'status'],
  toRow: (workflow) => ({
    id: workflow.id,
    name: workflow.name,
    description: workflow.description,
    use_case_id: workflow.useCaseId,
    parameters: JSON.stringify(workflow.parameters),
    work: JSON.stringify(workflow.work),
    answer: workflow.answer,
    data_class_max: workflow.dataClassMax,
    baseline_nanodollars: workflow.baselineNanodollars,
    status: workflow.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    useCaseId: row.use_case_id,
    parameters: row.parameters,
    work: row.work,
    answer: row.answer,
    dataClassMax: row.data_class_max,
    baselineNanodollars: row.baseline_nanodollars,
    status: row.status,
  }),
});

type WorkflowApprovalRow = { readonly id: string; readonly digest: string; readonly approved_by: string };

export const workflowApprovalTable = nounTable<WorkflowApproval, WorkflowApprovalRow>({
  table: 'workflow_approval',
  columns: ['id', 'digest', 'approved_by'],
  toRow: ({ id, digest, approvedBy }) => ({ id, digest, approved_by: approvedBy }),
  fromRow: (row) => ({ id: row.id, digest: row.digest, approvedBy: row.approved_by }),
});
