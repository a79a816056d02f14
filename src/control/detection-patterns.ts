import { type KeptPattern, toOrganisationPattern } from '../domain/detection/detection-settings.ts';
import type { OrganisationPattern } from '../domain/detection/organisation-pattern.ts';
import type { Actor, Stored, WriteUnit } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { type DetectionContext, HITS_PER_MEGABYTE_MAX, type PatternTrial } from './detection-context.ts';
import { memberChanges, shownMembers } from './member-changes.ts';

export type PatternWish = Pick<
  KeptPattern,
  'id' | 'word' | 'source' | 'before' | 'after' | 'confidence' | 'dataClass'
> & {
  /** Null: the longest that shows in the pattern. */
  readonly literal: string | null;
};

export type SavedPattern = { readonly pattern: Stored<KeptPattern>; readonly trial: PatternTrial };

/** Tries a pattern on text that holds nothing, without keeping it. */
export function tryPattern(context: DetectionContext, wish: PatternWish): Promise<PatternTrial> {
  return context.tryPattern(toPattern(context, wish));
}

/**
 * Keeps a pattern, new or changed, and every gateway looks for it within a second. One that finds too much in text that
 * holds nothing is refused unless it is meant.
 */
export async function savePattern(
  context: DetectionContext,
  commander: Commander,
  order: { readonly wish: PatternWish; readonly anyway: boolean },
): Promise<SavedPattern | ControlRefusal> {
  const { wish, anyway } = order;
  const pattern = toPattern(context, wish);
  const trial = await context.tryPattern(pattern);
  if (trial.fault !== null)
    return refuseCommand('rule_broken', `The pattern "${wish.id}" cannot be used: ${trial.fault}`);
  if (trial.hitsPerMegabyte > HITS_PER_MEGABYTE_MAX && !anyway) {
    const found = `${trial.hits} times in ${Math.round(trial.bytes / 1000)} kB of text that holds nothing`;
    return refuseCommand(
      'rule_broken',
      `The pattern is found ${found}: it would stop people who did nothing. Make it narrower, or send "anyway".`,
    );
  }
  return context.store.write(commander.actor, async (unit) => {
    const taken = await findTypeTaken(context, unit, { id: wish.id, noun: 'detection_pattern' });
    if (taken !== undefined) return refuseCommand('already_exists', taken);
    const stored = await unit.get('detection_pattern', wish.id);
    const { reach, ...rest } = pattern;
    const made = { before: reach.before, after: reach.after, status: 'active', madeBy: commander.actor.id } as const;
    const next: KeptPattern = { ...rest, ...made, version: (stored?.row.version ?? 0) + 1, slowAtMs: null };
    if (stored !== undefined && isSame(stored.row, next)) return { pattern: stored, trial };
    await unit.put('detection_pattern', next, { managedBy: 'api', expectedRevision: stored?.revision ?? null });
    const { hits, bytes } = trial;
    const detail = { row: shownMembers(next), hits, bytes };
    const type = stored === undefined ? 'detection_pattern.created' : 'detection_pattern.changed';
    await unit.audit({ type, subject: `detection_pattern:${next.id}`, detail });
    return { pattern: await readBack(unit, 'detection_pattern', next.id), trial };
  });
}

/** Takes a pattern out of use; what it found stays in the records. */
export function archivePattern(
  context: ControlContext,
  commander: Commander,
  { id }: { readonly id: string },
): Promise<Stored<KeptPattern> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('detection_pattern', id);
    if (stored === undefined) return refuseCommand('not_found', `There is no pattern "${id}".`);
    if (stored.row.status === 'archived') return stored;
    const next: KeptPattern = { ...stored.row, status: 'archived' };
    await unit.put('detection_pattern', next, { managedBy: 'api', expectedRevision: stored.revision });
    const detail = { changes: memberChanges(stored.row, next) };
    await unit.audit({ type: 'detection_pattern.archived', subject: `detection_pattern:${id}`, detail });
    return readBack(unit, 'detection_pattern', id);
  });
}

/** Writes down that a gateway switched a pattern off because it took too long: somebody has to look at it. */
export function noteSlowPattern(
  context: ControlContext,
  noted: { readonly id: string; readonly gatewayId: string },
): Promise<void> {
  const { id, gatewayId } = noted;
  const actor: Actor = { kind: 'system', id: gatewayId, keyId: null, requestId: gatewayId };
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('detection_pattern', id);
    if (stored === undefined || stored.row.status === 'archived') return;
    const detail = { gatewayId, version: stored.row.version };
    await unit.audit({ type: 'detection_pattern.switched_off', subject: `detection_pattern:${id}`, detail });
    if (stored.row.slowAtMs !== null) return;
    const next: KeptPattern = { ...stored.row, slowAtMs: context.clock.nowMs() };
    await unit.put('detection_pattern', next, { managedBy: 'api', expectedRevision: stored.revision });
  });
}

/** Patterns and dictionaries are types of findings, and a type has one meaning. */
export async function findTypeTaken(
  context: DetectionContext,
  unit: WriteUnit,
  wanted: { readonly id: string; readonly noun: 'detection_pattern' | 'detection_dictionary' },
): Promise<string | undefined> {
  if (context.isHouseType(wanted.id)) return `"${wanted.id}" is a type of the house's own detectors.`;
  const other = wanted.noun === 'detection_pattern' ? 'detection_dictionary' : 'detection_pattern';
  if ((await unit.get(other, wanted.id)) === undefined) return undefined;
  return `There is a ${other === 'detection_pattern' ? 'pattern' : 'dictionary'} "${wanted.id}" already.`;
}

function toPattern(context: DetectionContext, { before, after, literal, ...rest }: PatternWish): OrganisationPattern {
  const found = literal ?? context.findLiteral(rest.source) ?? '';
  return { ...rest, version: 1, literal: found, reach: { before, after } };
}

/** The same but for its version and who wrote it, and in use. */
function isSame(stored: KeptPattern, next: KeptPattern): boolean {
  if (stored.status === 'archived' || stored.slowAtMs !== null) return false;
  const one = { ...toOrganisationPattern(stored), version: 0 };
  return memberChanges(one, { ...toOrganisationPattern(next), version: 0 }).length === 0;
}
