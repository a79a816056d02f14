import { AUTO_MODEL, type RoutingRule } from '../domain/catalog/routing-rule.ts';
import type { Face, Model } from '../domain/catalog/upstream.ts';
import type { UseCase } from '../domain/catalog/use-case.ts';
import type { DataClass } from '../domain/detection/data-class.ts';
import { isAbove } from '../domain/detection/data-class.ts';
import type { WarmPrefix } from '../domain/routing/expected-cost.ts';
import { explainRoute, type RouteExplanation } from '../domain/routing/explain-route.ts';
import { abilitiesNeeded, type RequestShape } from '../domain/routing/request-shape.ts';
import { fitOf, priceOfModel, type RouteCandidate } from '../domain/routing/route-candidate.ts';
import { type RouteState, routeStateId } from '../domain/routing/route-state.ts';
import { type Proportion, wilsonInterval } from '../domain/routing/wilson-interval.ts';
import type { Stored } from '../ports/control-store.ts';
import type { Snapshot } from '../ports/snapshot.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import type { RoutingContext } from './route-calibrations.ts';
import { type RouteTests, testedSince, testRoute } from './watch-routes.ts';

export type RoutesContext = RoutingContext & { readonly snapshot: () => Snapshot };

/** Where one model of a use case's stack stands. */
export type RouteStanding = {
  readonly useCaseId: string;
  readonly modelId: string;
  readonly mode: RoutingRule['mode'];
  /** Null: it was never stepped back from. */
  readonly state: Stored<RouteState> | null;
  readonly calibrationVersion: number | null;
  readonly pairs: readonly { readonly referenceId: string; readonly agreement: Proportion }[];
  readonly errors: Proportion;
  readonly tests: RouteTests;
};

/** The models of one use case's stack, with what was seen of each since it was last let go on. */
export async function routesOf(context: RoutesContext, useCase: UseCase): Promise<readonly RouteStanding[]> {
  const { routing: rule } = useCase;
  if (rule === null) return [];
  const { routing } = context.snapshot();
  return Promise.all(
    useCase.modelStack.map(async (modelId): Promise<RouteStanding> => {
      const route = { useCaseId: useCase.id, modelId };
      const id = routeStateId(route);
      const state = (await context.store.get('route_state', id)) ?? null;
      const figures = await context.routing.figures(route, testedSince(state?.row, context.clock.nowMs()));
      return {
        ...route,
        mode: rule.mode,
        state,
        calibrationVersion: routing?.calibrations.get(id)?.version ?? null,
        pairs: figures.pairs.map(({ referenceId, comparisons, agreed }) => ({
          referenceId,
          agreement: wilsonInterval({ count: agreed, of: comparisons }),
        })),
        errors: wilsonInterval({ count: figures.failed, of: figures.calls }),
        tests: await testRoute(context, route, rule, state?.row),
      };
    }),
  );
}

export type RouteDryRun = {
  readonly useCaseId: string;
  /** `auto`, or a model of the stack. */
  readonly model: string;
  readonly face: Face;
  readonly dataClass: DataClass;
  readonly maxOutputTokens: number | null;
  readonly shape: Omit<RequestShape, 'template'>;
  readonly templateId: string | null;
  /** Where the conversation is, and what is warm there. */
  readonly conversation: ({ readonly modelId: string } & WarmPrefix) | null;
};

const OUTPUT_TOKENS_USUAL = 500;

/** What would become of a request; policy is asked for the clearance of models alone. Sends nothing, keeps nothing. */
export function explainDryRun(context: RoutesContext, asked: RouteDryRun): RouteExplanation | ControlRefusal {
  const snapshot = context.snapshot();
  const useCase = snapshot.useCases.get(asked.useCaseId);
  if (useCase === undefined) return refuseCommand('not_found', `There is no use case "${asked.useCaseId}".`);
  const { routing: rule } = useCase;
  if (rule === null) return refuseCommand('rule_broken', `"${useCase.id}" routes nothing: its "routing" is null.`);
  const stack = useCase.modelStack.flatMap((id) => snapshot.models.get(id) ?? []).filter(speaks(asked));
  const reference = asked.model === AUTO_MODEL ? stack.at(-1) : stack.find(({ id }) => id === asked.model);
  if (reference === undefined)
    return refuseCommand('not_found', `No model "${asked.model}" of "${useCase.id}" answers at ${asked.face}.`);
  const need = {
    inputTokens: asked.shape.inputTokens,
    maxOutputTokens: asked.maxOutputTokens,
    abilities: abilitiesNeeded(asked.shape),
  };
  const others = stack.filter(
    (model) =>
      model !== reference && fitOf(model, need) === null && !isAbove(asked.dataClass, model.clearance.dataClassMax),
  );
  const candidateOf = (model: Model): RouteCandidate => candidateIn(context, snapshot, { model, asked });
  const usual = useCase.expectedOutputTokens ?? OUTPUT_TOKENS_USUAL;
  const nameOf = (modelId: string): string => routeStateId({ useCaseId: useCase.id, modelId });
  const { conversation } = asked;
  return explainRoute(
    { ...asked.shape, template: templateWord(rule, asked.templateId, reference) },
    {
      rule,
      acts: rule.mode === 'on' && (rule.substitutes || asked.model === AUTO_MODEL),
      reference: candidateOf(reference),
      others: others.map(candidateOf),
      calibrationOf: (modelId) => snapshot.routing?.calibrations.get(nameOf(modelId)),
      isSteppedBack: (modelId) => snapshot.routing?.steppedBack.has(nameOf(modelId)) === true,
      tokens: { inputTokens: asked.shape.inputTokens, outputTokens: Math.min(usual, asked.maxOutputTokens ?? usual) },
      kept: conversation === null ? undefined : { modelId: conversation.modelId, atMonotonicMs: 0, warm: conversation },
      warm: conversation,
      // No conversation is that of a canary: what is asked is what the rule says of all others.
      draw: 1,
    },
  );
}

function speaks({ face }: RouteDryRun): (model: Model) => boolean {
  return (model) => model.status === 'active' && model.faces.includes(face);
}

function candidateIn(
  { clock }: RoutesContext,
  { priceBook, upstreams }: Snapshot,
  { model, asked }: { readonly model: Model; readonly asked: RouteDryRun },
): RouteCandidate {
  const { inputTokens } = asked.shape;
  return { model, price: priceOfModel(priceBook, { model, upstreams, atMs: clock.nowMs(), inputTokens }) };
}

function templateWord(rule: RoutingRule, templateId: string | null, reference: Model): RequestShape['template'] {
  if (templateId === null || !Object.hasOwn(rule.templateModels, templateId)) return 'none';
  return rule.templateModels[templateId] === reference.id ? 'reference' : 'cheaper';
}
