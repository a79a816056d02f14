import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { HouseRole, RoleReach } from './sessions.ts';
import { Moment } from './wire-values.ts';

const GroupRole = z.object({ group: z.string(), role: HouseRole, reach: RoleReach }).meta({ id: 'GroupRole' });

const SignInProvider = z
  .object({
    id: z.string(),
    name: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    scopes: z.string(),
    groupsClaim: z.string(),
    firstSignIn: z.enum(['refuse', 'verified_email', 'create']),
    newPeopleTeamId: z.string().nullable(),
    groupRoles: z.array(GroupRole),
    callbackPath: z.string().meta({ description: 'To be registered at the provider, behind the public address.' }),
    backChannelPath: z.string(),
    people: z.int().meta({ description: 'Who has signed in by it.' }),
  })
  .meta({ id: 'SignInProvider' });

const ProvisioningKey = z
  .object({
    id: z.string(),
    name: z.string(),
    hint: z.string(),
    ownerId: z.string(),
    status: z.enum(['active', 'suspended']),
    expiresAt: Moment.nullable(),
  })
  .meta({ id: 'ProvisioningKey' });

const Provisioning = z
  .object({
    isOn: z.boolean(),
    path: z.string().meta({ description: 'What the provider is given, behind the public address.' }),
    newPeopleTeamId: z.string().nullable(),
    groupRoles: z.array(GroupRole),
    people: z.int().meta({ description: 'Whom a provider keeps here.' }),
    groups: z.int(),
    changedAt: Moment.nullable().meta({ description: 'When a provider last changed something of a person or group.' }),
    keys: z.array(ProvisioningKey).meta({ description: 'Keys with the scope scim that were not revoked, 50 at most.' }),
    requests: z
      .array(z.object({ at: Moment, method: z.string(), resource: z.string(), status: z.int() }))
      .meta({ description: 'The last twenty that this process answered since it began, newest first.' }),
  })
  .meta({ id: 'ProvisioningState' });

/** How people come in here, as the configuration of this server says. No secret is in it. */
const SignInSetUp = z
  .object({
    publicAddress: z.string().nullable(),
    passwords: z.boolean(),
    idleMinutes: z.int(),
    longestHours: z.int(),
    providers: z.array(SignInProvider),
    provisioning: Provisioning,
  })
  .meta({ id: 'SignInSetUp' });

export const SIGN_IN_SET_UP_ROUTES = {
  readSignInSetUp: {
    ...ROUTE_DEFAULTS,
    method: 'GET',
    path: '/sign-in/set-up',
    scope: 'control.read',
    tag: 'Sign-in',
    summary: 'Which providers, passwords and provisioning this server is configured with, and what came by them',
    answer: SignInSetUp,
  },
} as const;
