import type { FastifyReply } from 'fastify';
import { PROBLEMS, type ProblemCode, type ProblemFacts } from '../../contract/control-codes.ts';
import type { Problem } from '../../contract/problem.ts';
import type { ControlRefusal } from '../../control/control-refusal.ts';
import type { Refusal } from '../../domain/policy/refusal.ts';

/** Why a request is not answered with what it asked for. */
export type Trouble = {
  readonly kind: 'trouble';
  readonly code: ProblemCode;
  readonly why: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly retryAfterSeconds?: number;
};

export function trouble(code: ProblemCode, why: string, errors: Trouble['errors'] = []): Trouble {
  return { kind: 'trouble', code, why, errors };
}

/** A refusal of the control plane or of the domain, as trouble of the wire. */
export function toTrouble(refusal: ControlRefusal | Refusal): Trouble {
  switch (refusal.kind) {
    case 'refusal':
      return trouble(refusal.code, refusal.why);
    case 'control_refusal':
      return {
        kind: 'trouble',
        code: refusal.code,
        why: refusal.why,
        errors: refusal.faults.map(({ pointer, detail }) => ({ pointer, detail })),
        ...(refusal.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
      };
  }
}

/** The whole problem (RFC 9457): what the table says of the code, and what is particular to this case. */
export function toWireProblem(found: Trouble, at: { readonly instance: string; readonly requestId: string }): Problem {
  const facts: ProblemFacts = PROBLEMS[found.code];
  return {
    type: `urn:tokenward:problem:${found.code}`,
    title: facts.title,
    status: facts.status,
    detail: found.why,
    instance: at.instance,
    code: found.code,
    remedy: facts.remedy,
    retryable: facts.retryable,
    requestId: at.requestId,
    errors: [...found.errors],
  };
}

export function sendProblem(reply: FastifyReply, found: Trouble): FastifyReply {
  const instance = reply.request.url.split('?')[0] ?? '/';
  const problem = toWireProblem(found, { instance, requestId: reply.request.id });
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="tokenward"');
  if (problem.retryable) reply.header('retry-after', String(found.retryAfterSeconds ?? 1));
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
