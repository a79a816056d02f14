import { Buffer } from 'node:buffer';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isForPeople, pathOf } from '../web/web-face.ts';

// Imported, it would bring all of fetch with it, three megabytes that nothing here uses.
const { createServer } = process.getBuiltinModule('node:http');

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export type HouseHandlers = {
  readonly gateway: Handler;
  readonly control: Handler;
  /** Messages of connected systems. */
  readonly hooks: Handler;
  /** People and groups, kept by an identity provider. */
  readonly scim: Handler;
  /** `/healthz`, `/readyz` and `/metrics`. */
  readonly operations: Handler;
  /** Pages for people. */
  readonly web: Handler;
};

/** Counts what could not be read as a request, by its code, and gives the id that its answer bears. */
export type UnreadableRequest = (code: string) => string;

/** Bounds of the listener itself. None is left to a default that may change. */
export type ServerLimits = {
  readonly headersWaitMaxMs: number;
  readonly requestWaitMaxMs: number;
  readonly keepAliveMs: number;
  readonly headerBytesMax: number;
  readonly connectionsMax: number;
};

/** How late at most a request that is too slow is ended. */
const CONNECTIONS_CHECKED_EVERY_MS = 1_000;

/** The one listener: the path's first segment says which face answers. */
export function createHouseServer(
  handlers: HouseHandlers,
  limits: ServerLimits,
  unreadable: UnreadableRequest,
): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersWaitMaxMs,
      requestTimeout: limits.requestWaitMaxMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytesMax,
      connectionsCheckingInterval: CONNECTIONS_CHECKED_EVERY_MS,
      insecureHTTPParser: false,
      // Looked at below, in words: Node would answer with nothing in it.
      requireHostHeader: false,
      noDelay: true,
      highWaterMark: 64 * 1024,
    },
    (request, response) => {
      if (request.headers.host === undefined && request.httpVersion === '1.1')
        request.socket.end(answerToClientError('HOST_MISSING', unreadable));
      else chooseHandler(handlers, request)(request, response);
    },
  );
  server.maxConnections = limits.connectionsMax;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    socket.end(answerToClientError(error.code, unreadable));
  });
  return server;
}

function chooseHandler(handlers: HouseHandlers, request: IncomingMessage): Handler {
  const url = request.url ?? '/';
  if (url.startsWith('/v1/')) return handlers.gateway;
  if (url.startsWith('/hooks/')) return handlers.hooks;
  if (url.startsWith('/scim/')) return handlers.scim;
  if (url.startsWith('/api/') || url.startsWith('/auth/')) return handlers.control;
  const path = pathOf(url);
  if (path === '/healthz' || path === '/readyz' || path === '/metrics') return handlers.operations;
  if (isForPeople(request)) return handlers.web;
  return path === '/' ? handlers.operations : handlers.gateway;
}

/** What could not be read as a request has no route and no caller: one shape serves, which both families of clients can read. */
function answerToClientError(cause: string | undefined, unreadable: UnreadableRequest): string {
  const { status, code, why } = readClientError(cause);
  const id = unreadable(code);
  const message = `${why} (${code}, request ${id})`;
  const error = { type: 'invalid_request_error', message, param: null, code };
  const body = JSON.stringify({ type: 'error', error, request_id: id });
  const head = [
    `HTTP/1.1 ${status}`,
    ...['connection: close', 'content-type: application/json', 'x-should-retry: false'],
    ...[`x-request-id: ${id}`, `request-id: ${id}`, `content-length: ${Buffer.byteLength(body)}`],
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

type ClientError = { readonly status: string; readonly code: string; readonly why: string };

function readClientError(cause: string | undefined): ClientError {
  if (cause === 'HPE_HEADER_OVERFLOW')
    return {
      ...{ status: '431 Request Header Fields Too Large', code: 'headers_too_large' },
      why: 'The headers are larger than this server takes.',
    };
  if (cause === 'ERR_HTTP_REQUEST_TIMEOUT')
    return {
      ...{ status: '408 Request Timeout', code: 'request_timeout' },
      why: 'The request did not arrive whole in time.',
    };
  if (cause === 'HOST_MISSING')
    return { status: '400 Bad Request', code: 'host_missing', why: 'The request has no "host" header.' };
  return {
    ...{ status: '400 Bad Request', code: 'request_malformed' },
    why: 'This is not a valid HTTP/1.1 request: a header, a length or the request line cannot be read in one way alone.',
  };
}
