import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export type HouseHandlers = {
  readonly gateway: Handler;
  readonly control: Handler;
  /** `/healthz`, `/readyz` and `/metrics`. */
  readonly operations: Handler;
};

/** Bounds of the listener itself. None is left to a default that may change. */
export type ServerLimits = {
  readonly headersWaitMaxMs: number;
  readonly requestWaitMaxMs: number;
  readonly keepAliveMs: number;
  readonly headerBytesMax: number;
  readonly connectionsMax: number;
};

/** The one listener: the path's first segment says which face answers. */
export function createHouseServer(handlers: HouseHandlers, limits: ServerLimits): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersWaitMaxMs,
      requestTimeout: limits.requestWaitMaxMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytesMax,
      connectionsCheckingInterval: 5_000,
      insecureHTTPParser: false,
      requireHostHeader: true,
      noDelay: true,
      highWaterMark: 64 * 1024,
    },
    (request, response) => chooseHandler(handlers, request.url ?? '/')(request, response),
  );
  server.maxConnections = limits.connectionsMax;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    socket.end(`HTTP/1.1 ${statusOfClientError(error.code)}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  });
  return server;
}

function chooseHandler(handlers: HouseHandlers, url: string): Handler {
  if (url.startsWith('/v1/')) return handlers.gateway;
  if (url.startsWith('/api/')) return handlers.control;
  if (isOperations(url)) return handlers.operations;
  return handlers.gateway;
}

function isOperations(url: string): boolean {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  return path === '/' || path === '/healthz' || path === '/readyz' || path === '/metrics';
}

function statusOfClientError(code: string | undefined): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  return '400 Bad Request';
}
