import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as pause } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { API_BASE, type Route } from '../../contract/route.ts';
import { OPERATION_IDS, type OperationId, ROUTES } from '../../contract/routes.ts';
import type { AuditContext } from '../../control/audit-checkpoint.ts';
import type { ChargebackContext } from '../../control/charge-book.ts';
import type { ContentContext } from '../../control/content-context.ts';
import type { ControlContext } from '../../control/control-context.ts';
import type { DetectionContext } from '../../control/detection-context.ts';
import type { TransparencyContext } from '../../control/my-rules.ts';
import type { NoticeContext } from '../../control/notice-context.ts';
import type { OutcomeContext } from '../../control/outcome-context.ts';
import type { ProgrammeContext } from '../../control/programme-context.ts';
import type { RecognitionContext } from '../../control/recognition-context.ts';
import type { ScoreContext } from '../../control/score-context.ts';
import type { SimilarityContext } from '../../control/similarity-context.ts';
import type { SourceContext } from '../../control/source-context.ts';
import type { TaskContext } from '../../control/task-context.ts';
import type { AskedHouse } from '../../gateway/asked/asked-house.ts';
import type { AllowanceInputs } from '../../ports/allowance-inputs.ts';
import type { ArchiveWriter } from '../../ports/archive-writer.ts';
import type { AuditStore, CheckpointSigner } from '../../ports/audit-store.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { Log } from '../../ports/log.ts';
import type { PolicyLanguage } from '../../ports/policy-language.ts';
import type { ProtectionStore } from '../../ports/protection-store.ts';
import type { RoutingStore } from '../../ports/routing-store.ts';
import type { UsageStore } from '../../ports/usage-store.ts';
import type { WorkflowDesk } from '../../ports/workflow-desk.ts';
import type { LiveRoom } from '../events/live-room.ts';
import { serveEvents } from '../events/serve-events.ts';
import { allowanceHandlers } from './allowance-handlers.ts';
import { apiKeyHandlers } from './api-key-handlers.ts';
import { approvalHandlers } from './approval-handlers.ts';
import { auditHandlers } from './audit-handlers.ts';
import type { FindGrant } from './authenticate-request.ts';
import { cacheHandlers, type SeenCache } from './cache-handlers.ts';
import { calendarHandlers } from './calendar-handlers.ts';
import { catalogHandlers, type TryUpstream } from './catalog-handlers.ts';
import { chargebackHandlers, costReportHandlers, focusHandlers, type TableWriters } from './chargeback-handlers.ts';
import { configurationHandlers } from './configuration-handlers.ts';
import { contentHandlers } from './content-handlers.ts';
import { contentKeepingHandlers } from './content-keeping-handlers.ts';
import { readContractDocument } from './contract-document.ts';
import type { Handlers } from './control-handler.ts';
import { decisionHandlers } from './decision-handlers.ts';
import { detectionHandlers } from './detection-handlers.ts';
import { deviceHandlers } from './device-handlers.ts';
import { directoryHandlers } from './directory-handlers.ts';
import { envelopeHandlers } from './envelope-handlers.ts';
import { estimateHandlers } from './estimate-handlers.ts';
import { evidenceHandlers } from './evidence-handlers.ts';
import { exceptionHandlers } from './exception-handlers.ts';
import { type ExportContext, exportHandlers } from './export-handlers.ts';
import { forecastHandlers } from './forecast-handlers.ts';
import { troubleOfFramework } from './framework-trouble.ts';
import { guardrailHandlers } from './guardrail-handlers.ts';
import { addHouseHooks, answerErrors, houseHeaders } from './house-hooks.ts';
import { leaderboardHandlers } from './leaderboard-handlers.ts';
import { libraryHandlers } from './library-handlers.ts';
import { type ListExportId, listExportHandlers } from './list-export-handlers.ts';
import { myBudgetHandlers } from './my-budget-handlers.ts';
import { noticeHandlers } from './notice-handlers.ts';
import { outcomeHandlers } from './outcome-handlers.ts';
import { outcomeTypeHandlers } from './outcome-type-handlers.ts';
import { personAccessHandlers } from './person-access-handlers.ts';
import { type PolicyPast, policyHandlers } from './policy-handlers.ts';
import { sendProblem, trouble } from './problem-answer.ts';
import { programmeHandlers } from './programme-handlers.ts';
import { protectionHandlers } from './protection-handlers.ts';
import { recognitionHandlers, recognitionPrivacyHandlers } from './recognition-handlers.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { reportHandlers } from './report-handlers.ts';
import { roleHandlers } from './role-handlers.ts';
import { routingHandlers } from './routing-handlers.ts';
import { scoreCaseHandlers } from './score-case-handlers.ts';
import { scoreHandlers } from './score-handlers.ts';
import { scoreRuleHandlers } from './score-rule-handlers.ts';
import { type Service, serveOperation } from './serve-operation.ts';
import { type SignInDependencies, servingOf } from './serving-of.ts';
import { sessionHandlers } from './session-handlers.ts';
import { similarityHandlers } from './similarity-handlers.ts';
import { addSingleSignOnPages } from './single-sign-on-pages.ts';
import { sourceHandlers } from './source-handlers.ts';
import { suspensionHandlers } from './suspension-handlers.ts';
import { taskHandlers } from './task-handlers.ts';
import { tourHandlers } from './tour-handlers.ts';
import { transferHandlers } from './transfer-handlers.ts';
import { transparencyHandlers } from './transparency-handlers.ts';
import { answerUnknownRoute } from './unknown-route.ts';
import { usageHandlers } from './usage-handlers.ts';
import { viewHandlers } from './view-handlers.ts';
import { workflowHandlers } from './workflow-handlers.ts';

