import type { KeptEnvelope } from '../budget/kept-envelope.ts';
import type { UseCase } from '../catalog/use-case.ts';
import { type PreconditionId, preconditionsOf } from '../gaming/incentive-models.ts';
import type { Formula } from '../score/formula.ts';
import { type Programme, simulatedFor } from './programme.ts';

/** What is in force in the house, as far as incentive models ask for it. */
export type HouseFacts = {
  readonly nowMs: number;
  /** Of the programme; people that are active. */
  readonly teams: readonly {
    readonly teamId: string;
    readonly people: number;
    readonly managerPersonId: string | null;
  }[];
  readonly activePersonIds: ReadonlySet<string>;
  /** People who may stand in for any decision. */
  readonly governance: number;
  /** All that are active. */
  readonly envelopes: readonly KeptEnvelope[];
  readonly useCases: readonly UseCase[];
  /** Kinds of outcomes that are worth something. */
  readonly outcomeTypes: number;
  /** Outcomes of the last 90 days that count. */
  readonly countedOutcomes: number;
  /** Calls of the last 14 days of the programme's teams. */
  readonly calls: number;
  readonly hasPolicy: boolean;
  readonly formula: Formula;
};

export type Precondition = {
  readonly id: PreconditionId;
  readonly isMet: boolean;
  /** What is so. */
  readonly words: string;
  /** What to do; empty, where it is met. */
  readonly remedy: string;
};

const DAY_MS = 86_400_000;
/** A board of raw tokens is a campaign of a month at most. */
export const RAW_BOARD_LONGEST_MS = 31 * DAY_MS;
export const CATEGORIES_MAX = 6;
const GROUP_MIN = 5;

/** Every precondition of the programme's model, whether it is met, why, and what to do (requirements I1 to I9). */
export function checkPreconditions(programme: Programme, facts: HouseFacts): readonly Precondition[] {
  return preconditionsOf(programme.model).map((id) => {
    const { isMet, words, remedy } = CHECKS[id](programme, facts);
    return { id, isMet, words, remedy: isMet ? '' : remedy };
  });
}

type Check = (programme: Programme, facts: HouseFacts) => Omit<Precondition, 'id'>;

