import { Schemas } from 'scimmy';
import { PAGE_MAX } from './scim-query.ts';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Attributes of the standard that mean nothing here: they are taken and not kept, and the schema does not show them. */
export const NOT_KEPT = [
  ...['nickName', 'profileUrl', 'title', 'preferredLanguage', 'locale', 'timezone', 'password', 'phoneNumbers'],
  ...['ims', 'photos', 'addresses', 'entitlements', 'roles', 'x509Certificates'],
] as const;
export const NOT_KEPT_OF_ENTERPRISE = ['employeeNumber', 'organization', 'division', 'department'] as const;

/** The library has one definition of each schema for the whole process: it is made ours once, when this file is read. */
for (const name of NOT_KEPT) Schemas.User.definition.truncate(name);
for (const name of ['middleName', 'honorificPrefix', 'honorificSuffix'])
  Schemas.User.definition.truncate(`name.${name}`);
for (const name of NOT_KEPT_OF_ENTERPRISE) Schemas.EnterpriseUser.definition.truncate(name);
Schemas.User.definition.extend(Schemas.EnterpriseUser.definition, false);

const DEFINITIONS = [Schemas.User.definition, Schemas.Group.definition, Schemas.EnterpriseUser.definition];

export function describeSchemas(base: string): readonly { readonly id: string }[] {
  return DEFINITIONS.map((definition) => plain<{ readonly id: string }>(definition.describe(`${base}/Schemas`)));
}

export function describeResourceTypes(base: string): readonly { readonly id: string }[] {
  const type = (id: string, schema: string, extensions: readonly string[]) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    ...{ id, name: id, endpoint: `/${id}s`, schema },
    schemaExtensions: extensions.map((extension) => ({ schema: extension, required: false })),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${id}` },
  });
  return [type('User', USER_SCHEMA, [ENTERPRISE_SCHEMA]), type('Group', GROUP_SCHEMA, [])];
}

export function describeService(base: string): unknown {
  const service = {
    ...{ patch: { supported: true }, etag: { supported: true } },
    ...{ sort: { supported: false }, changePassword: { supported: false } },
    filter: { supported: true, maxResults: PAGE_MAX },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    authenticationSchemes: [
      { type: 'oauthbearertoken', name: 'API key', description: 'A key of this server with the scope "scim".' },
    ],
  };
  return plain(new Schemas.ServiceProviderConfig(service, `${base}/ServiceProviderConfig`));
}

/** What the library made, as it goes over the wire: plain data. */
export function plain<Value = unknown>(made: unknown): Value {
  return JSON.parse(JSON.stringify(made));
}
