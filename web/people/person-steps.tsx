import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget } from '../request/use-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { showUndo } from '../states/undo-notice.tsx';
import { PERSON_WORDS } from '../words/people-words.ts';
import type { Person } from './person-form.tsx';

const CHANGES = ['readPerson', 'readPersonAccess', 'readPersonRoles', 'listDirectory', 'listPeople'] as const;
const WORDS = PERSON_WORDS;

/** Archive and restore: what the state of somebody allows. */
export function PersonSteps({ person }: { readonly person: Person }) {
  const queries = useQueryClient();
  const { id, name } = person;
  const restore = (idempotencyKey: string) =>
    callOperation('restorePerson', { params: { id }, body: {}, idempotencyKey });
  const undo = async () => {
    await restore(newWriteName());
    await forget(queries, CHANGES);
  };
  if (person.status === 'archived') {
    return (
      <ReasonButton
        plain
        label={WORDS.restore}
        note={WORDS.restoreNote}
        changes={CHANGES}
        carryOut={async (_reason, writeName) => {
          await restore(writeName);
          notifications.show({ message: WORDS.restored(name) });
        }}
      />
    );
  }
  return (
    <ReasonButton
      plain
      label={WORDS.archive}
      note={WORDS.archiveNote}
      changes={CHANGES}
      carryOut={async (_reason, idempotencyKey) => {
        await callOperation('archivePerson', { params: { id }, ifRevision: person.revision, body: {}, idempotencyKey });
        showUndo({ message: WORDS.archived(name), undo });
      }}
    />
  );
}
