import type { SourceBackfill } from '../ports/source-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { findLiveSource, PAST_WEEKS_MAX, type SourceContext, sourceActor } from './source-context.ts';
import { takeFacts, timelyFacts } from './take-facts.ts';

const WEEK_MS = 7 * 86_400_000;
const LEASE_MS = 300_000;
/** Of one turn, so that others have their turns too. */
const PAGES_AT_ONCE = 5;
/** However much there is. */
const PAGES_MAX = 1_000;
const TRIES_MAX = 8;
const FIRST_WAIT_MS = 30_000;

/** Begins to read a system's past by its API; the turns of the work list do the rest. */
export async function askBackfill(
  context: SourceContext,
  { actor }: Commander,
  order: { readonly sourceId: string; readonly project: string | null; readonly weeks: number },
): Promise<SourceBackfill | ControlRefusal> {
  const source = await findLiveSource(context, order.sourceId);
  if (isControlRefusal(source)) return source;
  if (!context.desk.canAsk(source)) {
    const probe = await context.desk.readPast(source, { project: order.project, sinceMs: 0, page: null });
    const why = probe.kind === 'not_asked' ? probe.why : 'Its API cannot be asked.';
    return refuseCommand('rule_broken', `${why} A file can be handed in instead: tokenward sources import.`);
  }
  const nowMs = context.clock.nowMs();
  const backfill: SourceBackfill = {
    ...{ id: context.chance.uuid(nowMs), sourceId: source.id, project: order.project },
    sinceMs: nowMs - Math.min(order.weeks, PAST_WEEKS_MAX) * WEEK_MS,
    ...{ nextPage: null, state: 'running', pages: 0, results: 0, facts: 0, tries: 0, lastError: null },
    ...{ askedBy: actor.id, askedAtMs: nowMs },
  };
  return context.store.write(actor, async (unit) => {
    if (!(await unit.sources.openBackfill(backfill)))
      return refuseCommand(
        'rule_broken',
        'The past of this project is being read already: see tokenward sources backfills.',
      );
    const detail = { backfillId: backfill.id, project: order.project, weeks: order.weeks };
    await unit.audit({ type: 'source.backfill_asked', subject: `source:${source.id}`, detail });
    return backfill;
  });
}

/** Stops a reading of the past between two of its pages; what was taken stays, and it can be asked for again. */
export async function stopBackfill(
  context: SourceContext,
  { actor }: Commander,
  order: { readonly sourceId: string; readonly id: string },
): Promise<SourceBackfill | ControlRefusal> {
  const { sourceId, id } = order;
  const stopped = await context.sources.stopBackfill({ sourceId, id, why: `It was stopped by ${actor.id}.` });
  if (stopped)
    await context.store.write(actor, (unit) =>
      unit.audit({ type: 'source.backfill_stopped', subject: `source:${sourceId}`, detail: { backfillId: id } }),
    );
  const found = (await context.sources.backfills(sourceId)).find((one) => one.id === id);
  if (found === undefined) return refuseCommand('not_found', `There is no such reading of the past of "${sourceId}".`);
  return found;
}

/** Reads some pages of one past that is due. Gives back whether there was one. */
export async function workOnBackfills(context: SourceContext): Promise<boolean> {
  let backfill = await context.sources.claimBackfill({ nowMs: context.clock.nowMs(), leaseMs: LEASE_MS });
  if (backfill === undefined) return false;
  for (let page = 0; page < PAGES_AT_ONCE && backfill.state === 'running'; page += 1) {
    const next = await readPage(context, backfill);
    if (next.lastError !== null && next.state === 'running') {
      const waitMs = FIRST_WAIT_MS * 2 ** next.tries;
      await context.sources.saveBackfill(next, context.clock.nowMs() + waitMs);
      return true;
    }
    backfill = next;
    // Somebody stopped it between two pages: what was taken stays.
    if (next.state === 'running' && !(await context.sources.noteBackfill(next, LEASE_MS))) return true;
  }
  await context.sources.saveBackfill(backfill, context.clock.nowMs());
  return true;
}

async function readPage(context: SourceContext, backfill: SourceBackfill): Promise<SourceBackfill> {
  const source = (await context.store.get('source', backfill.sourceId))?.row;
  if (source === undefined || source.status !== 'active')
    return { ...backfill, state: 'failed', lastError: 'The source is not active any more.' };
  const { project, sinceMs, nextPage } = backfill;
  const asked = await context.desk.readPast(source, { project, sinceMs, page: nextPage });
  if (asked.kind !== 'answered') {
    const isOver = asked.kind === 'not_asked' || !asked.again || backfill.tries >= TRIES_MAX;
    return { ...backfill, state: isOver ? 'failed' : 'running', lastError: asked.why };
  }
  const nowMs = context.clock.nowMs();
  const { timely: facts } = timelyFacts(asked.facts, nowMs);
  await context.store.write(sourceActor(source.id, context.chance.uuid(nowMs)), (unit) =>
    takeFacts(context, unit, { source, facts, via: 'api', handedInBy: null, nowMs }),
  );
  const pages = backfill.pages + 1;
  const isOver = asked.nextPage === null || pages >= PAGES_MAX;
  return {
    ...backfill,
    ...{ pages, results: backfill.results + asked.results, facts: backfill.facts + facts.length },
    ...{ nextPage: asked.nextPage, state: isOver ? 'done' : 'running', tries: 0, lastError: null },
  };
}