/** What the control API needs of the house. */
export type ControlApiDependencies = SignInDependencies & {
  readonly context: ControlContext;
  readonly usage: UsageStore;
  readonly sources: Pick<SourceContext, 'sources' | 'desk'>;
  readonly tasks: Pick<TaskContext, 'tasks' | 'reviewMinute'>;
  readonly chargeback: ChargebackContext['chargeback'];
  readonly tables: TableWriters;
  readonly archive: ArchiveWriter;
  readonly policyLanguage: PolicyLanguage;
  readonly policyPast: PolicyPast;
  readonly audit: AuditStore;
  readonly content: ContentStore;
  readonly detection: Omit<DetectionContext, keyof ControlContext>;
  /** What answers for calls that others make. */
  readonly asked: AskedHouse;
  readonly cache: SeenCache;
  readonly workflows: WorkflowDesk;
  /** The library, and what finds near-duplicates in it and in what was sent. */
  readonly library: Omit<SimilarityContext, keyof ControlContext>;
  readonly protection: ProtectionStore;
  readonly routing: RoutingStore;
  readonly outcomes: Pick<OutcomeContext, 'outcomeDesk' | 'reviewMinute'>;
  readonly allowanceInputs: AllowanceInputs;
  readonly scores: Pick<ScoreContext, 'scores' | 'looks'>;
  /** Forecasts and notices. */
  readonly notices: Omit<NoticeContext, keyof ControlContext>;
  readonly recognition: Omit<RecognitionContext, keyof NoticeContext>;
  /** What gateways decide by at this moment, and the time of day in the organisation's zone. */
  readonly transparency: Pick<TransparencyContext, 'snapshot' | 'localTime'>;
  /** What programmes read, and what plays out gaming. */
  readonly programmes: Omit<ProgrammeContext, keyof ControlContext | 'usage'>;
  readonly tryUpstream: TryUpstream;
  readonly signer: CheckpointSigner;
  /** Whose pages are open, and hear what changes. */
  readonly live: LiveRoom;
  /** The name of this installation, on every checkpoint. */
  readonly origin: string;
  /** The grant of a key by the key itself, whatever its state; undefined when there is none. */
  readonly findGrant: FindGrant;
  /** Whether a thrown error says that the store does not answer. */
  readonly isStoreAway: (error: unknown) => boolean;
  readonly log: Log;
};

