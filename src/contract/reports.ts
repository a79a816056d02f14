import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, readRoute } from './row-routes.ts';
import { KEPT, Prose, Uuid } from './wire-values.ts';

const About = z.enum(['mistake', 'misuse']);
const State = z.enum(['received', 'looked_at', 'closed']);

const shape = {
  id: Uuid,
  about: About,
  words: z.string(),
  callId: z.string().nullable(),
  reporterKind: z.enum(['person', 'service_account']),
  unnamed: z.boolean(),
  state: State,
  answer: z.string().nullable().meta({ description: 'What the reporter is told.' }),
};

const Report = z
  .object({
    ...shape,
    reporterId: z.string().nullable().meta({ description: 'Null where the reporter chose to stay unnamed.' }),
    handledBy: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'Report' });

const ReportMake = z
  .strictObject({
    about: About,
    words: Prose.min(1, 'must not be empty'),
    callId: Uuid.nullable().default(null),
    unnamed: z.boolean().default(false).meta({ description: 'Show who reports to nobody but themselves.' }),
  })
  .meta({ id: 'ReportMake' });

const ReportStep = z.strictObject({ state: State, answer: Prose.nullable().default(null) }).meta({ id: 'ReportStep' });

const at = { tag: 'Reports', path: '/reports' } as const;

export const REPORT_ROUTES = {
  makeReport: {
    ...ROUTE_DEFAULTS,
    ...at,
    method: 'POST',
    scope: 'any',
    status: 201,
    onceMembers: ['reporterId'],
    summary: 'Report a mistake or misuse, your own or others, without blame',
    body: ReportMake,
    answer: Report,
    problems: ['rule_broken'],
  },
  listReports: listRoute({ ...at, summary: 'List reports', filters: { state: State.exactOptional() }, row: Report }),
  readReport: readRoute({ ...at, path: '/reports/{id}', summary: 'Read a report', id: Uuid, row: Report }),
  handleReport: {
    ...ROUTE_DEFAULTS,
    ...at,
    path: '/reports/{id}/handle',
    method: 'POST',
    scope: 'control.write',
    summary: 'Take a report a step on and answer its reporter',
    params: z.strictObject({ id: Uuid }),
    body: ReportStep,
    answer: Report,
    problems: ['rule_broken'],
  },
  listMyReports: {
    ...ROUTE_DEFAULTS,
    tag: 'Me',
    path: '/me/reports',
    method: 'GET',
    scope: 'any',
    summary: 'Your own reports and what became of them',
    answer: z.object({ rows: z.array(Report) }),
  },
} as const;
