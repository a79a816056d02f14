import { type Diagnosis, ok, warning } from './diagnosis.ts';

export type CheckedEnvelope = {
  readonly id: string;
  readonly ownerPersonId: string | null;
  readonly scope: { readonly teamId?: string; readonly useCaseId?: string };
  readonly unit: string;
  readonly cap: { readonly kind: 'strict' | 'elastic' };
};

export type BudgetsInHand = {
  /** Active ones alone. */
  readonly envelopes: readonly CheckedEnvelope[];
  readonly teamIds: readonly string[];
  readonly models: readonly { readonly id: string; readonly priceKey: string }[];
  readonly useCases: readonly {
    readonly id: string;
    readonly modelStack: readonly string[];
    readonly spendLimitNanodollars: string | null;
  }[];
  /** Price keys that a price holds for now. */
  readonly pricedKeys: ReadonlySet<string>;
};

const NAMED_MAX = 5;
const DAY_MS = 86_400_000;

/** What budgets lack: owners, teams without one, and models whose calls a strict envelope refuses because nobody knows their price. */
export function checkEnvelopes(budgets: BudgetsInHand): readonly Diagnosis[] {
  const { envelopes } = budgets;
  const check = 'envelopes';
  const loose = looseLimits(budgets);
  if (envelopes.length === 0) {
    return [ok(check, 'There are none: nothing but the rules of use cases limits what is spent.'), ...loose];
  }
  const found = [...ownerless(envelopes), ...teamsWithout(budgets), ...loose, ...unpricedModels(budgets)];
  return found.length > 0 ? found : [ok(check, `${envelopes.length} are active, and each has an owner.`)];
}

/** What waits for a person: a suspense that is older than a day will not be settled by its gateway any more. */
export function checkSuspense(
  suspense: readonly { readonly envelopeId: string; readonly sinceMs: number }[],
  nowMs: number,
): Diagnosis {
  const check = 'suspense';
  const old = suspense.filter(({ sinceMs }) => nowMs - sinceMs > DAY_MS);
  if (old.length === 0)
    return ok(
      check,
      `${suspense.length === 0 ? 'Nothing is' : `${suspense.length} are`} in suspense, none for more than a day.`,
    );
  const of = named([...new Set(old.map(({ envelopeId }) => envelopeId))]);
  return warning(check, {
    sentence: `${old.length} have been in suspense for more than a day (${of}): so much of these envelopes cannot be used.`,
    remedy:
      'Start the gateway that drew it on its own data directory, which settles it; where that is lost, say what was spent: "tokenward suspense list", "tokenward suspense resolve".',
  });
}

function ownerless(envelopes: readonly CheckedEnvelope[]): readonly Diagnosis[] {
  const without = envelopes.filter(({ ownerPersonId }) => ownerPersonId === null).map(({ id }) => id);
  if (without.length === 0) return [];
  return [
    warning('envelopes', {
      sentence: `Nobody answers for ${named(without)}.`,
      remedy:
        'Name an owner, who is told before it runs out: "tokenward envelopes change <id> --owner-person-id <person>".',
    }),
  ];
}

function teamsWithout({ envelopes, teamIds }: BudgetsInHand): readonly Diagnosis[] {
  const covered = new Set(envelopes.flatMap(({ scope }) => scope.teamId ?? []));
  const without = teamIds.filter((id) => !covered.has(id));
  if (without.length === 0) return [];
  return [
    warning('envelopes', {
      sentence: `No envelope is for the team ${named(without)}.`,
      remedy: 'Give each team one: "tokenward envelopes create --team-id <team> --hard-cap <dollars> …".',
    }),
  ];
}

/** Use cases that say what they may cost in a month, and have no envelope that holds them to it. */
function looseLimits({ envelopes, useCases }: BudgetsInHand): readonly Diagnosis[] {
  const held = new Set(envelopes.filter(({ unit }) => unit === 'dollars').map(({ scope }) => scope.useCaseId));
  const loose = useCases.filter(({ id, spendLimitNanodollars }) => spendLimitNanodollars !== null && !held.has(id));
  if (loose.length === 0) return [];
  return [
    warning('envelopes', {
      sentence: `The spend limit of ${named(loose.map(({ id }) => id))} is held by no envelope.`,
      remedy: 'Make one: "tokenward envelopes create --use-case-id <use case> --hard-cap <dollars> …".',
    }),
  ];
}

/** Only models that a call which falls into a strict envelope of money can ask for. */
function unpricedModels({ envelopes, models, useCases, pricedKeys }: BudgetsInHand): readonly Diagnosis[] {
  const strict = envelopes.filter(({ unit, cap }) => unit === 'dollars' && cap.kind === 'strict');
  const isForAll = strict.some(({ scope }) => scope.useCaseId === undefined);
  const stacks = new Map(useCases.map(({ id, modelStack }) => [id, modelStack]));
  const reached = new Set(strict.flatMap(({ scope }) => stacks.get(scope.useCaseId ?? '') ?? []));
  const unpriced = models.filter(({ id, priceKey }) => !pricedKeys.has(priceKey) && (isForAll || reached.has(id)));
  if (strict.length === 0 || unpriced.length === 0) return [];
  return [
    warning('envelopes', {
      sentence: `The price of ${named(unpriced.map(({ id }) => id))} is not known: calls that fall into a strict envelope of money are refused.`,
      remedy: 'Give them a price by "tokenward prices create", or take them out of the model stacks of use cases.',
    }),
  ];
}

function named(ids: readonly string[]): string {
  const more = ids.length - NAMED_MAX;
  return (
    ids
      .slice(0, NAMED_MAX)
      .map((id) => `"${id}"`)
      .join(', ') + (more > 0 ? ` and ${more} more` : '')
  );
}
