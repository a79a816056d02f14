import type { ControlContext } from '../../control/control-context.ts';
import type { SignInContext } from '../../control/sign-in-context.ts';
import { findSuspension } from '../../domain/policy/suspension.ts';
import type { IdentityProviders } from '../../ports/identity-provider.ts';
import type { ControlApiDependencies } from './create-control-api.ts';
import type { AccessDependencies } from './person-access-handlers.ts';
import type { Service } from './serve-operation.ts';

/** What signing in needs of the house. */
export type SignInDependencies = Omit<AccessDependencies, 'publicAddress'> & {
  /** How people sign in, and which providers of identities say who they are. */
  readonly signIn: Omit<SignInContext, keyof ControlContext>;
  readonly providers: IdentityProviders;
  /** How people reach this server; null where nobody said. */
  readonly publicAddress: string | null;
};

/** What every operation is served with: who asks by key or by session, and who is stopped at this moment. */
export function servingOf(dependencies: ControlApiDependencies): Service {
  const { context, findGrant, publicAddress, transparency } = dependencies;
  const findStop = (personId: string): string | undefined =>
    findSuspension(
      transparency.snapshot().suspensions,
      { keyId: '', owner: { kind: 'person', personId } },
      context.clock.nowMs(),
    )?.reason;
  const { names } = dependencies.directory;
  return { context, findGrant, findStop, names, publicAddress, signIn: { ...context, ...dependencies.signIn } };
}
