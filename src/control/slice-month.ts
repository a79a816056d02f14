import type { PersonSlices } from '../domain/recognition/give-awards.ts';
import type { RecognitionCategory, RecognitionRule } from '../domain/recognition/recognition-rule.ts';
import { type CountedOutcome, type Slice, sliceScore } from '../domain/recognition/slice-score.ts';
import { periodBefore, periodOf } from '../domain/score/score-period.ts';
import type { KeptScore } from '../ports/score-store.ts';
import type { RecognitionContext } from './recognition-context.ts';

const PEOPLE_AT_ONCE = 500;

/** Whose scores of a month are sliced: everybody's, one team's, or one person's. */
export type SlicedPeople = { readonly teamId?: string; readonly personId?: string };

type Reading = Pick<RecognitionContext, 'recognition' | 'scores'>;

/**
 * Everybody who has a score in a month, with what it came to by category: in that month, and in those before it as far back as a
 * level asks. What counts is told by outcomes as they are now.
 */
export async function sliceMonth(
  context: Reading,
  rule: Pick<RecognitionRule, 'categories' | 'complianceMinPercent'>,
  asked: SlicedPeople & { readonly periodId: string },
): Promise<readonly PersonSlices[]> {
  const people = new Map<string, { readonly teamId: string; readonly byCategory: Map<string, Slice[]> }>();
  let { periodId } = asked;
  for (let back = 0; back < monthsAsked(rule.categories); back += 1) {
    const categories = rule.categories.filter((category) => back < monthsAsked([category]));
    const known = { ...rule, categories };
    for await (const { kept, slices } of slicesOf(context, known, { ...asked, periodId })) {
      const { personId, teamId } = kept.person;
      if (back === 0) people.set(personId, { teamId, byCategory: new Map() });
      const own = people.get(personId)?.byCategory;
      if (own === undefined) continue;
      for (const [categoryId, slice] of slices) {
        const row = own.get(categoryId) ?? [];
        // A month without a score breaks the row.
        // Earlier months say whether the row holds; what an award rests on is of the month that is recognised.
        if (row.length === back) own.set(categoryId, [...row, back === 0 ? slice : { ...slice, outcomes: [] }]);
      }
    }
    periodId = periodBefore(periodId);
  }
  return [...people].map(([personId, rest]) => ({ personId, ...rest }));
}

function monthsAsked(categories: readonly RecognitionCategory[]): number {
  return Math.max(1, ...categories.flatMap(({ levels }) => levels.map(({ months }) => months)));
}

type Sliced = { readonly kept: KeptScore; readonly slices: readonly (readonly [categoryId: string, slice: Slice])[] };

async function* slicesOf(
  context: Reading,
  rule: Pick<RecognitionRule, 'categories' | 'complianceMinPercent'>,
  asked: SlicedPeople & { readonly periodId: string },
): AsyncGenerator<Sliced> {
  const period = periodOf(asked.periodId);
  if (period === undefined) return;
  for await (const page of scoresOf(context, asked)) {
    const ids = page.map(({ person }) => person.personId);
    const asksOutcomes = rule.categories.some(({ from }) => from.kind === 'outcomes');
    const outcomes = asksOutcomes ? await context.recognition.outcomes(ids, period) : [];
    const byPerson = Map.groupBy(outcomes, ({ personId }) => personId);
    for (const kept of page) {
      const own = byEvent(byPerson.get(kept.person.personId) ?? []);
      const known = { outcomes: own, complianceMinPercent: rule.complianceMinPercent };
      yield { kept, slices: rule.categories.map(({ id, from }) => [id, sliceScore(kept.score, from, known)] as const) };
    }
  }
}

async function* scoresOf(
  { scores }: Reading,
  { periodId, teamId, personId }: SlicedPeople & { readonly periodId: string },
): AsyncGenerator<readonly KeptScore[]> {
  if (personId !== undefined) {
    const kept = await scores.result({ periodId, personId });
    if (kept !== undefined) yield [kept];
    return;
  }
  let afterPersonId: string | null = null;
  for (;;) {
    const asked = { limit: PEOPLE_AT_ONCE, afterPersonId, ...(teamId === undefined ? {} : { teamId }) };
    const page: readonly KeptScore[] = await scores.results(periodId, asked);
    if (page.length > 0) yield page;
    if (page.length < PEOPLE_AT_ONCE) return;
    afterPersonId = page.at(-1)?.person.personId ?? null;
  }
}

function byEvent(outcomes: readonly CountedOutcome[]): ReadonlyMap<string, CountedOutcome> {
  return new Map(outcomes.flatMap((outcome) => outcome.eventIds.map((id) => [id, outcome] as const)));
}
