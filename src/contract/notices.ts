import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute } from './row-routes.ts';
import { Moment } from './wire-values.ts';

const Kind = z.enum([
  'threshold',
  'fast_burn',
  'slow_burn',
  'exhaustion_forecast',
  'exception_expiring',
  'suspense',
  'my_digest',
  'route_stepped_back',
  'team_digest',
  'recognition',
  'my_recognition',
  'my_queue',
  'contest_overdue',
  'test',
]);
const State = z
  .enum(['waiting', 'sent', 'dead'])
  .meta({ description: 'dead: tried often enough, and waits for a person.' });
const ChannelName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be the name of a channel');
const NoticeId = z
  .string()
  .min(1)
  .max(400)
  .meta({ description: 'Made of what it is about: the same fact has the same id.' });

const Delivery = z
  .object({
    channel: z.string(),
    recipients: z
      .int()
      .meta({ description: 'How many addresses it goes to; 0 where the receiver is the channel’s own.' }),
    state: State,
    attempts: z.int(),
    notBefore: Moment.meta({ description: 'When it is tried next, or was due.' }),
    lastError: z.string().nullable(),
    sentAt: Moment.nullable(),
  })
  .meta({ id: 'NoticeDelivery' });

const Notice = z
  .object({
    id: NoticeId,
    kind: Kind,
    envelopeId: z.string().nullable(),
    periodStart: Moment.nullable(),
    threshold: z.string(),
    pages: z.boolean().meta({ description: 'Goes out in quiet hours too.' }),
    subject: z.string(),
    words: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).meta({ description: 'The figures.' }),
    raisedAt: Moment,
    deliveries: z.array(Delivery),
  })
  .meta({ id: 'Notice' });

const Channel = z
  .object({
    name: z.string(),
    kind: z.enum(['webhook', 'slack', 'teams', 'email']),
    kinds: z.array(Kind).nullable().meta({ description: 'Null: all.' }),
    envelopeIds: z.array(z.string()).nullable().meta({ description: 'Null: all.' }),
    audience: z
      .object({ owner: z.boolean(), callers: z.boolean(), addresses: z.int() })
      .nullable()
      .meta({ description: 'Of mails: whom they go to; null where the receiver is the channel’s own.' }),
  })
  .meta({ id: 'NoticeChannel' });

const QuietHours = z
  .object({ fromHour: z.int(), toHour: z.int(), quietWeekdays: z.array(z.int()) })
  .meta({ id: 'QuietHours', description: 'By the organisation’s clocks; 1 is Monday.' });

const post = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'control.write', tag: 'Notices' } as const;

export const NOTICE_ROUTES = {
  listNotices: listRoute({
    tag: 'Notices',
    path: '/notices',
    summary: 'What people were told about envelopes, newest first, and what became of each delivery',
    filters: {
      state: State.exactOptional(),
      kind: Kind.exactOptional(),
      envelopeId: z.string().max(200).exactOptional(),
    },
    row: Notice,
  }),
  listNoticeChannels: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/notices/channels',
    scope: 'control.read',
    tag: 'Notices',
    summary: 'The ways out that this server is configured with, what each gets, and when they are quiet',
    answer: z.object({ rows: z.array(Channel), quietHours: QuietHours.nullable() }),
  },
  retryNotice: {
    ...post,
    path: '/notices/retry',
    summary: 'Let deliveries that were given up begin anew',
    body: z.strictObject({
      id: NoticeId,
      channel: ChannelName.nullable().default(null).meta({ description: 'Null: all.' }),
    }),
    answer: Notice,
    problems: ['not_found', 'rule_broken'],
  },
  testNoticeChannel: {
    ...post,
    path: '/notices/test',
    summary: 'Send a notice that means nothing through a channel of this server, now',
    body: z.strictObject({ channel: ChannelName }),
    answer: z
      .object({
        channel: z.string(),
        kind: z.enum(['webhook', 'slack', 'teams', 'email']),
        sent: z.boolean(),
        why: z.string().nullable().meta({ description: 'What went wrong.' }),
      })
      .meta({ id: 'NoticeTest' }),
    problems: ['not_found', 'rule_broken'],
  },
} as const;
