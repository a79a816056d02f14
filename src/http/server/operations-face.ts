import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Readiness = { readonly ready: boolean; readonly checks: Readonly<Record<string, string>> };

export type OperationsDependencies = {
  readonly readiness: () => Readiness;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Metrics name teams and models: only this machine or the holder of the token reads them. */
  readonly mayReadMetrics: (request: IncomingMessage) => boolean;
  readonly version: string;
};

/** `/` says that somebody is here, `/healthz` that the process lives, `/readyz` whether to send it calls, `/metrics` the figures. */
export function createOperationsFace(
  dependencies: OperationsDependencies,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(request, response, { status: 405, type: 'text/plain', text: 'GET or HEAD\n' });
    if (path === '/metrics') return void answerMetrics(dependencies, request, response);
    if (path === '/healthz') return answer(request, response, json(200, { status: 'ok' }));
    if (path === '/readyz') {
      const { ready, checks } = dependencies.readiness();
      return answer(request, response, json(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks }));
    }
    return answer(request, response, {
      status: 200,
      type: 'text/plain',
      text: `Tokenward ${dependencies.version}. Calls go to /v1, the control API is under /api/v1.\n`,
    });
  };
}

type Answer = { readonly status: number; readonly type: string; readonly text: string };

function json(status: number, value: unknown): Answer {
  return { status, type: 'application/json', text: `${JSON.stringify(value)}\n` };
}

async function answerMetrics(
  dependencies: OperationsDependencies,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!dependencies.mayReadMetrics(request))
    return answer(request, response, {
      status: 403,
      type: 'text/plain',
      text: 'Metrics are read from this machine, or with the bearer token of TOKENWARD_METRICS_TOKEN.\n',
    });
  const { contentType, text } = await dependencies.metrics();
  answer(request, response, { status: 200, type: contentType, text });
}

function answer(request: IncomingMessage, response: ServerResponse, { status, type, text }: Answer): void {
  request.resume();
  response.writeHead(status, [
    'content-type',
    type,
    'content-length',
    String(Buffer.byteLength(text)),
    'cache-control',
    'no-store',
  ]);
  response.end(request.method === 'HEAD' ? undefined : text);
}
