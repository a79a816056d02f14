import type { KeyGrant } from '../domain/identity/key-grant.ts';
import { VALIDATOR_ROLE } from '../domain/outcome/validation.ts';
import { STAND_IN_ROLE } from '../domain/policy/approval.ts';
import { drawChecks } from '../domain/score/draw-checks.ts';
import type { Flow } from '../domain/score/link-people.ts';
import type { AdoptionCheck } from '../domain/score/score-case.ts';
import { periodOf } from '../domain/score/score-period.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import { everyApprover } from './approval-parties.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { personOf } from './my-scores.ts';
import { readScoredPeriod, SCORES_ACTOR, type ScoreContext } from './score-context.ts';

export type StoredCheck = Stored<AdoptionCheck>;

const AUTHORS_AT_ONCE = 200;

/**
 * Draws, of each author's adoptions of a period, the published share to be looked at, and for each somebody who looks: anybody who
 * may approve, but neither of the two. What was drawn stays drawn, so that asking again draws only for what came since.
 */
export async function drawAdoptionChecks(
  context: Pick<ScoreContext, 'store' | 'scores' | 'clock' | 'chance'>,
  periodId: string,
): Promise<number> {
  const { scores, store, clock, chance } = context;
  const scored = await readScoredPeriod(store, periodId);
  if (scored === undefined) return 0;
  const random = (): number => Number.parseInt(chance.hex(6), 16) / 2 ** 48;
  const able = await whoLooks(store);
  let drawn = 0;
  for (let after: string | null = null; ; ) {
    const flows: readonly Flow[] = await scores.flowsByAuthor(periodId, {
      limit: AUTHORS_AT_ONCE,
      afterAuthorId: after,
    });
    if (flows.length === 0) break;
    const authors = [...new Set(flows.map(({ authorId }) => authorId))];
    const known = new Set(await scores.checkedAdoptions(periodId, authors));
    const { auditPercent } = scored.formula.reuse;
    const checks = drawChecks(flows, { known, able, sharePercent: auditPercent }, random);
    const drawnAtMs = clock.nowMs();
    await scores.keepChecks(checks.map((check) => ({ ...check, periodId, ...UNDECIDED, drawnAtMs })));
    drawn += checks.length;
    after = flows.at(-1)?.authorId ?? null;
  }
  if (drawn > 0) {
    const detail = { periodId, drawn };
    await store.write(SCORES_ACTOR, (unit) =>
      unit.audit({ type: 'adoption_check.drawn', subject: `score_period:${periodId}`, detail }),
    );
  }
  return drawn;
}

/** Those with the role of validators or governance; where there are none, everybody. */
async function whoLooks(unit: ReadUnit): Promise<readonly string[]> {
  const everybody = await everyApprover(unit);
  const named = everybody.filter(({ roles }) => roles.includes(VALIDATOR_ROLE) || roles.includes(STAND_IN_ROLE));
  return (named.length === 0 ? everybody : named).map(({ personId }) => personId);
}

const UNDECIDED = { verdict: null, reason: null, decidedAtMs: null } as const;

/** Says whether the asset carried the result, for whom it was drawn. The adopter's and the author's scores are told anew. */
export async function decideAdoptionCheck(
  context: ScoreContext,
  { actor }: Commander,
  order: { readonly id: string; readonly verdict: 'carried' | 'not_carried'; readonly reason: string },
): Promise<StoredCheck | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const decided = await context.store.write(actor, async (unit) => {
    const stored = await unit.get('adoption_check', order.id);
    if (stored === undefined || actor.kind !== 'person' || stored.row.checkerId !== actor.id)
      return refuseCommand('not_found', 'There is no adoption of this name that you were drawn to look at.');
    if (stored.row.verdict !== null) return refuseCommand('rule_broken', 'You have said so already.');
    const { verdict, reason } = order;
    return saveCheck(unit, stored, { ...stored.row, verdict, reason, decidedAtMs: nowMs });
  });
  if (isControlRefusal(decided)) return decided;
  const { id, adopterId, periodId } = decided.row;
  const atMs = periodOf(periodId)?.fromMs ?? nowMs;
  await context.scores.touch([{ personId: adopterId, atMs, cause: `adoption:${id}` }]);
  return decided;
}

/** Those that somebody was drawn to look at, and did not yet. */
export async function listMyChecks(
  { store }: Pick<ScoreContext, 'store'>,
  grant: KeyGrant,
): Promise<readonly StoredCheck[] | ControlRefusal> {
  const personId = personOf(grant);
  if (isControlRefusal(personId)) return personId;
  const checks: StoredCheck[] = [];
  for await (const stored of everyRow(store, 'adoption_check', { checkerId: personId }))
    if (stored.row.verdict === null) checks.push(stored);
  return checks;
}

async function saveCheck(unit: WriteUnit, stored: StoredCheck, next: AdoptionCheck): Promise<StoredCheck> {
  await unit.put('adoption_check', next, { managedBy: 'api', expectedRevision: stored.revision });
  const { assetId, authorId, adopterId, taskId, verdict } = next;
  const detail = { assetId, authorId, adopterId, taskId, verdict };
  await unit.audit({ type: `adoption_check.${verdict ?? 'open'}`, subject: `library_asset:${assetId}`, detail });
  return readBack(unit, 'adoption_check', next.id);
}
