import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_BASE } from '../../contract/route.ts';
import { OPERATION_IDS, ROUTES } from '../../contract/routes.ts';
import { sendProblem, trouble } from './problem-answer.ts';

const PATTERNS = OPERATION_IDS.map((id) => ({
  method: ROUTES[id].method,
  pattern: new RegExp(`^${API_BASE}${ROUTES[id].path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** A path that nobody serves, or one that is served by other methods: those are named. */
export function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? '';
  const allowed = new Set(PATTERNS.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
  if (allowed.size === 0) return sendProblem(reply, trouble('route_unknown', `There is nothing at ${path}.`));
  const methods = [...allowed].sort().join(', ');
  reply.header('allow', methods);
  return sendProblem(reply, trouble('method_not_allowed', `${path} answers ${methods}, not ${request.method}.`));
}
