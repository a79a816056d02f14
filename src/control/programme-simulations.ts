import { ATTACKS, HONEST_EXTRA_NAME } from '../domain/gaming/simulation.ts';
import { type Programme, simulatedFor } from '../domain/programme/programme.ts';
import type { Actor } from '../ports/control-store.ts';
import type { SimulationRun } from '../ports/simulation-runs.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import {
  findProgramme,
  type ProgrammeAddress,
  type ProgrammeContext,
  readFormula,
  saveProgramme,
} from './programme-context.ts';

const PROGRAMMES: Actor = { kind: 'system', id: 'programmes', keyId: null, requestId: 'programmes' };
const TEAM_SIZE = 8;
/** As the command line tries: figures are the same. */
const TRIES_A_SEED = 2;
/** Whoever plays says so each second; later than this they have gone. */
const STALE_MS = 60_000;

/** Orders what gaming the programme would pay to be played out; it begins within a second or two, or after the one that is played now. */
export async function orderSimulation(
  context: ProgrammeContext,
  { actor }: Commander,
  { seeds, ...address }: ProgrammeAddress & { readonly seeds: number },
): Promise<SimulationRun | ControlRefusal> {
  const stored = await findProgramme(context.store, address);
  if (isControlRefusal(stored)) return stored;
  if (stored.row.state !== 'draft')
    return refuseCommand('rule_broken', 'It was started already; what was simulated before it stays.');
  const nowMs = context.clock.nowMs();
  const id = context.chance.uuid(nowMs);
  const programmeId = address.id;
  if (!(await context.simulations.order({ id, programmeId, seeds, orderedBy: actor.id, orderedAtMs: nowMs })))
    return refuseCommand('rule_broken', 'It is being played out already. Stop that first, or wait for it.');
  await context.store.write(actor, (unit) =>
    unit.audit({ type: 'programme.simulation_ordered', subject: `programme:${programmeId}`, detail: { seeds } }),
  );
  return readSimulationRun(context, address);
}

async function readSimulationRun(
  context: Pick<ProgrammeContext, 'simulations'>,
  { id }: ProgrammeAddress,
): Promise<SimulationRun | ControlRefusal> {
  return (await context.simulations.last(id)) ?? refuseCommand('not_found', `"${id}" has not been simulated.`);
}

/** Stops the one that waits or is played; what was found before stays. */
export async function stopSimulation(
  context: ProgrammeContext,
  { actor }: Commander,
  address: ProgrammeAddress,
): Promise<SimulationRun | ControlRefusal> {
  const { id: programmeId } = address;
  if (await context.simulations.stop({ programmeId, nowMs: context.clock.nowMs() }))
    await context.store.write(actor, (unit) =>
      unit.audit({ type: 'programme.simulation_stopped', subject: `programme:${programmeId}`, detail: {} }),
    );
  return readSimulationRun(context, address);
}

/** Plays one that waits, and keeps what it found with the programme. Gives back whether there was one; one at a time of all processes. */
export async function playSimulation(context: ProgrammeContext): Promise<boolean> {
  const { simulations, clock } = context;
  const run = await simulations.claim({ nowMs: clock.nowMs(), staleMs: STALE_MS });
  if (run === undefined) return false;
  try {
    const state = await playRun(context, run);
    await simulations.end({ id: run.id, state, failure: null, nowMs: clock.nowMs() });
  } catch (error) {
    const failure = error instanceof Error ? error.message : 'It broke off.';
    await simulations.end({ id: run.id, state: 'failed', failure, nowMs: clock.nowMs() });
    throw error;
  }
  return true;
}

async function playRun(context: ProgrammeContext, run: SimulationRun): Promise<'done' | 'stopped'> {
  const seen = await findProgramme(context.store, { id: run.programmeId });
  if (isControlRefusal(seen)) return 'stopped';
  const formula = await readFormula(context);
  const { model, settings } = seen.row;
  const { simulations, clock, simulator } = context;
  const played = await simulator.simulate({
    ...{ model, seeds: run.seeds, tries: TRIES_A_SEED * run.seeds, strategies: [HONEST_EXTRA_NAME, ...ATTACKS] },
    settings: { ...settings, formula, teamSize: TEAM_SIZE },
    goesOn: (done) => simulations.heard({ id: run.id, done, nowMs: clock.nowMs() }),
  });
  if (played === 'stopped' || played === 'busy') return 'stopped';
  const ranFor = simulatedFor(seen.row, formula);
  const simulation = { seeds: run.seeds, attacks: played.attacks, ranAtMs: clock.nowMs(), ranFor };
  return keepSimulation(context, run, simulation);
}

function keepSimulation(
  { store }: ProgrammeContext,
  run: SimulationRun,
  simulation: NonNullable<Programme['simulation']>,
): Promise<'done' | 'stopped'> {
  return store.write(PROGRAMMES, async (unit) => {
    const stored = await findProgramme(unit, { id: run.programmeId });
    // It was started meanwhile, or is gone: what was simulated before it stays.
    if (isControlRefusal(stored) || stored.row.state !== 'draft') return 'stopped';
    const detail = { seeds: run.seeds, ranFor: simulation.ranFor, orderedBy: run.orderedBy };
    await saveProgramme(unit, { stored, next: { ...stored.row, simulation } }, { type: 'programme.simulated', detail });
    return 'done';
  });
}
