import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeptDictionary } from '../domain/detection/detection-settings.ts';
import { createDictionaryBuilder, createEntryHasher } from '../domain/detection/dictionary-builder.ts';
import type { Stored } from '../ports/control-store.ts';
import { type BuiltDictionary, WORDS_PER_ENTRY } from '../ports/detection-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import type { DetectionContext } from './detection-context.ts';
import { findTypeTaken } from './detection-patterns.ts';
import { memberChanges, shownMembers } from './member-changes.ts';

const ENTRIES_MAX = 5_000_000;
/** Between two turns of the event loop, so that calls go on meanwhile. */
const ENTRIES_A_TURN = 10_000;
const LINES_A_TURN = 2_000;

export type DictionaryWish = Pick<KeptDictionary, 'id' | 'word' | 'dataClass'>;

/** What became of lines: those that are left out are told, so that nobody believes that they are guarded. */
export type TakenLines = { readonly taken: number; readonly tooShort: number; readonly tooLong: number };

export type FilledDictionary = {
  readonly dictionary: Stored<KeptDictionary>;
  /** Entries that stood there twice, and those beyond what a dictionary holds. */
  readonly known: number;
  readonly tooMany: number;
};

/** Makes a dictionary, still empty, or changes what it is called and how sensitive its entries are. */
export function saveDictionary(
  context: DetectionContext,
  commander: Commander,
  wish: DictionaryWish,
): Promise<Stored<KeptDictionary> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const taken = await findTypeTaken(context, unit, { id: wish.id, noun: 'detection_dictionary' });
    if (taken !== undefined) return refuseCommand('already_exists', taken);
    const stored = await unit.get('detection_dictionary', wish.id);
    const empty = { entries: 0, version: 0, madeBy: commander.actor.id, filledAtMs: null } as const;
    const next: KeptDictionary = { ...empty, ...stored?.row, ...wish, status: 'active' };
    await unit.put('detection_dictionary', next, { managedBy: 'api', expectedRevision: stored?.revision ?? null });
    const type = stored === undefined ? 'detection_dictionary.created' : 'detection_dictionary.changed';
    const detail = stored === undefined ? { row: shownMembers(next) } : { changes: memberChanges(stored.row, next) };
    await unit.audit({ type, subject: `detection_dictionary:${wish.id}`, detail });
    return readBack(unit, 'detection_dictionary', wish.id);
  });
}

/** Takes one part of an upload: each line is hashed at once, and the line itself is kept nowhere. */
export async function takeLines(
  context: DetectionContext,
  part: {
    readonly id: string;
    readonly uploadId: string;
    readonly part: number;
    readonly lines: readonly string[];
  },
): Promise<TakenLines | ControlRefusal> {
  const { id, uploadId, lines } = part;
  const stored = await context.store.get('detection_dictionary', id);
  if (stored === undefined) return refuseCommand('not_found', `There is no dictionary "${id}".`);
  if (stored.row.status === 'archived') return refuseCommand('archived', `The dictionary "${id}" is archived.`);
  const hashEntry = createEntryHasher(context.dictionaryKey);
  const hashes = new Uint32Array(lines.length * WORDS_PER_ENTRY);
  let [taken, tooShort, tooLong] = [0, 0, 0];
  for (const [at, line] of lines.entries()) {
    if (at % LINES_A_TURN === LINES_A_TURN - 1) await nextTurn();
    const hashed = line.trim() === '' ? null : hashEntry(line);
    if (hashed === 'too_short') tooShort += 1;
    else if (hashed === 'too_long') tooLong += 1;
    else if (hashed !== null) {
      hashes.set([hashed.high, hashed.low, hashed.firstWord, hashed.whole], taken * WORDS_PER_ENTRY);
      taken += 1;
    }
  }
  const kept = hashes.subarray(0, taken * WORDS_PER_ENTRY);
  await context.detection.putPart({ dictionaryId: id, uploadId, part: part.part, hashes: kept });
  return { taken, tooShort, tooLong };
}

/**
 * Ends an upload: from now on every gateway looks for its entries, in the place of those of before or beside them.
 * Done again, it gives the same dictionary.
 */
