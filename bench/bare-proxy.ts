import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Dispatcher, Pool } from 'undici';

/**
 * The floor that a Node proxy stands on: node:http in front, undici's dispatch behind, no governance.
 * It does the least that a correct proxy must: forward the end-to-end headers, answer JSON in one write,
 * pass streams on with back-pressure, and abort upstream when the caller leaves.
 */
const upstream = new Pool(process.env['UPSTREAM_URL'] ?? '', { pipelining: 1, connections: 256 });
const notForwardedUp = new Set(['host', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'expect']);
const notForwardedDown = new Set(['connection', 'keep-alive', 'transfer-encoding']);

const server = createServer({ noDelay: true }, (request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const [first] = parts;
    forward({ request, response, body: parts.length === 1 && first !== undefined ? first : Buffer.concat(parts) });
  });
});

function forward(input: { request: IncomingMessage; response: ServerResponse; body: Buffer }): void {
  const { request, response, body } = input;
  upstream.dispatch(
    { path: request.url ?? '/', method: 'POST', headers: without(notForwardedUp, request.headers), body },
    new Forwarding(response),
  );
}

class Forwarding implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;
  readonly #parts: Buffer[] = [];
  #streams = false;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#response.on('close', () => {
      if (!this.#response.writableFinished) controller.abort(new Error('the caller left'));
    });
    this.#response.on('drain', () => controller.resume());
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#streams = headers['content-length'] === undefined;
    this.#response.writeHead(status, without(notForwardedDown, headers));
  }

  onResponseData(controller: Dispatcher.DispatchController, part: Buffer): void {
    if (!this.#streams) this.#parts.push(part);
    else if (!this.#response.write(part)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#streams) this.#response.end();
    else this.#response.end(this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts));
  }

  onResponseError(): void {
    if (this.#response.headersSent) this.#response.destroy();
    else this.#response.writeHead(502).end();
  }
}

function without(
  names: ReadonlySet<string>,
  headers: Record<string, string | string[] | undefined>,
): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !names.has(name)) kept[name] = value;
  }
  return kept;
}

server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']), backlog: 1024 });
