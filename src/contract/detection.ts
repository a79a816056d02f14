import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute } from './row-routes.ts';
import { DataClass, KEPT, Moment, OneLine } from './wire-values.ts';

const TypeId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,40}$/, 'must be 2 to 41 lower-case letters, digits and underscores, a letter first')
  .meta({ description: 'The type of what it finds, as rules and records name it.' });
const Word = OneLine.min(3).max(80).meta({ description: 'With its article, for a sentence: "a project code".' });

const pattern = {
  id: TypeId,
  word: Word,
  source: z.string().min(1).max(1000).meta({ description: 'RE2 syntax; case does not count.' }),
  dataClass: DataClass,
};
const patternWish = {
  ...pattern,
  dataClass: DataClass.default('confidential'),
  literal: z
    .string()
    .min(3)
    .max(100)
    .nullable()
    .default(null)
    .meta({ description: 'Stands in every match; the longest that shows in the pattern unless named.' }),
  before: z.int().min(0).max(512).default(64).meta({ description: 'How far before the literal a match may begin.' }),
  after: z.int().min(0).max(512).default(64),
  confidence: z.int().min(50).max(100).default(85),
};

const PatternTrial = z
  .object({
    fault: z.string().nullable(),
    literal: z.string().nullable(),
    hits: z.int().meta({ description: 'In text that holds nothing: program text and prose of this software.' }),
    bytes: z.int(),
    hitsPerMegabyte: z.number(),
  })
  .meta({ id: 'DetectionPatternTrial' });

const patternRow = {
  ...pattern,
  literal: z.string(),
  before: z.int(),
  after: z.int(),
  confidence: z.int(),
  version: z.int(),
  status: z.enum(['active', 'archived']),
  madeBy: z.string(),
  slowAt: Moment.nullable().meta({ description: 'A gateway switched it off because it took too long.' }),
  ...KEPT,
};
const Pattern = z.object(patternRow).meta({ id: 'DetectionPattern' });

const Dictionary = z
  .object({
    id: TypeId,
    word: z.string(),
    dataClass: DataClass,
    entries: z.int(),
    version: z.int().meta({ description: '0: never filled.' }),
    status: z.enum(['active', 'archived']),
    madeBy: z.string(),
    filledAt: Moment.nullable(),
    ...KEPT,
  })
  .meta({ id: 'DetectionDictionary' });

function id<Of extends z.ZodType<string>>(of: Of) {
  return z.strictObject({ id: of });
}
const tag = 'Detection';
const write = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'control.write', tag } as const;
const TEN_MEGABYTES = 10_485_760;

export const DETECTION_ROUTES = {
  listDetectionPatterns: listRoute({
    tag,
    path: '/detection/patterns',
    summary: "List the organisation's patterns",
    filters: { status: z.enum(['active', 'archived']).exactOptional() },
    row: Pattern,
  }),
  tryDetectionPattern: {
    ...write,
    path: '/detection/patterns/try',
    scope: 'control.read',
    summary: 'Try a pattern on text that holds nothing, without keeping it',
    body: z.strictObject(patternWish),
    answer: PatternTrial,
  },
  saveDetectionPattern: {
    ...write,
    path: '/detection/patterns',
    summary: 'Keep a pattern, new or changed; every gateway looks for it within a second',
    body: z.strictObject({
      ...patternWish,
      anyway: z.boolean().default(false).meta({ description: 'Also when it finds much in text that holds nothing.' }),
    }),
    answer: z.object({ ...patternRow, trial: PatternTrial }),
    problems: ['already_exists', 'rule_broken'],
  },
  archiveDetectionPattern: {
    ...write,
    path: '/detection/patterns/{id}/archive',
    summary: 'Take a pattern out of use',
    params: id(TypeId),
    answer: Pattern,
  },
  listDetectionDictionaries: listRoute({
    tag,
    path: '/detection/dictionaries',
    summary: "List the organisation's dictionaries; entries are hashes and cannot be read",
    filters: { status: z.enum(['active', 'archived']).exactOptional() },
    row: Dictionary,
  }),
  saveDetectionDictionary: {
    ...write,
    path: '/detection/dictionaries',
    summary: 'Make a dictionary, or change what it is called and how sensitive its entries are',
    body: z.strictObject({ id: TypeId, word: Word, dataClass: DataClass.default('confidential') }),
    answer: Dictionary,
    problems: ['already_exists'],
  },
  takeDictionaryLines: {
    ...write,
    path: '/detection/dictionaries/{id}/lines',
    summary: 'Upload a part of the entries, one a line; they are hashed at once and kept as hashes alone',
    params: id(TypeId),
    bodyBytesMax: TEN_MEGABYTES,
    body: z.strictObject({
      uploadId: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be 1 to 100 letters, digits, dashes or underscores'),
      part: z.int().min(0).max(100_000).meta({ description: 'From 0; the same part again replaces itself.' }),
      lines: z.array(z.string().max(1000)).max(50_000),
    }),
    answer: z.object({ taken: z.int(), tooShort: z.int(), tooLong: z.int() }),
    problems: ['archived'],
  },
  fillDictionary: {
    ...write,
    path: '/detection/dictionaries/{id}/fill',
    summary: 'End an upload: every gateway looks for its entries',
    params: id(TypeId),
    body: z.strictObject({
      uploadId: z.string().min(1).max(100),
      keepOthers: z.boolean().default(false).meta({ description: 'True: beside the entries of before.' }),
    }),
    answer: z.object({ dictionary: Dictionary, known: z.int(), tooMany: z.int() }),
    problems: ['rule_broken', 'revision_conflict'],
  },
  archiveDetectionDictionary: {
    ...write,
    path: '/detection/dictionaries/{id}/archive',
    summary: 'Take a dictionary out of use and destroy its entries',
    params: id(TypeId),
    answer: Dictionary,
  },
} as const;
