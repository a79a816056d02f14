import type { IncentiveModelId } from '../domain/gaming/incentive-models.ts';
import { DEFAULT_READING } from '../domain/gaming/simulated-models.ts';
import {
  checkPreconditions,
  type Precondition,
  RAW_BOARD_LONGEST_MS,
} from '../domain/programme/check-preconditions.ts';
import { overlaps, type Programme, type ProgrammeSettings, programmeStateNow } from '../domain/programme/programme.ts';
import type { ReadUnit, WriteUnit } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { type Changes, memberChanges, mergeMembers } from './member-changes.ts';
import {
  findProgramme,
  type ProgrammeAddress,
  type ProgrammeContext,
  readFacts,
  type StoredProgramme,
  saveProgramme,
} from './programme-context.ts';
import type { Reference } from './row-rules.ts';

export type NewProgramme = {
  readonly id: string;
  readonly name: string;
  readonly model: IncentiveModelId;
  readonly charter: Programme['charter'];
  readonly teamIds: readonly string[];
  readonly settings: Changes<ProgrammeSettings>;
  readonly endsAtMs: number | null;
};

/** Writes a programme down; nothing is in force until it is started. */
export function createProgramme(
  context: ProgrammeContext,
  { actor }: Commander,
  wanted: NewProgramme,
): Promise<StoredProgramme | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    if ((await unit.get('programme', wanted.id)) !== undefined)
      return refuseCommand('already_exists', `There is already a programme "${wanted.id}".`);
    const settings = mergeMembers({ ...DEFAULT_READING, watch: null, categories: [] }, wanted.settings);
    const row: Programme = { ...wanted, settings, ...NOT_STARTED };
    const broken = await findBroken(unit, row);
    if (broken !== undefined) return broken;
    await unit.put('programme', row, { managedBy: 'api', expectedRevision: null });
    await unit.audit({ type: 'programme.created', subject: `programme:${row.id}`, detail: { row } });
    return readBack(unit, 'programme', row.id);
  });
}

const NOT_STARTED = {
  state: 'draft',
  startedAtMs: null,
  startedBy: null,
  endedAtMs: null,
  endedBy: null,
  endReason: null,
  simulation: null,
} as const;

export type ProgrammeChanges = Changes<Pick<Programme, 'name' | 'charter' | 'teamIds' | 'endsAtMs'>> & {
  readonly settings?: Changes<ProgrammeSettings> | undefined;
};

/** A draft changes as a whole; of one that runs only its name, and its end to an earlier one. */
export function changeProgramme(
  context: ProgrammeContext,
  { actor }: Commander,
  { changes, ...address }: ProgrammeAddress & { readonly changes: ProgrammeChanges },
): Promise<StoredProgramme | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const stored = await findProgramme(unit, address);
    if (isControlRefusal(stored)) return stored;
    const { settings, ...rest } = changes;
    const merged = mergeMembers(stored.row, rest);
    const next = settings === undefined ? merged : { ...merged, settings: mergeMembers(stored.row.settings, settings) };
    const barred = whyUnchangeable(stored.row, next, nowMs);
    if (barred !== undefined) return refuseCommand('rule_broken', barred);
    const broken = await findBroken(unit, next);
    if (broken !== undefined) return broken;
    const detail = { changes: memberChanges(stored.row, next) };
    return saveProgramme(unit, { stored, next }, { type: 'programme.changed', detail });
  });
}

function whyUnchangeable(from: Programme, to: Programme, nowMs: number): string | undefined {
  const state = programmeStateNow(from, nowMs);
  if (state === 'ended') return 'The programme has ended. Begin another one.';
  if (state === 'draft') return undefined;
  const changed = memberChanges(from, to).map(({ member }) => member);
  if (changed.some((member) => member !== 'name' && member !== 'endsAtMs'))
    return 'The programme runs: people work by what they were told. End it and begin another one.';
  const isEarlier = to.endsAtMs !== null && (from.endsAtMs === null || to.endsAtMs <= from.endsAtMs);
  return changed.includes('endsAtMs') && !isEarlier ? 'A programme that runs can only end earlier.' : undefined;
}

