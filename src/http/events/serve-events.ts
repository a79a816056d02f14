import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route } from '../../contract/route.ts';
import { ROUTES } from '../../contract/routes.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { idleEndsAtMs } from '../../domain/identity/session.ts';
import { authenticateRequest } from '../control/authenticate-request.ts';
import { readVisit } from '../control/browser-visit.ts';
import { identify } from '../control/identify-caller.ts';
import { sendProblem, trouble } from '../control/problem-answer.ts';
import { readRequest } from '../control/read-request.ts';
import type { Service } from '../control/serve-operation.ts';
import { lookForCaller, type SessionCaller } from '../control/session-caller.ts';
import type { LiveMessage, LiveOutbox } from './live-outbox.ts';
import type { Arrival, LiveRoom } from './live-room.ts';

/** Proxies pass it on as it comes; nobody keeps it. */
const STREAM_HEADERS = { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' } as const;
const RETRY_MS = 3_000;

/** The request for messages: who asks and whether they may is as on every route; the answer goes on until one side ends it. */
export async function serveEvents(
  service: Service,
  room: LiveRoom,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const route: Route = ROUTES.followEvents;
  const visit = readVisit(request.raw, service.publicAddress);
  const asking = await identify(service, { route, visit, request });
  if (asking.kind === 'trouble') return sendProblem(reply, asking);
  const read = readRequest('followEvents', request);
  if ('kind' in read) return sendProblem(reply, read);
  const after = read.query.after ?? placeOf(request.headers['last-event-id']);
  const { caller, grant } = asking;
  const asked = { service, request };
  const arrival = caller === undefined ? arrivalOfKey(asked, grant) : arrivalOfSession(asked, caller);
  const outbox = await room.enter({ ...arrival, after });
  if (outbox === undefined) return sendProblem(reply, trouble('live_full', 'Ask again in a minute.'));
  // Whoever left meanwhile is not told by the stream, which nobody reads yet.
  if (request.raw.destroyed) room.leave(outbox);
  return reply
    .code(route.status)
    .type(route.media)
    .headers(STREAM_HEADERS)
    .send(Readable.from(piecesOf(outbox, room), { objectMode: false }));
}

type Asked = { readonly service: Service; readonly request: FastifyRequest };
type Seat = Omit<Arrival, 'after'>;

function arrivalOfSession({ service, request }: Asked, caller: SessionCaller): Seat {
  const visit = readVisit(request.raw, service.publicAddress);
  const { personId } = caller.session;
  return {
    ...seatOf(service, caller),
    isStopped: () => service.findStop(personId) !== undefined,
    // It is looked at, and not used: a page that is left open does not keep a session alive.
    lookAgain: async () => {
      const now = await lookForCaller(service.signIn, visit);
      return now === undefined ? undefined : seatOf(service, now);
    },
  };
}

function seatOf({ signIn }: Service, { session, held }: SessionCaller): Pick<Seat, 'listener' | 'endsAtMs'> {
  const ends = held.flatMap(({ expiresAtMs }) => (expiresAtMs === null ? [] : [expiresAtMs]));
  return {
    listener: { personId: session.personId, by: { kind: 'session', sessionId: session.id, held } },
    endsAtMs: Math.min(idleEndsAtMs(session, signIn.sessionLife), ...ends),
  };
}

function arrivalOfKey({ service, request }: Asked, grant: KeyGrant): Seat {
  const { context, findGrant } = service;
  const again = (): KeyGrant | undefined => {
    const found = authenticateRequest(request.headers, findGrant, context.clock.nowMs());
    return 'kind' in found ? undefined : found;
  };
  return {
    ...seatOfKey(grant),
    isStopped: () => again() === undefined,
    lookAgain: () => {
      const found = again();
      return Promise.resolve(found === undefined ? undefined : seatOfKey(found));
    },
  };
}

function seatOfKey({ keyId, owner, scopes, expiresAtMs }: KeyGrant): Pick<Seat, 'listener' | 'endsAtMs'> {
  return {
    listener: {
      personId: owner.kind === 'person' ? owner.personId : null,
      by: { kind: 'key', keyId, scopes },
    },
    endsAtMs: expiresAtMs ?? Number.POSITIVE_INFINITY,
  };
}

/** The messages as they go out. A reader who goes away ends the wait at once, which a generator would not. */
function piecesOf(outbox: LiveOutbox, room: LiveRoom): AsyncIterable<string> {
  let isFirst = true;
  const next = async (): Promise<IteratorResult<string>> => {
    const message = await outbox.next();
    if (message === undefined) return { done: true, value: undefined };
    const begin = isFirst ? `retry: ${RETRY_MS}\n` : '';
    isFirst = false;
    return { done: false, value: `${begin}${textOf(message)}` };
  };
  const leave = (): Promise<IteratorResult<string>> => {
    room.leave(outbox);
    return Promise.resolve({ done: true, value: undefined });
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: leave, throw: leave }) };
}

function textOf(message: LiveMessage): string {
  if (message.kind === 'beat') return ': still here\n\n';
  const id = 'place' in message ? `id: ${message.place}\n` : '';
  return `${id}data: ${JSON.stringify(message)}\n\n`;
}

function placeOf(header: string | readonly string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
