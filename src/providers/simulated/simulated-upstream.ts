import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parseObject } from '../wire/json-object.ts';
import { faultOf } from './faults.ts';
import { misbehave } from './misbehave.ts';
import { readQuestion } from './question.ts';
import { routeOf } from './routes.ts';
import { sendAnswer } from './send-answer.ts';

// Imported, it would bring all of fetch with it, three megabytes that nothing here uses.
const { createServer } = process.getBuiltinModule('node:http');

/** A request as the simulated upstream saw it, for tests that ask what left the house. */
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

export type SimulatedUpstreamOptions = {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly host?: string;
  /** Before the first byte, and before each further event. */
  readonly latencyMs?: number;
  readonly eventDelayMs?: number;
  readonly nowMs?: () => number;
  readonly seen?: (request: SeenRequest) => void;
  /** Told when the caller left before its answer was whole. */
  readonly left?: (request: SeenRequest) => void;
};

export type SimulatedUpstream = {
  /** Without `/v1`, as Anthropic clients want it; OpenAI clients add it. */
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
};

/** An upstream that nobody pays for: all five faces, JSON and streams, and faults on demand (see `faults.ts`). */
export async function startSimulatedUpstream(options: SimulatedUpstreamOptions = {}): Promise<SimulatedUpstream> {
  const host = options.host ?? '127.0.0.1';
  const nowMs = options.nowMs ?? Date.now;
  // Ids of two runs differ, so that no call is taken for the continuation of one that another process answered.
  const run = nowMs().toString(36);
  let served = 0;
  const server = createServer({ keepAliveTimeout: 15_000, noDelay: true }, (request, response) => {
    served += 1;
    serve(request, response, { options, id: `${run}${served.toString(36).padStart(6, '0')}`, nowMs }).catch(
      (error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the simulated upstream has no port');
  return {
    baseUrl: `http://${host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Serving = {
  readonly options: SimulatedUpstreamOptions;
  readonly id: string;
  readonly nowMs: () => number;
};

async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const { options } = serving;
  const bytes = await buffer(request);
  const path = request.url ?? '/';
  const seen: SeenRequest = { method: request.method ?? '', path, headers: request.headers, body: bytes };
  options.seen?.(seen);
  response.on('close', () => {
    if (!response.writableFinished) options.left?.(seen);
  });
  const route = routeOf(seen.method, path);
  if (route.kind === 'models') return sendJson(response, 200, MODELS);
  if (route.kind === 'unknown')
    return sendJson(response, 404, { error: { message: 'no such path', type: 'not_found' } });
  const body = parseObject(bytes.toString('utf8'));
  if (body === null) return sendJson(response, 400, route.face.error(400, 'the body is not a JSON object'));
  const question = readQuestion(body, bytes.length);
  const fault = faultOf(question.model);
  const asked = { body, question, route, id: serving.id, nowMs: serving.nowMs() };
  const pace = { latencyMs: options.latencyMs ?? 3, eventDelayMs: options.eventDelayMs ?? 2 };
  if (!misbehave(response, asked, fault)) await sendAnswer(response, asked, { fault, ...pace });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const MODELS = {
  object: 'list',
  data: [{ id: 'simulated', object: 'model', created: 0, owned_by: 'simulation' }],
};
