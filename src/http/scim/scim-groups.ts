import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import {
  changeProvisionedGroup,
  createProvisionedGroup,
  MEMBERS_MAX,
  removeProvisionedGroup,
} from '../../control/provision-groups.ts';
import type { GroupMember, KnownGroup } from '../../ports/provisioning-store.ts';
import { checkVersion, listAnswer, type ScimAnswer, type ScimExchange } from './scim-exchange.ts';
import { scimError } from './scim-problem.ts';
import { readFilter, readNames, readPage } from './scim-query.ts';
import { fromScimGroup, patchScimGroup, toScimGroup, versionOfGroup } from './wire-scim-groups.ts';

const FILTERED: Readonly<Record<string, GroupMember>> = {
  ...{ id: 'id', displayname: 'displayName', externalid: 'externalId' },
  ...{ members: 'memberId', 'members.value': 'memberId' },
};
/** Members of all groups of one page. */
const LISTED_MEMBERS_MAX = 20_000;

/** `/Groups`, and one of them. */
export async function answerGroups(exchange: ScimExchange): Promise<ScimAnswer | ControlRefusal> {
  const { method, id } = exchange;
  if (id === null) {
    if (method === 'GET') return listGroups(exchange);
    if (method === 'POST') return createGroup(exchange);
    throw scimError(405, null, 'Groups are listed by GET and made by POST.');
  }
  if (method === 'GET') return readGroup(exchange, id);
  if (method === 'PUT' || method === 'PATCH') return changeGroup(exchange, id);
  if (method === 'DELETE') return removeGroup(exchange, id);
  throw scimError(405, null, 'A group is read by GET, changed by PUT or PATCH, and taken away by DELETE.');
}

async function listGroups(exchange: ScimExchange): Promise<ScimAnswer> {
  const { context, query } = exchange;
  const page = readPage(query);
  const conditions = readFilter(query, FILTERED);
  const listing = { conditions, limit: page.count, offset: page.startIndex - 1 };
  const { rows, total } = await context.provisioning.groups(listing);
  const resources: unknown[] = [];
  let room = LISTED_MEMBERS_MAX;
  for (const known of rows) {
    const members = wantsMembers(exchange) ? await context.provisioning.members(known.id, room + 1) : null;
    room -= members?.length ?? 0;
    if (room < 0)
      throw scimError(400, 'tooMany', 'These groups have too many members for one answer: exclude members.');
    resources.push(toScimGroup(known, { base: exchange.base, members }));
  }
  return listAnswer(page, { total, resources });
}

/** Who asks for groups by name does not have to be told everybody in them. */
function wantsMembers({ query }: ScimExchange): boolean {
  const isMembers = (name: string): boolean => /(?:^|:)members(?:\.|$)/i.test(name);
  const wanted = readNames(query, 'attributes');
  if (wanted.length > 0) return wanted.some(isMembers);
  return !readNames(query, 'excludedAttributes').some(isMembers);
}

async function readGroup(exchange: ScimExchange, id: string): Promise<ScimAnswer> {
  const conditions = [{ member: 'id', operator: 'is', value: id }] as const;
  const { rows } = await exchange.context.provisioning.groups({ conditions, limit: 1, offset: 0 });
  if (rows[0] === undefined) throw scimError(404, null, `There is no group "${id}".`);
  return answerOf(exchange, rows[0], 200);
}

async function createGroup(exchange: ScimExchange): Promise<ScimAnswer | ControlRefusal> {
  const wish = fromScimGroup(exchange.body);
  const made = await createProvisionedGroup(exchange.context, exchange.commander, wish);
  return isControlRefusal(made) ? made : answerOf(exchange, made, 201);
}

async function changeGroup(exchange: ScimExchange, groupId: string): Promise<ScimAnswer | ControlRefusal> {
  const { context, commander, method, body } = exchange;
  const changed = await changeProvisionedGroup(context, commander, {
    groupId,
    revise: async (known) => {
      checkVersion(exchange, versionOfGroup(known));
      return method === 'PATCH' ? patchScimGroup(known, body) : fromScimGroup(body);
    },
  });
  if (isControlRefusal(changed)) return changed;
  // A patch is answered without its people: there may be thousands of them, and the provider sent the change itself.
  return method === 'PATCH'
    ? { status: 204, body: null, version: versionOfGroup(changed) }
    : answerOf(exchange, changed, 200);
}

async function removeGroup(exchange: ScimExchange, groupId: string): Promise<ScimAnswer | ControlRefusal> {
  const { context, commander } = exchange;
  const check = (known: KnownGroup): void => checkVersion(exchange, versionOfGroup(known));
  const refusal = await removeProvisionedGroup(context, commander, { groupId, check });
  return refusal ?? { status: 204, body: null };
}

async function answerOf(exchange: ScimExchange, known: KnownGroup, status: number): Promise<ScimAnswer> {
  const { context, base, method, ifNoneMatch } = exchange;
  const version = versionOfGroup(known);
  if (method === 'GET' && ifNoneMatch === version) return { status: 304, body: null, version };
  const members = wantsMembers(exchange) ? await context.provisioning.members(known.id, MEMBERS_MAX) : null;
  return { status, body: toScimGroup(known, { base, members }), version, location: `${base}/Groups/${known.id}` };
}
