import type { UseCase } from '../domain/catalog/use-case.ts';
import { writeAnnouncement } from '../domain/programme/announcement.ts';
import type { Leaderboard, LeaderboardSource } from '../domain/programme/leaderboard.ts';
import { readLeaderboard } from '../domain/programme/read-leaderboard.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { findProgramme, type ProgrammeContext, readUncapped } from './programme-context.ts';

export type StoredBoard = Stored<Leaderboard>;
export type BoardAddress = { readonly id: string; readonly expectedRevision?: number | undefined };

/** Names an old leaderboard, so that its files can be archived. */
export function createLeaderboard(
  context: ProgrammeContext,
  { actor }: Commander,
  wanted: Pick<Leaderboard, 'id' | 'name'>,
): Promise<StoredBoard | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    if ((await unit.get('leaderboard', wanted.id)) !== undefined)
      return refuseCommand('already_exists', `There is already a leaderboard "${wanted.id}".`);
    const row: Leaderboard = { ...wanted, ...UNTOUCHED };
    await unit.put('leaderboard', row, { managedBy: 'api', expectedRevision: null });
    await unit.audit({ type: 'leaderboard.created', subject: `leaderboard:${row.id}`, detail: { row } });
    return readBack(unit, 'leaderboard', row.id);
  });
}

const UNTOUCHED = {
  frozenFrom: null,
  programmeId: null,
  announcement: null,
  announcedAtMs: null,
  announcedBy: null,
  teamViewFromMs: null,
} as const;

export type ImportedFile = {
  readonly names: number;
  readonly rows: number;
  /** Rows of the freeze date and later, which count nothing. */
  readonly rowsAfterFreeze: number;
  /** Names that are nobody's here yet. */
  readonly unknown: readonly string[];
};

const UNKNOWN_SHOWN_MAX = 50;

/** Archives what a file says, unscored: nothing that reckons reads it. The same file again changes nothing. */
export async function importLeaderboard(
  context: ProgrammeContext,
  { actor }: Commander,
  order: BoardAddress & {
    readonly source: LeaderboardSource;
    readonly text: string;
    readonly label: string | null;
    readonly day: string | null;
    /** Who names are here, where they are not an id or an address of somebody. */
    readonly people: Readonly<Record<string, string>>;
  },
): Promise<ImportedFile | ControlRefusal> {
  const stored = await findBoard(context.store, order);
  if (isControlRefusal(stored)) return stored;
  const read = readLeaderboard(order);
  if (read.faults.length > 0) return refuseCommand('rule_broken', `Nothing was imported. ${read.faults.join(' ')}`);
  const { frozenFrom } = stored.row;
  const kept = read.uses.filter(({ day }) => frozenFrom === null || day < frozenFrom);
  const personOf = await createPersonOf(context.store, order.people);
  if (isControlRefusal(personOf)) return personOf;
  const uses = kept.map((use) => ({ ...use, personId: personOf(use.label) }));
  const imported: ImportedFile = {
    names: new Set(uses.map(({ label }) => label)).size,
    rows: uses.length,
    rowsAfterFreeze: read.uses.length - kept.length,
    unknown: [...new Set(uses.filter(({ personId }) => personId === null).map(({ label }) => label))].slice(
      0,
      UNKNOWN_SHOWN_MAX,
    ),
  };
  if (uses.length > 0)
    await context.programmes.importUses({
      ...{ leaderboardId: order.id, source: order.source, uses },
      importedBy: actor.id,
      importedAtMs: context.clock.nowMs(),
    });
  // After the rows: an import that is told of has happened, and one that happened twice is the same.
  await context.store.write(actor, (unit) => {
    const { unknown, ...counts } = imported;
    const detail = { ...counts, source: order.source, unknown: unknown.length };
    return unit.audit({ type: 'leaderboard.imported', subject: `leaderboard:${order.id}`, detail });
  });
  return imported;
}

async function createPersonOf(
  unit: ReadUnit,
  said: Readonly<Record<string, string>>,
): Promise<((label: string) => string | null) | ControlRefusal> {
  const known = new Map<string, string>();
  const ids = new Set<string>();
  for await (const { row } of everyRow(unit, 'person')) {
    ids.add(row.id);
    known.set(row.id.toLowerCase(), row.id).set(row.email.toLowerCase(), row.id);
  }
  const wrong = Object.values(said).find((personId) => !ids.has(personId));
  if (wrong !== undefined) return refuseCommand('reference_unknown', `There is no person "${wrong}".`);
  const named = new Map(Object.entries(said).map(([label, personId]) => [label.toLowerCase(), personId]));
  return (label) => named.get(label.toLowerCase()) ?? known.get(label.toLowerCase()) ?? null;
}

