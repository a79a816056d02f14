import { z } from 'zod';
import { KeyOwner } from './api-keys.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { RANGE, UsageTotals } from './usage.ts';
import { DataClass, Moment, Slug } from './wire-values.ts';

const texts = z.array(z.string());
const sentence = z.string().nullable();

const MyRules = z
  .object({
    policyVersion: z.string(),
    stopped: sentence.meta({ description: 'Why this key or its person is suspended; null when it is not.' }),
    useCases: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        purpose: z.string(),
        tier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
        tierMeans: z.string(),
        stopped: sentence,
        models: texts,
        dataClasses: z.array(DataClass),
        templates: texts,
        approvals: texts,
        content: z.string().meta({ description: 'Whether the text of calls is kept, and for how long.' }),
        whenFound: z
          .object({
            plain: z.string(),
            groups: z.array(
              z.object({ group: z.string(), outcomes: z.array(z.object({ does: z.string(), types: texts })) }),
            ),
          })
          .nullable()
          .meta({ description: 'What the policy in force answers, asked type by type; null where it was left out.' }),
        askAt: z.string().nullable(),
      }),
    ),
    inspected: texts,
    recorded: texts,
    seenBy: texts,
    askAt: z.string(),
  })
  .meta({ id: 'MyRules' });

const Reader = z.object({
  readAt: Moment,
  callId: z.string(),
  readerKind: z.enum(['person', 'service_account']),
  readerId: z.string(),
  purpose: z.string(),
});

const MyRecord = z
  .object({
    from: Moment,
    to: Moment,
    owner: KeyOwner,
    stored: z.array(
      z.object({
        what: z.string(),
        records: z.int(),
        why: z.string(),
        keptFor: z.string(),
        seenBy: z.string(),
      }),
    ),
    totals: UsageTotals.omit({ from: true, to: true }),
    calls: z.array(
      z.object({
        callId: z.string(),
        contentKept: z.boolean(),
        fields: z.array(z.object({ member: z.string(), means: z.string(), value: z.unknown() })),
      }),
    ),
    content: z.array(
      z.object({ useCaseId: z.string(), dataClass: DataClass, records: z.int(), oldest: Moment, days: z.int() }),
    ),
    readings: z.array(Reader).meta({ description: 'Who read text of mine, newest first.' }),
  })
  .meta({ id: 'MyRecord' });

const AccessReview = z
  .object({
    from: Moment,
    to: Moment,
    keys: z.array(
      z.object({
        keyId: z.string(),
        name: z.string(),
        ownerKind: z.enum(['person', 'service_account']),
        ownerId: z.string(),
        roles: texts,
        scopes: texts,
        status: z.enum(['active', 'suspended']),
        createdAt: Moment,
        expiresAt: Moment.nullable(),
        changes: z.int().meta({ description: 'Events of the trail that it made within the time.' }),
        readings: z.int(),
        calls: z.int(),
        lastUsedAt: Moment.nullable().meta({ description: 'Within the time; looking alone leaves no trace.' }),
        stale: z.boolean(),
      }),
    ),
    readings: z.array(Reader.extend({ ownerId: z.string() })),
    remarks: texts.meta({ description: 'What a reviewer should look at.' }),
  })
  .meta({ id: 'AccessReview' });

const at = { ...ROUTE_DEFAULTS, method: 'GET' } as const;

export const TRANSPARENCY_ROUTES = {
  readMyRules: {
    ...at,
    scope: 'any',
    tag: 'Me',
    path: '/me/rules',
    summary: 'The rules that hold for you, in plain words',
    query: z.strictObject({
      useCaseId: Slug.exactOptional().meta({ description: 'Of this use case alone.' }),
      findings: z
        .enum(['told', 'left_out'])
        .default('told')
        .meta({ description: 'Whether to ask the policy for every type of finding, which takes the most time.' }),
    }),
    answer: MyRules,
  },
  readMyRecord: {
    ...at,
    scope: 'any',
    tag: 'Me',
    path: '/me/record',
    summary: 'What is stored about you, why, for how long, who may see it, and who looked',
    query: z.strictObject({
      ...RANGE,
      calls: z.coerce
        .number<number | string>()
        .int()
        .min(0)
        .max(100)
        .default(10)
        .meta({ description: 'How many of your newest calls are told whole.' }),
    }),
    answer: MyRecord,
  },
  readAccessReview: {
    ...at,
    scope: 'audit.read',
    tag: 'Audit',
    path: '/access-review',
    summary: 'Who can read content, read or change the control plane, by which key, and who did',
    query: z.strictObject(RANGE),
    answer: AccessReview,
  },
} as const;
