import { type ControlRefusal, isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { readBoard, readMyProgrammes } from '../../control/programme-board.ts';
import {
  findProgramme,
  type ProgrammeContext,
  readFormula,
  type StoredProgramme,
} from '../../control/programme-context.ts';
import { orderSimulation, stopSimulation } from '../../control/programme-simulations.ts';
import {
  changeProgramme,
  createProgramme,
  endProgramme,
  readPreconditions,
  startProgramme,
} from '../../control/programmes.ts';
import { recordLooks } from '../../control/record-looks.ts';
import { decideBurst, mayLookAtBursts } from '../../control/watch-programmes.ts';
import { INCENTIVE_MODEL_IDS, INCENTIVE_MODELS, preconditionsOf } from '../../domain/gaming/incentive-models.ts';
import type { BoardBurst } from '../../domain/programme/board-burst.ts';
import { type Programme, programmeStateNow, simulatedFor } from '../../domain/programme/programme.ts';
import type { Formula } from '../../domain/score/formula.ts';
import type { SimulationRun } from '../../ports/simulation-runs.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type ProgrammeOperation =
  | 'listIncentiveModels'
  | 'listProgrammes'
  | 'listMyProgrammes'
  | 'listBoardBursts'
  | 'decideBoardBurst'
  | `${'create' | 'read' | 'change' | 'simulate' | 'start' | 'end'}Programme`
  | `readProgramme${'Preconditions' | 'Simulation' | 'SimulationRun' | 'Board'}`
  | 'stopProgrammeSimulation';

export function programmeHandlers(context: ProgrammeContext): Handlers<ProgrammeOperation> {
  const { store } = context;
  const nowMs = (): number => context.clock.nowMs();
  const out = (stored: StoredProgramme | ControlRefusal) =>
    isControlRefusal(stored) ? stored : answer(toWireProgramme(stored, nowMs()));
  return {
    ...burstHandlers(context),
    listIncentiveModels: () =>
      Promise.resolve(
        answer({
          rows: INCENTIVE_MODEL_IDS.map((id) => ({ ...INCENTIVE_MODELS[id], preconditions: preconditionsOf(id) })),
        }),
      ),
    listProgrammes: ({ query }) =>
      listRows(store, { noun: 'programme', query, toWire: (stored) => toWireProgramme(stored, nowMs()) }),
    createProgramme: async ({ commander, body: { endsAt, ...wanted } }) =>
      out(await createProgramme(context, commander, { ...wanted, endsAtMs: fromOptionalMoment(endsAt) })),
    readProgramme: async ({ params }) => out(await findProgramme(store, params)),
    changeProgramme: async ({ commander, params, body: { endsAt, ...rest }, expectedRevision }) => {
      const changes = endsAt === undefined ? rest : { ...rest, endsAtMs: fromOptionalMoment(endsAt) };
      return out(await changeProgramme(context, commander, { ...params, expectedRevision, changes }));
    },
    readProgrammePreconditions: async ({ params }) => {
      const programme = await findProgramme(store, params);
      if (isControlRefusal(programme)) return programme;
      const preconditions = await readPreconditions(context, params);
      if (isControlRefusal(preconditions)) return preconditions;
      const isMet = preconditions.every((one) => one.isMet);
      return answer({ model: programme.row.model, isMet, preconditions });
    },
    simulateProgramme: async ({ commander, params, body }) =>
      outRun(await orderSimulation(context, commander, { ...params, ...body })),
    readProgrammeSimulationRun: async ({ params }) => {
      const run = await context.simulations.last(params.id);
      return answer({ run: run === undefined ? null : toWireRun(run) });
    },
    stopProgrammeSimulation: async ({ commander, params }) => outRun(await stopSimulation(context, commander, params)),
    readProgrammeSimulation: async ({ params }) => {
      const stored = await findProgramme(store, params);
      return isControlRefusal(stored) ? stored : outSimulation(stored.row, await readFormula(context));
    },
    startProgramme: async ({ commander, params, expectedRevision }) =>
      out(await startProgramme(context, commander, { ...params, expectedRevision })),
    endProgramme: async ({ commander, params, body, expectedRevision }) =>
      out(await endProgramme(context, commander, { ...params, ...body, expectedRevision })),
    readProgrammeBoard: async ({ params }) => {
      const board = await readBoard(context, params);
      return isControlRefusal(board) ? board : answer(board);
    },
    listMyProgrammes: async ({ commander }) => {
      const mine = await readMyProgrammes(context, commander);
      if (isControlRefusal(mine)) return mine;
      return answer({
        rows: mine.map(({ programme: { id, name, model, charter, endsAtMs }, mine: points, words }) => ({
          ...{ id, name, model, charter, words, mine: points },
          metric: INCENTIVE_MODELS[model].metric,
          endsAt: toWireMomentOrNull(endsAtMs),
        })),
      });
    },
  };
}

function burstHandlers(context: ProgrammeContext): Handlers<'listBoardBursts' | 'decideBoardBurst'> {
  return {
    listBoardBursts: async ({ commander, params, query }) => {
      const programme = await findProgramme(context.store, params);
      if (isControlRefusal(programme)) return programme;
      if (!(await mayLookAtBursts(context, commander, programme.row)))
        return refuseCommand('not_found', `"${params.id}" has no bursts that you may look at.`);
      const ofProgramme = { ...query, programmeId: params.id };
      const shown: string[] = [];
      const listed = await listRows(context.store, {
        noun: 'board_burst',
        query: ofProgramme,
        toWire: ({ row }) => {
          shown.push(row.personId);
          return toWireBurst(row);
        },
      });
      const looked = { personIds: shown, what: 'a day of tokens', why: `a burst on the board "${params.id}"` };
      await recordLooks(context, commander, looked);
      return listed;
    },
    decideBoardBurst: async ({ commander, params, body }) => {
      const decided = await decideBurst(context, commander, { ...params, ...body });
      return isControlRefusal(decided) ? decided : answer(toWireBurst(decided.row));
    },
  };
}

function toWireProgramme(stored: StoredProgramme, nowMs: number) {
  const { endsAtMs, startedAtMs, endedAtMs, simulation, ...rest } = stored.row;
  return {
    ...rest,
    state: programmeStateNow(stored.row, nowMs),
    endsAt: toWireMomentOrNull(endsAtMs),
    startedAt: toWireMomentOrNull(startedAtMs),
    endedAt: toWireMomentOrNull(endedAtMs),
    simulatedAt: toWireMomentOrNull(simulation?.ranAtMs ?? null),
    ...toWireKept(stored),
  };
}

function outSimulation(programme: Programme, formula: Formula) {
  const { simulation } = programme;
  if (simulation === null) return refuseCommand('not_found', `"${programme.id}" has not been simulated.`);
  const { ranAtMs, ranFor, seeds, attacks } = simulation;
  const isCurrent = ranFor === simulatedFor(programme, formula);
  return answer({ ranAt: toWireMoment(ranAtMs), seeds, isCurrent, attacks });
}

function outRun(run: SimulationRun | ControlRefusal) {
  return isControlRefusal(run) ? run : answer(toWireRun(run));
}

function toWireRun({ orderedAtMs, endedAtMs, ...run }: SimulationRun) {
  return { ...run, orderedAt: toWireMoment(orderedAtMs), endedAt: toWireMomentOrNull(endedAtMs) };
}

function toWireBurst({ notedAtMs, decidedAtMs, ...burst }: BoardBurst) {
  return { ...burst, notedAt: toWireMoment(notedAtMs), decidedAt: toWireMomentOrNull(decidedAtMs) };
}

function fromOptionalMoment(text: string | null): number | null {
  return text === null ? null : fromWireMoment(text);
}
