import { Messages, Schemas } from 'scimmy';
import { z } from 'zod';
import type { GroupWish, MemberStep } from '../../control/provision-groups.ts';
import type { KnownGroup, ProvisionedMember } from '../../ports/provisioning-store.ts';
import { type PatchStep, readPatch, withoutSchema } from './normalise-patch.ts';
import { memberOf, readRecord } from './normalise-user.ts';
import { scimError } from './scim-problem.ts';
import { GROUP_SCHEMA, plain } from './scim-schemas.ts';
import { tried } from './wire-scim-users.ts';

const MEMBERS_SENT_MAX = 20_000;

const WireGroup = z.object({ displayName: z.string().min(1).max(300), externalId: z.string().max(300).nullish() });
const Member = z.object({ value: z.string().min(1).max(200), type: z.string().nullish() });

/** A group that is sent whole: who is not sent is not in it any more, unless members are not named at all. */
export function fromScimGroup(body: unknown): GroupWish {
  const record = readRecord(body);
  const members = memberOf(record, 'members');
  const own = Object.fromEntries(Object.entries(record).filter(([key]) => key.toLowerCase() !== 'members'));
  const steps: readonly MemberStep[] =
    members === undefined || members === null ? [] : [{ kind: 'set', personIds: readMembers(members) }];
  return { ...readOwn(own), members: steps };
}

function readOwn(own: Readonly<Record<string, unknown>>): Omit<GroupWish, 'members'> {
  const read = WireGroup.safeParse(plain(tried(() => new Schemas.Group(own, 'in'))));
  if (!read.success) throw scimError(400, 'invalidValue', z.prettifyError(read.error));
  const { displayName, externalId } = read.data;
  return { displayName, externalId: externalId === undefined || externalId === '' ? null : externalId };
}

/**
 * A group as a patch leaves it. Members are taken as sets, one step after another; the rest is the library's to apply.
 * Okta sends the group's own id within what it replaces.
 */
export async function patchScimGroup(known: KnownGroup, body: unknown): Promise<GroupWish> {
  const members: MemberStep[] = [];
  const own: PatchStep[] = [];
  for (const step of readPatch(body)) {
    const path = withoutSchema(step.path, GROUP_SCHEMA);
    const name = path.toLowerCase();
    if (name === 'members' || name.startsWith('members[')) members.push(readMemberStep(step, path));
    else if (name === 'displayname' || name === 'externalid') own.push({ ...step, path });
    else if (name !== 'id' && name !== 'schemas' && name !== 'meta')
      throw scimError(400, 'invalidPath', `A group has no attribute "${step.path}".`);
  }
  const before = new Schemas.Group(ownOf(known), 'out');
  if (own.length === 0) return { ...readOwn(plain(before)), members };
  const message = tried(
    () => new Messages.PatchOp({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [...own] }),
  );
  return { ...readOwn(plain((await message.apply(before)) ?? before)), members };
}

/** One by `members[value eq "…"]`, or those of the value; `remove` without either takes everybody out. */
function readMemberStep({ op, value }: PatchStep, path: string): MemberStep {
  const one = /^members\[\s*value\s+eq\s+"([^"\\]{1,200})"\s*\]$/i.exec(path)?.[1];
  if (one === undefined && path.includes('['))
    throw scimError(400, 'invalidFilter', 'One member is named by members[value eq "…"].');
  if (one !== undefined) return { kind: op === 'remove' ? 'remove' : 'add', personIds: [one] };
  const isNothing = value === undefined || value === null;
  switch (op) {
    case 'add':
      return { kind: 'add', personIds: readMembers(value) };
    case 'replace':
      return { kind: 'set', personIds: isNothing ? [] : readMembers(value) };
    case 'remove':
      return isNothing ? { kind: 'set', personIds: [] } : { kind: 'remove', personIds: readMembers(value) };
  }
}

function readMembers(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (all.length > MEMBERS_SENT_MAX)
    throw scimError(400, 'tooMany', `At most ${MEMBERS_SENT_MAX} members are taken at once.`);
  return all.map((one) => {
    const member = Member.safeParse(typeof one === 'string' ? { value: one } : one);
    if (!member.success) throw scimError(400, 'invalidValue', 'A member is { "value": the id of a person }.');
    if (member.data.type?.toLowerCase() === 'group')
      throw scimError(400, 'invalidValue', 'Members are people: groups within groups are not kept.');
    return member.data.value;
  });
}

/** Null members: they were not asked for. */
export function toScimGroup(
  known: KnownGroup,
  of: { readonly base: string; readonly members: readonly ProvisionedMember[] | null },
) {
  const { base, members } = of;
  return {
    schemas: [GROUP_SCHEMA],
    ...ownOf(known),
    ...(members === null
      ? {}
      : {
          members: members.map(({ personId, name }) => ({
            ...{ value: personId, display: name, type: 'User', $ref: `${base}/Users/${personId}` },
          })),
        }),
    meta: {
      resourceType: 'Group',
      created: new Date(known.createdAtMs).toISOString(),
      lastModified: new Date(known.updatedAtMs).toISOString(),
      location: `${base}/Groups/${known.id}`,
      version: versionOfGroup(known),
    },
  };
}

export function versionOfGroup({ revision }: Pick<KnownGroup, 'revision'>): string {
  return `W/"${revision}"`;
}

function ownOf({ id, displayName, externalId }: KnownGroup) {
  return { id, displayName, ...(externalId === null ? {} : { externalId }) };
}
