import { scimError } from './scim-problem.ts';
import { ENTERPRISE_SCHEMA } from './scim-schemas.ts';

export type ScimRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is ScimRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A body that must be one record. */
export function readRecord(body: unknown): ScimRecord {
  if (!isRecord(body)) throw scimError(400, 'invalidSyntax', 'The body is one JSON object.');
  return body;
}

/** The member of this name in whatever case it is written. */
export function memberOf(record: ScimRecord, name: string): unknown {
  const key = Object.keys(record).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : record[key];
}

/**
 * A user as Entra ID and Okta send them, as the standard says it: truth as a text, a manager as a text, one address with
 * any label, empty texts and nulls for what there is not.
 */
export function normaliseUser(body: unknown): ScimRecord {
  const record = readRecord(body);
  const found: [string, unknown][] = [];
  for (const [key, value] of Object.entries(record)) {
    const name = key.toLowerCase();
    if (name === 'active') found.push(['active', readTruth(value)]);
    else if (name === 'emails') found.push(['emails', normaliseEmails(value)]);
    else if (name === ENTERPRISE_SCHEMA.toLowerCase()) found.push([ENTERPRISE_SCHEMA, normaliseEnterprise(value)]);
    else if (name === `${ENTERPRISE_SCHEMA}:manager`.toLowerCase()) found.push([key, readManager(value)]);
    else if (name === 'schemas') found.push(['schemas', readSchemas(value)]);
    else found.push([key, emptyToNothing(value)]);
  }
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** Entra ID writes `"False"`. */
export function readTruth(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined || value === '') return undefined;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (word !== 'true' && word !== 'false') throw scimError(400, 'invalidValue', '"active" is true or false.');
  return word === 'true';
}

/** The one address that counts: the primary, else the one at work, else the first. */
export function normaliseEmails(value: unknown): readonly ScimRecord[] | undefined {
  const all = (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? { value: one } : one));
  const addresses = all
    .filter(isRecord)
    .filter((one) => typeof memberOf(one, 'value') === 'string' && memberOf(one, 'value') !== '');
  const isPrimary = (one: ScimRecord) => String(memberOf(one, 'primary')).toLowerCase() === 'true';
  const isWork = (one: ScimRecord) => String(memberOf(one, 'type')).toLowerCase() === 'work';
  const chosen = addresses.find(isPrimary) ?? addresses.find(isWork) ?? addresses[0];
  return chosen === undefined ? undefined : [{ value: memberOf(chosen, 'value'), type: 'work', primary: true }];
}

/** Okta writes a manager as a text, Entra ID as `{ value }`, older mappings as `{ managerId }`. */
export function readManager(value: unknown): { readonly value: string } | undefined {
  const id = isRecord(value) ? (memberOf(value, 'value') ?? memberOf(value, 'managerId')) : value;
  if (id === null || id === undefined || id === '') return undefined;
  if (typeof id !== 'string') throw scimError(400, 'invalidValue', 'A manager is named by a text.');
  return { value: id };
}

function normaliseEnterprise(value: unknown): ScimRecord | undefined {
  if (!isRecord(value)) return undefined;
  const found = Object.entries(value).map(([key, one]): [string, unknown] => [
    key,
    key.toLowerCase() === 'manager' ? readManager(one) : emptyToNothing(one),
  ]);
  return Object.fromEntries(found.filter(([, one]) => one !== undefined));
}

/** Schemas of an organisation's own do not keep a user out. */
function readSchemas(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}

function emptyToNothing(value: unknown): unknown {
  if (value === null || value === '') return undefined;
  if (!isRecord(value)) return value;
  const found = Object.entries(value).filter(([, one]) => one !== null && one !== '');
  return Object.fromEntries(found);
}