/** Sets the day from which the board counts nothing, and the programme that takes its place. */
export function changeLeaderboard(
  context: ProgrammeContext,
  { actor }: Commander,
  order: BoardAddress & {
    readonly name?: string | undefined;
    readonly frozenFrom?: string | undefined;
    readonly programmeId?: string | null | undefined;
  },
): Promise<StoredBoard | ControlRefusal> {
  return changeBoard(context, { actor, address: order }, async (unit, board) => {
    const { name = board.name, frozenFrom = board.frozenFrom, programmeId = board.programmeId } = order;
    const isMoved = board.announcedAtMs !== null && frozenFrom !== board.frozenFrom;
    if (isMoved) return refuseCommand('rule_broken', 'People were told the freeze date: it stays.');
    if (programmeId !== null) {
      const programme = await findProgramme(unit, { id: programmeId });
      if (isControlRefusal(programme)) return refuseCommand('reference_unknown', programme.why);
      if (programme.row.model === 'raw_token_leaderboard')
        return refuseCommand(
          'rule_broken',
          'A board of raw tokens takes no leaderboard’s place: choose another model.',
        );
    }
    return { next: { ...board, name, frozenFrom, programmeId }, type: 'leaderboard.changed' };
  });
}

/** A text to begin from. */
export async function draftAnnouncement(
  context: ProgrammeContext,
  address: BoardAddress,
): Promise<string | ControlRefusal> {
  const stored = await findBoard(context.store, address);
  if (isControlRefusal(stored)) return stored;
  const { programmeId } = stored.row;
  if (programmeId === null)
    return refuseCommand('rule_broken', 'Say first which programme takes its place ("programmeId").');
  const programme = await findProgramme(context.store, { id: programmeId });
  return isControlRefusal(programme) ? programme : writeAnnouncement(stored.row, programme.row);
}

/** Records what people were told. A board that is not frozen yet has nothing to announce. */
export function announceLeaderboard(
  context: ProgrammeContext,
  { actor }: Commander,
  { text, ...address }: BoardAddress & { readonly text: string },
): Promise<StoredBoard | ControlRefusal> {
  const announcedAtMs = context.clock.nowMs();
  return changeBoard(context, { actor, address }, (_unit, board) => {
    if (board.announcedAtMs !== null) return refuseCommand('rule_broken', 'It was announced already.');
    if (board.frozenFrom === null || board.programmeId === null)
      return refuseCommand('rule_broken', 'Set the freeze date and the programme that takes its place first.');
    const next = { ...board, announcement: text, announcedAtMs, announcedBy: actor.id };
    return { next, type: 'leaderboard.announced' };
  });
}

/** From now on nobody sees a place of their own in it, only teams. The riskiest use cases have their caps by then. */
export function moveToTeams(
  context: ProgrammeContext,
  { actor }: Commander,
  address: BoardAddress,
): Promise<StoredBoard | ControlRefusal> {
  const teamViewFromMs = context.clock.nowMs();
  return changeBoard(context, { actor, address }, async (unit, board) => {
    if (board.teamViewFromMs !== null) return { next: board, type: 'leaderboard.moved_to_teams' };
    const uncapped = await readUncapped(unit);
    if (uncapped.length > 0)
      return refuseCommand('rule_broken', `Cap the riskiest use cases first: ${namedIn(uncapped)}.`);
    if (board.announcedAtMs === null) return refuseCommand('rule_broken', 'Tell people first: announce it.');
    return { next: { ...board, teamViewFromMs }, type: 'leaderboard.moved_to_teams' };
  });
}

export async function findBoard(
  unit: ReadUnit,
  { id, expectedRevision }: BoardAddress,
): Promise<StoredBoard | ControlRefusal> {
  const stored = await unit.get('leaderboard', id);
  if (stored === undefined) return refuseCommand('not_found', `There is no leaderboard "${id}".`);
  if (expectedRevision !== undefined && expectedRevision !== stored.revision)
    return refuseCommand('revision_conflict', `"${id}" is at revision ${stored.revision}, not at ${expectedRevision}.`);
  return stored;
}

type BoardStep = { readonly next: Leaderboard; readonly type: `leaderboard.${string}` };

function changeBoard(
  context: ProgrammeContext,
  { actor, address }: { readonly actor: Commander['actor']; readonly address: BoardAddress },
  step: (unit: WriteUnit, board: Leaderboard) => BoardStep | ControlRefusal | Promise<BoardStep | ControlRefusal>,
): Promise<StoredBoard | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const stored = await findBoard(unit, address);
    if (isControlRefusal(stored)) return stored;
    const taken = await step(unit, stored.row);
    if (isControlRefusal(taken)) return taken;
    const { next, type } = taken;
    const put = await unit.put('leaderboard', next, { managedBy: 'api', expectedRevision: stored.revision });
    if (put !== 'unchanged') await unit.audit({ type, subject: `leaderboard:${next.id}`, detail: { row: next } });
    return readBack(unit, 'leaderboard', next.id);
  });
}

function namedIn(useCases: readonly UseCase[]): string {
  return useCases
    .slice(0, 10)
    .map(({ id }) => id)
    .join(', ');
}
