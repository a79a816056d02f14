import type { KeptEnvelope } from '../../domain/budget/kept-envelope.ts';
import type { UseCase } from '../../domain/catalog/use-case.ts';
import { NANODOLLARS_PER_DOLLAR } from '../../domain/money/nanodollars.ts';
import { SAMPLE_USE_CASES } from './sample-use-cases.ts';

/** What the money of a use case is meant to move, and of whom alone it is. */
const MORE: Readonly<Record<string, Partial<KeptEnvelope>>> = {
  coding: { cap: { kind: 'elastic', overdraft: dollars(500), quantile: 0.9 } },
  'support-answers': {
    scope: { teamId: 'support', useCaseId: 'support-answers' },
    metric: { name: 'Tickets resolved at first reply', unit: '%', target: 45, better: 'higher' },
  },
};

type Wish = Pick<KeptEnvelope, 'id' | 'name' | 'scope' | 'ownerPersonId'> & Partial<KeptEnvelope>;

/**
 * What the sample organisation may spend: all of it, each lane, each team, the use cases that cost most, one contractor; and
 * how often those of tier 3 may be called. Wide, so that nobody who tries it is refused.
 */
export const SAMPLE_ENVELOPES: readonly KeptEnvelope[] = [
  month(100_000, { id: 'organisation', name: 'All of it', scope: {}, ownerPersonId: 'mara' }),
  month(60_000, { id: 'production', name: 'Production', scope: { lane: 'production' }, ownerPersonId: 'mara' }),
  month(40_000, {
    ...{ id: 'exploration', name: 'Exploration', scope: { lane: 'exploration' }, ownerPersonId: 'yuki' },
    cap: { kind: 'elastic', overdraft: dollars(1_000), quantile: 0.9 },
    carryOver: { kind: 'unused', percent: 25, amountMax: dollars(5_000) },
  }),
  month(
    45_000,
    ofTeam({ teamId: 'platform', name: 'Platform engineering', ownerPersonId: 'mara', costCentre: 'cc-100' }),
  ),
  month(20_000, ofTeam({ teamId: 'support', name: 'Customer support', ownerPersonId: 'tomas', costCentre: 'cc-200' })),
  month(10_000, ofTeam({ teamId: 'legal', name: 'Legal', ownerPersonId: 'ines', costCentre: 'cc-300' })),
  month(20_000, ofTeam({ teamId: 'analytics', name: 'Analytics', ownerPersonId: 'yuki', costCentre: 'cc-400' })),
  ...SAMPLE_USE_CASES.flatMap(ofUseCase),
  month(300, { id: 'lena', name: 'Lena, contractor', scope: { personId: 'lena' }, ownerPersonId: 'tomas' }),
  perDay(2_000, {
    id: 'agents-calls',
    name: 'Calls of agents',
    scope: { useCaseId: 'agentic-automation' },
    ownerPersonId: 'sam',
  }),
  perDay(200, {
    id: 'contracts-calls',
    name: 'Calls for contracts',
    scope: { useCaseId: 'contract-review' },
    ownerPersonId: 'ines',
  }),
  {
    ...month(0, {
      id: 'agents-at-once',
      name: 'Agents at once',
      scope: { useCaseId: 'agentic-automation' },
      ownerPersonId: 'sam',
    }),
    ...{ unit: 'concurrency', hardCap: 20n, softThresholds: [] },
  },
];

function dollars(amount: number): bigint {
  return BigInt(amount) * NANODOLLARS_PER_DOLLAR;
}

function ofTeam(team: {
  readonly teamId: string;
  readonly name: string;
  readonly ownerPersonId: string;
  readonly costCentre: string;
}): Wish {
  const { teamId, ...rest } = team;
  return { ...rest, id: teamId, scope: { teamId } };
}

/** A use case that says what it may cost in a month has an envelope of that size. */
function ofUseCase({ id, name, ownerPersonId, spendLimitNanodollars }: UseCase): readonly KeptEnvelope[] {
  if (spendLimitNanodollars === null) return [];
  const limit = {
    ...month(0, { id, name, ownerPersonId, scope: { useCaseId: id } }),
    hardCap: BigInt(spendLimitNanodollars),
  };
  return [{ ...limit, ...MORE[id] }];
}

function month(cap: number, wish: Wish): KeptEnvelope {
  return {
    ...{ costCentre: null, unit: 'nanodollars', period: 'month', hardCap: dollars(cap) },
    cap: { kind: 'strict' },
    softThresholds: [50, 80, 95],
    carryOver: { kind: 'none' },
    storeAway: 'leases',
    metric: null,
    status: 'active',
    ...wish,
  };
}

/** Tier 3 stops when nobody can count it. */
function perDay(calls: number, wish: Wish): KeptEnvelope {
  const limit = { unit: 'requests', period: 'day', hardCap: BigInt(calls), storeAway: 'refuse' } as const;
  return { ...month(0, wish), ...limit };
}
