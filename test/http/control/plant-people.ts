import { createApiKey } from '../../../src/control/api-keys.ts';
import type { Commander, ControlContext } from '../../../src/control/control-context.ts';
import { isControlRefusal } from '../../../src/control/control-refusal.ts';
import type { KeyScope } from '../../../src/domain/identity/key-grant.ts';
import type { ControlStore } from '../../../src/ports/control-store.ts';

export const EVERY_SCOPE: readonly KeyScope[] = [
  'call',
  'control.read',
  'control.write',
  'audit.read',
  'content.read',
  'content.manage',
  'approve',
  'decide',
  'finance',
  'scim',
];

const SYSTEM: Commander = {
  actor: { kind: 'system', id: 'test', keyId: null, requestId: 'planting' },
  scopes: EVERY_SCOPE,
};

/** Ada of the support team, who owns every key of these tests. */
export async function plant(store: ControlStore): Promise<void> {
  await store.write(SYSTEM.actor, async (unit) => {
    const options = { managedBy: 'api', expectedRevision: null } as const;
    const team = { id: 'support', name: 'Support', costCentre: null, managerPersonId: null, status: 'active' } as const;
    await unit.put('team', team, options);
    const ada = {
      id: 'ada',
      name: 'Ada',
      email: 'ada@example.test',
      teamId: 'support',
      roles: [],
      region: null,
      employment: null,
      status: 'active',
    } as const;
    await unit.put('person', ada, options);
  });
}

export async function addPerson(store: ControlStore, id: string): Promise<void> {
  const members = { name: id, email: `${id}@example.test`, teamId: 'support', roles: [], region: null } as const;
  await store.write(SYSTEM.actor, async (unit) => {
    const row = { ...members, id, employment: null, status: 'active' } as const;
    await unit.put('person', row, { managedBy: 'api', expectedRevision: null });
  });
}

export async function makeKeyOf(
  context: ControlContext,
  wish: { readonly personId: string; readonly scopes: readonly KeyScope[]; readonly refresh: () => Promise<void> },
): Promise<string> {
  const { personId, scopes, refresh } = wish;
  const made = await createApiKey(context, SYSTEM, {
    name: scopes.join(' and '),
    owner: { kind: 'person', personId },
    teamId: undefined,
    projectId: null,
    lane: 'production',
    tags: {},
    scopes,
    allowedUseCaseIds: [],
    defaultUseCaseId: null,
    expiresAtMs: undefined,
  });
  if (isControlRefusal(made)) throw new Error(made.why);
  await refresh();
  return made.secret;
}
