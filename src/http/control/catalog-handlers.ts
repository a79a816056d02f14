import type { AnswerOf } from '../../contract/routes.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import { modelRules } from '../../control/models.ts';
import { createPrice, endPrice } from '../../control/prices.ts';
import { testUpstream } from '../../control/test-upstream.ts';
import { upstreamRules } from '../../control/upstreams.ts';
import { useCaseRules } from '../../control/use-cases.ts';
import type { Price } from '../../domain/catalog/price.ts';
import type { Upstream } from '../../domain/catalog/upstream.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromWireModel, fromWireUpstream, fromWireUseCase } from './from-wire-rows.ts';
import { listRows, readRow, rowHandlers } from './row-handlers.ts';
import { fromWireMoment, fromWirePrice, toWirePrice } from './wire-rows.ts';

type CatalogOperation =
  | 'listUseCases'
  | `${'create' | 'read' | 'change' | 'archive' | 'restore'}UseCase`
  | 'listUpstreams'
  | `${'create' | 'read' | 'change' | 'test'}Upstream`
  | 'listModels'
  | `${'create' | 'read' | 'change' | 'archive' | 'restore'}Model`
  | 'listPrices'
  | `${'create' | 'read' | 'end'}Price`;

/** Whether the key of an upstream is at hand and its address answers, from here. */
export type TryUpstream = (upstream: Upstream) => Promise<AnswerOf<'testUpstream'>['checks']>;

/** What there is to use, and what it costs: use cases, upstreams, models, prices. */
export function catalogHandlers(context: ControlContext, tryUpstream: TryUpstream): Handlers<CatalogOperation> {
  const useCases = rowHandlers(context, {
    rules: useCaseRules,
    fromWire: fromWireUseCase,
    parts: { useCase: ['id'], of: ({ id }) => ({ useCaseIds: [id] }) },
  });
  const upstreams = rowHandlers(context, { rules: upstreamRules, fromWire: fromWireUpstream });
  const models = rowHandlers(context, { rules: modelRules, fromWire: fromWireModel });
  const outPrice = (stored: Stored<Price> | ControlRefusal) =>
    isControlRefusal(stored) ? stored : answer(toWirePrice(stored));
  return {
    listUseCases: useCases.list,
    createUseCase: useCases.create,
    readUseCase: useCases.read,
    changeUseCase: useCases.change,
    archiveUseCase: useCases.archive,
    restoreUseCase: useCases.restore,

    listUpstreams: upstreams.list,
    createUpstream: upstreams.create,
    readUpstream: upstreams.read,
    changeUpstream: upstreams.change,
    testUpstream: async ({ params: { id }, commander }) => {
      const checks = await testUpstream(context, commander, { id, tryUpstream });
      return isControlRefusal(checks) ? checks : answer({ upstreamId: id, checks: [...checks] });
    },

    listModels: models.list,
    createModel: models.create,
    readModel: models.read,
    changeModel: models.change,
    archiveModel: models.archive,
    restoreModel: models.restore,

    listPrices: ({ query }) => listRows(context.store, { noun: 'price', query, toWire: toWirePrice }),
    readPrice: ({ params }) =>
      readRow(context.store, { noun: 'price', word: 'price', id: params.id, toWire: toWirePrice }),
    createPrice: async ({ commander, body }) => {
      const { endsPrevious, ...price } = body;
      return outPrice(await createPrice(context, commander, { price: fromWirePrice(price), endsPrevious }));
    },
    endPrice: async ({ commander, params, body, expectedRevision }) => {
      const effectiveToMs = fromWireMoment(body.effectiveTo);
      return outPrice(await endPrice(context, commander, { id: params.id, expectedRevision, effectiveToMs }));
    },
  };
}
