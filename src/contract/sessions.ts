import { z } from 'zod';
import { CalendarDeclared } from './calendar.ts';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { Email, Moment, OneLine, Slug, Uuid } from './wire-values.ts';

export const HouseRole = z
  .enum(['employee', 'manager', 'use_case_owner', 'governance', 'security', 'finance', 'auditor', 'administrator'])
  .meta({ id: 'HouseRole' });

export const RoleReach = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('organisation') }),
    z.strictObject({ kind: z.literal('team'), teamId: Slug }),
    z.strictObject({ kind: z.literal('use_case'), useCaseId: Slug }),
  ])
  .meta({ id: 'RoleReach', description: 'For what a role is held.' });

export const HeldRole = z
  .object({
    role: HouseRole,
    reach: RoleReach,
    from: z
      .enum(['everybody', 'directory', 'granted', 'identity_provider'])
      .meta({ description: 'everybody: each person. directory: who manages a team or owns a use case.' }),
    expiresAt: Moment.nullable(),
  })
  .meta({ id: 'HeldRole' });

/** Who is signed in with this browser, and what they may do. */
export const Session = z
  .object({
    id: Uuid,
    person: z.object({ id: Slug, name: z.string(), email: z.string(), teamId: Slug, teamName: z.string() }),
    roles: z.array(HeldRole),
    permissions: z.array(z.string()).meta({
      description: 'As routes name them, for instance control.read:budgets; a page shows only what stands here.',
    }),
    permissionsWithin: z.array(z.object({ permission: z.string(), reach: RoleReach })).meta({
      description: 'Permissions that hold for one team or use case alone: routes then tell of that one alone.',
    }),
    method: z.enum(['password', 'link', 'identity_provider']),
    providerId: z.string().nullable(),
    startedAt: Moment,
    idleEndsAt: Moment.meta({ description: 'Grows with use, up to expiresAt.' }),
    expiresAt: Moment,
  })
  .meta({ id: 'Session' });

/** By which ways somebody gets in here. */
const SignInOptions = z
  .object({
    passwords: z.boolean(),
    providers: z.array(z.object({ id: Slug, name: z.string(), path: z.string() })).meta({
      description: 'Open `path` (add ?returnTo=/where) as a page: it leads to the provider and back.',
    }),
    needsSetUp: z.boolean().meta({ description: 'Nobody is administrator yet: the set-up link was printed at start.' }),
    refusedBecause: z.string().nullable().meta({
      description: 'Why nobody can sign in over this connection, for instance plain HTTP from elsewhere.',
    }),
  })
  .meta({ id: 'SignInOptions' });

/** What a visit to the web application begins with; never a refusal. */
const Visit = z
  .object({
    session: Session.nullable(),
    signIn: SignInOptions,
    calendar: CalendarDeclared.meta({ description: 'By which the organisation counts its days, quarters and years.' }),
  })
  .meta({ id: 'Visit' });

const Password = z.string().min(1, 'must not be empty').max(256, 'must be at most 256 characters');
const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{20,100}$/, 'must be the part of the link behind #');

const PasswordSignIn = z
  .strictObject({ email: z.string().trim().min(1).max(254), password: Password })
  .meta({ id: 'PasswordSignIn' });

const LinkSignIn = z
  .strictObject({
    token: LinkToken,
    password: Password.meta({ description: 'The password that the person chooses: 12 characters or more.' }),
    person: z
      .strictObject({ name: OneLine, email: Email })
      .exactOptional()
      .meta({ description: 'Needed with the set-up link alone: who the first administrator is.' }),
  })
  .meta({ id: 'LinkSignIn' });

const LinkRead = z.strictObject({ token: LinkToken }).meta({ id: 'LinkRead' });

const SignInLinkFacts = z
  .object({
    kind: z.enum(['set_up', 'invitation']),
    email: z.string().nullable(),
    name: z.string().nullable(),
    expiresAt: Moment,
  })
  .meta({ id: 'SignInLinkFacts' });

/** A link at birth; `link` is shown this once. */
const SignInLink = z
  .object({ personId: Slug, link: z.string().nullable(), expiresAt: Moment })
  .meta({ id: 'SignInLink' });

