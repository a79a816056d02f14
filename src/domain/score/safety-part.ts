import { type Contribution, leaf } from './explanation.ts';
import type { Formula } from './formula.ts';
import type { PersonWork } from './gather-work.ts';

/** Points off, in points before weight; together never more than 100. */
export type Deduction = {
  readonly rule: string;
  readonly words: string;
  readonly points: number;
  readonly evidenceIds: readonly string[];
};

/**
 * Everybody starts at 100, and things found take away: so much for each, divided by one and the verified value in half-way
 * values, so that whoever does more is not punished for it, and no amount of harmless calls dilutes anything. A breach takes its
 * points undivided, half of them where the person reported it. Reporting never costs more than not to.
 */
export function deductSafety(work: PersonWork, netMicrodollars: number, formula: Formula): readonly Deduction[] {
  const { findings, foundIn, breaches, person } = work;
  const { safety, impact } = formula;
  const divisor = 1 + Math.max(0, netMicrodollars) / impact.halfwayMicrodollars;
  const found: readonly (readonly [string, string, number, number])[] = [
    [
      'unhandled_data',
      'calls whose sensitive data was neither masked nor allowed',
      findings.unhandledData,
      safety.unhandledData,
    ],
    [
      'unapproved_model',
      'calls to models not approved for the use case',
      findings.unapprovedModels,
      safety.unapprovedModel,
    ],
    [
      'undocumented_workflow',
      'outputs that skipped the documented review',
      findings.undocumentedWorkflows,
      safety.undocumentedWorkflow,
    ],
  ];
  const deductions: Deduction[] = found
    .filter(([, , many]) => many > 0)
    .map(([rule, what, many, each]) => ({
      rule,
      words: `${many} ${what}`,
      points: (many * each) / divisor,
      evidenceIds: foundIn,
    }));
  if (!person.isTrained)
    deductions.push({
      rule: 'training',
      words: 'the training for your use cases is not done',
      points: safety.untrained,
      evidenceIds: [],
    });
  for (const { breachId, severity, state, isSelfReported } of breaches) {
    if (severity !== 'minor' || state !== 'confirmed') continue;
    const words = isSelfReported ? 'a breach that you reported yourself: half' : 'a confirmed breach';
    deductions.push({
      rule: 'breach',
      words,
      points: isSelfReported ? safety.breach / 2 : safety.breach,
      evidenceIds: [breachId],
    });
  }
  return limit(deductions, 100);
}

export function explainSafety(
  deductions: readonly Deduction[],
  { full, weight }: { readonly full: number; readonly weight: number },
): readonly Contribution[] {
  return [
    leaf('clean_start', 'everybody starts with all points of safety', { millipoints: full }),
    ...deductions.map(({ rule, words, points, evidenceIds }) =>
      leaf(rule, words, { millipoints: 0 - Math.floor(points * weight), evidenceIds }),
    ),
  ];
}

/** Takes what is left, in order, and no more than there is. */
function limit(deductions: readonly Deduction[], most: number): readonly Deduction[] {
  let left = most;
  return deductions.map((deduction) => {
    const points = Math.min(left, deduction.points);
    left -= points;
    return { ...deduction, points };
  });
}
