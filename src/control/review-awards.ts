import type { Award } from '../domain/recognition/award.ts';
import { judgePerson, judgeTeam, meanSlice } from '../domain/recognition/judge-level.ts';
import type { RecognitionCategory, RecognitionLevel } from '../domain/recognition/recognition-rule.ts';
import { type AwardNow, changeInWords, reviewAward } from '../domain/recognition/review-award.ts';
import type { Actor } from '../ports/control-store.ts';
import { announceChange } from './announce-awards.ts';
import type { RecognitionContext } from './recognition-context.ts';
import { recognitionRules } from './recognition-rules.ts';
import { sliceMonth } from './slice-month.ts';

const SYSTEM: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };
const DAY_MS = 86_400_000;
/** What was given longer ago stays as it is. */
const REVIEWED_FOR_MS = 400 * DAY_MS;
/** Of one turn; the next one takes the others. */
const AWARDS_MAX = 100;

/**
 * Looks again at awards of which something changed: an outcome was reverted, withdrawn or turned out to be somebody else's, a
 * breach was confirmed, a score was told anew. What does not hold any more is lowered or withdrawn, audited and explained; what
 * holds after all is given back. Gives back how many awards changed.
 */
export async function reviewAwards(context: RecognitionContext): Promise<number> {
  const due = await context.recognition.dueForReview(context.clock.nowMs() - REVIEWED_FOR_MS, AWARDS_MAX);
  let changed = 0;
  for (const id of due) {
    const award = await context.recognition.award(id);
    if (award !== undefined && (await review(context, award))) changed += 1;
  }
  return changed;
}

async function review(context: RecognitionContext, award: Award): Promise<boolean> {
  // Before anything is read, so that what changes meanwhile is looked at again.
  const nowMs = context.clock.nowMs();
  const version = (await recognitionRules(context.store)).find(({ row }) => row.version === award.ruleVersion)?.row;
  const category = version?.rule.categories.find(({ id }) => id === award.categoryId);
  if (version === undefined || category === undefined)
    throw new Error(`the award ${award.id} names a category of a rule that is not there`);
  const { complianceMinPercent } = version.rule;
  const now = await standingOf(context, award, { category, complianceMinPercent });
  const next = reviewAward(award, now, { category, nowMs });
  await context.store.write(SYSTEM, async (unit) => {
    if (next === undefined) return unit.recognition.reviewed(award.id, nowMs);
    const cause = next.changeReason ?? 'what it rests on holds after all';
    await unit.recognition.change(next, { cause, atMs: nowMs });
    if (next.level !== award.level) await unit.audit(auditOf(award, next));
  });
  if (next === undefined || next.level === award.level) return false;
  const nameOf = (id: string): string => category.levels.find((level) => level.id === id)?.name ?? id;
  await announceChange(context, next, changeInWords(next, nameOf));
  return true;
}

function auditOf(before: Award, after: Award) {
  const { level, points, state, changeReason } = after;
  return {
    type: 'recognition.reviewed',
    subject: `recognition:${after.id}`,
    detail: { from: { level: before.level, points: before.points }, to: { level, points }, state, changeReason },
  };
}

type OneCategory = { readonly category: RecognitionCategory; readonly complianceMinPercent: number };

/** What the award would rest on if it were given now. */
async function standingOf(
  context: RecognitionContext,
  award: Award,
  { category, complianceMinPercent }: OneCategory,
): Promise<AwardNow> {
  const { recipient, periodId } = award;
  const rule = { categories: [category], complianceMinPercent };
  const why = await whyChanged(context, award);
  const told = (level: RecognitionLevel | undefined, millipoints: number): AwardNow => ({
    ...{ level: level?.id ?? null, millipoints, why },
  });
  if (recipient.kind === 'person') {
    const [own] = await sliceMonth(context, rule, { periodId, personId: recipient.personId });
    const months = own?.byCategory.get(category.id) ?? [];
    return told(judgePerson(category, months), months[0]?.millipoints ?? 0);
  }
  const members = await sliceMonth(context, rule, { periodId, teamId: recipient.teamId });
  const longest = Math.max(...category.levels.map(({ months }) => months));
  const months = Array.from({ length: longest }, (_, at) =>
    meanSlice(members.flatMap(({ byCategory }) => byCategory.get(category.id)?.slice(at, at + 1) ?? [])),
  );
  return told(judgeTeam(category, months), months[0]?.millipoints ?? 0);
}

const OUTCOMES_NAMED = 3;

/** In words that blame nobody; of a team without ids, which would lead to single people. */
async function whyChanged({ recognition }: RecognitionContext, { id, recipient }: Award): Promise<string> {
  const lost = await recognition.lost(id);
  if (lost.length === 0) return 'the score of the month was told anew.';
  const many = `${lost.length} of the outcomes that it rested on ${lost.length === 1 ? 'does' : 'do'} not count any more`;
  if (recipient.kind === 'team') return `${many}.`;
  const named = lost.slice(0, OUTCOMES_NAMED).map(({ outcomeId, became }) => `${outcomeId} ${became}`);
  return `${many}: ${named.join(', ')}${lost.length > OUTCOMES_NAMED ? ', and others' : ''}.`;
}
