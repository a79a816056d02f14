import type { Command } from 'commander';
import type { Write } from './write.ts';

/** What commands are given of the process that they run in. */
export type CommandHouse = { readonly write: Write; readonly version: string };

/** Adds its commands to the program. What is heavy, the server above all, is loaded only when a command runs. */
export type AddCommands = (program: Command, house: CommandHouse) => void;

type Load = () => Promise<AddCommands>;

const calls: Load = async () => (await import('./calls.ts')).addCallsCommands;

const suspensions: Load = async () => (await import('./suspensions.ts')).addSuspensionCommands;

const arrivals: Load = async () => (await import('./arrivals.ts')).addArrivalCommands;

const reports: Load = async () => (await import('./reports.ts')).addReportCommands;

const backup: Load = async () => (await import('./backup.ts')).addBackupCommands;

/** The nouns of row-nouns.ts; that file loads the whole contract, so their names stand here too, and a test compares. */
const row =
  (name: string): Load =>
  async () =>
    (await import('./rows.ts')).addRowCommands(name);

/** Each command and the file that adds it, in the order of the help. */
export const COMMAND_FILES = {
  login: async () => (await import('./login.ts')).addLoginCommand,
  roles: async () => (await import('./roles.ts')).addRoleCommands,
  access: async () => (await import('./person-access.ts')).addAccessCommands,
  invite: arrivals,
  deactivate: arrivals,
  handovers: arrivals,
  serve: async () => (await import('./serve.ts')).addServeCommand,
  usage: async () => (await import('./usage.ts')).addUsageCommand,
  tasks: async () => (await import('./tasks.ts')).addTaskCommands,
  outcomes: async () => (await import('./outcomes.ts')).addOutcomeCommands,
  digest: async () => (await import('./digest.ts')).addDigestCommands,
  chargeback: async () => (await import('./chargeback.ts')).addChargebackCommands,
  calls,
  call: calls,
  export: async () => (await import('./export.ts')).addExportCommand,
  events: async () => (await import('./events.ts')).addEventsCommand,
  audit: async () => (await import('./audit.ts')).addAuditCommands,
  inspect: async () => (await import('./inspect.ts')).addInspectCommand,
  policy: async () => (await import('./policy.ts')).addPolicyCommands,
  check: async () => (await import('./check.ts')).addCheckCommand,
  apply: async () => (await import('./apply.ts')).addApplyCommand,
  doctor: async () => (await import('./doctor.ts')).addDoctorCommand,
  backup,
  restore: backup,
  schema: async () => (await import('./schema.ts')).addSchemaCommand,
  routes: async () => (await import('./routes.ts')).addRouteCommands,
  simulate: async () => (await import('./simulate.ts')).addSimulateCommand,
  programmes: async () => (await import('./programmes.ts')).addProgrammeCommands,
  leaderboards: async () => (await import('./leaderboards.ts')).addLeaderboardCommands,
  approvals: async () => (await import('./approvals.ts')).addApprovalCommands,
  allowances: async () => (await import('./allowances.ts')).addAllowanceCommands,
  recognition: async () => (await import('./recognition.ts')).addRecognitionCommands,
  scores: async () => (await import('./scores.ts')).addScoreCommands,
  transfers: async () => (await import('./transfers.ts')).addTransferCommands,
  exceptions: async () => (await import('./exceptions.ts')).addExceptionCommands,
  detection: async () => (await import('./detection.ts')).addDetectionCommands,
  library: async () => (await import('./library.ts')).addLibraryCommands,
  protection: async () => (await import('./protection.ts')).addProtectionCommand,
  suspend: suspensions,
  lift: suspensions,
  suspensions,
  cache: async () => (await import('./cache.ts')).addCacheCommands,
  sources: async () => (await import('./sources.ts')).addSourceCommands,
  workflows: async () => (await import('./workflows.ts')).addWorkflowCommands,
  content: async () => (await import('./content.ts')).addContentCommands,
  'access-review': async () => (await import('./access-review.ts')).addAccessReviewCommand,
  me: async () => (await import('./me.ts')).addMeCommands,
  report: reports,
  reports,
  envelopes: async () => (await import('./envelopes.ts')).addEnvelopeCommands,
  notices: async () => (await import('./notices.ts')).addNoticeCommands,
  estimate: async () => (await import('./estimate.ts')).addEstimateCommand,
  forecast: async () => (await import('./forecast.ts')).addForecastCommand,
  suspense: async () => (await import('./suspense.ts')).addSuspenseCommands,
  calendar: async () => (await import('./calendar.ts')).addCalendarCommands,
  keys: async () => (await import('./keys.ts')).addKeyCommands,
  people: row('people'),
  teams: row('teams'),
  projects: row('projects'),
  'use-cases': row('use-cases'),
  models: row('models'),
  upstreams: row('upstreams'),
  prices: row('prices'),
  'service-accounts': row('service-accounts'),
  'cost-centres': row('cost-centres'),
  'outcome-types': row('outcome-types'),
} as const satisfies Readonly<Record<string, Load>>;

export type CommandName = keyof typeof COMMAND_FILES;