export type ControlApi = {
  /** Answers a request whose path begins with `/api/`. */
  readonly routing: (request: IncomingMessage, response: ServerResponse) => void;
  readonly close: () => Promise<void>;
};

const PATH_PART_LENGTH_MAX = 800;
/** Calls wait no longer than these take. */
const ROUTES_AT_ONCE = 16;

/** Builds the control API from the route table. It listens nowhere: the house's one listener hands requests over. */
export async function createControlApi(dependencies: ControlApiDependencies): Promise<ControlApi> {
  const { context } = dependencies;
  const app = Fastify({
    genReqId: () => context.chance.uuid(context.clock.nowMs()),
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: PATH_PART_LENGTH_MAX },
    requestIdHeader: false,
    logger: false,
    frameworkErrors: (error, request, reply) => {
      reply.headers(houseHeaders(request.id));
      const found = troubleOfFramework(error) ?? trouble('path_invalid', 'The path cannot be read.');
      void sendProblem(reply, found);
    },
  });
  addHouseHooks(app);
  app.setNotFoundHandler(answerUnknownRoute);
  answerErrors(app, dependencies);
  const service = servingOf(dependencies);
  const lists = createHandlers(dependencies);
  const handlers = { ...lists, ...listExportHandlers(context, lists, dependencies.tables.csv) };
  for (const [index, id] of OPERATION_IDS.filter(isServedHere).entries()) {
    addOperation(app, service, { id, handlers });
    if (index % ROUTES_AT_ONCE === 0) await pause();
  }
  app.get(API_BASE + ROUTES.followEvents.path, (request, reply) =>
    serveEvents(service, dependencies.live, { request, reply }),
  );
  addSingleSignOnPages(app, {
    context: service.signIn,
    providers: dependencies.providers,
    publicAddress: service.publicAddress,
  });
  app.get(`${API_BASE}/openapi.json`, async (_request, reply) =>
    reply.type('application/json').send(await readContractDocument()),
  );
  await app.ready();
  return { routing: (request, response) => app.routing(request, response), close: () => app.close() };
}

/** These are answered beside the table of handlers: the contract itself, and a stream without an end. */
type ServedId = Exclude<OperationId, 'readOpenApi' | 'followEvents'>;

function isServedHere(id: OperationId): id is ServedId {
  return id !== 'readOpenApi' && id !== 'followEvents';
}

