/** The incentive models that a programme can choose (requirements I1 to I9). */
export const INCENTIVE_MODEL_IDS = [
  'raw_token_leaderboard',
  'efficiency_score',
  'outcome_recognition',
  'tiered_rewards',
  'budget_envelopes',
  'policy_gated_access',
  'compliance_weighted',
  'team_based',
  'composite_index',
] as const;
export type IncentiveModelId = (typeof INCENTIVE_MODEL_IDS)[number];

export const DEFAULT_MODEL: IncentiveModelId = 'composite_index';

/** What must be in force before a model starts. */
export type PreconditionId =
  | 'charter'
  | 'simulation'
  | 'end_date'
  | 'strong_caps'
  | 'anomaly_detection'
  | 'quality_checks'
  | 'outcome_validation'
  | 'manager_review'
  | 'telemetry'
  | 'category_rules'
  | 'complexity_limit'
  | 'envelopes_with_owners'
  | 'room_for_experiments'
  | 'taxonomy'
  | 'approvals_staffed'
  | 'clear_rules'
  | 'exception_process'
  | 'balanced_metrics'
  | 'group_size';

export type IncentiveModel = {
  readonly id: IncentiveModelId;
  readonly requirement: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9';
  readonly name: string;
  readonly metric: string;
  readonly bestFor: string;
  readonly risk: string;
  /** Beside a charter and a simulation, which every model needs. */
  readonly preconditions: readonly PreconditionId[];
  /** Whether what it shows may ever be rewarded. */
  readonly mayReward: boolean;
};

/** What every model needs. */
export const PRECONDITIONS_OF_ALL: readonly PreconditionId[] = ['charter', 'simulation'];

export const INCENTIVE_MODELS: Readonly<Record<IncentiveModelId, IncentiveModel>> = {
  raw_token_leaderboard: {
    ...{ id: 'raw_token_leaderboard', requirement: 'I1', mayReward: false },
    name: 'Raw token leaderboard',
    metric: 'tokens used',
    bestFor: 'an awareness campaign of a few weeks, and nothing else',
    risk: 'waste: whatever burns tokens rises',
    preconditions: ['end_date', 'strong_caps', 'anomaly_detection'],
  },
  efficiency_score: {
    ...{ id: 'efficiency_score', requirement: 'I2', mayReward: true },
    name: 'Efficiency score',
    metric: 'cost per validated outcome, beside others’ work of the same kind',
    bestFor: 'operational work with many alike tasks',
    risk: 'quality is saved on; a little cheap work shows better than much',
    preconditions: ['quality_checks', 'outcome_validation', 'telemetry'],
  },
  outcome_recognition: {
    ...{ id: 'outcome_recognition', requirement: 'I3', mayReward: true },
    name: 'Outcome-based recognition',
    metric: 'validated value: time saved, quality, automation',
    bestFor: 'production work across an organisation',
    risk: 'what cannot be attributed is not seen',
    preconditions: ['outcome_validation', 'manager_review', 'telemetry'],
  },
  tiered_rewards: {
    ...{ id: 'tiered_rewards', requirement: 'I4', mayReward: true },
    name: 'Tiered reward system',
    metric: 'levels in several categories of contribution',
    bestFor: 'large organisations of varied roles',
    risk: 'nobody understands it once there are many categories',
    preconditions: ['category_rules', 'complexity_limit', 'outcome_validation'],
  },
  budget_envelopes: {
    ...{ id: 'budget_envelopes', requirement: 'I5', mayReward: true },
    name: 'Budget envelopes',
    metric: 'spend of teams and use cases against envelopes that grow with documented, validated, clean use',
    bestFor: 'deployments where money is watched',
    risk: 'too strict, it slows experiments',
    preconditions: ['envelopes_with_owners', 'room_for_experiments'],
  },
  policy_gated_access: {
    ...{ id: 'policy_gated_access', requirement: 'I6', mayReward: true },
    name: 'Policy-gated access',
    metric: 'the tier of data and workflows that somebody is cleared for',
    bestFor: 'regulated and confidential work',
    risk: 'needs people who decide in time',
    preconditions: ['taxonomy', 'approvals_staffed'],
  },
  compliance_weighted: {
    ...{ id: 'compliance_weighted', requirement: 'I7', mayReward: true },
    name: 'Compliance-weighted rewards',
    metric: 'adherence to policy, and verified use',
    bestFor: 'regulated work',
    risk: 'slower experiments; doing nothing breaks no rule',
    preconditions: ['clear_rules', 'exception_process'],
  },
  team_based: {
    ...{ id: 'team_based', requirement: 'I8', mayReward: true },
    name: 'Team-based gamification',
    metric: 'verified value and reuse of a team, with a share of each one’s own',
    bestFor: 'spreading what works across functions',
    risk: 'free-riding; one person’s effort is divided by the size of the team',
    preconditions: ['balanced_metrics', 'group_size', 'outcome_validation'],
  },
  composite_index: {
    ...{ id: 'composite_index', requirement: 'I9', mayReward: true },
    name: 'Composite index',
    metric: '40 % business impact, 30 % safety, 20 % reuse, 10 % breadth of verified work',
    bestFor: 'the default',
    risk: 'as good as outcomes are confirmed',
    preconditions: [
      ...([
        'quality_checks',
        'outcome_validation',
        'telemetry',
        'taxonomy',
        'clear_rules',
        'exception_process',
      ] as const),
      'balanced_metrics',
    ],
  },
};

export function preconditionsOf(model: IncentiveModelId): readonly PreconditionId[] {
  return [...PRECONDITIONS_OF_ALL, ...INCENTIVE_MODELS[model].preconditions];
}