const PasswordChange = z
  .strictObject({ currentPassword: Password, newPassword: Password })
  .meta({ id: 'PasswordChange' });

const OwnSession = z
  .object({
    id: Uuid,
    method: z.enum(['password', 'link', 'identity_provider']),
    startedAt: Moment,
    lastSeenAt: Moment,
    expiresAt: Moment,
    isThis: z.boolean(),
  })
  .meta({ id: 'OwnSession' });

const SignedOut = z
  .object({
    continueAt: z.string().nullable().meta({ description: "The identity provider's own sign-out page, to open next." }),
  })
  .meta({ id: 'SignedOut' });

/** A key for calls from the browser, for as long as the session lives; the browser keeps it in memory alone. */
const WorkbenchKey = z
  .object({
    keyId: Uuid,
    secret: z.string().nullable(),
    expiresAt: Moment,
    allowedUseCaseIds: z.array(Slug),
    defaultUseCaseId: Slug.nullable(),
  })
  .meta({ id: 'WorkbenchKey' });

const at = { ...ROUTE_DEFAULTS, tag: 'Sign-in' } as const;
const post = { ...at, method: 'POST', scope: 'none' } as const;
const refusals = ['origin_refused', 'sign_in_insecure', 'sign_in_limited'] as const;

export const SESSION_ROUTES = {
  readVisit: {
    ...at,
    method: 'GET',
    path: '/session',
    scope: 'none',
    summary: 'Who is signed in with this browser, and how to sign in',
    answer: Visit,
  },
  signIn: {
    ...post,
    path: '/session',
    summary: 'Sign in with e-mail address and password; sets the session cookie',
    body: PasswordSignIn,
    answer: Session,
    problems: ['sign_in_failed', 'passwords_off', ...refusals],
  },
  signOut: {
    ...post,
    path: '/session/end',
    summary: 'Sign out; the cookie is worth nothing afterwards',
    answer: SignedOut,
    problems: ['origin_refused'],
  },
  readSignInLink: {
    ...post,
    path: '/sign-in/link',
    summary: 'What a set-up link or an invitation is for; it is not used up',
    body: LinkRead,
    answer: SignInLinkFacts,
    problems: ['link_invalid', ...refusals],
  },
  signInByLink: {
    ...post,
    path: '/sign-in/link/use',
    summary: 'Choose a password with a set-up link or an invitation, and be signed in; the link is used up',
    body: LinkSignIn,
    answer: Session,
    problems: ['link_invalid', 'password_weak', 'rule_broken', 'passwords_off', ...refusals],
  },
  createSignInLink: {
    ...at,
    method: 'POST',
    path: '/people/{id}/sign-in-link',
    scope: 'control.write',
    status: 201,
    summary: 'Make an invitation by which a person chooses a password; shown this once, good for three days',
    params: z.strictObject({ id: Slug }),
    answer: SignInLink,
    onceMembers: ['link'],
    problems: ['archived', 'passwords_off'],
  },
  changeMyPassword: {
    ...at,
    method: 'POST',
    path: '/session/password',
    scope: 'session',
    summary: 'Change your password; your other sessions end',
    body: PasswordChange,
    answer: NOTHING,
    problems: ['sign_in_failed', 'password_weak', 'passwords_off', 'sign_in_limited'],
  },
  createWorkbenchKey: {
    ...at,
    method: 'POST',
    path: '/session/key',
    scope: 'session',
    status: 201,
    summary: 'A key for calls from this browser; it ends with the session, and the one made before it ends now',
    answer: WorkbenchKey,
    onceMembers: ['secret'],
    problems: ['rule_broken', 'reference_archived'],
  },
  listMySessions: {
    ...at,
    method: 'GET',
    path: '/session/all',
    scope: 'session',
    summary: 'Your own sessions, newest first',
    answer: z.object({ rows: z.array(OwnSession) }),
  },
  endMySession: {
    ...at,
    method: 'POST',
    path: '/session/all/{id}/end',
    scope: 'session',
    summary: 'End one of your own sessions',
    params: z.strictObject({ id: Uuid }),
    answer: NOTHING,
  },
} as const;
