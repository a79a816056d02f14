import type { BoardBurst } from '../domain/programme/board-burst.ts';
import { checkPreconditions } from '../domain/programme/check-preconditions.ts';
import { type Programme, programmeStateNow } from '../domain/programme/programme.ts';
import { findBursts } from '../domain/programme/raw-board.ts';
import type { Actor, Stored } from '../ports/control-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { personBehind } from './exception-parties.ts';
import { everyRow } from './find-dependants.ts';
import { usesOf } from './programme-board.ts';
import { findProgramme, type ProgrammeContext, readFacts, saveProgramme } from './programme-context.ts';

const PROGRAMMES: Actor = { kind: 'system', id: 'programmes', keyId: null, requestId: 'programmes' };
/** Of one round; the next one takes the others. */
const BURSTS_MAX = 200;
/** What a raw board cannot be without while it runs. */
const RAW_BOARD_NEEDS: readonly string[] = ['strong_caps', 'anomaly_detection'];

/** Ends what is over, ends a raw board whose caps or watch are gone, and notes bursts on the others. Gives back how much it did. */
export async function watchProgrammes(context: ProgrammeContext): Promise<number> {
  let done = 0;
  for await (const { row } of everyRow(context.store, 'programme', { state: 'running' })) {
    const over = programmeStateNow(row, context.clock.nowMs()) === 'ended' ? 'Its time was over.' : undefined;
    const reason = over ?? (row.model === 'raw_token_leaderboard' ? await whatIsGone(context, row) : undefined);
    if (reason !== undefined) done += await endByItself(context, row.id, reason);
    else if (row.settings.watch !== null && row.model === 'raw_token_leaderboard')
      done += await noteBursts(context, row);
  }
  return done;
}

async function whatIsGone(context: ProgrammeContext, programme: Programme): Promise<string | undefined> {
  const gone = checkPreconditions(programme, await readFacts(context, programme)).filter(
    ({ id, isMet }) => !isMet && RAW_BOARD_NEEDS.includes(id),
  );
  return gone.length === 0 ? undefined : gone.map(({ words }) => words).join(' ');
}

function endByItself(context: ProgrammeContext, id: string, reason: string): Promise<number> {
  return context.store.write(PROGRAMMES, async (unit) => {
    const stored = await findProgramme(unit, { id });
    // Another process may have ended it meanwhile.
    if (isControlRefusal(stored) || stored.row.state !== 'running') return 0;
    const endedAtMs = context.clock.nowMs();
    const next: Programme = { ...stored.row, state: 'ended', endedAtMs, endedBy: null, endReason: reason };
    await saveProgramme(unit, { stored, next }, { type: 'programme.ended', detail: { reason } });
    return 1;
  });
}

/** Each burst once, whoever notes it; a day that still runs is noted as it stands when it is seen. */
async function noteBursts(context: ProgrammeContext, programme: Programme): Promise<number> {
  const { watch } = programme.settings;
  const bursts = findBursts(await usesOf(context, programme), watch?.burstTimes ?? Number.POSITIVE_INFINITY);
  const known = new Set<string>();
  for await (const { row } of everyRow(context.store, 'board_burst', { programmeId: programme.id })) known.add(row.id);
  const fresh = bursts
    .map((burst) => ({ ...burst, id: `${programme.id}/${burst.personId}/${burst.day}` }))
    .filter(({ id }) => !known.has(id))
    .slice(0, BURSTS_MAX);
  if (fresh.length === 0) return 0;
  const undecided = { state: 'open', decidedBy: null, decidedAtMs: null, reason: null } as const;
  return context.store.write(PROGRAMMES, async (unit) => {
    let noted = 0;
    for (const burst of fresh) {
      if ((await unit.get('board_burst', burst.id)) !== undefined) continue;
      const row: BoardBurst = { ...burst, ...undecided, programmeId: programme.id, notedAtMs: context.clock.nowMs() };
      await unit.put('board_burst', row, { managedBy: 'api', expectedRevision: null });
      const { day, tokens, usualTokens } = burst;
      const detail = { personId: burst.personId, day, tokens, usualTokens };
      await unit.audit({ type: 'board_burst.noted', subject: `programme:${programme.id}`, detail });
      noted += 1;
    }
    return noted;
  });
}

/** Who looks at the bursts of a programme: whom its watch names, and whoever may change the control plane. */
export async function mayLookAtBursts(
  context: ProgrammeContext,
  { actor, scopes }: Commander,
  programme: Programme,
): Promise<boolean> {
  if (scopes.includes('control.write')) return true;
  return programme.settings.watch?.personId === (await personBehind(context.store, actor));
}

/** Leaves a burst out for good, or lets it stand; nobody decides on their own. */
export function decideBurst(
  context: ProgrammeContext,
  commander: Commander,
  order: { readonly id: string; readonly burstId: string; readonly letStand: boolean; readonly reason: string },
): Promise<Stored<BoardBurst> | ControlRefusal> {
  const { actor } = commander;
  return context.store.write(actor, async (unit) => {
    const programme = await findProgramme(unit, order);
    const stored = await unit.get('board_burst', order.burstId);
    if (isControlRefusal(programme)) return programme;
    if (stored?.row.programmeId !== order.id || !(await mayLookAtBursts(context, commander, programme.row)))
      return refuseCommand('not_found', `"${order.id}" has no burst "${order.burstId}" that you may look at.`);
    const personId = (await personBehind(unit, actor)) ?? actor.id;
    if (stored.row.personId === personId) return refuseCommand('four_eyes', 'Nobody decides on their own burst.');
    if (stored.row.state !== 'open') return refuseCommand('rule_broken', 'It was decided on already.');
    const decided = { decidedBy: personId, decidedAtMs: context.clock.nowMs(), reason: order.reason };
    const next: BoardBurst = { ...stored.row, ...decided, state: order.letStand ? 'let_stand' : 'left_out' };
    await unit.put('board_burst', next, { managedBy: 'api', expectedRevision: stored.revision });
    const detail = { burstId: next.id, state: next.state, reason: order.reason };
    await unit.audit({ type: 'board_burst.decided', subject: `programme:${order.id}`, detail });
    return readBack(unit, 'board_burst', next.id);
  });
}