export async function fillDictionary(
  context: DetectionContext,
  commander: Commander,
  order: { readonly id: string; readonly uploadId: string; readonly keepOthers: boolean },
): Promise<FilledDictionary | ControlRefusal> {
  const { id, uploadId, keepOthers } = order;
  const stored = await context.store.get('detection_dictionary', id);
  if (stored === undefined) return refuseCommand('not_found', `There is no dictionary "${id}".`);
  const version = stored.row.version + 1;
  const built = await build(context, { dictionaryId: id, uploadId, withKept: keepOthers });
  if (built.entries === 0) return refuseCommand('rule_broken', `The upload "${uploadId}" of "${id}" holds no entry.`);
  await context.detection.putBuilt({ ...built, dictionaryId: id, version });
  const dictionary = await publish(context, commander, { stored, version, entries: built.entries, keepOthers });
  if (isControlRefusal(dictionary)) return dictionary;
  await context.detection.keepParts({ dictionaryId: id, uploadId });
  if (!keepOthers) await context.detection.dropParts({ dictionaryId: id, exceptUploadId: uploadId });
  await context.detection.dropBuilt({ dictionaryId: id, beforeVersion: version - 1 });
  return { dictionary, known: built.known, tooMany: built.tooMany };
}

/** Takes a dictionary out of use and destroys its entries. */
export async function archiveDictionary(
  context: DetectionContext,
  commander: Commander,
  { id }: { readonly id: string },
): Promise<Stored<KeptDictionary> | ControlRefusal> {
  const archived = await context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('detection_dictionary', id);
    if (stored === undefined) return refuseCommand('not_found', `There is no dictionary "${id}".`);
    if (stored.row.status === 'archived') return stored;
    // The version stays, so that another filling is never taken for one of before.
    const next: KeptDictionary = { ...stored.row, status: 'archived', entries: 0 };
    await unit.put('detection_dictionary', next, { managedBy: 'api', expectedRevision: stored.revision });
    const detail = { entriesDestroyed: stored.row.entries };
    await unit.audit({ type: 'detection_dictionary.archived', subject: `detection_dictionary:${id}`, detail });
    return readBack(unit, 'detection_dictionary', id);
  });
  if (isControlRefusal(archived)) return archived;
  await context.detection.dropParts({ dictionaryId: id, exceptUploadId: null });
  await context.detection.dropBuilt({ dictionaryId: id, beforeVersion: archived.row.version + 1 });
  return archived;
}

function publish(
  context: DetectionContext,
  commander: Commander,
  filled: {
    readonly stored: Stored<KeptDictionary>;
    readonly version: number;
    readonly entries: number;
    readonly keepOthers: boolean;
  },
): Promise<Stored<KeptDictionary> | ControlRefusal> {
  const { stored, version, entries, keepOthers } = filled;
  const { id } = stored.row;
  return context.store.write(commander.actor, async (unit) => {
    const current = await unit.get('detection_dictionary', id);
    if (current?.revision !== stored.revision || current.row.status === 'archived') {
      return refuseCommand('revision_conflict', `The dictionary "${id}" was changed meanwhile. End the upload again.`);
    }
    const next: KeptDictionary = { ...current.row, version, entries, filledAtMs: context.clock.nowMs() };
    await unit.put('detection_dictionary', next, { managedBy: 'api', expectedRevision: current.revision });
    const detail = { version, entries, entriesBefore: current.row.entries, keepOthers };
    await unit.audit({ type: 'detection_dictionary.filled', subject: `detection_dictionary:${id}`, detail });
    return readBack(unit, 'detection_dictionary', id);
  });
}

type Built = BuiltDictionary & { readonly known: number; readonly tooMany: number };

async function build(
  context: DetectionContext,
  of: { readonly dictionaryId: string; readonly uploadId: string; readonly withKept: boolean },
): Promise<Built> {
  const builder = createDictionaryBuilder({ key: context.dictionaryKey, entriesMax: ENTRIES_MAX });
  const many = { added: 0, known: 0, too_many: 0 };
  for await (const words of context.detection.parts(of)) {
    for (let at = 0; at < words.length; at += WORDS_PER_ENTRY) {
      const [high = 0, low = 0, firstWord = 0, whole = 0] = words.subarray(at, at + WORDS_PER_ENTRY);
      many[builder.addHashed({ high, low, firstWord, whole })] += 1;
      if ((at / WORDS_PER_ENTRY) % ENTRIES_A_TURN === ENTRIES_A_TURN - 1) await nextTurn();
    }
  }
  const head = { id: of.dictionaryId, version: 0, word: '', dataClass: 'restricted' } as const;
  const { entries, slots, beginnings } = builder.finish(head);
  return {
    entries,
    slots: new Uint32Array(slots),
    beginnings: new Uint32Array(beginnings),
    known: many.known,
    tooMany: many.too_many,
  };
}
