import { type Award, recipientId } from '../../domain/recognition/award.ts';
import type { ExportTable } from './export-columns.ts';

const text = { type: 'text', nullable: true, fromPeople: true } as const;

/** Recognition as it goes to performance reviews: levels and citations, never scores. */
export const REVIEW_TABLE: ExportTable<Award> = {
  columns: [
    ...['person', 'team', 'month', 'category', 'level', 'state', 'citation', 'changed_because'].map((name) => ({
      name,
      ...text,
    })),
    { name: 'given_at', type: 'moment', nullable: true, fromPeople: false },
  ],
  cells: (award) => ({
    ...{ person: recipientId(award.recipient), team: award.recipient.teamId, month: award.periodId },
    ...{ category: award.categoryName, level: award.level, state: award.state, citation: award.citation },
    ...{ changed_because: award.changeReason, given_at: award.givenAtMs },
  }),
};
