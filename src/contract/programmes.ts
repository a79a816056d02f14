import { z } from 'zod';
import { NAMES } from './names.ts';
import {
  BoardBurst,
  IncentiveModel,
  IncentiveModelId,
  MyProgramme,
  Preconditions,
  Programme,
  ProgrammeBoard,
  ProgrammeChange,
  ProgrammeCreate,
  ProgrammeSimulation,
  ProgrammeSimulationRun,
} from './programme-shapes.ts';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { changeRoute, createRoute, listRoute, pageOf, pageQuery, readRoute, verbRoute } from './row-routes.ts';
import { OneLine, Slug } from './wire-values.ts';

const tag = 'Programmes';
const one = { tag, id: Slug, row: Programme } as const;
const about = { ...ROUTE_DEFAULTS, tag, params: z.strictObject({ id: Slug }) } as const;

const End = z.strictObject({ reason: OneLine }).meta({ id: 'ProgrammeEnd' });
const Simulate = z
  .strictObject({
    seeds: z.int().min(10).max(1_000).default(200).meta({ description: 'More say more and take longer.' }),
  })
  .meta({ id: 'ProgrammeSimulate' });
const Decide = z
  .strictObject({
    burstId: z.string().min(1).max(500),
    letStand: z.boolean().meta({ description: 'True: the day counts; false: it stays left out.' }),
    reason: OneLine,
  })
  .meta({ id: 'BoardBurstDecision' });

export const PROGRAMME_ROUTES = {
  listIncentiveModels: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/incentive-models',
    scope: 'any',
    tag,
    summary: 'The incentive models that a programme can choose, with what must be in force for each',
    answer: z.object({ rows: z.array(IncentiveModel) }),
  },
  listProgrammes: {
    ...listRoute({
      tag,
      path: '/programmes',
      summary: 'List programmes',
      filters: {
        state: z.enum(['draft', 'running', 'ended']).exactOptional(),
        model: IncentiveModelId.exactOptional(),
      },
      row: Programme,
    }),
    scope: 'any',
  },
  createProgramme: createRoute({
    tag,
    path: '/programmes',
    summary: 'Write a programme down; nothing is in force until it is started',
    body: ProgrammeCreate,
    row: Programme,
  }),
  readProgramme: { ...readRoute({ ...one, path: '/programmes/{id}', summary: 'Read a programme' }), scope: 'any' },
  changeProgramme: changeRoute({
    ...one,
    path: '/programmes/{id}',
    summary: 'Change a draft; of a programme that runs, its name, and its end to an earlier one',
    body: ProgrammeChange,
  }),
  readProgrammePreconditions: {
    ...about,
    method: 'GET',
    path: '/programmes/{id}/preconditions',
    scope: 'control.read',
    summary: 'What must be in force before it starts, whether it is, and what to do',
    answer: Preconditions,
  },
  simulateProgramme: {
    ...about,
    method: 'POST',
    path: '/programmes/{id}/simulate',
    scope: 'control.write',
    status: 201,
    summary: 'Have it played out what gaming it would pay, under the published formula and its own figures',
    body: Simulate,
    answer: ProgrammeSimulationRun,
    problems: ['rule_broken'],
  },
  readProgrammeSimulationRun: {
    ...about,
    method: 'GET',
    path: '/programmes/{id}/simulation/run',
    scope: 'any',
    summary: 'How far the last simulation has come; null: there was none',
    answer: z.object({ run: ProgrammeSimulationRun.nullable() }),
  },
  stopProgrammeSimulation: {
    ...about,
    method: 'POST',
    path: '/programmes/{id}/simulation/stop',
    scope: 'control.write',
    summary: 'Stop the simulation that waits or is played; what was found before stays',
    body: NOTHING,
    answer: ProgrammeSimulationRun,
  },
  readProgrammeSimulation: {
    ...about,
    method: 'GET',
    path: '/programmes/{id}/simulation',
    scope: 'any',
    summary: 'What gaming it would pay, as it was last simulated',
    answer: ProgrammeSimulation,
  },
  startProgramme: verbRoute({
    ...one,
    path: '/programmes/{id}/start',
    summary: 'Put its model in force, or say everything that is missing',
    body: NOTHING,
    problems: ['rule_broken'],
  }),
  endProgramme: verbRoute({
    ...one,
    path: '/programmes/{id}/end',
    summary: 'End it before its time',
    body: End,
    problems: ['rule_broken'],
  }),
  readProgrammeBoard: {
    ...about,
    method: 'GET',
    path: '/programmes/{id}/board',
    scope: 'any',
    summary: 'Where teams of five and more stand; nobody is named',
    answer: ProgrammeBoard,
    problems: ['rule_broken'],
  },
  listBoardBursts: {
    ...about,
    method: 'GET',
    path: '/programmes/{id}/bursts',
    scope: 'any',
    query: pageQuery({ state: z.enum(['open', 'left_out', 'let_stand']).exactOptional() }),
    summary: 'Bursts on a raw board; for whom its watch names, or with "control.write"',
    answer: pageOf(BoardBurst).extend(NAMES),
  },
  decideBoardBurst: {
    ...about,
    method: 'POST',
    path: '/programmes/{id}/decide-burst',
    scope: 'any',
    summary: 'Leave a burst out for good, or let it stand; never your own',
    body: Decide,
    answer: BoardBurst,
    problems: ['four_eyes', 'rule_broken'],
  },
  listMyProgrammes: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/me/programmes',
    scope: 'any',
    tag: 'Me',
    summary: 'Programmes that you are in, and what is yours in them, for you alone',
    answer: z.object({ rows: z.array(MyProgramme) }),
    problems: ['not_found'],
  },
} as const;
