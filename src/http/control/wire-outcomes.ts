import type { StoredValidation } from '../../control/open-validation.ts';
import type { QueuedValidation, SeenOutcome } from '../../control/see-outcomes.ts';
import { formatMicrodollars } from '../../domain/money/microdollars.ts';
import { amountOfUnit } from '../../domain/outcome/amount-of-unit.ts';
import { linksInWords, outcomeInWords } from '../../domain/outcome/outcome-sentence.ts';
import type { TaskMark, ToldEvent } from '../../domain/outcome/told-event.ts';
import type { StoredOutcome } from '../../ports/outcome-store.ts';
import { toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

export function toWireSummary(
  { outcome, recordedAtMs, links }: StoredOutcome,
  validations: readonly StoredValidation[],
) {
  const { outcomeId, type, amount, state, grade, teamId, useCaseId, sourceId, measured } = outcome;
  return {
    ...{ id: outcomeId, typeId: type.id, typeName: type.name, unit: type.unit, amount, state, grade },
    ...{ teamId, useCaseId, sourceId },
    claimedDollars: formatMicrodollars(outcome.claimedMicrodollars),
    measuredDollars: measured === null ? null : formatMicrodollars(measured.microdollars),
    claimedAt: toWireMoment(outcome.claimedAtMs),
    recordedAt: toWireMoment(recordedAtMs),
    verifiedAt: toWireMomentOrNull(outcome.verifiedAtMs),
    revertedAt: toWireMomentOrNull(outcome.revertedAtMs),
    linkedBy: [...new Set(links.map(({ method }) => method))],
    sentence: outcomeInWords(
      outcome,
      validations.map(({ row }) => row),
    ),
  };
}

export function toWireMyOutcome(stored: StoredOutcome, validations: readonly StoredValidation[]) {
  const { note, evidenceId, evidenceUrl } = stored.outcome;
  const open = validations.find(({ row }) => row.state === 'open')?.row.id ?? null;
  return { ...toWireSummary(stored, validations), note, evidence: evidenceId, evidenceUrl, validationId: open };
}

/** Whoever is neither the claimant nor drawn reads neither names nor words. */
export function toWireOutcome({ stored, viewer, validations, events, account, steps }: SeenOutcome) {
  const { outcome, links } = stored;
  const isKnown = viewer !== 'reader';
  return {
    ...toWireSummary(stored, viewer === 'reader' ? [] : validations),
    personId: isKnown ? outcome.personId : null,
    note: isKnown ? outcome.note : null,
    evidence: isKnown ? outcome.evidenceId : null,
    evidenceUrl: isKnown ? outcome.evidenceUrl : null,
    declineReason: isKnown ? outcome.declineReason : null,
    cleanUpMinutes: outcome.cleanUpMinutes,
    links: (viewer === 'claimant' ? links : []).map(({ task, method, share }, at) => ({
      taskId: task.taskId,
      serviceAccountId: task.owner.kind === 'person' ? null : task.owner.serviceAccountId,
      ...{ method, share },
      costNanodollars: toWireAmount(account.tasks[at]?.cost.cost),
    })),
    cost: viewer === 'validator' ? null : toWireCost(account),
    points: (viewer === 'claimant' ? account.points : []).map(({ periodId, rule, words, millipoints }) => ({
      ...{ period: periodId, rule, words, points: millipoints / 1_000 },
    })),
    steps: [...steps],
    linksInWords: linksInWords(links),
    history: isKnown ? events.map(toWireEvent) : [],
    validations: (isKnown ? validations : []).map(({ row }) => ({
      ...{ id: row.id, kind: row.kind, state: row.state, validatorId: row.validatorId, why: row.why },
      dueAt: toWireMoment(row.dueAtMs),
      decidedAt: toWireMomentOrNull(row.decidedAtMs),
      reason: row.reason,
    })),
  };
}

/** Each task once and whole: what led to several outcomes stands with each of them. */
function toWireCost({ tasks }: SeenOutcome['account']) {
  const known = tasks.filter((task) => task !== undefined);
  return {
    tasks: known.length,
    unknownTasks: tasks.length - known.length,
    unpricedTasks: known.filter(({ cost }) => cost.unpriced > 0).length,
    nanodollars: String(known.reduce((sum, { cost }) => sum + cost.cost, 0n)),
  };
}

function toWireAmount(amount: bigint | undefined): string | null {
  return amount === undefined ? null : String(amount);
}

function toWireEvent(event: ToldEvent) {
  const { atMs, kind, teller, sourceId } = event;
  return { at: toWireMoment(atMs), kind, by: sourceId ?? teller.id, sourceId, sentence: eventInWords(event) };
}

function eventInWords(event: ToldEvent): string {
  switch (event.kind) {
    case 'claimed':
      return `Claimed: ${amountOfUnit(event.amount, event.type.unit)}, as "${event.type.name}".`;
    case 'attested':
      return `"${event.validatorId}" says that it is so.`;
    case 'declined':
      return `"${event.validatorId}" declined it: ${event.reason}`;
    case 'confirmed':
      return event.actorId === null
        ? 'The system confirmed it by itself.'
        : `The system confirmed it, by the hand of "${event.actorId}".`;
    case 'measured':
      return `Measured at ${event.amount}, ${event.basis === 'drawn' ? 'drawn by lot' : 'because it claims far more than is usual'}.`;
    case 'reverted':
      return `It did not hold: ${event.reason}`;
    case 'restored':
      return `It holds after all: ${event.reason}`;
    case 'withdrawn':
      return `Withdrawn: ${event.reason}`;
    case 'reassigned':
      return `It was "${event.toPersonId}"’s work: ${event.reason}`;
  }
}

export function toWireValidation({ row }: StoredValidation) {
  const { id, outcomeId, kind, basis, about, validatorId, why, state } = row;
  return {
    ...{ id, outcomeId, kind, basis, about, validatorId, why, state },
    openedAt: toWireMoment(row.openedAtMs),
    dueAt: toWireMoment(row.dueAtMs),
    decidedAt: toWireMomentOrNull(row.decidedAtMs),
  };
}

export function toWireQueued({ stored, outcome: { outcome, links } }: QueuedValidation) {
  const { claimantId, words, reason } = stored.row;
  const { type, amount, note, evidenceId, evidenceUrl, useCaseId, declineReason } = outcome;
  return {
    ...toWireValidation(stored),
    ...{ claimantId, words, reason, typeName: type.name, unit: type.unit, amount, note },
    ...{ evidence: evidenceId, evidenceUrl, useCaseId, declineReason },
    claimedDollars: formatMicrodollars(outcome.claimedMicrodollars),
    claimedAt: toWireMoment(outcome.claimedAtMs),
    linksInWords: linksInWords(links),
  };
}

type WireMarks = {
  readonly tasks: readonly string[];
  readonly workItems: readonly string[];
  readonly branches: readonly string[];
};

export function fromWireMarks({ tasks, workItems, branches }: WireMarks): readonly TaskMark[] {
  const marked = (kind: TaskMark['kind'], values: readonly string[]): readonly TaskMark[] =>
    values.map((value) => ({ kind, value, owner: null }));
  return [...marked('task', tasks), ...marked('work_item', workItems), ...marked('branch', branches)];
}
