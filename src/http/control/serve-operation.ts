import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasNames } from '../../contract/names.ts';
import { API_BASE, type Route } from '../../contract/route.ts';
import { type OperationId, ROUTES } from '../../contract/routes.ts';
import type { ControlContext } from '../../control/control-context.ts';
import type { SignInContext } from '../../control/sign-in-context.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { DirectoryStore } from '../../ports/directory-store.ts';
import { addNames } from './add-names.ts';
import type { FindGrant } from './authenticate-request.ts';
import { readVisit } from './browser-visit.ts';
import type { Handler, Outcome } from './control-handler.ts';
import { claimWrite, type NamedWrite, nameWrite, rememberWrite } from './idempotency.ts';
import { identify } from './identify-caller.ts';
import { nameReachOf } from './name-reach.ts';
import { sendProblem, type Trouble, toTrouble } from './problem-answer.ts';
import { readRequest } from './read-request.ts';
import type { FindStop } from './session-caller.ts';

export type Service = {
  readonly context: ControlContext;
  readonly findGrant: FindGrant;
  readonly signIn: SignInContext;
  readonly findStop: FindStop;
  readonly names: DirectoryStore['names'];
  readonly publicAddress: string | null;
};

/** One request, from its headers to its answer. Every step but the last can end it with a problem. */
export async function serveOperation<Id extends OperationId>(
  service: Service,
  operation: { readonly id: Id; readonly handler: Handler<Id> },
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { request, reply } = exchange;
  const route: Route = ROUTES[operation.id];
  const visit = readVisit(request.raw, service.publicAddress);
  const asking = await identify(service, { route, visit, request });
  if (asking.kind === 'trouble') return sendProblem(reply, asking);
  const { grant, commander, caller, reach } = asking;
  const read = readRequest(operation.id, request);
  if ('kind' in read) return sendProblem(reply, read);
  const write = await claim(service, { route, grant, request });
  if (write.kind === 'trouble') return sendProblem(reply, write);
  if (write.kind === 'replay') return replay(reply, write);
  const run = () => operation.handler({ ...read, grant, commander, caller, visit, reach });
  const outcome = await runOnce(service, write.named, run);
  switch (outcome.kind) {
    case 'trouble':
      return sendProblem(reply, outcome);
    case 'control_refusal':
      return sendProblem(reply, toTrouble(outcome));
    case 'lines':
      return reply
        .code(route.status)
        .type(route.media)
        .send(Readable.from(linesOf(outcome.lines)));
    case 'file':
      return reply
        .code(route.status)
        .type(route.media)
        .header('content-disposition', `attachment; filename="${outcome.name}"`)
        .send(Readable.from(outcome.pieces, { objectMode: false }));
    case 'answer':
      if (outcome.cookies !== undefined) reply.header('set-cookie', outcome.cookies);
      return sendAnswer(service, {
        reply,
        route,
        value: hasNames(route.answer)
          ? await addNames(outcome.value, { reach: nameReachOf(asking), names: service.names })
          : outcome.value,
        named: write.named,
      });
  }
}

type Claim =
  | { readonly kind: 'run'; readonly named: NamedWrite | undefined }
  | { readonly kind: 'replay'; readonly status: number; readonly body: string }
  | Trouble;

async function claim(
  service: Service,
  asked: { readonly route: Route; readonly grant: KeyGrant; readonly request: FastifyRequest },
): Promise<Claim> {
  const { route, grant, request } = asked;
  if (route.method !== 'POST') return { kind: 'run', named: undefined };
  const { headers, method, url, body } = request;
  const named = nameWrite(
    { header: headers['idempotency-key'], keyId: grant.keyId, method, url, ifMatch: headers['if-match'], body },
    service.context.sha256,
  );
  if (named === undefined) return { kind: 'run', named };
  if ('kind' in named) return named;
  const claimed = await claimWrite(service.context.store, named, service.context.clock.nowMs());
  if (claimed === 'claimed') return { kind: 'run', named };
  return 'kind' in claimed ? claimed : { kind: 'replay', status: claimed.status, body: claimed.body };
}

/** A write that did not succeed has not happened: its name is free again. */
async function runOnce<Value>(
  service: Service,
  named: NamedWrite | undefined,
  run: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  if (named === undefined) return run();
  let succeeded = false;
  try {
    const outcome = await run();
    succeeded = outcome.kind === 'answer';
    return outcome;
  } finally {
    if (!succeeded) await service.context.store.releaseIdempotencyKey(named);
  }
}

async function sendAnswer(
  service: Service,
  given: {
    readonly reply: FastifyReply;
    readonly route: Route;
    readonly value: unknown;
    readonly named: NamedWrite | undefined;
  },
): Promise<FastifyReply> {
  const { reply, route, value, named } = given;
  if (named !== undefined && typeof value === 'object' && value !== null) {
    const { onceMembers, status } = route;
    await rememberWrite(service.context.store, named, { status, value, onceMembers });
  }
  setRowHeaders(reply, route, value);
  return reply.code(route.status).type('application/json').send(JSON.stringify(value));
}

function replay(reply: FastifyReply, kept: { readonly status: number; readonly body: string }): FastifyReply {
  reply.header('idempotency-replayed', 'true');
  return reply.code(kept.status).type('application/json').send(kept.body);
}

/** The revision is the ETag; a new row says where it is. */
function setRowHeaders(reply: FastifyReply, route: Route, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if ('revision' in value) reply.header('etag', `"${String(value.revision)}"`);
  if (route.status === 201 && 'id' in value) {
    const collection = route.path.split('/{')[0] ?? '';
    reply.header('location', `${API_BASE}${collection}/${encodeURIComponent(String(value.id))}`);
  }
}

async function* linesOf(lines: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
