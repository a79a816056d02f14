import { z } from 'zod';
import { RecognitionAward } from './recognition.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, pageOf, pageQuery } from './row-routes.ts';
import { RANGE } from './usage.ts';
import { Moment, OneLine, Prose, Uuid } from './wire-values.ts';

const Permission = z
  .object({
    id: Uuid,
    purpose: z.string(),
    agreedWith: z.string(),
    state: z.enum(['proposed', 'approved', 'declined', 'ended']),
    proposedBy: z.string(),
    proposedAt: Moment,
    decidedBy: z.string().nullable(),
    decidedAt: Moment.nullable(),
    reason: z.string().nullable(),
    startsAt: Moment.nullable().meta({ description: '30 days after the yes; everybody is told in between.' }),
    endsAt: Moment.nullable(),
  })
  .meta({ id: 'ExportPermission' });

const said = Prose.min(1, 'must not be empty');
const post = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'control.write', tag: 'Recognition' } as const;

export const RECOGNITION_EXPORT_ROUTES = {
  listExportPermissions: listRoute({
    path: '/recognition/export-permissions',
    tag: 'Recognition',
    summary: 'Proposals to take recognition to performance reviews, and what became of them',
    filters: { state: z.enum(['proposed', 'approved', 'declined', 'ended']).exactOptional() },
    row: Permission,
  }),
  proposeRecognitionExport: {
    ...post,
    path: '/recognition/export-permissions',
    status: 201,
    summary: 'Propose that recognition may be exported to performance reviews; off by default',
    body: z.strictObject({
      purpose: said,
      agreedWith: said.meta({ description: 'Who speaks for the people concerned, and when they agreed.' }),
    }),
    answer: Permission,
    problems: ['rule_broken'],
  },
  decideRecognitionExport: {
    ...post,
    path: '/recognition/export-permissions/{id}/decide',
    summary: 'Approve or decline as a second person, or end it at once; of a yes everybody is told',
    params: z.strictObject({ id: Uuid }),
    body: z.strictObject({ decision: z.enum(['approve', 'decline', 'end']), reason: said }),
    answer: Permission,
    problems: ['four_eyes', 'rule_broken'],
  },
  exportRecognition: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    scope: 'control.write',
    tag: 'Recognition',
    path: '/recognition/export',
    summary:
      'Recognition of people who agreed to it, while a permission is in force; each of them sees that you looked',
    query: pageQuery({ why: OneLine.meta({ description: 'Each person in it reads this.' }) }),
    answer: pageOf(RecognitionAward),
    problems: ['rule_broken'],
  },
  exportRecognitionForReviewsCsv: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    scope: 'control.write',
    tag: 'Recognition',
    path: '/recognition/export.csv',
    summary: 'All of that as CSV (RFC 4180), under the same permission and as visible to everybody in it',
    query: z.strictObject({ why: OneLine.meta({ description: 'Each person in it reads this.' }) }),
    answer: z.string(),
    media: 'text/csv',
    problems: ['rule_broken'],
  },
  listLooksAtMe: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    scope: 'any',
    tag: 'Me',
    path: '/me/looks',
    summary: 'Who looked at what is kept of you, at what of it, and why; newest first',
    query: z.strictObject(RANGE),
    answer: z.object({
      from: Moment,
      to: Moment,
      rows: z.array(
        z
          .object({
            lookedAt: Moment,
            lookerKind: z.enum(['person', 'service_account', 'system']),
            lookerId: z.string(),
            what: z.string(),
            why: z.string(),
          })
          .meta({ id: 'RecordLook' }),
      ),
    }),
  },
} as const;
