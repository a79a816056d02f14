import { z } from 'zod';
import { FIRST_SIGN_INS } from '../../domain/identity/provider-rules.ts';
import { SecretReference } from './notice-settings.ts';

const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits and dashes');
const RowId = z.string().min(1).max(200);

const GroupRole = z.strictObject({
  group: z.string().min(1).max(200).meta({ description: 'As the claim names it: a name, or an id.' }),
  role: z.enum(['manager', 'use_case_owner', 'governance', 'security', 'finance', 'auditor', 'administrator']),
  teamId: RowId.nullable().default(null).meta({ description: 'Of a manager: this team alone.' }),
  useCaseId: RowId.nullable().default(null).meta({ description: 'Of an owner: this use case alone.' }),
});

const Provider = z.strictObject({
  id: Slug.meta({ description: 'Stands in the addresses that the provider calls back.' }),
  name: z.string().min(1).max(60).meta({ description: 'As people read it on the sign-in page.' }),
  issuer: z.url().meta({ description: 'Its discovery document stands below /.well-known.' }),
  clientId: z.string().min(1).max(300),
  clientSecret: SecretReference,
  scopes: z.string().min(1).max(300).default('openid profile email'),
  groupsClaim: z
    .string()
    .min(1)
    .max(100)
    .default('groups')
    .meta({ description: "The member of the ID token that lists somebody's groups." }),
  firstSignIn: z.enum(FIRST_SIGN_INS).default('verified_email').meta({
    description:
      'Whom the provider knows and nobody here: refuse them, take the active person with the same address where the provider has verified it, or create a person.',
  }),
  newPeopleTeamId: RowId.nullable().default(null).meta({ description: 'The team of people whom a sign-in creates.' }),
  groupRoles: z.array(GroupRole).max(200).default([]),
});

const Provisioning = z
  .strictObject({
    newPeopleTeamId: RowId.meta({
      description: 'The team of people whom neither their manager nor their cost centre puts into another.',
    }),
    groupRoles: z
      .array(GroupRole)
      .max(200)
      .default([])
      .meta({ description: "Groups by their name, or by the provider's id for them." }),
  })
  .meta({ id: 'ProvisioningSettings' });

/** How people sign in: the `signIn` part of the server's settings. */
export const SignInSettings = z
  .strictObject({
    passwords: z.boolean().default(true).meta({
      description: 'Whether people may sign in by passwords kept here; to be switched off once a provider works.',
    }),
    idleMinutes: z.int().min(5).max(10_080).default(480).meta({
      description: 'How long a browser may be left alone before it has to sign in again.',
    }),
    longestHours: z.int().min(1).max(720).default(24).meta({
      description: 'How long a session lasts at most, however much it is used.',
    }),
    providers: z
      .array(Provider)
      .max(10)
      .default([])
      .meta({ description: 'Providers of identities, by OpenID Connect.' }),
    provisioning: Provisioning.nullable()
      .default(null)
      .meta({ description: 'Whether an identity provider keeps people and groups here, by SCIM 2.0 at /scim/v2.' }),
  })
  .refine(
    ({ passwords, providers }) => passwords || providers.length > 0,
    'nobody could sign in: no provider, and passwords off',
  )
  .refine(
    ({ providers }) => new Set(providers.map(({ id }) => id)).size === providers.length,
    'two providers have one id',
  )
  .refine(({ providers }) => providers.every(({ id }) => id !== 'scim'), 'no provider can have the id "scim"')
  .prefault({})
  .meta({ id: 'SignInSettings' });

export type ProviderSettings = SignInSettings['providers'][number];
export type SignInSettings = z.infer<typeof SignInSettings>;
export type GroupRoleSettings = z.infer<typeof GroupRole>;
