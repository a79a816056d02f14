import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyGrant } from '../../../src/domain/identity/key-grant.ts';
import { createRecentRequests, type RecentRequests } from '../../../src/http/scim/recent-requests.ts';
import { createScimFace } from '../../../src/http/scim/scim-face.ts';
import { isStoreAway } from '../../../src/store/connection/is-store-away.ts';
import { createProvisioningStore } from '../../../src/store/provisioning/create-provisioning-store.ts';
import { loadKeyGrants } from '../../../src/store/snapshot/load-key-grants.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

export type ScimReply = {
  readonly status: number;
  readonly body: ReturnType<typeof JSON.parse>;
  readonly headers: Headers;
};

/** A control house in which an identity provider keeps people: new ones go to support, two groups give roles. */
export type ScimHouse = ControlHouse & {
  readonly scim: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<ScimReply>;
  /** With a key that was made since, as gateways know it within a second. */
  readonly scimAs: (key: string, method: string, path: string) => Promise<ScimReply>;
  readonly patch: (path: string, operations: readonly object[]) => Promise<ScimReply>;
  readonly find: (kind: 'Users' | 'Groups', filter: string) => Promise<ScimReply>;
  /** What the provider asked for last. */
  readonly recent: RecentRequests;
  /** What was written into the trail since the start, newest last, as `type subject`. */
  readonly trail: () => Promise<readonly string[]>;
};

export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

export async function openScimHouse(): Promise<ScimHouse> {
  const house = await openControlHouse();
  const grants = new Map<string, KeyGrant>();
  const recent = createRecentRequests();
  const face = createScimFace({
    context: house.context,
    recent,
    findGrant: (secret) => grants.get(house.context.keyDigest(secret)),
    ...{ isStoreAway, accepting: () => true, publicAddress: 'https://tokenward.example.test' },
    log: (_level, event, fields) => void house.logged.push(`${event} ${JSON.stringify(fields)}`),
    provisioning: {
      provisioning: createProvisioningStore(house.database),
      rules: {
        newPeopleTeamId: 'support',
        groupRoles: [
          { group: 'Tokenward admins', role: 'administrator', reach: { kind: 'organisation' } },
          { group: 'okta-leads-id', role: 'manager', reach: { kind: 'team', teamId: 'support' } },
        ],
      },
    },
  });
  const server = createServer(face);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const key = await house.makeKey(['scim']);
  const learn = async (): Promise<void> => {
    const client = await house.database.pool.connect();
    for (const [digest, grant] of await loadKeyGrants(client)) grants.set(digest, grant);
    client.release();
  };
  await learn();

  const scim: ScimHouse['scim'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    ...house,
    recent,
    scim,
    scimAs: async (other, method, path) => {
      await learn();
      return scim(method, path, undefined, { authorization: `Bearer ${other}` });
    },
    patch: (path, operations) => scim('PATCH', path, { schemas: [PATCH_SCHEMA], Operations: operations }),
    find: (kind, filter) => scim('GET', `/${kind}?filter=${encodeURIComponent(filter)}`),
    trail: async () => {
      const { rows } = await house.database.pool.query<{ told: string }>(
        `select type || ' ' || subject as told from tokenward.audit_event order by sequence`,
      );
      return rows.map(({ told }) => told);
    },
    close: async () => {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      await house.close();
    },
  };
}