const CHECKS: Readonly<Record<PreconditionId, Check>> = {
  charter: ({ charter }, { activePersonIds }) => {
    const remedy =
      'Write the charter: the question of the business, what is measured, the target, and who answers for it.';
    if (charter === null) return { isMet: false, words: 'There is no charter.', remedy };
    if (countsUse(charter.measure))
      return {
        ...{ isMet: false, words: `The charter measures use (“${charter.measure}”), not what came of it.` },
        remedy: 'Name a result: hours until a ticket is resolved, defects that escape, cost per resolved case.',
      };
    const isOwned = activePersonIds.has(charter.ownerPersonId);
    return {
      isMet: isOwned,
      words: isOwned ? `The charter asks: ${charter.question}` : 'Nobody who is here answers for it.',
      remedy,
    };
  },
  simulation: (programme, { formula }) => {
    const { simulation } = programme;
    const isMet = simulation?.ranFor === simulatedFor(programme, formula);
    const words =
      simulation === null
        ? 'What gaming it would pay has not been simulated.'
        : isMet
          ? `Simulated with ${simulation.seeds} seeds.`
          : 'Model, figures or formula are not those that were simulated.';
    return { isMet, words, remedy: 'Run “tokenward programmes simulate” and look at what each attack would earn.' };
  },
  end_date: ({ endsAtMs }, { nowMs }) => {
    const remedy = 'Set an end within 31 days of the start: a board of raw tokens is an awareness campaign.';
    if (endsAtMs === null) return { isMet: false, words: 'It has no end.', remedy };
    const isMet = endsAtMs > nowMs && endsAtMs <= nowMs + RAW_BOARD_LONGEST_MS;
    return { isMet, words: isMet ? 'It ends by itself.' : 'Its end is past, or more than 31 days away.', remedy };
  },
  strong_caps: (_, facts) => {
    const open = facts.teams.filter(({ teamId }) => !isCapped(facts, teamId)).map(({ teamId }) => teamId);
    const risky = uncappedRiskyUseCases(facts).map(({ id }) => id);
    const faults = [
      ...(open.length > 0 ? [`No strict envelope caps ${listed(open)}.`] : []),
      ...(risky.length > 0 ? [`No envelope caps the risky use cases ${listed(risky)}.`] : []),
    ];
    return {
      isMet: faults.length === 0 && facts.teams.length > 0,
      words: faults.length === 0 ? 'Strict envelopes cap every team and every risky use case.' : faults.join(' '),
      remedy:
        'Create strict envelopes of money or tokens, of a month or shorter: “tokenward envelopes create --team-id …”.',
    };
  },
  anomaly_detection: ({ settings: { watch } }, { activePersonIds }) => {
    const isMet = watch !== null && activePersonIds.has(watch.personId);
    return {
      isMet,
      words: isMet
        ? `Bursts above ${watch.burstTimes} times the usual are left out, and ${watch.personId} is told.`
        : 'Nothing watches for bursts, or nobody who is here is told of them.',
      remedy: 'Set “watch” with the times of the usual that are a burst and the person who looks at them.',
    };
  },
  quality_checks: (_, { formula: { impact } }) => ({
    isMet: impact.auditPercent >= 10 && impact.cleanUpPercent >= 100,
    words: `${impact.auditPercent} % of claims are measured by lot, and work that did not hold costs its clean-up.`,
    remedy: 'Publish a formula that audits 10 % of claims at least.',
  }),
  outcome_validation: (_, { outcomeTypes, countedOutcomes, activePersonIds }) => ({
    isMet: outcomeTypes > 0 && countedOutcomes > 0 && activePersonIds.size > 1,
    words: `${outcomeTypes} kinds of outcomes are worth something; ${countedOutcomes} outcomes of the last 90 days count.`,
    remedy:
      'Connect a source (“tokenward sources”) or have outcomes validated (“tokenward outcomes”) before they are rewarded.',
  }),
  manager_review: (_, { teams, activePersonIds }) => {
    const open = teams.filter(
      ({ managerPersonId }) => managerPersonId === null || !activePersonIds.has(managerPersonId),
    );
    return {
      isMet: open.length === 0 && teams.length > 0,
      words:
        open.length === 0 ? 'Every team has a manager.' : `Nobody manages ${listed(open.map(({ teamId }) => teamId))}.`,
      remedy: 'Name who manages the team: “tokenward teams change … --manager-person-id …”.',
    };
  },
  telemetry: (_, { calls }) => ({
    isMet: calls > 0,
    words: `${calls} calls of the last 14 days are recorded.`,
    remedy: 'Let the teams’ clients call through the gateway first.',
  }),
  category_rules: ({ settings: { categories } }) => {
    const bare = categories.filter(({ rule }) => rule.trim() === '');
    return {
      isMet: categories.length >= 2 && bare.length === 0,
      words:
        categories.length < 2
          ? 'There are not two categories.'
          : bare.length > 0
            ? `${listed(bare.map(({ name }) => name))} has no rule.`
            : `${categories.length} categories, each with its rule.`,
      remedy: 'Give each category one sentence that says what is recognised.',
    };
  },
  complexity_limit: ({ settings: { categories, levels } }) => ({
    isMet: categories.length <= CATEGORIES_MAX && levels.length <= CATEGORIES_MAX,
    words: `${categories.length} categories of ${levels.length} levels.`,
    remedy: `Keep to ${CATEGORIES_MAX} categories and ${CATEGORIES_MAX} levels: what nobody understands moves nobody.`,
  }),
  envelopes_with_owners: (_, facts) => {
    const open = facts.teams.filter(({ teamId }) => !isCapped(facts, teamId)).map(({ teamId }) => teamId);
    const unowned = facts.envelopes
      .filter(({ ownerPersonId }) => ownerPersonId === null || !facts.activePersonIds.has(ownerPersonId))
      .map(({ id }) => id);
    const faults = [
      ...(open.length > 0 ? [`No envelope covers ${listed(open)}.`] : []),
      ...(unowned.length > 0 ? [`Nobody who is here owns ${listed(unowned)}.`] : []),
    ];
    return {
      isMet: faults.length === 0 && facts.teams.length > 0,
      words: faults.length === 0 ? 'Every team has an envelope, and every envelope an owner.' : faults.join(' '),
      remedy: 'Create what is missing, or name owners: “tokenward envelopes change … --owner-person-id …”.',
    };
  },
  room_for_experiments: (_, { envelopes }) => {
    const isMet = envelopes.some(({ scope, hardCap }) => scope.lane === 'exploration' && hardCap > 0n);
    return {
      isMet,
      words: isMet ? 'Exploration has money of its own.' : 'Exploration has no money of its own.',
      remedy: 'Create an envelope for the lane exploration: “tokenward envelopes create --lane exploration …”.',
    };
  },
  taxonomy: (_, { useCases, activePersonIds }) => {
    const open = useCases.filter(
      ({ ownerPersonId, purpose, allowedDataClasses }) =>
        ownerPersonId === null ||
        !activePersonIds.has(ownerPersonId) ||
        purpose === '' ||
        allowedDataClasses.length === 0,
    );
    return {
      isMet: useCases.length > 0 && open.length === 0,
      words:
        open.length > 0
          ? `Owner, purpose or data classes are missing of ${listed(open.map(({ id }) => id))}.`
          : `${useCases.length} use cases with owner, purpose and data classes.`,
      remedy: 'Complete the use cases: “tokenward use-cases change …”.',
    };
  },
  approvals_staffed: (_, { governance }) => ({
    isMet: governance >= 2,
    words: `${governance} people may stand in for any approval.`,
    remedy:
      'Give the role “governance” to two people at least, so that nobody waits for one and nobody decides their own.',
  }),
  clear_rules: (_, { hasPolicy }) => ({
    isMet: hasPolicy,
    words: hasPolicy ? 'A policy is published.' : 'No policy is published; only what is built in holds.',
    remedy: 'Publish one: “tokenward policy”.',
  }),
  exception_process: (_, { governance, useCases, activePersonIds }) => {
    const isMet = governance >= 1 && useCases.some(({ ownerPersonId }) => activePersonIds.has(ownerPersonId ?? ''));
    return {
      isMet,
      words: isMet ? 'Exceptions have people who decide on them.' : 'Nobody could decide on an exception.',
      remedy: 'Name owners of use cases, and give somebody the role “governance”.',
    };
  },
  balanced_metrics: ({ settings: { teamPercent } }) => ({
    isMet: teamPercent >= 60 && teamPercent <= 70,
    words: `${teamPercent} % of recognition is for teams.`,
    remedy: 'Give teams 60 to 70 %: less and people compete, more and effort is divided away.',
  }),
  group_size: (_, { teams }) => {
    const small = teams.filter(({ people }) => people < GROUP_MIN).map(({ teamId }) => teamId);
    return {
      isMet: teams.length > 0 && small.length === 0,
      words:
        small.length === 0
          ? 'Every team has five people at least.'
          : `${listed(small)} has fewer than five people: a team’s figure would tell of single people.`,
      remedy: 'Leave small teams out, or put them together.',
    };
  },
};

