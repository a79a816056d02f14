import { z } from 'zod';
import { KEPT, Moment, OneLine, Prose, Slug } from './wire-values.ts';

/** The shapes of programmes on the wire. */

export const IncentiveModelId = z.enum([
  'raw_token_leaderboard',
  'efficiency_score',
  'outcome_recognition',
  'tiered_rewards',
  'budget_envelopes',
  'policy_gated_access',
  'compliance_weighted',
  'team_based',
  'composite_index',
]);

export const Day = z.iso.date({ error: 'must be a day, for instance 2026-03-01' });

export const IncentiveModel = z
  .object({
    id: IncentiveModelId,
    requirement: z.string().meta({ description: 'I1 to I9.' }),
    name: z.string(),
    metric: z.string(),
    bestFor: z.string(),
    risk: z.string(),
    preconditions: z.array(z.string()).meta({ description: 'What must be in force before it starts.' }),
    mayReward: z.boolean().meta({ description: 'Whether what it shows may ever be rewarded.' }),
  })
  .meta({ id: 'IncentiveModel' });

export const Charter = z
  .strictObject({
    question: OneLine.meta({ description: 'The question of the business, as one sentence.' }),
    measure: OneLine.meta({ description: 'A result of work; never tokens, prompts or time in a tool.' }),
    baseline: OneLine.nullable().default(null).meta({ description: 'What it is today; null: not known yet.' }),
    target: OneLine,
    ownerPersonId: Slug.meta({ description: 'Who answers for it.' }),
  })
  .meta({ id: 'ProgrammeCharter' });

const percent = z.int().min(0).max(100);
const Category = z.strictObject({ name: OneLine, rule: Prose });
const Watch = z.strictObject({
  burstTimes: z
    .number()
    .min(1.5)
    .max(100)
    .meta({ description: 'So many times what people of the programme use on that day is a burst.' }),
  personId: Slug.meta({ description: 'Who looks at bursts.' }),
});

const settings = {
  tokenCapPercent: z
    .int()
    .min(100)
    .max(10_000)
    .meta({ description: "Raw board: nobody's tokens count above so much of the median." }),
  levels: z.array(percent).min(1).max(10).meta({ description: 'Tiers: points at which levels are reached.' }),
  adherencePercent: percent.meta({ description: 'Compliance-weighted: the weight of adherence.' }),
  teamPercent: percent.meta({ description: 'The share of recognition that is for teams; 60 to 70 is asked for.' }),
  watch: Watch.nullable(),
  categories: z.array(Category).max(20),
};
const Settings = z.strictObject(settings).meta({ id: 'ProgrammeSettings' });
const SettingsChange = z.strictObject(settings).partial().meta({ id: 'ProgrammeSettingsChange' });

const Gain = z.object({
  effort: z.number().meta({ description: 'In months of work.' }),
  gain: z.number().meta({ description: 'A fraction of the honest score.' }),
  gainLower95: z.number(),
  gainUpper95: z.number(),
});
export const ProgrammeSimulation = z
  .object({
    ranAt: Moment,
    seeds: z.int(),
    isCurrent: z.boolean().meta({ description: 'Whether model, figures and formula are those that were simulated.' }),
    attacks: z.array(z.object({ strategy: z.string(), efforts: z.array(Gain) })),
  })
  .meta({ id: 'ProgrammeSimulation' });

export const ProgrammeSimulationRun = z
  .object({
    id: z.string(),
    programmeId: Slug,
    seeds: z.int(),
    state: z
      .enum(['ordered', 'running', 'done', 'stopped', 'failed'])
      .meta({ description: 'ordered: it waits for the one that is played now.' }),
    done: z.number().meta({ description: 'How much of it is played, from 0 to 1.' }),
    failure: z.string().nullable(),
    orderedBy: z.string(),
    orderedAt: Moment,
    endedAt: Moment.nullable(),
  })
  .meta({ id: 'ProgrammeSimulationRun' });

/** An incentive model in force, or about to be. */
export const Programme = z
  .object({
    id: Slug,
    name: OneLine,
    model: IncentiveModelId,
    charter: Charter.nullable(),
    teamIds: z.array(Slug).meta({ description: 'Empty: the whole organisation.' }),
    settings: Settings,
    state: z.enum(['draft', 'running', 'ended']),
    endsAt: Moment.nullable(),
    startedAt: Moment.nullable(),
    startedBy: z.string().nullable(),
    endedAt: Moment.nullable(),
    endedBy: z.string().nullable().meta({ description: 'Null: the house, or it has not ended.' }),
    endReason: z.string().nullable(),
    simulatedAt: Moment.nullable(),
    ...KEPT,
  })
  .meta({ id: 'Programme' });

const TeamIds = z.array(Slug).max(500);

export const ProgrammeCreate = z
  .strictObject({
    id: Slug,
    name: OneLine,
    model: IncentiveModelId.default('composite_index'),
    charter: Charter.nullable().default(null),
    teamIds: TeamIds.default([]),
    settings: SettingsChange.default({}),
    endsAt: Moment.nullable().default(null),
  })
  .meta({ id: 'ProgrammeCreate' });

export const ProgrammeChange = z
  .strictObject({
    name: OneLine,
    charter: Charter,
    teamIds: TeamIds,
    settings: SettingsChange,
    endsAt: Moment.nullable(),
  })
  .partial()
  .meta({ id: 'ProgrammeChange' });

export const Preconditions = z
  .object({
    model: IncentiveModelId,
    isMet: z.boolean().meta({ description: 'Whether all are, so that it could start.' }),
    preconditions: z.array(z.object({ id: z.string(), isMet: z.boolean(), words: z.string(), remedy: z.string() })),
  })
  .meta({ id: 'ProgrammePreconditions' });

export const ProgrammeBoard = z
  .object({
    metric: z.string(),
    state: z.enum(['draft', 'running', 'ended']),
    rows: z.array(
      z.object({
        teamId: z.string(),
        people: z
          .int()
          .nullable()
          .meta({ description: 'Null: the group is too small, or there is too little evidence.' }),
        band: z.enum(['starting', 'growing', 'steady', 'strong']).nullable(),
        tokensPerPerson: z.number().nullable(),
        tokensPerOutcome: z.number().nullable().meta({ description: 'A signal of health over 28 days, and no score.' }),
        words: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ProgrammeBoard' });

export const BoardBurst = z
  .object({
    id: z.string(),
    programmeId: Slug,
    personId: z.string(),
    day: Day,
    tokens: z.number(),
    usualTokens: z.number(),
    state: z.enum(['open', 'left_out', 'let_stand']),
    notedAt: Moment,
    decidedBy: z.string().nullable(),
    decidedAt: Moment.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'BoardBurst' });

export const MyProgramme = z
  .object({
    id: Slug,
    name: z.string(),
    model: IncentiveModelId,
    metric: z.string(),
    charter: Charter.nullable(),
    endsAt: Moment.nullable(),
    mine: z.number().nullable().meta({ description: '0 to 100, seen by you alone.' }),
    words: z.string(),
  })
  .meta({ id: 'MyProgramme' });
