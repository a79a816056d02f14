import type { ClientBase, Pool } from 'pg';
import type { ProvisioningReads, ProvisioningWrites } from '../../ports/provisioning-store.ts';
import type { Queries } from '../control/noun-table.ts';
import {
  deleteGroup,
  deleteMembers,
  insertGroup,
  insertMembers,
  listGroups,
  readMembers,
  updateGroup,
} from './provisioned-groups.ts';
import {
  deleteProvisioned,
  leaveGroups,
  listPeople,
  putProvisioned,
  readMentioned,
  readUnknown,
} from './provisioned-people.ts';

/** People and groups of identity providers on PostgreSQL: what is read outside a write. */
export function createProvisioningStore({ pool }: { readonly pool: Pool }): ProvisioningReads {
  return provisioningReads(pool);
}

function provisioningReads(queries: Queries): ProvisioningReads {
  return {
    people: (listing) => listPeople(queries, listing),
    groups: (listing) => listGroups(queries, listing),
    members: (groupId, limit) => readMembers(queries, groupId, limit),
  };
}

/** The same on the connection of a write of the control plane, with what it writes. */
export function provisioningWrites(client: ClientBase): ProvisioningReads & ProvisioningWrites {
  return {
    ...provisioningReads(client),
    personMentioned: (text) => readMentioned(client, text),
    keepPerson: (provisioned, atMs) => putProvisioned(client, provisioned, atMs),
    forgetPerson: async (personId) => {
      await leaveGroups(client, personId);
      await deleteProvisioned(client, personId);
    },
    insertGroup: (group, atMs) => insertGroup(client, group, atMs),
    changeGroup: (group, atMs) => updateGroup(client, group, atMs),
    deleteGroup: (groupId) => deleteGroup(client, groupId),
    unknownPeople: (personIds) => readUnknown(client, personIds),
    addMembers: (groupId, personIds) => insertMembers(client, groupId, personIds),
    removeMembers: (groupId, personIds) => deleteMembers(client, groupId, personIds),
  };
}
