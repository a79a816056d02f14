import { isWithinReach, type Reach } from '../domain/identity/narrow-reach.ts';
import type { ToldEvent } from '../domain/outcome/told-event.ts';
import type { OutcomeFilter, StoredOutcome, ValidationFilter } from '../ports/outcome-store.ts';
import { noOutcome } from './claim-outcome.ts';
import type { Commander } from './control-context.ts';
import type { ControlRefusal } from './control-refusal.ts';
import { personBehind } from './exception-parties.ts';
import { everyRow } from './find-dependants.ts';
import { type StoredValidation, validationsOf } from './open-validation.ts';
import { type AccountReads, accountOf, type OutcomeAccount } from './outcome-account.ts';
import type { OutcomeContext } from './outcome-context.ts';
import { type OutcomeStep, ownsUseCase, stepsFor } from './outcome-rights.ts';
import { withholdSmall } from './withhold-small.ts';

/** Whose eyes: of whose it is, of who was drawn to say something of it, or of who reads the control plane, without names. */
export type OutcomeViewer = 'claimant' | 'validator' | 'reader';

export type SeenOutcome = {
  readonly stored: StoredOutcome;
  readonly viewer: OutcomeViewer;
  readonly validations: readonly StoredValidation[];
  /** In the order of time. */
  readonly events: readonly ToldEvent[];
  readonly account: OutcomeAccount;
  readonly steps: readonly OutcomeStep[];
};

/** One outcome with all that was told of it. Whoever holds a role for its team or use case alone sees it by their reach. */
export async function readOutcome(
  context: OutcomeContext & AccountReads,
  commander: Commander,
  { outcomeId, reach }: { readonly outcomeId: string; readonly reach: Reach | undefined },
): Promise<SeenOutcome | ControlRefusal> {
  const { store } = context;
  const stored = await store.outcomes.get(outcomeId);
  if (stored === undefined) return noOutcome(outcomeId);
  const validations = await validationsOf(store, outcomeId);
  const viewer = await viewerOf(context, commander, { stored, validations, reach });
  if (viewer === undefined) return noOutcome(outcomeId);
  const { evidenceId } = stored.outcome;
  const addresses = { outcomeIds: [outcomeId], evidenceIds: evidenceId === null ? [] : [evidenceId] };
  // Of the same result others may have claimed: what they said is theirs.
  const events = (await store.outcomes.events(addresses)).filter(
    (event) => event.outcomeId === null || event.outcomeId === outcomeId,
  );
  const seen = { outcome: stored.outcome, validations, nowMs: context.clock.nowMs() };
  const steps = await stepsFor(store, commander, seen);
  return { stored, viewer, validations, events, account: await accountOf(context, stored), steps };
}

async function viewerOf(
  { store }: OutcomeContext,
  { actor, scopes }: Commander,
  seen: {
    readonly stored: StoredOutcome;
    readonly validations: readonly StoredValidation[];
    readonly reach: Reach | undefined;
  },
): Promise<OutcomeViewer | undefined> {
  const personId = await personBehind(store, actor);
  if (personId !== undefined && seen.stored.outcome.personId === personId) return 'claimant';
  const isDrawn = seen.validations.some(({ row }) => row.validatorId === personId && row.state !== 'void');
  if (personId !== undefined && isDrawn) return 'validator';
  if (scopes.includes('control.read')) return 'reader';
  const { outcome } = seen.stored;
  if (personId !== undefined && (await ownsUseCase(store, outcome, personId))) return 'reader';
  if (seen.reach === undefined) return undefined;
  const { reach } = await withholdSmall(store, seen.reach, store.outcomes.countPeople);
  const parts = { teamIds: [outcome.teamId], useCaseIds: [outcome.useCaseId] };
  return isWithinReach(reach, parts) ? 'reader' : undefined;
}