function createHandlers(dependencies: ControlApiDependencies): Handlers<Exclude<ServedId, ListExportId>> {
  const { context, usage, audit, signer, origin } = dependencies;
  const { asked, detection } = dependencies;
  const recognition = { ...context, ...dependencies.notices, ...dependencies.recognition };
  const decisions = { context, asked, allowedDigest: detection.allowedDigest };
  const charges: ChargebackContext = { ...context, chargeback: dependencies.chargeback, installation: origin };
  const contentContext: ContentContext = { ...context, content: dependencies.content };
  const auditContext: AuditContext = { audit, signer, origin, clock: context.clock };
  return {
    ...sessionHandlers({ ...context, ...dependencies.signIn }, dependencies),
    ...roleHandlers({ ...context, ...dependencies.signIn }),
    ...deviceHandlers({ ...context, ...dependencies.signIn }, dependencies.publicAddress),
    ...viewHandlers(context),
    ...directoryHandlers(context),
    ...personAccessHandlers({ ...context, ...dependencies.signIn }, dependencies),
    ...catalogHandlers(context, dependencies.tryUpstream),
    ...calendarHandlers(context),
    ...envelopeHandlers(context),
    ...myBudgetHandlers(context),
    ...tourHandlers({ ...context, usage, directory: dependencies.directory, hasProvider: hasProvider(dependencies) }),
    ...estimateHandlers({ ...context, usage, snapshot: dependencies.transparency.snapshot }),
    ...cacheHandlers(context, dependencies.cache),
    ...workflowHandlers({ ...context, workflows: dependencies.workflows }),
    ...libraryHandlers({ ...context, ...dependencies.library }, (definition) => refuseSecrets(decisions, definition)),
    ...similarityHandlers({ ...context, ...dependencies.library }),
    ...apiKeyHandlers(context),
    ...configurationHandlers(context, audit),
    ...forecastHandlers({ ...context, ...dependencies.notices }),
    ...noticeHandlers({ ...context, ...dependencies.notices }),
    ...usageHandlers({ ...context, looks: dependencies.recognition.looks }, usage),
    ...taskHandlers({
      ...context,
      ...dependencies.notices,
      ...dependencies.tasks,
      looks: dependencies.recognition.looks,
      snapshot: dependencies.transparency.snapshot,
    }),
    ...resultHandlers(context, dependencies),
    ...chargebackHandlers(charges),
    ...costReportHandlers(charges),
    ...focusHandlers(charges, dependencies.tables),
    ...exportHandlers(exportContextOf(charges, dependencies), dependencies.tables.csv),
    ...auditHandlers(auditContext, context.sha256),
    ...evidenceHandlers({ ...charges, ...auditContext }, dependencies),
    ...suspensionHandlers(context),
    ...programmeHandlers({ ...context, usage, ...dependencies.programmes }),
    ...leaderboardHandlers({ ...context, usage, ...dependencies.programmes }),
    ...approvalHandlers(context),
    ...exceptionHandlers(context),
    ...allowanceHandlers({ ...context, allowanceInputs: dependencies.allowanceInputs }),
    ...transferHandlers(context),
    ...detectionHandlers({ ...context, ...dependencies.detection }),
    ...decisionHandlers(decisions),
    ...guardrailHandlers(decisions),
    ...protectionHandlers(context, dependencies.protection),
    ...policyHandlers({ ...context, language: dependencies.policyLanguage }, dependencies.policyPast),
    ...contentHandlers(contentContext),
    ...contentKeepingHandlers(contentContext),
    ...reportHandlers(context),
    ...routingHandlers({ ...context, routing: dependencies.routing, snapshot: dependencies.transparency.snapshot }),
    ...transparencyHandlers({ ...recognition, ...contentContext, ...dependencies.transparency, usage, audit }),
    ...recognitionHandlers(recognition),
    ...recognitionPrivacyHandlers(recognition, dependencies.tables.csv),
  };
}

function hasProvider({ setUp }: ControlApiDependencies): boolean {
  return setUp.providers.length > 0 || setUp.provisioning !== null;
}

/** What came of work, who told of it, and what it counts. */
function resultHandlers(context: ControlContext, { outcomes, sources, scores, tasks }: ControlApiDependencies) {
  return {
    ...outcomeTypeHandlers(context),
    ...outcomeHandlers({ ...context, ...outcomes, tasks: tasks.tasks, scores: scores.scores }),
    ...sourceHandlers({ ...context, ...sources }),
    ...scoreHandlers({ ...context, ...scores }),
    ...scoreRuleHandlers({ ...context, ...scores }),
    ...scoreCaseHandlers({ ...context, ...scores }),
  };
}

function exportContextOf(charges: ChargebackContext, dependencies: ControlApiDependencies): ExportContext {
  const { usage, protection, outcomes, scores, tasks } = dependencies;
  return { ...charges, ...outcomes, ...scores, usage, protection, tasks: tasks.tasks };
}

function addOperation<Id extends ServedId>(
  app: FastifyInstance,
  service: Service,
  operation: { readonly id: Id; readonly handlers: Handlers<ServedId> },
): void {
  const { id, handlers } = operation;
  const route: Route = ROUTES[id];
  const handler: Handlers<ServedId>[Id] = handlers[id];
  app.route({
    method: route.method,
    url: API_BASE + route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: route.bodyBytesMax,
    handler: (request, reply) => serveOperation(service, { id, handler }, { request, reply }),
  });
}
