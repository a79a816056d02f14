import { Messages, Schemas, type Types } from 'scimmy';
import { z } from 'zod';
import type { PersonWish } from '../../control/provision-people.ts';
import type { KnownPerson } from '../../ports/provisioning-store.ts';
import { normaliseUserPatch } from './normalise-patch.ts';
import { normaliseUser } from './normalise-user.ts';
import { scimError } from './scim-problem.ts';
import { ENTERPRISE_SCHEMA, plain, USER_SCHEMA } from './scim-schemas.ts';

const Text = z.string().max(300).nullish();

/** A user as the library has checked them; what it lets through is bounded here. */
const WireUser = z.object({
  userName: z.string().min(1).max(300),
  externalId: Text,
  displayName: Text,
  userType: Text,
  active: z.boolean().nullish(),
  name: z.object({ formatted: Text, givenName: Text, familyName: Text }).nullish(),
  emails: z.array(z.object({ value: z.string().max(254) })).nullish(),
  [ENTERPRISE_SCHEMA]: z.object({ costCenter: Text, manager: z.object({ value: Text }).nullish() }).nullish(),
});

/** A user who is sent whole: what is not sent is not said any more. */
export function fromScimUser(body: unknown): PersonWish {
  return toWish(tried(() => new Schemas.User(normaliseUser(body), 'in')));
}

/** A user as a patch leaves them. */
export async function patchScimUser(known: KnownPerson, body: unknown): Promise<PersonWish> {
  const steps = normaliseUserPatch(body);
  const before = toSchema(known, INSIDE);
  if (steps.length === 0) return toWish(before);
  const patch = tried(
    () =>
      new Messages.PatchOp({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [...steps],
      }),
  );
  return toWish((await patch.apply(before)) ?? before);
}

/** As the library gives them out, without what is not wanted. */
export function toScimUser(known: KnownPerson, at: Showing): unknown {
  return plain(toSchema(known, at));
}

type Showing = {
  readonly base: string;
  readonly version: string | undefined;
  readonly names: Types.Filter | undefined;
};
const INSIDE: Showing = { base: '', version: undefined, names: undefined };

function toSchema(known: KnownPerson, { base, version, names }: Showing): Schemas.User {
  const { person, provisioned, groups } = known;
  const said = provisioned?.said;
  const enterprise = {
    ...(said?.costCentre == null ? {} : { costCenter: said.costCentre }),
    ...(said?.manager == null ? {} : { manager: { value: said.manager } }),
  };
  const name = {
    formatted: said === undefined ? person.name : (said.formattedName ?? undefined),
    givenName: said?.givenName ?? undefined,
    familyName: said?.familyName ?? undefined,
  };
  const user = {
    schemas: [USER_SCHEMA],
    id: person.id,
    externalId: provisioned?.externalId ?? undefined,
    userName: provisioned?.userName ?? person.email,
    displayName: said === undefined ? person.name : (said.displayName ?? undefined),
    ...(Object.values(name).every((part) => part === undefined) ? {} : { name }),
    userType: said?.userType ?? undefined,
    active: person.status === 'active',
    emails: [{ value: person.email, type: 'work', primary: true }],
    groups: groups.map(({ id, displayName }) => ({ value: id, display: displayName, type: 'direct' })),
    ...(Object.keys(enterprise).length === 0 ? {} : { [ENTERPRISE_SCHEMA]: enterprise }),
    meta: { created: new Date(known.createdAtMs), lastModified: new Date(known.updatedAtMs), version },
  };
  return new Schemas.User(user, 'out', `${base}/Users`, names);
}

function toWish(user: Schemas.User): PersonWish {
  const read = WireUser.safeParse(plain(user));
  if (!read.success) throw scimError(400, 'invalidValue', z.prettifyError(read.error));
  const { userName, externalId, active, emails, name, ...rest } = read.data;
  const enterprise = rest[ENTERPRISE_SCHEMA];
  return {
    userName,
    externalId: externalId ?? null,
    email: emails?.[0]?.value ?? null,
    active: active ?? null,
    said: {
      displayName: rest.displayName ?? null,
      formattedName: name?.formatted ?? null,
      givenName: name?.givenName ?? null,
      familyName: name?.familyName ?? null,
      userType: rest.userType ?? null,
      costCentre: enterprise?.costCenter ?? null,
      manager: enterprise?.manager?.value ?? null,
    },
  };
}

/** The library's own checks throw plain type errors for values that do not fit. */
export function tried<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw scimError(400, 'invalidValue', error.message);
    throw error;
  }
}
