import type { UseCase } from '../domain/catalog/use-case.ts';
import { STAND_IN_ROLE } from '../domain/policy/approval.ts';
import { type HouseFacts, uncappedRiskyUseCases } from '../domain/programme/check-preconditions.ts';
import type { Programme } from '../domain/programme/programme.ts';
import { periodIdAt } from '../domain/score/score-period.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { LookStore } from '../ports/look-store.ts';
import type { ProgrammeStore } from '../ports/programme-store.ts';
import type { ScoreReads } from '../ports/score-store.ts';
import type { SimulationRunStore } from '../ports/simulation-runs.ts';
import type { Simulator } from '../ports/simulator.ts';
import type { UsageStore } from '../ports/usage-store.ts';
import type { ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { readScoredPeriod } from './score-context.ts';

/** What programmes need of the outside. Scores are read and never written. */
export type ProgrammeContext = ControlContext & {
  readonly programmes: ProgrammeStore;
  readonly scores: Pick<ScoreReads, 'results' | 'resultsOf'>;
  readonly usage: Pick<UsageStore, 'groups' | 'totals'>;
  readonly simulator: Simulator;
  readonly simulations: SimulationRunStore;
  readonly looks: LookStore;
};

export type StoredProgramme = Stored<Programme>;
export type ProgrammeAddress = { readonly id: string; readonly expectedRevision?: number | undefined };

const DAY_MS = 86_400_000;
const CALL_DAYS = 14;
const OUTCOME_DAYS = 90;
const TEAMS_MAX = 1_000;

/** The programme at the revision that the caller has seen. */
export async function findProgramme(
  unit: ReadUnit,
  { id, expectedRevision }: ProgrammeAddress,
): Promise<StoredProgramme | ControlRefusal> {
  const stored = await unit.get('programme', id);
  if (stored === undefined) return refuseCommand('not_found', `There is no programme "${id}".`);
  if (expectedRevision !== undefined && expectedRevision !== stored.revision)
    return refuseCommand('revision_conflict', `"${id}" is at revision ${stored.revision}, not at ${expectedRevision}.`);
  return stored;
}

/** Writes a programme that was just read in the same transaction, with its event. */
export async function saveProgramme(
  unit: WriteUnit,
  { stored, next }: { readonly stored: StoredProgramme; readonly next: Programme },
  saved: { readonly type: string; readonly detail: Readonly<Record<string, unknown>> },
): Promise<StoredProgramme> {
  const put = await unit.put('programme', next, { managedBy: 'api', expectedRevision: stored.revision });
  if (put === 'revision_conflict') throw new Error(`programme ${next.id} changed within one transaction`);
  if (put !== 'unchanged') await unit.audit({ ...saved, subject: `programme:${next.id}` });
  return readBack(unit, 'programme', next.id);
}

/** The house as it is now, as far as the programme's model asks for it. */
export async function readFacts(context: ProgrammeContext, programme: Pick<Programme, 'teamIds'>): Promise<HouseFacts> {
  const { store } = context;
  const nowMs = context.clock.nowMs();
  const people = new Map<string, number>();
  const activePersonIds = new Set<string>();
  let governance = 0;
  for await (const { row } of everyRow(store, 'person')) {
    if (row.status !== 'active') continue;
    activePersonIds.add(row.id);
    people.set(row.teamId, (people.get(row.teamId) ?? 0) + 1);
    if (row.roles.includes(STAND_IN_ROLE)) governance += 1;
  }
  const isIn = (teamId: string): boolean => programme.teamIds.length === 0 || programme.teamIds.includes(teamId);
  const teams: HouseFacts['teams'][number][] = [];
  for await (const { row } of everyRow(store, 'team'))
    if (row.status === 'active' && isIn(row.id))
      teams.push({ teamId: row.id, people: people.get(row.id) ?? 0, managerPersonId: row.managerPersonId });
  const used = await context.usage.groups({ fromMs: nowMs - CALL_DAYS * DAY_MS, toMs: nowMs }, 'team', TEAMS_MAX);
  return {
    ...{ nowMs, teams, activePersonIds, governance },
    ...(await readKept(store)),
    countedOutcomes: await context.programmes.countedOutcomes({ fromMs: nowMs - OUTCOME_DAYS * DAY_MS, toMs: nowMs }),
    calls: used.rows.reduce((sum, { group, calls }) => (group !== null && isIn(group) ? sum + calls : sum), 0),
    formula: await readFormula(context),
  };
}

/** The published formula of the month that runs. */
export async function readFormula({ store, clock }: Pick<ControlContext, 'store' | 'clock'>) {
  const scored = await readScoredPeriod(store, periodIdAt(clock.nowMs()));
  if (scored === undefined) throw new RangeError('the month that runs is no period');
  return scored.formula;
}

/** Use cases of the highest tier without a cap of their own. */
export async function readUncapped(unit: ReadUnit): Promise<readonly UseCase[]> {
  return uncappedRiskyUseCases(await readKept(unit));
}

async function readKept(
  unit: ReadUnit,
): Promise<Pick<HouseFacts, 'envelopes' | 'useCases' | 'outcomeTypes' | 'hasPolicy'>> {
  const envelopes: HouseFacts['envelopes'][number][] = [];
  for await (const { row } of everyRow(unit, 'envelope')) if (row.status === 'active') envelopes.push(row);
  const useCases: HouseFacts['useCases'][number][] = [];
  for await (const { row } of everyRow(unit, 'use_case')) if (row.status === 'active') useCases.push(row);
  let outcomeTypes = 0;
  for await (const { row } of everyRow(unit, 'outcome_type'))
    if (row.status === 'active' && row.microdollarsPerUnit > 0) outcomeTypes += 1;
  const active = await unit.list('policy_version', { limit: 1, afterId: null, where: { state: 'active' } });
  return { envelopes, useCases, outcomeTypes, hasPolicy: active.rows.length > 0 };
}
