import type { FastifyInstance } from 'fastify';
import type { ControlApiDependencies } from './create-control-api.ts';
import { troubleOfFramework } from './framework-trouble.ts';
import { sendProblem, trouble } from './problem-answer.ts';

/** Answers hold names, costs and sometimes a key: nobody between may keep, frame or guess at them. */
const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

export function houseHeaders(requestId: string): Readonly<Record<string, string>> {
  return { ...SECURITY_HEADERS, 'x-request-id': requestId };
}

/** Headers of every answer, and bodies only as they are. */
export function addHouseHooks(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(houseHeaders(request.id));
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return undefined;
    return sendProblem(reply, trouble('encoding_unsupported', `A body in "${encoding}" is not accepted.`));
  });
}

type Faults = Pick<ControlApiDependencies, 'isStoreAway' | 'log'>;

/** What was thrown is a problem with a request id; what it was stands in the log. */
export function answerErrors(app: FastifyInstance, { isStoreAway, log }: Faults): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const known = troubleOfFramework(error);
    if (known !== undefined) return sendProblem(reply, known);
    const requestId = request.id;
    const { name, message, stack } =
      error instanceof Error ? error : { name: 'thrown', message: typeof error, stack: '' };
    if (isStoreAway(error)) {
      log('warn', 'control.store_away', { requestId, name, message });
      return sendProblem(reply, trouble('store_away', 'The store did not answer.'));
    }
    log('error', 'control.internal', {
      requestId,
      method: request.method,
      route: request.routeOptions.url,
      name,
      message,
      stack,
    });
    return sendProblem(reply, trouble('internal', `The error is logged under the request id ${requestId}.`));
  });
}
