import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { closeHandover, deactivatePerson } from '../../control/deactivate-person.ts';
import { endGrant, grantRole } from '../../control/role-grants.ts';
import type { SignInContext } from '../../control/sign-in-context.ts';
import { EVERYWHERE, HOUSE_ROLES, heldRoles, isGrantInForce } from '../../domain/identity/house-role.ts';
import { listPermissions } from '../../domain/identity/permission.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows, readRow } from './row-handlers.ts';
import { toWireHandover, toWireHeldRole, toWireRoleGrant } from './wire-roles.ts';
import { fromWireMoment } from './wire-rows.ts';

type RoleOperation =
  | 'listRoles'
  | 'readPersonRoles'
  | 'listRoleGrants'
  | 'readRoleGrant'
  | 'grantRole'
  | 'endRoleGrant'
  | 'deactivatePerson'
  | 'listHandovers'
  | 'closeHandover';

/** Who may do what, and what becomes of it when somebody leaves. */
export function roleHandlers(context: SignInContext): Handlers<RoleOperation> {
  const { store, clock } = context;
  return {
    listRoles: async () =>
      answer({
        rows: HOUSE_ROLES.map((role) => {
          const held = { role, reach: EVERYWHERE, from: 'granted', expiresAtMs: null } as const;
          return { role, permissions: [...listPermissions([held])] };
        }),
        givenBy: await listAdministrators(context),
      }),
    readPersonRoles: async ({ params: { id } }) => {
      const facts = await context.signIn.roleFacts(id);
      if (facts === undefined) return refuseCommand('not_found', `There is no person "${id}".`);
      const held = heldRoles(facts, clock.nowMs());
      return answer({ personId: id, roles: held.map(toWireHeldRole), permissions: [...listPermissions(held)] });
    },
    listRoleGrants: ({ query }) => listRows(store, { noun: 'role_grant', query, toWire: toWireRoleGrant }),
    readRoleGrant: ({ params }) =>
      readRow(store, { noun: 'role_grant', word: 'role grant', id: params.id, toWire: toWireRoleGrant }),
    grantRole: async ({ body, commander }) => {
      const { expiresAt, ...wanted } = body;
      const expiresAtMs = expiresAt === null ? null : fromWireMoment(expiresAt);
      const made = await grantRole(context, commander, { ...wanted, expiresAtMs });
      return isControlRefusal(made) ? made : answer(toWireRoleGrant(made));
    },
    endRoleGrant: async ({ params, body, commander, expectedRevision }) => {
      const ended = await endGrant(context, commander, { id: params.id, expectedRevision, reason: body.reason });
      return isControlRefusal(ended) ? ended : answer(toWireRoleGrant(ended));
    },
    deactivatePerson: async ({ params, body, commander }) => {
      const done = await deactivatePerson(context, commander, { personId: params.id, reason: body.reason });
      return isControlRefusal(done) ? done : answer(done);
    },
    listHandovers: ({ query }) => listRows(store, { noun: 'handover', query, toWire: toWireHandover }),
    closeHandover: async ({ params, commander, expectedRevision }) => {
      const closed = await closeHandover(context, commander, { id: params.id, expectedRevision });
      return isControlRefusal(closed) ? closed : answer(toWireHandover(closed));
    },
  };
}

const ADMINISTRATORS_SHOWN = 5;

/** Whom somebody asks for a role; those whose own has not ended. */
async function listAdministrators({ store, clock }: SignInContext) {
  const where = { role: 'administrator', status: 'active' };
  const { rows } = await store.list('role_grant', { limit: 100, afterId: null, where });
  const personIds = new Set(
    rows.filter(({ row }) => isGrantInForce(row, clock.nowMs())).map(({ row }) => row.personId),
  );
  const people = await Promise.all([...personIds].slice(0, ADMINISTRATORS_SHOWN).map((id) => store.get('person', id)));
  return people.flatMap((person) =>
    person?.row.status === 'active' ? [{ personId: person.row.id, name: person.row.name }] : [],
  );
}