export type ListedOutcomes = {
  readonly outcomes: readonly { readonly stored: StoredOutcome; readonly validations: readonly StoredValidation[] }[];
  readonly nextAfter: string | null;
};

/** A page of outcomes, newest first: one's own with what is open of them; everybody's without. */
export async function listOutcomes(
  context: OutcomeContext,
  filter: OutcomeFilter,
  page: { readonly limit: number; readonly after: string | null },
): Promise<ListedOutcomes> {
  const { outcomes, nextAfter } = await context.store.outcomes.list(filter, page);
  const isOwn = filter.personId !== undefined;
  const seen = await Promise.all(
    outcomes.map(async (stored) => ({
      stored,
      validations: isOwn ? await validationsOf(context.store, stored.outcome.outcomeId) : [],
    })),
  );
  return { outcomes: seen, nextAfter };
}

export type QueuedValidation = { readonly stored: StoredValidation; readonly outcome: StoredOutcome };

const SHOWN_MAX = 200;

/** What waits for somebody's word, the one that is due first before the others; and what they have said, newest first. */
export async function myValidations(
  context: OutcomeContext,
  { actor }: Commander,
): Promise<{ readonly open: readonly QueuedValidation[]; readonly said: readonly QueuedValidation[] }> {
  if (actor.kind !== 'person') return { open: [], said: [] };
  const all: StoredValidation[] = [];
  for await (const stored of everyRow(context.store, 'outcome_validation', { validatorId: actor.id }))
    if (stored.row.state !== 'void') all.push(stored);
  const open = all.filter(({ row }) => row.state === 'open').sort((one, other) => one.row.dueAtMs - other.row.dueAtMs);
  const said = all
    .filter(({ row }) => row.state !== 'open')
    .sort((one, other) => (other.row.decidedAtMs ?? 0) - (one.row.decidedAtMs ?? 0));
  return { open: await withOutcomes(context, open), said: await withOutcomes(context, said) };
}

export type ListedValidations = {
  readonly rows: readonly StoredValidation[];
  readonly nextAfterId: string | null;
  readonly withheld: readonly string[];
};

/** The queue of somebody's teams and use cases: of those of fewer than five people nothing, and who was drawn of none. */
export async function listValidationsOf(
  { store }: OutcomeContext,
  asked: {
    readonly reach: Reach;
    readonly query: Pick<ValidationFilter, 'state' | 'kind'> & { readonly limit: number };
    readonly after: string | null;
  },
): Promise<ListedValidations> {
  const { reach, withheld } = await withholdSmall(store, asked.reach, store.outcomes.countPeople);
  if (reach.kind === 'all') return { rows: [], nextAfterId: null, withheld };
  const { limit, state, kind } = asked.query;
  const { teamIds, useCaseIds } = reach;
  const filter = {
    teamIds,
    useCaseIds,
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
  };
  const { ids, nextAfterId } = await store.outcomes.validationIds(filter, { limit, afterId: asked.after });
  const within = [{ member: 'id', ids }];
  const { rows } = await store.list('outcome_validation', { limit, afterId: null, where: {}, within });
  return { rows: rows.map(withoutValidator), nextAfterId, withheld };
}

function withoutValidator(stored: StoredValidation): StoredValidation {
  const { validatorId } = stored.row;
  return { ...stored, row: { ...stored.row, validatorId: validatorId === null ? null : 'withheld' } };
}

async function withOutcomes(
  { store }: OutcomeContext,
  validations: readonly StoredValidation[],
): Promise<readonly QueuedValidation[]> {
  const shown = validations.slice(0, SHOWN_MAX);
  const found = await store.outcomes.of({ outcomeIds: shown.map(({ row }) => row.outcomeId), evidenceIds: [] });
  const byId = new Map(found.map((one) => [one.outcome.outcomeId, one]));
  return shown.flatMap((stored) => {
    const outcome = byId.get(stored.row.outcomeId);
    return outcome === undefined ? [] : [{ stored, outcome }];
  });
}