/** What must be in force before the model starts, and whether it is. */
export async function readPreconditions(
  context: ProgrammeContext,
  address: ProgrammeAddress,
): Promise<readonly Precondition[] | ControlRefusal> {
  const stored = await findProgramme(context.store, address);
  if (isControlRefusal(stored)) return stored;
  return checkPreconditions(stored.row, await readFacts(context, stored.row));
}

/** Puts the model in force, or says everything that is missing. */
export async function startProgramme(
  context: ProgrammeContext,
  { actor }: Commander,
  address: ProgrammeAddress,
): Promise<StoredProgramme | ControlRefusal> {
  const seen = await findProgramme(context.store, address);
  if (isControlRefusal(seen)) return seen;
  const facts = await readFacts(context, seen.row);
  return context.store.write(actor, async (unit) => {
    const stored = await findProgramme(unit, { id: address.id, expectedRevision: seen.revision });
    if (isControlRefusal(stored)) return stored;
    if (stored.row.state !== 'draft')
      return refuseCommand('rule_broken', `The programme is ${programmeStateNow(stored.row, facts.nowMs)} already.`);
    const unmet = checkPreconditions(stored.row, facts).filter(({ isMet }) => !isMet);
    const refusal = refuseFaults(
      unmet.map(({ id, words, remedy }) => ({
        ...{ code: 'rule_broken', pointer: `/preconditions/${id}` },
        detail: `${words} ${remedy}`,
      })),
    );
    if (refusal !== undefined) return refusal;
    const other = await otherRunning(unit, stored.row, facts.nowMs);
    if (other !== undefined)
      return refuseCommand('rule_broken', `"${other.id}" runs for some of the same people. End it first.`);
    const next: Programme = { ...stored.row, state: 'running', startedAtMs: facts.nowMs, startedBy: actor.id };
    const { model, endsAtMs } = next;
    return saveProgramme(unit, { stored, next }, { type: 'programme.started', detail: { model, endsAtMs } });
  });
}

async function otherRunning(unit: ReadUnit, programme: Programme, nowMs: number): Promise<Programme | undefined> {
  for await (const { row } of everyRow(unit, 'programme', { state: 'running' }))
    if (row.id !== programme.id && programmeStateNow(row, nowMs) === 'running' && overlaps(row, programme)) return row;
  return undefined;
}

export function endProgramme(
  context: ProgrammeContext,
  { actor }: Commander,
  { reason, ...address }: ProgrammeAddress & { readonly reason: string },
): Promise<StoredProgramme | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const stored = await findProgramme(unit, address);
    if (isControlRefusal(stored)) return stored;
    if (stored.row.state === 'ended') return stored;
    const ended = { endedAtMs: nowMs, endedBy: actor.id, endReason: reason } as const;
    const next: Programme = { ...stored.row, ...ended, state: 'ended' };
    return saveProgramme(unit, { stored, next }, { type: 'programme.ended', detail: { reason } });
  });
}

async function findBroken(unit: WriteUnit, row: Programme): Promise<ControlRefusal | undefined> {
  const { charter, settings, teamIds, model, endsAtMs, startedAtMs } = row;
  const references: readonly Reference[] = [
    ...teamIds.map((id, at) => ({ noun: 'team', id, pointer: `/teamIds/${at}` }) as const),
    ...(charter === null
      ? []
      : [{ noun: 'person', id: charter.ownerPersonId, pointer: '/charter/ownerPersonId' } as const]),
    ...(settings.watch === null
      ? []
      : [{ noun: 'person', id: settings.watch.personId, pointer: '/settings/watch/personId' } as const]),
  ];
  const refusal = refuseFaults(await checkReferences(unit, references));
  if (refusal !== undefined) return refusal;
  const tooLong = endsAtMs !== null && startedAtMs !== null && endsAtMs > startedAtMs + RAW_BOARD_LONGEST_MS;
  return model === 'raw_token_leaderboard' && tooLong
    ? refuseCommand('rule_broken', 'A board of raw tokens ends within 31 days of its start.')
    : undefined;
}
