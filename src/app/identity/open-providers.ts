import type { Configuration } from 'openid-client';
import type { ProviderRules } from '../../domain/identity/provider-rules.ts';
import type { IdentityProviders, ProvenIdentity, ProviderProblem } from '../../ports/identity-provider.ts';
import type { Log } from '../../ports/log.ts';
import { noticeSecret } from '../secrets/notice-secrets.ts';
import type { ProviderSettings } from '../settings/sign-in-settings.ts';
import { readSignOutToken } from './read-sign-out-token.ts';
import { toGroupRoles } from './to-group-roles.ts';

/** Loaded when somebody first signs in by a provider: a gateway without one holds none of it. */
const loadOpenid = () => import('openid-client');

const TIMEOUT_S = 10;
/** What a provider says of itself, and its keys, are fetched anew after this long. */
const DISCOVERED_FOR_MS = 3_600_000;

type Known = {
  readonly settings: ProviderSettings;
  configuration: Promise<Configuration> | undefined;
  untilMs: number;
};

/** Providers of identities by OpenID Connect: authorization code, PKCE, issuer and subject as the only key. */
export function openProviders(
  providers: readonly ProviderSettings[],
  given: { readonly environment: NodeJS.ProcessEnv; readonly nowMs: () => number; readonly log: Log },
): IdentityProviders {
  const known = new Map<string, Known>(
    providers.map((settings) => [settings.id, { settings, configuration: undefined, untilMs: 0 }]),
  );

  /** Discovered at the first use, so that a provider that is away keeps nobody from starting; one failure is not kept. */
  const configurationOf = (provider: Known): Promise<Configuration> => {
    if (provider.configuration !== undefined && provider.untilMs > given.nowMs()) return provider.configuration;
    const asked = discover(provider.settings, given.environment);
    provider.configuration = asked;
    provider.untilMs = given.nowMs() + DISCOVERED_FOR_MS;
    asked.catch(() => {
      provider.configuration = undefined;
    });
    return asked;
  };

  /** What went wrong between us and the provider is logged; whoever signs in is told that it did not work. */
  const tried = async <Value>(
    id: string,
    work: (provider: Known, configuration: Configuration) => Promise<Value>,
  ): Promise<Value | ProviderProblem> => {
    const provider = known.get(id);
    if (provider === undefined) return { kind: 'provider_problem', why: `There is no identity provider "${id}".` };
    try {
      return await work(provider, await configurationOf(provider));
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: 'thrown', message: '' };
      given.log('warn', 'sign_in.provider_problem', { provider: id, name, message });
      return { kind: 'provider_problem', why: `${provider.settings.name} did not confirm this sign-in.` };
    }
  };

  return {
    list: () => providers.map(({ id, name, ...rest }) => ({ id, name, rules: rulesOf(rest) })),
    start: (id, origin) =>
      tried(id, async ({ settings }, configuration) => {
        const openid = await loadOpenid();
        const codeVerifier = openid.randomPKCECodeVerifier();
        const [state, nonce] = [openid.randomState(), openid.randomNonce()];
        const address = openid.buildAuthorizationUrl(configuration, {
          redirect_uri: callbackOf(origin, id),
          scope: settings.scopes,
          code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
          state,
          nonce,
        });
        return { address: address.href, state, nonce, codeVerifier };
      }),
    redeem: (id, { url, expected }) =>
      tried(id, async ({ settings }, configuration) => {
        const { authorizationCodeGrant } = await loadOpenid();
        const tokens = await authorizationCodeGrant(configuration, new URL(url), {
          expectedState: expected.state,
          expectedNonce: expected.nonce,
          pkceCodeVerifier: expected.codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('the answer has no ID token');
        const more = await readMore(configuration, { settings, claims, accessToken: tokens.access_token });
        return identityOf(settings, { ...more, ...claims }, tokens.id_token ?? null);
      }),
    signOutAddress: async (session, origin) => {
      if (session === null) return null;
      const address = await tried(session.providerId, async (_provider, configuration) => {
        if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
        const { buildEndSessionUrl } = await loadOpenid();
        return buildEndSessionUrl(configuration, {
          post_logout_redirect_uri: `${origin}/sign-in`,
          ...(session.idToken === null ? {} : { id_token_hint: session.idToken }),
        }).href;
      });
      return typeof address === 'string' ? address : null;
    },
    readSignOut: (id, token) =>
      tried(id, ({ settings }, configuration) => {
        const { issuer, jwks_uri: keysAddress } = configuration.serverMetadata();
        const expected = { issuer, keysAddress, clientId: settings.clientId, nowMs: given.nowMs() };
        return readSignOutToken(token, expected);
      }),
  };
}

/** Plain HTTP only to a provider on this very machine, for trying things out. */
async function discover(settings: ProviderSettings, environment: NodeJS.ProcessEnv): Promise<Configuration> {
  const { allowInsecureRequests, ClientSecretBasic, discovery } = await loadOpenid();
  const secret = noticeSecret(settings.clientSecret, environment)();
  const issuer = new URL(settings.issuer);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  const execute = issuer.protocol === 'http:' && isHere ? [allowInsecureRequests] : [];
  return discovery(issuer, settings.clientId, undefined, ClientSecretBasic(secret), {
    algorithm: 'oidc',
    timeout: TIMEOUT_S,
    execute,
  });
}

/** Where the ID token does not say what is wanted, the provider's page about users does; the subject must be the same. */
async function readMore(
  configuration: Configuration,
  given: { readonly settings: ProviderSettings; readonly claims: Claims; readonly accessToken: string },
): Promise<Readonly<Record<string, unknown>>> {
  const { claims, settings, accessToken } = given;
  const isComplete = [settings.groupsClaim, 'email', 'email_verified', 'name'].every((name) => name in claims);
  if (isComplete || configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  const { fetchUserInfo } = await loadOpenid();
  return fetchUserInfo(configuration, accessToken, claims.sub);
}

export function callbackOf(origin: string, id: string): string {
  return `${origin}/auth/${id}/callback`;
}

type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

const GROUPS_MAX = 1_000;

function identityOf(settings: ProviderSettings, claims: Claims, idToken: string | null): ProvenIdentity {
  const { sid, name, email } = claims;
  const groups = claims[settings.groupsClaim];
  return {
    session: {
      providerId: settings.id,
      issuer: claims.iss,
      subject: claims.sub,
      sessionId: typeof sid === 'string' ? sid : null,
      idToken,
    },
    name: typeof name === 'string' ? name : null,
    email: typeof email === 'string' ? email.toLowerCase() : null,
    // Some providers send the word instead of the value; anything else is no.
    emailVerified: claims['email_verified'] === true,
    groups: Array.isArray(groups)
      ? groups.filter((group): group is string => typeof group === 'string').slice(0, GROUPS_MAX)
      : null,
  };
}

function rulesOf(settings: Omit<ProviderSettings, 'id' | 'name'>): ProviderRules {
  const { firstSignIn, newPeopleTeamId } = settings;
  return { firstSignIn, newPeopleTeamId, groupRoles: toGroupRoles(settings.groupRoles) };
}
