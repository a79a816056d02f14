import { z } from 'zod';
import { Moment, OneLine, Prose, Slug } from './wire-values.ts';

export const RecognitionMonthName = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, for instance 2026-03');

const Source = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('outcomes'),
      typeIds: z.array(Slug).max(50).default([]).meta({ description: 'Empty: outcomes of any type.' }),
      lane: z.enum(['any', 'production', 'exploration']).default('any'),
      grades: z
        .array(z.enum(['E1', 'E2', 'E3', 'E4']))
        .min(1)
        .max(4)
        .default(['E1', 'E2', 'E3', 'E4']),
    }),
    z.strictObject({ kind: z.literal('reuse') }),
    z.strictObject({ kind: z.literal('safety') }),
  ])
  .meta({ id: 'RecognitionSource', description: 'Which points of the score a category is about.' });

const points = z.number().gt(0).max(100);

const Level = z
  .strictObject({
    id: Slug,
    name: OneLine,
    points: points.meta({ description: 'Of a person’s score.' }),
    teamPoints: points.meta({ description: 'In the mean of a team.' }),
    months: z.int().min(1).max(12).default(1).meta({ description: 'In a row.' }),
    weight: z.int().min(1).max(100).meta({ description: 'How much of the pool it gets beside others.' }),
  })
  .meta({ id: 'RecognitionLevel' });

const Category = z
  .strictObject({
    id: Slug,
    name: OneLine,
    honours: OneLine.meta({ description: 'One sentence; part of every citation.' }),
    from: Source,
    manyMin: z.int().min(0).max(1_000).default(1).meta({ description: 'Outcomes or adopters, at least.' }),
    measuredMin: z.int().min(0).max(1_000).default(0).meta({ description: 'Claims that were measured, at least.' }),
    levels: z.array(Level).min(1).max(5).meta({ description: 'The lowest first.' }),
  })
  .meta({ id: 'RecognitionCategory' });

export const RecognitionRule = z
  .strictObject({
    poolPoints: z.int().min(0).max(1_000_000).default(1_000),
    pointMeans: OneLine.nullable()
      .default(null)
      .meta({ description: 'What a point is worth; null: nothing but itself.' }),
    teamSharePercent: z.int().default(65).meta({ description: '60 to 70.' }),
    peopleShown: z
      .enum(['nobody', 'team', 'organisation'])
      .default('organisation')
      .meta({ description: 'How far people may show their own. Each of them chooses.' }),
    complianceMinPercent: z.int().default(90),
    categories: z.array(Category).min(1).max(8),
  })
  .meta({ id: 'RecognitionRule' });

export const RecognitionRuleVersion = z
  .object({
    version: z.int(),
    rule: RecognitionRule,
    note: Prose,
    fromMonth: z.string().meta({ description: 'The first month that it holds for.' }),
    publishedBy: z.string(),
    publishedAt: Moment,
  })
  .meta({ id: 'RecognitionRuleVersion' });
