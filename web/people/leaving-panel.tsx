import { notifications } from '@mantine/notifications';
import { callOperation } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { LEAVING_WORDS } from '../words/people-words.ts';
import type { Person } from './person-form.tsx';

const CHANGES = [
  ...(['readPerson', 'readPersonAccess', 'readPersonRoles', 'listRoleGrants', 'listHandovers'] as const),
  ...(['listDirectory', 'listPeople'] as const),
];
const WORDS = LEAVING_WORDS;

/** The one step for somebody who leaves. */
export function LeavingPanel({ person: { id } }: { readonly person: Person }) {
  if (!useMay()('control.write:access')) return null;
  return (
    <Panel title={WORDS.title} note={WORDS.note}>
      <ReasonButton
        label={WORDS.deactivate}
        note={WORDS.deactivateNote}
        changes={CHANGES}
        carryOut={async (reason, idempotencyKey) => {
          const done = await callOperation('deactivatePerson', { params: { id }, body: { reason }, idempotencyKey });
          const counts = { sessions: done.sessionsEnded, keys: done.keysRevoked, roles: done.rolesEnded };
          notifications.show({ message: WORDS.done(counts) });
        }}
      />
    </Panel>
  );
}
