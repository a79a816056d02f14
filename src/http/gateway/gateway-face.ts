import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRefusal, type Refusal, refuse } from '../../domain/policy/refusal.ts';
import { authoriseCall } from '../../gateway/asked/authorise-call.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { serve } from '../../gateway/serve.ts';
import { authenticate } from '../../gateway/stages/authenticate.ts';
import { answerUnread } from '../server/answer-unread.ts';
import { findGatewayRoute, type GatewayRoute, guessFamily } from './gateway-routes.ts';
import { modelsOf, shapeModel, shapeModels } from './list-models.ts';
import { NodeExchange } from './node-exchange.ts';
import { REFUSAL_MANNERS, type RefusalManner } from './refusal-manner.ts';
import { type ApiFamily, shapeRefusal } from './refusal-shape.ts';

export type GatewayFace = (request: IncomingMessage, response: ServerResponse) => void;

/** Before the path of a call that another gateway asks about (Envoy's `path_prefix`): answered, not made. */
const AUTHORISE = '/authorise';

/** The gateway's faces under `/v1`: finds the route, hands calls to the path, answers the rest itself. */
export function createGatewayFace(
  gateway: Gateway,
  options: {
    readonly bodyBytesMax: number;
    readonly accepting: () => boolean;
    /** Besides those of the house, and before them. */
    readonly manners?: readonly RefusalManner[];
  },
): GatewayFace {
  const manners = [...(options.manners ?? []), ...REFUSAL_MANNERS];
  return (request, response) => {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const whole = mark < 0 ? url : url.slice(0, mark);
    const isAsked = whole.startsWith(AUTHORISE);
    const path = isAsked ? whole.slice(AUTHORISE.length) : whole;
    const route = findGatewayRoute(request.method ?? '', path);
    if (!options.accepting())
      return turnAway(
        gateway,
        { request, response, path },
        refuse('shutting_down', 'This gateway is shutting down. Another one will answer.'),
      );
    if (route.kind !== 'call') return answerAside(gateway, { request, response, path }, route);
    const exchange = new NodeExchange(request, response, {
      face: route.face,
      query: mark < 0 ? '' : url.slice(mark),
      bodyBytesMax: options.bodyBytesMax,
      manners,
    });
    void serveWhole(gateway, exchange, isAsked ? authoriseCall : serve);
  };
}

/** A call from its first byte to its last, faults of ours included; then its body is let go. */
async function serveWhole(gateway: Gateway, exchange: NodeExchange, path: typeof serve): Promise<void> {
  try {
    await path(gateway, exchange);
  } catch (error) {
    const callId = gateway.chance.uuid(gateway.clock.nowMs());
    gateway.log('error', 'call.crashed', { callId, error: error instanceof Error ? error.stack : String(error) });
    const why = 'Something went wrong inside the gateway; it was logged under this request id.';
    exchange.refuse(refuse('internal', why), callId);
  } finally {
    gateway.live.releaseBody(exchange.heldBytes);
  }
}

type Aside = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly path: string };

/** Answers what is not a call: the models, and what is not offered. */
function answerAside(gateway: Gateway, aside: Aside, route: Exclude<GatewayRoute, { kind: 'call' }>): void {
  switch (route.kind) {
    case 'unknown':
      return turnAway(
        gateway,
        aside,
        refuse(
          'route_unknown',
          `There is nothing at ${clip(aside.path)}. This gateway offers /v1/chat/completions, /v1/responses, /v1/embeddings, /v1/messages, /v1/messages/count_tokens and /v1/models.`,
        ),
      );
    case 'method_not_allowed':
      aside.response.setHeader('allow', route.allow);
      return turnAway(gateway, aside, refuse('method_not_allowed', `${clip(aside.path)} takes ${route.allow}.`));
    case 'models':
    case 'model':
      return answerModels(gateway, aside, route.kind === 'model' ? decodeId(route.id) : undefined);
  }
}

/** Also answers over budget and while the store is away: clients ask for models before they ask anything else. */
function answerModels(gateway: Gateway, aside: Aside, id: string | undefined): void {
  const snapshot = gateway.snapshots.current();
  const grant = authenticate({ header: headerOf(aside.request) }, snapshot, gateway.keyDigest, gateway.clock.nowMs());
  if (isRefusal(grant)) return turnAway(gateway, aside, grant);
  const family = familyFor(aside);
  const models = modelsOf(grant, snapshot);
  if (id === undefined) return answerJson(aside.response, 200, shapeModels(family, models));
  const model = models.find((candidate) => candidate.id === id);
  if (model !== undefined) return answerJson(aside.response, 200, shapeModel(family, model));
  turnAway(gateway, aside, refuse('model_unknown', `There is no model "${clip(id)}" for this key.`));
}

function turnAway(gateway: Gateway, aside: Aside, refusal: Refusal): void {
  const callId = gateway.chance.uuid(gateway.clock.nowMs());
  const shaped = shapeRefusal(familyFor(aside), refusal, callId);
  gateway.telemetry.turnedAway(refusal.code);
  // A body that was not read to its end cannot share a connection with the next request; and who stops keeps nobody.
  const keeps = aside.request.complete && refusal.code !== 'shutting_down';
  const close = keeps ? [] : ['connection', 'close'];
  const allow = aside.response.getHeader('allow');
  const extra = typeof allow === 'string' ? ['allow', allow] : [];
  aside.response.removeHeader('allow');
  aside.response.writeHead(shaped.status, [
    ...shaped.headers,
    ...extra,
    ...close,
    'content-length',
    String(Buffer.byteLength(shaped.body)),
  ]);
  if (aside.request.method === 'HEAD') aside.response.end();
  else answerUnread(aside.request, aside.response, shaped.body);
}

function answerJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, ['content-type', 'application/json', 'content-length', String(Buffer.byteLength(body))]);
  response.end(body);
}

function familyFor(aside: Aside): ApiFamily {
  return guessFamily(aside.path, headerOf(aside.request));
}

function headerOf(request: IncomingMessage): (name: string) => string | undefined {
  return (name) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
}

function decodeId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function clip(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
