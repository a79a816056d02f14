import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay, useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { HELD_WORDS, PEOPLE_WORDS } from '../words/people-words.ts';
import { GrantForm } from './grant-form.tsx';
import type { Person } from './person-form.tsx';

type Held = AnswerOf<'readPersonRoles'>['roles'][number];
type Grant = AnswerOf<'readRoleGrant'>;

const WORDS = HELD_WORDS;
const GRANTS_MAX = 100;
export const ROLE_CHANGES = ['readPersonRoles', 'listRoleGrants', 'listDirectory', 'listRoles'] as const;

/** Roles that were given to somebody and have not ended. */
export function useGrantsOf(personId: string) {
  return useOperation('listRoleGrants', { query: { personId, status: 'active', limit: GRANTS_MAX } });
}

/** Every role that somebody holds now, where it comes from and until when. */
export function RolesPanel({ person }: { readonly person: Person }) {
  const held = useOperation('readPersonRoles', { params: { id: person.id } });
  const grants = useGrantsOf(person.id);
  const { person: reader } = useSession();
  const mayChange = useMay()('control.write:access') && person.status === 'active';
  const [isGiving, setGiving] = useState(false);
  const isOwn = reader.id === person.id;
  return (
    <Panel
      title={WORDS.title}
      note={isOwn && mayChange ? WORDS.own : WORDS.note}
      action={
        mayChange && !isOwn ? (
          <Button size="compact-sm" variant="default" onClick={() => setGiving(!isGiving)}>
            {WORDS.give}
          </Button>
        ) : null
      }
    >
      {isGiving ? <GrantForm personId={person.id} onDone={() => setGiving(false)} /> : null}
      <Loaded query={held} lines={3}>
        {({ roles }) => {
          const shown = roles.filter(({ role }) => role !== 'employee');
          if (shown.length === 0) return <Empty title={WORDS.none} />;
          return (
            <ul className="line-list">
              {shown.map((role) => (
                <li key={`${role.role} ${role.from} ${JSON.stringify(role.reach)}`} className="rule">
                  <RoleLine held={role} grant={grantOf(role, grants.data?.rows ?? [])} mayEnd={mayChange} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}

type RoleLineProps = { readonly held: Held; readonly grant: Grant | undefined; readonly mayEnd: boolean };

function RoleLine({ held, grant, mayEnd }: RoleLineProps) {
  return (
    <Group justify="space-between" gap="sm" align="flex-start">
      <div>
        <Text size="sm" fw={500}>
          {held.role === 'employee' ? PEOPLE_WORDS.employee : PEOPLE_WORDS.roleNames[held.role]}{' '}
          <Text span size="sm" c="dimmed">
            {WORDS.reach.toLowerCase()} {reachInWords(held.reach)}
          </Text>
        </Text>
        <Text size="xs" c="dimmed">
          {WORDS.from[held.from]}
          {grant === undefined ? null : ` · ${grant.grantedBy} · ${grant.reason}`}
          {held.expiresAt === null ? null : (
            <>
              {' · '}
              {WORDS.until.toLowerCase()} <Moment at={held.expiresAt} />
            </>
          )}
        </Text>
      </div>
      {grant === undefined || !mayEnd || grant.source !== 'granted' ? null : (
        <ReasonButton
          label={WORDS.end}
          note={WORDS.endNote}
          changes={ROLE_CHANGES}
          carryOut={(reason, idempotencyKey) =>
            callOperation('endRoleGrant', {
              params: { id: grant.id },
              ifRevision: grant.revision,
              body: { reason },
              idempotencyKey,
            })
          }
        />
      )}
    </Group>
  );
}

export function reachInWords(reach: Held['reach']): string {
  switch (reach.kind) {
    case 'organisation':
      return WORDS.reaches.organisation;
    case 'team':
      return WORDS.ofTeam(reach.teamId);
    case 'use_case':
      return WORDS.ofUseCase(reach.useCaseId);
  }
}

/** The grant behind a role, where one is. */
function grantOf(held: Held, grants: readonly Grant[]): Grant | undefined {
  return grants.find(
    (grant) =>
      grant.role === held.role &&
      grant.source === held.from &&
      grant.expiresAt === held.expiresAt &&
      reachInWords(grant.reach) === reachInWords(held.reach),
  );
}
