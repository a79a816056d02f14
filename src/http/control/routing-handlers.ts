import type { BodyOf } from '../../contract/routes.ts';
import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { calibrateRoute } from '../../control/route-calibrations.ts';
import { resumeRoute, stepBack } from '../../control/route-states.ts';
import {
  explainDryRun,
  type RouteDryRun,
  type RouteStanding,
  type RoutesContext,
  routesOf,
} from '../../control/routes.ts';
import { sumSavings } from '../../control/sum-savings.ts';
import { chooseRange } from '../../control/usage.ts';
import type { UseCase } from '../../domain/catalog/use-case.ts';
import type { RouteExplanation } from '../../domain/routing/explain-route.ts';
import { readInstruction } from '../../domain/routing/read-instruction.ts';
import type { RouteComparison, RouteState } from '../../domain/routing/route-state.ts';
import { routeReasonInWords } from '../../domain/routing/route-words.ts';
import { estimateBodyTokens } from '../../domain/usage/estimate-tokens.ts';
import type { Stored } from '../../ports/control-store.ts';
import type { RouteSavings } from '../../ports/routing-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { ownUseCases, type PartsOfNoun, withinOf } from './reach-rows.ts';
import { fromWireMoment, toWireKept, toWireMoment, toWireRow } from './wire-rows.ts';

type RoutingOperation =
  | 'listRoutes'
  | 'listRouteComparisons'
  | 'readRouteSavings'
  | 'explainRoute'
  | 'stepBackRoute'
  | 'resumeRoute'
  | 'calibrateRoute';

export function routingHandlers(context: RoutesContext): Handlers<RoutingOperation> {
  const outState = (stored: Awaited<ReturnType<typeof stepBack>>) =>
    isControlRefusal(stored) ? stored : answer(toWireState(stored));
  return {
    listRoutes: async ({ query, reach }) => {
      const from = fromCursor('routes', query);
      if ('kind' in from) return from;
      if (query.useCaseId !== undefined) {
        const useCase = await context.store.get('use_case', query.useCaseId);
        if (useCase === undefined) return refuseCommand('not_found', `There is no use case "${query.useCaseId}".`);
        return answer({ rows: (await routesOf(context, useCase.row)).map(toWireStanding), next: null });
      }
      const page = await context.store.list('use_case', {
        ...{ limit: query.limit, afterId: from.after, where: {} },
        ...withinOf(reach, PARTS),
      });
      const rows = await Promise.all(page.rows.map(({ row }) => routesOf(context, row)));
      return answer({ rows: rows.flat().map(toWireStanding), next: toCursor('routes', query, page.nextAfterId) });
    },
    listRouteComparisons: async ({ query, reach }) => {
      const from = fromCursor('route_comparisons', query);
      if ('kind' in from) return from;
      const { limit, cursor: _cursor, ...filter } = query;
      const page = await context.routing.comparisons(
        { ...filter, ...ownUseCases(reach) },
        { limit, afterId: from.after },
      );
      const next = toCursor('route_comparisons', query, page.nextAfterId);
      return answer({ rows: page.rows.map(toWireComparison), next });
    },
    readRouteSavings: async ({ query, reach }) => {
      const [fromMs, toMs] = [query.from, query.to].map((at) => (at === undefined ? undefined : fromWireMoment(at)));
      const range = chooseRange({ fromMs, toMs }, context.clock.nowMs());
      if (isControlRefusal(range)) return range;
      const only = query.useCaseId === undefined ? {} : { useCaseId: query.useCaseId };
      const asked = { ...range, ...only, ...ownUseCases(reach) };
      const [rows, choices] = await Promise.all([context.routing.savings(asked), context.routing.choices(asked)]);
      return answer({
        ...{ from: toWireMoment(range.fromMs), to: toWireMoment(range.toMs) },
        ...{ rows: rows.map(toWireSavings), total: toWireSavings(sumSavings(rows)) },
        choices: choices.map((choice) => ({ ...choice, inWords: routeReasonInWords(choice.reason) })),
      });
    },
    explainRoute: async ({ body }) => {
      const explained = explainDryRun(context, fromWireDryRun(body));
      return isControlRefusal(explained) ? explained : answer(toWireExplanation(explained));
    },
    stepBackRoute: async ({ commander, body }) =>
      outState(await stepBack(context, commander, { ...body, cause: 'person' })),
    resumeRoute: async ({ commander, body }) => outState(await resumeRoute(context, commander, body)),
    calibrateRoute: async ({ commander, body }) => {
      const made = await calibrateRoute(context, commander, body);
      return isControlRefusal(made) ? made : answer(toWireRow(made));
    },
  };
}

/** The members of a use case by which somebody who owns some is told of theirs. */
const PARTS: PartsOfNoun<UseCase> = { useCase: ['id'], of: ({ id }) => ({ useCaseIds: [id] }) };

function toWireState(stored: Stored<RouteState>) {
  const { testedFromMs, ...rest } = stored.row;
  return { ...rest, testedFrom: toWireMoment(testedFromMs), ...toWireKept(stored) };
}

function toWireStanding({ state, ...rest }: RouteStanding) {
  return {
    ...rest,
    state: state?.row.state ?? ('serving' as const),
    change: state === null ? null : toWireState(state),
  };
}

function toWireComparison({ comparedAtMs, ...rest }: RouteComparison) {
  return { ...rest, comparedAt: toWireMoment(comparedAtMs) };
}

function toWireSavings<Savings extends Omit<RouteSavings, 'useCaseId'>>(savings: Savings) {
  const gained = BigInt(savings.savedNanodollars) + BigInt(savings.lostNanodollars);
  const net = gained - BigInt(savings.shadowCostNanodollars);
  return { ...savings, netNanodollars: net.toString() };
}

function toWireExplanation(explained: RouteExplanation) {
  const text = (amount: bigint | null): string | null => (amount === null ? null : amount.toString());
  return {
    ...explained,
    expectedNanodollars: text(explained.expectedNanodollars),
    expectedAtReferenceNanodollars: text(explained.expectedAtReferenceNanodollars),
    leavingNanodollars: text(explained.leavingNanodollars),
  };
}

function fromWireDryRun(body: BodyOf<'explainRoute'>): RouteDryRun {
  const { instruction, inputTokens, turnCount, toolCount, structuredOutput, reasoning, media, conversation } = body;
  const read = readInstruction(instruction === '' ? [] : [`user|t${instruction.length}:${instruction}`]);
  return {
    useCaseId: body.useCaseId,
    model: body.model,
    face: body.face,
    dataClass: body.dataClass,
    maxOutputTokens: body.maxOutputTokens,
    templateId: body.templateId,
    shape: {
      inputTokens: inputTokens ?? estimateBodyTokens(new TextEncoder().encode(instruction)),
      turnCount,
      toolCount,
      structuredOutput,
      reasoning,
      media,
      instruction: { ...read, isAgentStep: body.agentStep },
    },
    conversation:
      conversation === null
        ? null
        : { modelId: conversation.modelId, tokens: conversation.warmTokens, isMarked: conversation.marked },
  };
}
