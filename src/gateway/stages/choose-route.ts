import { AUTO_MODEL, activeRouting, type RoutingRule } from '../../domain/catalog/routing-rule.ts';
import type { Model } from '../../domain/catalog/upstream.ts';
import { isRefusal } from '../../domain/policy/refusal.ts';
import { chooseRoute, type RouteChoice, type RouteQuestion } from '../../domain/routing/choose-route.ts';
import { chooseTargets } from '../../domain/routing/choose-targets.ts';
import { estimateDifficulty } from '../../domain/routing/estimate-difficulty.ts';
import type { WarmPrefix } from '../../domain/routing/expected-cost.ts';
import { readInstruction } from '../../domain/routing/read-instruction.ts';
import { abilitiesNeeded, type RequestShape, type TemplateWord } from '../../domain/routing/request-shape.ts';
import { fitOf, priceOfModel, type RouteCandidate } from '../../domain/routing/route-candidate.ts';
import { warmNow } from '../../domain/routing/route-memory.ts';
import { routeStateId } from '../../domain/routing/route-state.ts';
import type { RoutedDialect } from '../../ports/dialect.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { Gateway } from '../gateway.ts';
import type { UnderstoodCall } from '../understand-call.ts';
import type { TaskBinding } from './bind-task.ts';
import type { OpenedCall } from './describe-call.ts';

/** What routing made of a call, and what it must know of it at its end. */
export type RoutePlan = {
  readonly rule: RoutingRule;
  /** False: difficulty is only watched, and the call goes where it would have gone. */
  readonly acts: boolean;
  readonly choice: RouteChoice;
  readonly reference: Model;
  /** The model that a shadow would ask; null: there is no other. */
  readonly other: Model | null;
  readonly raw: number;
  readonly dialect: RoutedDialect;
  readonly conversation: string;
  readonly warm: WarmPrefix | null;
  /** The conversation leaves the model at which it was. */
  readonly hasMoved: boolean;
};

export type RoutedCall = Pick<
  UnderstoodCall,
  'grant' | 'hints' | 'dialect' | 'request' | 'binding' | 'allowance' | 'speaks'
> & {
  readonly call: OpenedCall;
  readonly snapshot: Snapshot;
  readonly task: TaskBinding;
  readonly contextTokens: number;
  readonly mediaKinds: readonly string[];
  /** Who serves unless routing says otherwise. */
  readonly model: Model;
  readonly mayGoTo: ((modelId: string) => boolean) | null;
};

const OUTPUT_TOKENS_USUAL = 500;

/**
 * Which model of the stack serves, by how difficult the request looks. Null where the use case routes nothing, where the API
 * is not one that is routed, and where policy has moved the call already. Asks nobody and waits for nothing.
 */
export function chooseRouteOf(gateway: Pick<Gateway, 'routing'>, routed: RoutedCall): RoutePlan | null {
  const rule = activeRouting(routed.binding.useCase);
  const dialect = routed.dialect.routed;
  if (rule === null || dialect === null || routed.mayGoTo === null || routed.model !== routed.allowance.model)
    return null;
  const { call, model: reference } = routed;
  const conversation = nameRouted(routed);
  const kept = gateway.routing.memory.find(conversation);
  const warm = warmNow(kept, call.openedMonotonicMs);
  const shape = shapeOf(routed, rule, dialect);
  const raw = estimateDifficulty(shape);
  const acts = rule.mode === 'on' && (rule.substitutes || routed.binding.model === AUTO_MODEL);
  const { snapshot } = routed;
  const { useCase } = routed.binding;
  const { routing } = snapshot;
  const asked: RouteQuestion = {
    rule,
    acts,
    reference: candidateOf(routed, reference),
    others: othersOf(routed, shape, kept?.modelId),
    raw,
    calibrationOf: (modelId) => routing?.calibrations.get(routeStateId({ useCaseId: useCase.id, modelId })),
    isSteppedBack: (modelId) => routing?.steppedBack.has(routeStateId({ useCaseId: useCase.id, modelId })) ?? false,
    tokens: { inputTokens: routed.contextTokens, outputTokens: outputTokensOf(routed) },
    kept,
    warm,
    draw: drawOf(conversation),
  };
  const { choice, others } = clearedChoice(asked, routed.mayGoTo);
  const other = choice.model === reference ? (otherOf(rule, others)?.model ?? null) : reference;
  const hasMoved = kept !== undefined && kept.modelId !== choice.model.id;
  return { rule, acts, choice, reference, other, raw, dialect, conversation, warm, hasMoved };
}

