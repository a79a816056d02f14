import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isControlRefusal } from '../../control/control-refusal.ts';
import type { SignInContext } from '../../control/sign-in-context.ts';
import { finishSingleSignOn, heedSignOut, startSingleSignOn } from '../../control/single-sign-on.ts';
import type { IdentityProviders } from '../../ports/identity-provider.ts';
import { attemptCookie, type BrowserVisit, readVisit, sessionCookie } from './browser-visit.ts';

export const SINGLE_SIGN_ON_BASE = '/auth';

type Parts = {
  readonly context: SignInContext;
  readonly providers: IdentityProviders;
  readonly publicAddress: string | null;
};

const LOGOUT_BYTES_MAX = 65_536;

/**
 * Where browsers go on their way to a provider of identities and back, and where providers say that sessions are over.
 * These are pages, not operations: they answer by leading on, and a refusal leads to the sign-in page with its code.
 */
export function addSingleSignOnPages(app: FastifyInstance, { context, providers, publicAddress }: Parts): void {
  const placeOf = (visit: BrowserVisit, request: FastifyRequest) => ({
    addressDigest: context.keyDigest(visit.address),
    requestId: request.id,
  });

  app.get<{ Params: { id: string } }>(`${SINGLE_SIGN_ON_BASE}/:id/start`, async (request, reply) => {
    const visit = readVisit(request.raw, publicAddress);
    if (visit.channel === 'insecure') return leadToProblem(reply, 'sign_in_insecure');
    const { ownOrigin: origin } = visit;
    const returnTo = readReturnTo(request.query);
    const wish = { providerId: request.params.id, origin, returnTo, ...placeOf(visit, request) };
    const started = await startSingleSignOn(context, providers, wish);
    if (isControlRefusal(started)) return leadToProblem(reply, started.code);
    reply.header('set-cookie', attemptCookie(visit, started.browserToken));
    return reply.redirect(started.address, 303);
  });

  app.get<{ Params: { id: string } }>(`${SINGLE_SIGN_ON_BASE}/:id/callback`, async (request, reply) => {
    const visit = readVisit(request.raw, publicAddress);
    if (visit.channel === 'insecure') return leadToProblem(reply, 'sign_in_insecure');
    const url = new URL(request.url, visit.ownOrigin).href;
    const { attemptToken: browserToken } = visit;
    const back = { providerId: request.params.id, url, browserToken, requestId: request.id };
    const found = await finishSingleSignOn(context, providers, back);
    if (isControlRefusal(found)) {
      reply.header('set-cookie', attemptCookie(visit, ''));
      return leadToProblem(reply, found.code);
    }
    const { token, session } = found.visitor;
    const maxAgeS = (session.expiresAtMs - context.clock.nowMs()) / 1000;
    reply.header('set-cookie', [sessionCookie(visit, { token, maxAgeS }), attemptCookie(visit, '')]);
    return reply.redirect(found.returnTo, 303);
  });

  // Providers send forms; a parser of its own keeps every other route to JSON.
  void app.register(async (forms) => {
    forms.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: LOGOUT_BYTES_MAX },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    forms.post<{ Params: { id: string } }>(`${SINGLE_SIGN_ON_BASE}/:id/back-channel-logout`, async (request, reply) => {
      const form: unknown = request.body;
      const token = form instanceof URLSearchParams ? form.get('logout_token') : null;
      const order = { providerId: request.params.id, token: token ?? '', requestId: request.id };
      const ended = await heedSignOut(context, providers, order);
      reply.header('cache-control', 'no-store');
      if (!isControlRefusal(ended)) return reply.code(200).send();
      return reply.code(400).type('application/json').send({ error: 'invalid_request', error_description: ended.why });
    });
  });
}

function leadToProblem(reply: FastifyReply, code: string): FastifyReply {
  return reply.redirect(`/sign-in?problem=${encodeURIComponent(code)}`, 303);
}

/** A place on this server, and nowhere else; `/` where it is anything that a browser could read as another host. */
export function readReturnTo(query: unknown): string {
  const wanted = typeof query === 'object' && query !== null && 'returnTo' in query ? query.returnTo : undefined;
  if (typeof wanted !== 'string' || wanted.length > 500 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted))
    return '/';
  return /^\/(?:api|auth|v1|scim)(?:[/?#]|$)/.test(wanted) ? '/' : wanted;
}