/** Use cases of the highest tier that no envelope of their own caps. */
export function uncappedRiskyUseCases({
  useCases,
  envelopes,
}: Pick<HouseFacts, 'useCases' | 'envelopes'>): readonly UseCase[] {
  return useCases.filter(
    ({ id, tier, status }) =>
      tier === 3 &&
      status === 'active' &&
      !envelopes.some((envelope) => envelope.scope.useCaseId === id && isStrong(envelope)),
  );
}

/** The team has a strict envelope of its own, or the organisation has one for everybody. */
function isCapped({ envelopes }: HouseFacts, teamId: string): boolean {
  return envelopes.some((envelope) => {
    const named = Object.keys(envelope.scope);
    const isWhole = named.length === 0 || (named.length === 1 && envelope.scope.teamId === teamId);
    return isWhole && isStrong(envelope);
  });
}

function isStrong({ cap, unit, period }: KeptEnvelope): boolean {
  return (
    cap.kind === 'strict' && (unit === 'nanodollars' || unit === 'tokens') && period !== 'quarter' && period !== 'year'
  );
}

/** A measure of use: tokens, prompts or calls, unless something is counted for each result. */
function countsUse(measure: string): boolean {
  return /\b(tokens?|prompts?|calls?|usage|hours in|time in)\b/i.test(measure) && !/\bper\b/i.test(measure);
}

const LISTED_MAX = 5;

function listed(names: readonly string[]): string {
  const more = names.length - LISTED_MAX;
  return names.slice(0, LISTED_MAX).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
