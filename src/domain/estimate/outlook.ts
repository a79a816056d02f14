import { dollarsInWords } from '../score/explanation.ts';
import type { Formula } from '../score/formula.ts';
import { saturate } from '../score/impact-part.ts';

/** What a call means for somebody's points: nothing by itself, and what could come of it. */
export type PointsOutlook = {
  readonly formulaVersion: string;
  /** Of a call itself. */
  readonly sentence: string;
  readonly ways: readonly PointsWay[];
};

export type PointsWay = {
  readonly kind: 'attested' | 'stood' | 'template' | 'reuse';
  readonly sentence: string;
  /** Null: no figure can be stood for before it happens. */
  readonly points: number | null;
};

const EXAMPLE_DOLLARS = 100;
const MICRODOLLARS = 1_000_000;

export type UsedTemplate = { readonly isApproved: boolean; readonly isOwn: boolean };

/** By the published formula alone. A figure is given only where the formula itself says it. */
export function pointsOutlook(formula: Formula, template: UsedTemplate | null): PointsOutlook {
  const { impact, weights } = formula;
  const pointsOf = (dollars: number): number => {
    const share = saturate(dollars * MICRODOLLARS, impact.halfwayMicrodollars);
    return Math.round((share * weights.impact) / 10) / 10;
  };
  const halfway = dollarsInWords(impact.halfwayMicrodollars);
  const first = `as the first result of a month, before what your tasks cost`;
  const attested = pointsOf((EXAMPLE_DOLLARS * impact.attestedPercent) / 100);
  const stood = pointsOf(EXAMPLE_DOLLARS);
  return {
    formulaVersion: formula.version,
    sentence:
      'A call earns no points, and neither does its length or its price: what it costs is taken from the value of your results.',
    ways: [
      {
        kind: 'attested',
        sentence: `A result worth $${EXAMPLE_DOLLARS} that a colleague confirms brings about ${attested} points, ${first}. Half of the ${weights.impact} points for results come at ${halfway} a month.`,
        points: attested,
      },
      {
        kind: 'stood',
        sentence: `The same told by a connected system, once it has stood, brings about ${stood}.`,
        points: stood,
      },
      ...wayOfTemplate(template),
    ],
  };
}

function wayOfTemplate(template: UsedTemplate | null): readonly PointsWay[] {
  if (template === null) return [];
  if (template.isOwn)
    return [{ kind: 'reuse', sentence: 'The template is yours: your own use of it is no reuse.', points: null }];
  const approved = template.isApproved
    ? 'Where a use case asks for an approved template, this one keeps the call from being refused, which would take points.'
    : 'This template is not approved: where a use case asks for an approved one, the call is refused.';
  return [
    { kind: 'template', sentence: approved, points: null },
    {
      kind: 'reuse',
      sentence:
        'If a result of this task comes to count, its author is credited with the reuse. How much depends on the result, so that no figure is given.',
      points: null,
    },
  ];
}
