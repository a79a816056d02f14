import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ReceivedWebhook, receiveWebhook } from '../../control/receive-webhook.ts';
import type { SourceContext } from '../../control/source-context.ts';
import type { Log } from '../../ports/log.ts';
import { type Trouble, toWireProblem, trouble } from '../control/problem-answer.ts';
import { readBody } from '../gateway/read-body.ts';

export type HookDependencies = {
  readonly context: SourceContext;
  /** Whether a thrown error says that the store does not answer. */
  readonly isStoreAway: (error: unknown) => boolean;
  readonly accepting: () => boolean;
  readonly log: Log;
};

/** The largest message of a system that is taken; GitHub's may be larger, and those say nothing of results. */
const BODY_BYTES_MAX = 10_000_000;
/** Of all messages that are being read at once. */
const BODIES_BYTES_MAX = 64_000_000;
/** How many are worked on at once; the others are asked to come again, which every system does. */
const WEBHOOKS_MAX = 32;
const PATH = /^\/hooks\/([a-z0-9._-]{1,64})$/;

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly requestId: string };

/**
 * Where connected systems send their messages: `POST /hooks/<source>`, with no session and no key of ours. The bytes are kept as
 * they came, because signatures are over them.
 */
export function createHookFace(
  dependencies: HookDependencies,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { context, log, isStoreAway } = dependencies;
  const held = { webhooks: 0, bytes: 0 };
  const answer = async (exchange: Exchange): Promise<void> => {
    const found = await receive(dependencies, held, exchange);
    if (found.kind === 'trouble') return sendTrouble(exchange, found);
    send(exchange, {
      status: found.kind === 'known' ? 200 : 202,
      type: 'application/json',
      body: JSON.stringify(toWire(found)),
    });
  };
  return (request, response) => {
    const exchange = { request, response, requestId: context.chance.uuid(context.clock.nowMs()) };
    answer(exchange).catch((error: unknown) => {
      const isAway = isStoreAway(error);
      if (!isAway) log('error', 'hook.failed', { requestId: exchange.requestId, error: String(error) });
      const code = isAway ? 'store_away' : 'internal';
      sendTrouble(exchange, trouble(code, isAway ? 'The store does not answer now.' : 'Something went wrong here.'));
    });
  };
}

type Held = { webhooks: number; bytes: number };
type Taken = Extract<ReceivedWebhook, { readonly kind: 'taken' | 'known' }>;

async function receive(
  { context, accepting }: HookDependencies,
  held: Held,
  { request, requestId }: Exchange,
): Promise<Taken | Trouble> {
  const sourceId = PATH.exec(request.url?.split('?')[0] ?? '')?.[1];
  if (sourceId === undefined) return trouble('not_found', 'A message goes to /hooks/ and the id of its source.');
  if (request.method !== 'POST') return trouble('method_not_allowed', 'Messages of systems are sent with POST.');
  if (!accepting() || held.webhooks >= WEBHOOKS_MAX)
    return trouble('gateway_overloaded', 'As many messages as may be are being worked on. Send it again.');
  let bytes = 0;
  held.webhooks += 1;
  try {
    const body = await readBody(request, {
      bytesMax: BODY_BYTES_MAX,
      keep: (more) => {
        if (held.bytes + more > BODIES_BYTES_MAX) return false;
        held.bytes += more;
        bytes += more;
        return true;
      },
    });
    if ('kind' in body) return trouble(body.code, body.why);
    const webhook = { header: (name: string) => headerOf(request, name), body };
    return toAnswer(await receiveWebhook(context, { sourceId, webhook, requestId }));
  } finally {
    held.webhooks -= 1;
    held.bytes -= bytes;
  }
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function toAnswer(received: ReceivedWebhook): Taken | Trouble {
  switch (received.kind) {
    case 'taken':
    case 'known':
      return received;
    case 'no_source':
      return trouble('not_found', 'There is no source of this id.');
    case 'blocked':
      return trouble('source_blocked', 'Nothing of this source is taken now.');
    case 'refused':
      return received.reason === 'unreadable'
        ? trouble('body_not_json', received.why)
        : trouble('webhook_refused', received.why);
  }
}

function toWire(found: Taken) {
  if (found.kind === 'known') return { status: 'known', deliveryId: found.deliveryId };
  return { status: 'taken', deliveryId: found.deliveryId, facts: found.facts };
}

function sendTrouble(exchange: Exchange, found: Trouble): void {
  const { request, requestId } = exchange;
  const problem = toWireProblem(found, { instance: request.url?.split('?')[0] ?? '/', requestId });
  send(exchange, { status: problem.status, type: 'application/problem+json', body: JSON.stringify(problem) });
}

function send(
  { request, response, requestId }: Exchange,
  answer: { readonly status: number; readonly type: string; readonly body: string },
): void {
  if (response.headersSent || response.destroyed) return;
  const { status, type, body } = answer;
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'request-id': requestId,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 503 ? { 'retry-after': '5' } : {}),
    ...(status === 405 ? { allow: 'POST' } : {}),
    // What was not read is not read on.
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.end(body);
}
