import type { Types } from 'scimmy';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import {
  changeProvisionedPerson,
  createProvisionedPerson,
  removeProvisionedPerson,
} from '../../control/provision-people.ts';
import { findKnown } from '../../control/provisioning-context.ts';
import type { KnownPerson, PersonMember } from '../../ports/provisioning-store.ts';
import { checkVersion, listAnswer, readWanted, type ScimAnswer, type ScimExchange } from './scim-exchange.ts';
import { scimError } from './scim-problem.ts';
import { readFilter, readPage } from './scim-query.ts';
import { fromScimUser, patchScimUser, toScimUser } from './wire-scim-users.ts';

const FILTERED: Readonly<Record<string, PersonMember>> = {
  ...{ id: 'id', username: 'userName', externalid: 'externalId', displayname: 'displayName', active: 'active' },
  ...{ emails: 'email', 'emails.value': 'email' },
};

/** `/Users`, and one of them. */
export async function answerUsers(exchange: ScimExchange): Promise<ScimAnswer | ControlRefusal> {
  const { method, id } = exchange;
  if (id === null) {
    if (method === 'GET') return listUsers(exchange);
    if (method === 'POST') return createUser(exchange);
    throw scimError(405, null, 'People are listed by GET and brought by POST.');
  }
  if (method === 'GET') return readUser(exchange, id);
  if (method === 'PUT' || method === 'PATCH') return changeUser(exchange, id);
  if (method === 'DELETE') return removeUser(exchange, id);
  throw scimError(405, null, 'A person is read by GET, changed by PUT or PATCH, and taken away by DELETE.');
}

async function listUsers(exchange: ScimExchange): Promise<ScimAnswer> {
  const { context, query } = exchange;
  const page = readPage(query);
  const conditions = readFilter(query, FILTERED);
  const names = readWanted(query);
  const listing = { conditions, limit: page.count, offset: page.startIndex - 1 };
  const { rows, total } = await context.provisioning.people(listing);
  return listAnswer(page, { total, resources: rows.map((known) => shown(exchange, known, names).resource) });
}

async function readUser(exchange: ScimExchange, id: string): Promise<ScimAnswer> {
  const known = await findKnown(exchange.context, id);
  if (known === undefined) throw scimError(404, null, `There is no person "${id}".`);
  return answerOf(exchange, known, 200);
}

async function createUser(exchange: ScimExchange): Promise<ScimAnswer | ControlRefusal> {
  const wish = fromScimUser(exchange.body);
  const made = await createProvisionedPerson(exchange.context, exchange.commander, wish);
  return isControlRefusal(made) ? made : answerOf(exchange, made, 201);
}

async function changeUser(exchange: ScimExchange, personId: string): Promise<ScimAnswer | ControlRefusal> {
  const { context, commander, method, body } = exchange;
  const changed = await changeProvisionedPerson(context, commander, {
    personId,
    revise: async (known) => {
      checkVersion(exchange, shown(exchange, known).version);
      return method === 'PATCH' ? patchScimUser(known, body) : fromScimUser(body);
    },
  });
  return isControlRefusal(changed) ? changed : answerOf(exchange, changed, 200);
}

async function removeUser(exchange: ScimExchange, personId: string): Promise<ScimAnswer | ControlRefusal> {
  const { context, commander } = exchange;
  const check = (known: KnownPerson): void => checkVersion(exchange, shown(exchange, known).version);
  const refusal = await removeProvisionedPerson(context, commander, { personId, check });
  return refusal ?? { status: 204, body: null };
}

function answerOf(exchange: ScimExchange, known: KnownPerson, status: number): ScimAnswer {
  const { resource, version } = shown(exchange, known, readWanted(exchange.query));
  const location = `${exchange.base}/Users/${known.person.id}`;
  if (exchange.method === 'GET' && exchange.ifNoneMatch === version) return { status: 304, body: null, version };
  return { status, body: resource, version, location };
}

/** The version is the digest of all that a provider may see, so that nobody has to count changes. */
function shown({ context, base }: ScimExchange, known: KnownPerson, names?: Types.Filter) {
  const digest = context.sha256(JSON.stringify([known.person, known.provisioned, known.groups]));
  const version = `W/"${digest.slice(0, 20)}"`;
  return { version, resource: toScimUser(known, { base, version, names }) };
}
