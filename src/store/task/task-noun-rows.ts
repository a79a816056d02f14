import type { DigestChoice, TaskReview } from '../../domain/task/task-review.ts';
import { nounTable } from '../control/noun-table.ts';

type ReviewRow = {
  readonly id: string;
  readonly owner_kind: TaskReview['ownerKind'];
  readonly owner_id: string;
  readonly task_id: string;
  readonly reporter_kind: TaskReview['reporterKind'];
  readonly reporter_id: string;
  readonly minutes: number;
};

export const taskReviewTable = nounTable<TaskReview, ReviewRow>({
  table: 'task_review',
  columns: ['id', 'owner_kind', 'owner_id', 'task_id', 'reporter_kind', 'reporter_id', 'minutes'],
  toRow: (review) => ({
    id: review.id,
    owner_kind: review.ownerKind,
    owner_id: review.ownerId,
    task_id: review.taskId,
    reporter_kind: review.reporterKind,
    reporter_id: review.reporterId,
    minutes: review.minutes,
  }),
  fromRow: (row) => ({
    id: row.id,
    ownerKind: row.owner_kind,
    ownerId: row.owner_id,
    taskId: row.task_id,
    reporterKind: row.reporter_kind,
    reporterId: row.reporter_id,
    minutes: row.minutes,
  }),
});

export const digestChoiceTable = nounTable<DigestChoice, { readonly id: string; readonly wanted: boolean }>({
  table: 'digest_choice',
  columns: ['id', 'wanted'],
  toRow: ({ id, wanted }) => ({ id, wanted }),
  fromRow: ({ id, wanted }) => ({ id, wanted }),
});
