import { z } from 'zod';
import { ALLOWANCE_ROUTES } from './allowances.ts';
import { API_KEY_ROUTES } from './api-keys.ts';
import { APPROVAL_ROUTES } from './approvals.ts';
import { AUDIT_ROUTES } from './audit.ts';
import { BUDGET_SUSPENSE_ROUTES } from './budget-suspense.ts';
import { CACHE_ROUTES } from './cache.ts';
import { CALENDAR_ROUTES } from './calendar.ts';
import { CHARGEBACK_ROUTES } from './chargeback.ts';
import { CONFIGURATION_ROUTES } from './configuration.ts';
import { CONTENT_ROUTES } from './content.ts';
import { CONTENT_KEEPING_ROUTES } from './content-keeping.ts';
import { COST_CENTRE_ROUTES } from './cost-centres.ts';
import { COST_REPORT_ROUTES } from './cost-reports.ts';
import { DECISION_ROUTES } from './decisions.ts';
import { DETECTION_ROUTES } from './detection.ts';
import { DETECTION_REVIEW_ROUTES } from './detection-review.ts';
import { DEVICE_ROUTES } from './device.ts';
import { ENVELOPE_ROUTES } from './envelopes.ts';
import { ESTIMATE_ROUTES } from './estimates.ts';
import { EXCEPTION_ROUTES } from './exceptions.ts';
import { EXPORT_ROUTES } from './exports.ts';
import { FORECAST_ROUTES } from './forecasts.ts';
import { LEADERBOARD_ROUTES } from './leaderboards.ts';
import { LIBRARY_ROUTES } from './library.ts';
import { LIBRARY_PROPOSAL_ROUTES } from './library-proposals.ts';
import { LIBRARY_SIMILARITY_ROUTES } from './library-similarity.ts';
import { LIST_EXPORT_ROUTES } from './list-exports.ts';
import { LIVE_EVENT_ROUTES } from './live-events.ts';
import { ME_ROUTES } from './me.ts';
import { MODEL_ROUTES } from './models.ts';
import { MY_BUDGET_ROUTES } from './my-budgets.ts';
import { NOTICE_ROUTES } from './notices.ts';
import { OUTCOME_COST_ROUTES } from './outcome-costs.ts';
import { OUTCOME_TYPE_ROUTES } from './outcome-types.ts';
import { OUTCOME_ROUTES } from './outcomes.ts';
import { PERSON_ROUTES } from './people.ts';
import { PERSON_ACCESS_ROUTES } from './person-access.ts';
import { POLICY_ROUTES } from './policies.ts';
import { PRICE_ROUTES } from './prices.ts';
import { PROGRAMME_ROUTES } from './programmes.ts';
import { PROJECT_ROUTES } from './projects.ts';
import { PROTECTION_ROUTES } from './protection.ts';
import { RECOGNITION_ROUTES } from './recognition.ts';
import { RECOGNITION_EXPORT_ROUTES } from './recognition-export.ts';
import { REPORT_ROUTES } from './reports.ts';
import { ROLE_ROUTES } from './role-grants.ts';
import { ROUTE_DEFAULTS, type Route } from './route.ts';
import { ROUTING_ROUTES } from './routing.ts';
import { SCORE_CASE_ROUTES } from './score-cases.ts';
import { SCORE_RULE_ROUTES } from './score-rules.ts';
import { SCORE_ROUTES } from './scores.ts';
import { SERVICE_ACCOUNT_ROUTES } from './service-accounts.ts';
import { SESSION_ROUTES } from './sessions.ts';
import { SIGN_IN_SET_UP_ROUTES } from './sign-in-set-up.ts';
import { SOURCE_ROUTES } from './sources.ts';
import { SUSPENSION_ROUTES } from './suspensions.ts';
import { TASK_ROUTES } from './tasks.ts';
import { TEAM_SAFETY_ROUTES } from './team-safety.ts';
import { TEAM_ROUTES } from './teams.ts';
import { TOUR_ROUTES } from './tours.ts';
import { TRANSFER_ROUTES } from './transfers.ts';
import { TRANSPARENCY_ROUTES } from './transparency.ts';
import { UPSTREAM_ROUTES } from './upstreams.ts';
import { USAGE_ROUTES } from './usage.ts';
import { USE_CASE_ROUTES } from './use-cases.ts';
import { VALIDATION_ROUTES } from './validations.ts';
import { VIEW_ROUTES } from './views.ts';
import { WORKFLOW_ROUTES } from './workflows.ts';

