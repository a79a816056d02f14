import { formatMicrodollars } from '../money/microdollars.ts';
import type { KeptOutcome, OutcomeLink } from './kept-outcome.ts';
import type { OutcomeValidation } from './validation.ts';

/** How an outcome stands, and what comes next, for whoever brought it about. */
export function outcomeInWords(
  outcome: KeptOutcome,
  validations: readonly Pick<OutcomeValidation, 'kind' | 'state' | 'validatorId' | 'dueAtMs' | 'why'>[],
): string {
  const open = validations.find(({ state }) => state === 'open');
  const waits = open === undefined ? '' : ` ${waitsInWords(open)}`;
  return `${standingInWords(outcome)}${waits}`;
}

function standingInWords(outcome: KeptOutcome): string {
  const { state, verifiedAtMs, revertedAtMs, declineReason } = outcome;
  switch (state) {
    case 'unproven':
      return declineReason === null
        ? 'It counts for nothing yet: somebody else, or a system, must say so too.'
        : `It was declined: ${declineReason}`;
    case 'maturing':
      return `It is proven, and counts from ${dayOf(verifiedAtMs)} on, if it stands until then: ${worthInWords(outcome)}.`;
    case 'counted':
      return `It counts since ${dayOf(verifiedAtMs)}: ${worthInWords(outcome)}.`;
    case 'reverted':
      return `It did not hold, and was taken back on ${dayOf(revertedAtMs)}.`;
    case 'withdrawn':
      return 'It was withdrawn, as if it had not been claimed.';
    case 'duplicate':
      return 'The same result counts as another outcome already: one result counts once.';
  }
}

function worthInWords({ claimedMicrodollars, measured }: KeptOutcome): string {
  const claimed = `$${formatMicrodollars(claimedMicrodollars)} as claimed`;
  return measured === null ? claimed : `measured at $${formatMicrodollars(measured.microdollars)}, ${claimed}`;
}

const DONE = { judge: 'judged', measure: 'measured', appeal: 'looked at again' } as const;

function waitsInWords({
  kind,
  validatorId,
  dueAtMs,
  why,
}: Pick<OutcomeValidation, 'kind' | 'validatorId' | 'dueAtMs' | 'why'>): string {
  if (validatorId === null) return `It waits to be ${DONE[kind]}: ${why}`;
  return `It waits to be ${DONE[kind]} by ${validatorId}, who has until ${dayOf(dueAtMs)}.`;
}

/** By what the tasks of an outcome are known, and which share of it that stands for. */
export function linksInWords(links: readonly OutcomeLink[]): string {
  const [first] = links;
  if (first === undefined) return 'No task is known to have led to it: name one, a work item or a branch.';
  const many = links.length === 1 ? 'One task' : `${links.length} tasks`;
  if (first.method === 'allocated')
    return `${many} of the days before, in equal shares: an allocation, because nothing leads to the tasks.`;
  const methods = [...new Set(links.map(({ method }) => method.replace('_', ' ')))].join(', ');
  return `${many}, known by: ${methods}.`;
}

function dayOf(atMs: number | null): string {
  return atMs === null ? 'a day that is not known' : new Date(atMs).toISOString().slice(0, 10);
}
