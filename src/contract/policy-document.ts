import { z } from 'zod';
import { DataClass, ModelName, OneLine, Slug } from './wire-values.ts';

const TEXT_LENGTH_MAX = 1_000_000;
const ROWS_MAX = 5_000;

const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(200);
const Tier = z.union([z.literal(1), z.literal(2), z.literal(3)], 'must be 1, 2 or 3');
const Lane = z.enum(['exploration', 'production']);
const Media = z.enum(['image', 'audio', 'file']);
const Name = OneLine.meta({ description: 'A finding type (payment_card) or a group of them (personal).' });

/** Whose calls a row of the matrix is about. What is left out holds for all. */
const For = z.strictObject({
  useCase: some(Slug).exactOptional(),
  category: some(OneLine).exactOptional(),
  tier: some(Tier).exactOptional(),
  lane: some(Lane).exactOptional(),
  team: some(Slug).exactOptional(),
  role: some(Slug).exactOptional(),
  allows: some(DataClass).exactOptional().meta({ description: 'Use cases that allow one of these classes.' }),
});

/** Which content it is about. */
const When = z.strictObject({
  dataClass: some(DataClass).exactOptional(),
  dataClassAtLeast: DataClass.exactOptional(),
  findings: some(Name).exactOptional(),
  media: some(Media).exactOptional(),
  model: some(ModelName).exactOptional(),
});

/** One row of the matrix, as people write it. */
export const MatrixRow = z
  .strictObject({
    id: Slug,
    for: For.default({}),
    when: When.default({}),
    does: z.array(OneLine).min(1).max(12).meta({
      description:
        'allow · note · warn · redact [of …] · redact and restore [of …] · ask · refuse · route only to … · log content · clamp output to … · require template · inspect answers: note|redact|block [of …]',
    }),
    why: OneLine.meta({ description: 'Whoever is stopped or changed by the row reads this sentence.' }),
    instead: OneLine.nullable().default(null).meta({ description: 'What would be allowed.' }),
    askAt: OneLine.nullable().default(null).meta({ description: 'A person, a channel, an address.' }),
  })
  .meta({ id: 'PolicyMatrixRow' });

const CaseCaller = z.strictObject({
  kind: z.enum(['person', 'service_account']).exactOptional(),
  id: Slug.exactOptional(),
  teamId: Slug.exactOptional(),
  roles: z.array(Slug).exactOptional(),
  region: OneLine.nullable().exactOptional(),
  employment: z.enum(['employee', 'contractor', 'partner']).nullable().exactOptional(),
});

const CaseModel = z.strictObject({
  id: ModelName.exactOptional(),
  vendor: OneLine.exactOptional(),
  region: OneLine.nullable().exactOptional(),
  retention: z.enum(['none', 'limited', 'unlimited', 'unknown']).exactOptional(),
  dataClassMax: DataClass.exactOptional(),
});

/** A call; what is left out is that of a harmless one. */
const CaseFacts = z.strictObject({
  caller: CaseCaller.exactOptional(),
  key: z
    .strictObject({
      id: OneLine.exactOptional(),
      lane: Lane.exactOptional(),
      projectId: Slug.nullable().exactOptional(),
    })
    .exactOptional(),
  useCase: Slug.exactOptional(),
  template: z.strictObject({ id: OneLine, approved: z.boolean() }).nullable().exactOptional(),
  dataClass: DataClass.exactOptional(),
  findings: z.array(Name).max(50).exactOptional(),
  media: z.array(Media).exactOptional(),
  model: CaseModel.exactOptional(),
  time: z
    .strictObject({ hour: z.int().min(0).max(23).exactOptional(), weekday: z.int().min(1).max(7).exactOptional() })
    .exactOptional(),
  exceptionIds: z.array(OneLine).exactOptional(),
});

const PolicyCase = z
  .strictObject({
    name: OneLine,
    facts: CaseFacts.default({}),
    expect: z.strictObject({
      effect: z.enum(['allow', 'ask', 'refuse']),
      rules: z.array(Slug).exactOptional(),
      does: z.array(OneLine).exactOptional(),
    }),
  })
  .meta({ id: 'PolicyCase' });

/** A policy as people write it: a matrix, rules in Cedar, and cases that must come out as they say. */
export const PolicyDocument = z
  .strictObject({
    matrix: z.array(MatrixRow).max(ROWS_MAX).default([]),
    rules: z.string().max(TEXT_LENGTH_MAX).default('').meta({ description: 'Rules in Cedar.' }),
    cases: z.array(PolicyCase).max(ROWS_MAX).default([]),
    approvalsNeeded: z
      .int()
      .min(1)
      .max(10)
      .default(1)
      .meta({ description: 'How many other people than the author must approve.' }),
  })
  .meta({ id: 'PolicyDocument', title: 'policy.yaml', description: 'A policy of Tokenward.' });
