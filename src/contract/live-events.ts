import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';

const Place = z.int().min(0).meta({ description: 'In the audit trail; the "id" of the message.' });

/** The parts that pages are told of; what each is for stands in src/control/live-topics.ts. A test compares. */
export const LIVE_TOPICS = [
  'requests',
  'exceptions',
  'validations',
  'outcomes',
  'scores',
  'breaches',
  'sources',
  'protection',
  'containment',
  'budgets',
  'usage',
  'finance',
  'catalogue',
  'policy',
  'directory',
  'access',
  'content',
  'library',
  'programmes',
  'configuration',
  'audit',
] as const;

const Job = z
  .object({
    job: z.enum(['score_run', 'source_backfill', 'evidence_pack', 'simulation']),
    id: z.string(),
    percent: z.number().min(0).max(100).nullable(),
    state: z.enum(['running', 'done', 'failed']),
  })
  .meta({ id: 'LiveJob' });

/** One message: which parts are worth asking again. What is there now is the routes' to say. */
const LiveEvent = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('ready'), place: Place }),
    z.object({
      kind: z.literal('changed'),
      place: Place,
      topics: z.array(
        z.object({
          topic: z.enum(LIVE_TOPICS),
          ids: z.array(z.string()).meta({ description: 'Empty: more than fit, or not yours to know.' }),
          byMe: z.boolean().meta({ description: 'You did all of it.' }),
        }),
      ),
    }),
    z.object({ kind: z.literal('jobs'), jobs: z.array(Job) }),
    z.object({
      kind: z.literal('anew'),
      place: Place,
      why: z
        .enum(['missed', 'roles'])
        .meta({ description: 'missed: ask everything again. roles: you may do other things now.' }),
    }),
    z.object({ kind: z.literal('ended'), why: z.enum(['access_over', 'crowded', 'stopping']) }),
  ])
  .meta({ id: 'LiveEvent' });

export const LIVE_EVENT_ROUTES = {
  followEvents: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/events',
    scope: 'any',
    tag: 'Me',
    summary:
      'Hear which parts change, as far as you may read them: server-sent events with topics and ids, never content',
    query: z.strictObject({
      after: z.coerce
        .number<number | string>()
        .int()
        .min(0)
        .exactOptional()
        .meta({ description: 'The "id" of the last message that was heard; "last-event-id" says the same.' }),
    }),
    answer: LiveEvent,
    media: 'text/event-stream',
    problems: ['live_full'],
  },
} as const;
