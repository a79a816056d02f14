import { isRecord, memberOf, normaliseEmails, readManager, readRecord, readTruth } from './normalise-user.ts';
import { refusePrototypeNames } from './refuse-prototypes.ts';
import { scimError } from './scim-problem.ts';
import { ENTERPRISE_SCHEMA, type GROUP_SCHEMA, NOT_KEPT, NOT_KEPT_OF_ENTERPRISE, USER_SCHEMA } from './scim-schemas.ts';

export type PatchStep = { readonly op: 'add' | 'remove' | 'replace'; readonly path: string; readonly value?: unknown };

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const STEPS_MAX = 1_000;
const PATH = /^[A-Za-z][\w$:.-]{0,200}(?:\[[^\]]{1,400}\])?(?:\.[A-Za-z$][\w$-]{0,60})?$/;

/**
 * The steps of a patch, each with a path: the word in any case (Entra ID writes `Add`), and what comes without a path as
 * one object (Okta) taken apart into its members.
 */
export function readPatch(body: unknown): readonly PatchStep[] {
  const record = readRecord(body);
  const schemas = memberOf(record, 'schemas');
  if (Array.isArray(schemas) && !schemas.includes(PATCH_SCHEMA))
    throw scimError(400, 'invalidSyntax', `A patch has the schema "${PATCH_SCHEMA}".`);
  const operations = memberOf(record, 'Operations');
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > STEPS_MAX)
    throw scimError(400, 'invalidValue', `"Operations" is a list of 1 to ${STEPS_MAX}.`);
  return operations.flatMap(readSteps);
}

function readSteps(operation: unknown): readonly PatchStep[] {
  const record = readRecord(operation);
  const word = String(memberOf(record, 'op')).toLowerCase();
  const op = (['add', 'remove', 'replace'] as const).find((one) => one === word);
  if (op === undefined) throw scimError(400, 'invalidSyntax', '"op" is add, remove or replace.');
  const [path, value] = [memberOf(record, 'path'), memberOf(record, 'value')];
  if (path !== undefined && path !== null && path !== '') {
    if (typeof path !== 'string' || !PATH.test(path)) throw scimError(400, 'invalidPath', `"${path}" is no path.`);
    refusePrototypeNames(path.replaceAll(/"[^"]*"/g, ''));
    return [{ op, path, value }];
  }
  if (op === 'remove') throw scimError(400, 'noTarget', 'What is removed is named by a path.');
  return Object.entries(readRecord(value)).map(([name, one]) => ({ op, path: name, value: one }));
}

/** Attributes that are kept, by their names in small letters. */
const KEPT: Readonly<Record<string, string>> = {
  ...{ username: 'userName', externalid: 'externalId', displayname: 'displayName', usertype: 'userType' },
  ...{ 'name.formatted': 'name.formatted', 'name.givenname': 'name.givenName', 'name.familyname': 'name.familyName' },
  [`${ENTERPRISE_SCHEMA}:costCenter`.toLowerCase()]: `${ENTERPRISE_SCHEMA}:costCenter`,
};
const ENTERPRISE = ENTERPRISE_SCHEMA.toLowerCase();
const IGNORED: ReadonlySet<string> = new Set([
  ...['id', 'meta', 'schemas', 'groups', 'name.middlename', 'name.honorificprefix', 'name.honorificsuffix'],
  ...NOT_KEPT.map((name) => name.toLowerCase()),
  ...NOT_KEPT_OF_ENTERPRISE.map((name) => `${ENTERPRISE}:${name.toLowerCase()}`),
]);

/** The steps of a user's patch as the library understands each of them; what is not kept is left out. */
export function normaliseUserPatch(body: unknown): readonly PatchStep[] {
  return readPatch(body).flatMap(normaliseUserStep);
}

function normaliseUserStep({ op, path, value }: PatchStep): readonly PatchStep[] {
  const name = withoutSchema(path, USER_SCHEMA).toLowerCase();
  if (name === 'active') return stepOf(op, 'active', readTruth(value));
  if (name === 'emails' || name.startsWith('emails.') || name.startsWith('emails['))
    return emailSteps({ op, name, value });
  if (name === 'name' || name === ENTERPRISE)
    return op === 'remove' ? removalsBelow(name) : membersBelow(op, name, value);
  if (name === `${ENTERPRISE}:manager` || name.startsWith(`${ENTERPRISE}:manager.`))
    return managerSteps({ op, name, value });
  const kept = Object.hasOwn(KEPT, name) ? KEPT[name] : undefined;
  if (kept !== undefined) return stepOf(op, kept, value);
  const isOther = name.startsWith('urn:') && !name.startsWith(ENTERPRISE);
  if (isOther || IGNORED.has(name.split(/[[.]/)[0] ?? '') || IGNORED.has(name)) return [];
  throw scimError(400, 'invalidPath', `There is no attribute "${path}".`);
}

/** Texts that are empty stand for what there is not. */
function stepOf(op: PatchStep['op'], path: string, value: unknown): readonly PatchStep[] {
  const isNothing = value === undefined || value === null || value === '';
  if (op === 'remove' || isNothing) return [{ op: 'remove', path }];
  return [{ op, path, value }];
}

/** A person has one address here, and keeps it where the provider takes its own away. */
function emailSteps({
  op,
  name,
  value,
}: {
  readonly op: PatchStep['op'];
  readonly name: string;
  readonly value: unknown;
}) {
  const isAnother = name.includes('[') && !/type eq "work"|primary eq "?true/.test(name);
  const isLabel = name.endsWith('.type') || name.endsWith('.primary') || name.endsWith('.display');
  const emails = op === 'remove' || isAnother || isLabel ? undefined : normaliseEmails(value);
  return emails === undefined ? [] : [{ op: 'replace', path: 'emails', value: emails } as const];
}

function managerSteps({
  op,
  name,
  value,
}: {
  readonly op: PatchStep['op'];
  readonly name: string;
  readonly value: unknown;
}) {
  const path = `${ENTERPRISE_SCHEMA}:manager`;
  const isOther = name.includes('.') && name.startsWith(`${ENTERPRISE}:manager.`) && !name.endsWith('.value');
  if (isOther) return [];
  const manager = op === 'remove' ? undefined : readManager(value);
  if (manager === undefined) return [{ op: 'remove', path } as const];
  return [{ op: 'replace', path, value: manager } as const];
}

function membersBelow(op: PatchStep['op'], name: string, value: unknown): readonly PatchStep[] {
  if (!isRecord(value)) throw scimError(400, 'invalidValue', `"${name}" is an object.`);
  return Object.entries(value).flatMap(([key, one]) =>
    normaliseUserStep({ op, path: pathBelow(name, key), value: one }),
  );
}

function removalsBelow(name: string): readonly PatchStep[] {
  const keys = name === 'name' ? ['formatted', 'givenName', 'familyName'] : ['costCenter', 'manager'];
  return keys.flatMap((key) => normaliseUserStep({ op: 'remove', path: pathBelow(name, key) }));
}

function pathBelow(name: string, key: string): string {
  return name === 'name' ? `name.${key}` : `${ENTERPRISE_SCHEMA}:${key}`;
}

/** A path without the schema that every attribute of the resource has. */
export function withoutSchema(path: string, schema: typeof USER_SCHEMA | typeof GROUP_SCHEMA): string {
  return path.toLowerCase().startsWith(`${schema.toLowerCase()}:`) ? path.slice(schema.length + 1) : path;
}