/** Every route of the control API by its operation id. What stands here is served, documented and typed; nothing else is. */
export const ROUTES = {
  ...ME_ROUTES,
  ...LIVE_EVENT_ROUTES,
  ...ESTIMATE_ROUTES,
  ...TOUR_ROUTES,
  ...VIEW_ROUTES,
  ...EXPORT_ROUTES,
  ...LIST_EXPORT_ROUTES,
  ...SESSION_ROUTES,
  ...SIGN_IN_SET_UP_ROUTES,
  ...ROLE_ROUTES,
  ...DEVICE_ROUTES,
  ...COST_CENTRE_ROUTES,
  ...TEAM_ROUTES,
  ...TEAM_SAFETY_ROUTES,
  ...PERSON_ROUTES,
  ...PERSON_ACCESS_ROUTES,
  ...PROJECT_ROUTES,
  ...SERVICE_ACCOUNT_ROUTES,
  ...USE_CASE_ROUTES,
  ...UPSTREAM_ROUTES,
  ...MODEL_ROUTES,
  ...PRICE_ROUTES,
  ...CALENDAR_ROUTES,
  ...ENVELOPE_ROUTES,
  ...BUDGET_SUSPENSE_ROUTES,
  ...MY_BUDGET_ROUTES,
  ...API_KEY_ROUTES,
  ...FORECAST_ROUTES,
  ...NOTICE_ROUTES,
  ...CONFIGURATION_ROUTES,
  ...POLICY_ROUTES,
  ...USAGE_ROUTES,
  ...TASK_ROUTES,
  ...OUTCOME_TYPE_ROUTES,
  ...OUTCOME_ROUTES,
  ...VALIDATION_ROUTES,
  ...OUTCOME_COST_ROUTES,
  ...SOURCE_ROUTES,
  ...CHARGEBACK_ROUTES,
  ...COST_REPORT_ROUTES,
  ...AUDIT_ROUTES,
  ...SUSPENSION_ROUTES,
  ...CACHE_ROUTES,
  ...WORKFLOW_ROUTES,
  ...LIBRARY_ROUTES,
  ...LIBRARY_PROPOSAL_ROUTES,
  ...LIBRARY_SIMILARITY_ROUTES,
  ...PROGRAMME_ROUTES,
  ...LEADERBOARD_ROUTES,
  ...APPROVAL_ROUTES,
  ...EXCEPTION_ROUTES,
  ...ALLOWANCE_ROUTES,
  ...TRANSFER_ROUTES,
  ...DETECTION_ROUTES,
  ...DETECTION_REVIEW_ROUTES,
  ...DECISION_ROUTES,
  ...PROTECTION_ROUTES,
  ...CONTENT_ROUTES,
  ...CONTENT_KEEPING_ROUTES,
  ...REPORT_ROUTES,
  ...TRANSPARENCY_ROUTES,
  ...RECOGNITION_ROUTES,
  ...RECOGNITION_EXPORT_ROUTES,
  ...ROUTING_ROUTES,
  ...SCORE_ROUTES,
  ...SCORE_RULE_ROUTES,
  ...SCORE_CASE_ROUTES,
  readOpenApi: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/openapi.json',
    scope: 'none',
    tag: 'Contract',
    summary: 'This contract as an OpenAPI 3.1 document',
    answer: z.record(z.string(), z.unknown()),
  },
} as const satisfies Readonly<Record<string, Route>>;

export type Routes = typeof ROUTES;
export type OperationId = keyof Routes;

/** What the operation's handler is given, and what its client sends. */
export type ParamsOf<Id extends OperationId> = z.output<Routes[Id]['params']>;
export type QueryOf<Id extends OperationId> = z.output<Routes[Id]['query']>;
export type BodyOf<Id extends OperationId> = z.output<Routes[Id]['body']>;
export type AnswerOf<Id extends OperationId> = z.output<Routes[Id]['answer']>;

/** `Object.keys` forgets what it was given; this list does not. */
export const OPERATION_IDS: readonly OperationId[] = Object.keys(ROUTES).filter(isOperationId);

function isOperationId(text: string): text is OperationId {
  return Object.hasOwn(ROUTES, text);
}
