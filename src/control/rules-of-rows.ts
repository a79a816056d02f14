import { calendarRules } from './calendar-rules.ts';
import { costCentreRules } from './cost-centres.ts';
import { envelopeRules } from './envelope-rules.ts';
import { modelRules } from './models.ts';
import { outcomeTypeRules } from './outcome-type-rules.ts';
import { personRules } from './people.ts';
import { priceRules } from './price-rules.ts';
import { projectRules } from './projects.ts';
import type { RowNoun, RowRules } from './row-rules.ts';
import { serviceAccountRules } from './service-accounts.ts';
import { sourceRules } from './source-rules.ts';
import { teamRules } from './teams.ts';
import { upstreamRules } from './upstreams.ts';
import { useCaseRules } from './use-cases.ts';
import { workflowRules } from './workflow-rules.ts';

/** In the order in which rows can be made: what a row refers to stands before it (a team's manager apart). */
export const ROW_RULES: { readonly [N in RowNoun]: RowRules<N> } = {
  cost_centre: costCentreRules,
  team: teamRules,
  person: personRules,
  project: projectRules,
  service_account: serviceAccountRules,
  upstream: upstreamRules,
  model: modelRules,
  use_case: useCaseRules,
  price: priceRules,
  calendar: calendarRules,
  envelope: envelopeRules,
  workflow: workflowRules,
  outcome_type: outcomeTypeRules,
  source: sourceRules,
};

export const ROW_NOUNS = [
  'cost_centre',
  'team',
  'person',
  'project',
  'service_account',
  'upstream',
  'model',
  'use_case',
  'price',
  'calendar',
  'envelope',
  'workflow',
  'outcome_type',
  'source',
] as const satisfies readonly RowNoun[];
