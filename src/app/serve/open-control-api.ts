import { readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ControlApi, ControlApiDependencies } from '../../http/control/create-control-api.ts';
import { houseHeaders } from '../../http/control/house-hooks.ts';
import { toWireProblem, trouble } from '../../http/control/problem-answer.ts';

const PARTS = [
  { folder: '../../contract/', isPart: (name: string) => /^(?!openapi-)[a-z-]+\.ts$/.test(name) },
  { folder: '../../http/control/', isPart: (name: string) => /^[a-z-]+-handlers\.ts$/.test(name) },
] as const;

/**
 * The control API from the first request on that asks for it: its routes and what they take are a quarter of what a process
 * holds, which is looked through at each great collection, and a gateway that only serves calls needs none of it. Who asks
 * first waits a second; the calls meanwhile do not, since one part after another is loaded.
 */
export function openControlApi(
  dependencies: ControlApiDependencies,
  load: (dependencies: ControlApiDependencies) => Promise<ControlApi> = loadControlApi,
): ControlApi {
  const { log } = dependencies;
  let api: ControlApi | undefined;
  let opening: Promise<ControlApi> | undefined;
  let closed = false;

  async function open(): Promise<ControlApi> {
    try {
      api = await load(dependencies);
      return api;
    } catch (error) {
      // The next request tries again.
      opening = undefined;
      throw error;
    }
  }

  async function answerFirst(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      opening ??= open();
      const opened = await opening;
      if (closed) throw new Error('the house was closed meanwhile');
      opened.routing(request, response);
    } catch (error) {
      answerTrouble(dependencies, { request, response, error });
    }
  }

  return {
    routing: (request, response) => {
      if (api !== undefined && !closed) api.routing(request, response);
      else void answerFirst(request, response);
    },
    close: async () => {
      closed = true;
      const opened = await opening?.catch(() => log('warn', 'control.never_opened'));
      if (opened !== undefined) await opened.close();
    },
  };
}

async function loadControlApi(dependencies: ControlApiDependencies): Promise<ControlApi> {
  for (const { folder, isPart } of PARTS) {
    const url = new URL(folder, import.meta.url);
    for (const name of readdirSync(fileURLToPath(url)).filter(isPart)) {
      await import(new URL(name, url).href);
      await pause();
    }
  }
  const { createControlApi } = await import('../../http/control/create-control-api.ts');
  await pause();
  return createControlApi(dependencies);
}

function answerTrouble(
  { context, log }: Pick<ControlApiDependencies, 'context' | 'log'>,
  failed: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly error: unknown },
): void {
  const { request, response, error } = failed;
  const requestId = context.chance.uuid(context.clock.nowMs());
  log('error', 'control.not_opened', { requestId, why: error instanceof Error ? error.message : String(error) });
  if (response.headersSent) return;
  const instance = request.url?.split('?')[0] ?? '/';
  const found = trouble('internal', `The error is logged under the request id ${requestId}.`);
  const problem = toWireProblem(found, { instance, requestId });
  response.writeHead(problem.status, { ...houseHeaders(requestId), 'content-type': 'application/problem+json' });
  response.end(JSON.stringify(problem));
}