/** Policy is asked of the chosen alone: what it does not clear is taken out, and the choice is made again. */
function clearedChoice(
  asked: RouteQuestion,
  mayGoTo: (modelId: string) => boolean,
): { readonly choice: RouteChoice; readonly others: readonly RouteCandidate[] } {
  let { others } = asked;
  for (;;) {
    const choice = chooseRoute({ ...asked, others });
    const { id } = choice.model;
    if (id === asked.reference.model.id || mayGoTo(id)) return { choice, others };
    others = others.filter(({ model }) => model.id !== id);
  }
}

function othersOf(routed: RoutedCall, shape: RequestShape, keptId: string | undefined): readonly RouteCandidate[] {
  const { binding, snapshot, model: reference, request, speaks } = routed;
  const { previousResponseId, maxOutputTokens } = request.facts;
  const need = { inputTokens: shape.inputTokens, maxOutputTokens, abilities: abilitiesNeeded(shape) };
  const others: RouteCandidate[] = [];
  for (const id of binding.useCase.modelStack) {
    const model = snapshot.models.get(id);
    if (model === undefined || model === reference || !speaks(model) || fitOf(model, need) !== null) continue;
    // What goes on from an answer that a vendor keeps goes on where that answer is.
    if (previousResponseId !== null && id !== keptId) continue;
    if (!speaksNatively(model, routed)) continue;
    others.push(candidateOf(routed, model));
  }
  return others;
}

/** A translation can say less, and may refuse where the reference would have answered: nothing is routed into one. */
function speaksNatively(model: Model, { call, snapshot }: RoutedCall): boolean {
  const targets = chooseTargets({ model, face: call.face, upstreams: snapshot.upstreams });
  return !isRefusal(targets) && targets[0]?.translate === null;
}

function candidateOf({ snapshot, call, contextTokens }: RoutedCall, model: Model): RouteCandidate {
  const { priceBook, upstreams } = snapshot;
  const asked = { model, upstreams, atMs: call.openedAtMs, inputTokens: contextTokens };
  return { model, price: priceOfModel(priceBook, asked) };
}

/** Whom a shadow asks beside the reference: the model on trial, else the first of the stack. */
function otherOf({ canary }: RoutingRule, others: readonly RouteCandidate[]): RouteCandidate | undefined {
  return others.find(({ model }) => model.id === canary?.modelId) ?? others[0];
}

function shapeOf(routed: RoutedCall, rule: RoutingRule, dialect: RoutedDialect): RequestShape {
  const { facts } = routed.request;
  const needs = dialect.readNeeds(routed.request);
  return {
    structuredOutput: needs.structuredOutput,
    reasoning: needs.reasoning,
    inputTokens: routed.contextTokens,
    turnCount: facts.turns.length,
    toolCount: facts.toolCount,
    media: routed.mediaKinds.length > 0,
    template: templateWord(routed, rule),
    instruction: readInstruction(facts.turns),
  };
}

function templateWord({ hints, model }: RoutedCall, { templateModels }: RoutingRule): TemplateWord {
  if (hints.templateId === null) return 'none';
  const meant = Object.hasOwn(templateModels, hints.templateId) ? templateModels[hints.templateId] : undefined;
  if (meant === undefined) return 'none';
  return meant === model.id ? 'reference' : 'cheaper';
}

function outputTokensOf({ binding, request }: RoutedCall): number {
  const usual = binding.useCase.expectedOutputTokens ?? OUTPUT_TOKENS_USUAL;
  return Math.min(usual, request.facts.maxOutputTokens ?? usual);
}

/**
 * Owner, task, and how long its beginning is, which stays while a conversation grows: two prompts within one task are two
 * conversations. Where a vendor keeps the history the beginning does not come again, and the task says it alone.
 */
function nameRouted({ task, request, dialect }: RoutedCall): string {
  let name = `${task.owner}\n${task.taskId}`;
  if (dialect.answersContinueById) return name;
  for (const turn of request.facts.turns) {
    name += `\n${turn.length}`;
    if (turn.startsWith('user|')) break;
  }
  return name;
}

/** A number from 0 to 1 that is the same for all calls of a conversation (FNV-1a). */
function drawOf(conversation: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < conversation.length; at += 1) hash = Math.imul(hash ^ conversation.charCodeAt(at), 0x01000193);
  // The low bits of this hash are the better mixed ones.
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000;
}
