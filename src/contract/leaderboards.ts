import { z } from 'zod';
import { AmountText } from './budget-amounts.ts';
import { Day } from './programme-shapes.ts';
import { CONFIGURATION_BYTES_MAX, NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { changeRoute, createRoute, listRoute, verbRoute } from './row-routes.ts';
import { KEPT, Moment, OneLine, Prose, Slug } from './wire-values.ts';

const tag = 'Leaderboards';

/** A leaderboard that was there before: archived, never scored. */
const Leaderboard = z
  .object({
    id: Slug,
    name: OneLine,
    frozenFrom: Day.nullable().meta({ description: 'From that day on it counts nothing.' }),
    programmeId: Slug.nullable().meta({ description: 'What takes its place.' }),
    announcement: z.string().nullable(),
    announcedAt: Moment.nullable(),
    announcedBy: z.string().nullable(),
    teamViewFrom: Moment.nullable().meta({ description: 'From then on nobody sees a place of their own in it.' }),
    ...KEPT,
  })
  .meta({ id: 'Leaderboard' });

const Create = z.strictObject({ id: Slug, name: OneLine }).meta({ id: 'LeaderboardCreate' });
const Change = z
  .strictObject({ name: OneLine, frozenFrom: Day, programmeId: Slug.nullable() })
  .partial()
  .meta({ id: 'LeaderboardChange' });

const Import = z
  .strictObject({
    source: z.enum(['ccusage', 'tokscale', 'csv']),
    text: z.string().min(1).max(CONFIGURATION_BYTES_MAX).meta({ description: 'The file as it is.' }),
    label: OneLine.nullable().default(null).meta({ description: 'Whose file it is, where it names nobody.' }),
    day: Day.nullable().default(null).meta({ description: 'The first day of what it counts, where it names no days.' }),
    people: z
      .record(z.string().min(1).max(200), Slug)
      .default({})
      .meta({ description: 'Who names are here, where they are not an id or an address of somebody.' }),
  })
  .meta({ id: 'LeaderboardImport' });

const Imported = z
  .object({
    names: z.int(),
    rows: z.int(),
    rowsAfterFreeze: z.int().meta({ description: 'Left out: they count nothing.' }),
    unknown: z.array(z.string()).meta({ description: 'Names that are nobody here yet, fifty at most.' }),
  })
  .meta({ id: 'LeaderboardImported' });

const Tokens = z.string().meta({ description: 'Whole tokens in decimal digits.' });

const Move = z
  .object({
    leaderboard: Leaderboard,
    names: z.int(),
    knownPeople: z.int(),
    tokens: Tokens,
    fromDay: Day.nullable(),
    toDay: Day.nullable(),
    steps: z.array(z.object({ id: z.string(), isDone: z.boolean(), words: z.string() })),
    caps: z
      .array(z.object({ useCaseId: Slug, ownerPersonId: Slug.nullable(), hardCap: AmountText, why: z.string() }))
      .meta({ description: 'Proposed for use cases of tier 3 that have none, in dollars a month; fifty at most.' }),
    teams: z.array(z.object({ teamId: z.string(), people: z.int(), tokens: Tokens })),
  })
  .meta({ id: 'LeaderboardMove' });

const MyOldPlace = z
  .object({
    leaderboardId: Slug,
    name: z.string(),
    frozenFrom: Day.nullable(),
    place: z.int().nullable().meta({ description: 'Null once the board has moved to teams.' }),
    of: z.int().nullable(),
    tokens: Tokens.nullable(),
    periodId: z.string().nullable(),
    score: z
      .number()
      .nullable()
      .meta({ description: 'Points of the composite, 0 to 100; null: nothing is scored yet.' }),
    scoreLower: z.number().nullable(),
    scoreUpper: z.number().nullable(),
  })
  .meta({ id: 'MyOldPlace' });

const Announce = z.strictObject({ text: Prose.min(1) }).meta({ id: 'LeaderboardAnnouncement' });
const one = { tag, id: Slug, row: Leaderboard } as const;
const about = { ...ROUTE_DEFAULTS, tag, params: z.strictObject({ id: Slug }) } as const;

export const LEADERBOARD_ROUTES = {
  listLeaderboards: listRoute({
    tag,
    path: '/leaderboards',
    summary: 'List leaderboards that were there before',
    filters: {},
    row: Leaderboard,
  }),
  createLeaderboard: createRoute({
    tag,
    path: '/leaderboards',
    summary: 'Name an old leaderboard, so that its files can be archived',
    body: Create,
    row: Leaderboard,
  }),
  readLeaderboard: {
    ...about,
    method: 'GET',
    path: '/leaderboards/{id}',
    scope: 'control.read',
    summary: 'What was archived of it, what is still to be done, and teams of five and more',
    answer: Move,
  },
  changeLeaderboard: changeRoute({
    ...one,
    path: '/leaderboards/{id}',
    summary: 'Set the day from which it counts nothing, and the programme that takes its place',
    body: Change,
  }),
  importLeaderboard: {
    ...about,
    method: 'POST',
    path: '/leaderboards/{id}/import',
    scope: 'control.write',
    summary: 'Archive a file of it, unscored; the same file again changes nothing',
    body: Import,
    bodyBytesMax: CONFIGURATION_BYTES_MAX,
    answer: Imported,
    problems: ['rule_broken', 'reference_unknown', 'revision_conflict'],
  },
  draftLeaderboardAnnouncement: {
    ...about,
    method: 'GET',
    path: '/leaderboards/{id}/announcement-draft',
    scope: 'control.read',
    summary: 'A text to begin from: what ends, what takes its place, what counts, who sees what',
    answer: z.object({ text: z.string() }),
    problems: ['rule_broken'],
  },
  announceLeaderboard: verbRoute({
    ...one,
    path: '/leaderboards/{id}/announce',
    summary: 'Record what people were told',
    body: Announce,
    problems: ['rule_broken'],
  }),
  moveLeaderboardToTeams: verbRoute({
    ...one,
    path: '/leaderboards/{id}/move-to-teams',
    summary: 'From now on nobody sees a place of their own in it; the riskiest use cases are capped by then',
    body: NOTHING,
    problems: ['rule_broken'],
  }),
  listMyOldPlaces: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/old-places',
    scope: 'any',
    tag: 'Me',
    summary: 'Where you stood on old leaderboards beside your score, for you alone',
    answer: z.object({ rows: z.array(MyOldPlace) }),
    problems: ['not_found'],
  },
} as const;
