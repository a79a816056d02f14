import { z } from 'zod';
import { OneLine, Slug } from './wire-values.ts';

const Place = z
  .string()
  .max(500)
  .meta({ description: 'Text in which {/pointer/into/the/message} stands for a value; {pages} is pagesUrl.' });
const Places = z.array(Place).max(5).default([]).meta({ description: 'The first that is not empty is taken.' });

const Condition = z
  .strictObject({
    at: Place.min(1),
    is: z.array(z.string().max(200)).max(50).default([]).meta({ description: 'One of these.' }),
    isNot: z.array(z.string().max(200)).max(50).default([]).meta({ description: 'None of these; "" is nothing.' }),
  })
  .meta({ id: 'MappingCondition' });
const Conditions = z.array(Condition).max(10).default([]);

/** One kind of message of a source, and what it says. */
export const Mapping = z
  .strictObject({
    when: Conditions.meta({ description: 'All of them.' }),
    says: z.enum(['finished', 'taken', 'approved', 'undone', 'checked', 'deployed']),
    subject: Place.min(1).meta({ description: 'The address of the result’s page; people name it when they claim.' }),
    what: Slug.default('result').meta({ description: 'What such results are called in rules.' }),
    at: Place.min(1).meta({ description: 'When it was: ISO 8601, or seconds or milliseconds since 1970.' }),
    startedAt: Place.default(''),
    worker: Places.meta({ description: 'Whose work it is, by the system’s own id. The first that is not empty.' }),
    workerShownAs: Places,
    workerEmail: Places,
    by: Places.meta({ description: 'Who finished, approved or took it. The first that is not empty.' }),
    byShownAs: Places,
    byEmail: Places,
    bySystem: Conditions.meta({ description: 'When all of these hold, the system did it by itself.' }),
    project: Place.default(''),
    labels: Place.default('').meta({ description: 'For instance {/labels/[*]/name}.' }),
    names: Places.meta({ description: 'Other names of the result, for instance commit:{/sha}.' }),
    workItems: Places.meta({ description: 'Tickets or cases that calls may have named.' }),
    amount: Place.default('').meta({ description: 'What the system says it comes to.' }),
    reason: Place.default(''),
    name: Place.default('').meta({ description: 'Of a check or an environment.' }),
    good: Conditions.meta({ description: 'When a check or a deployment succeeded.' }),
  })
  .meta({ id: 'SourceMapping' });

const Amount = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('each'), amount: z.number().min(-10_000).max(10_000) }),
    z.strictObject({
      kind: z.literal('elapsed'),
      unit: z.enum(['hour', 'day']),
      usual: z.number().min(0).max(10_000).meta({ description: 'What is usual; quicker is below zero.' }),
    }),
    z.strictObject({
      kind: z.literal('stated'),
      max: z.number().min(0).max(10_000).meta({ description: 'More than this is not believed.' }),
    }),
  ])
  .meta({ id: 'ResultAmount' });

const Listed = z.array(OneLine).max(200).default([]);

/** Which results are outcomes, of which type and how much of it. */
export const ResultRule = z
  .strictObject({
    what: Slug.meta({ description: 'pull_request, issue, ticket, incident, or what a mapping calls it.' }),
    projects: Listed.meta({ description: 'Repositories, projects, services; none: all of them.' }),
    branches: Listed,
    labels: Listed.meta({ description: 'One of these is enough.' }),
    requires: z
      .array(z.enum(['approval', 'checks', 'deployment']))
      .max(3)
      .default([])
      .meta({ description: 'What must have happened before the system’s word is taken.' }),
    typeId: Slug.meta({ description: 'The kind of result: see outcome types.' }),
    useCaseId: Slug.nullable().default(null).meta({ description: 'Null: the tasks that led to it tell.' }),
    amount: Amount.default({ kind: 'each', amount: 1 }),
  })
  .meta({ id: 'ResultRule' });

const Someone = z
  .object({
    externalId: z.string(),
    shownAs: z.string().nullable(),
    isBot: z.boolean(),
    personId: z.string().nullable(),
  })
  .meta({ id: 'MentionedSomeone' });

const ToldOutcome = z
  .object({
    kind: z.enum(['claimed', 'confirmed', 'reverted', 'restored']),
    at: z.string(),
    personId: z.string().nullable(),
    typeId: z.string().nullable(),
    amount: z.number().nullable(),
    actorId: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ToldOutcome' });

/** What a message would come to, and why it comes to nothing. */
export const DryRun = z
  .object({
    signature: z
      .object({ believed: z.boolean(), why: z.string().nullable() })
      .nullable()
      .meta({ description: 'Null: no headers were given, and so it was not looked at.' }),
    deliveryId: z.string(),
    event: z.string(),
    facts: z.array(z.record(z.string(), z.unknown())),
    faults: z.array(z.string()),
    mentions: z.array(Someone),
    results: z.array(z.object({ subject: z.string(), told: z.array(ToldOutcome), waitsFor: z.array(z.string()) })),
  })
  .meta({ id: 'SourceDryRun' });
