import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Page } from '../states/page.tsx';
import { PERSON_WORDS } from '../words/people-words.ts';
import { PersonForm, type PersonTexts, personFields } from './person-form.tsx';

/** Puts somebody into the directory. */
export function NewPersonPage() {
  const navigate = useNavigate();
  const make = useWrite({
    carryOut: (texts: PersonTexts, idempotencyKey) =>
      callOperation('createPerson', { body: { id: texts.id.trim(), ...personFields(texts) }, idempotencyKey }),
    changes: ['listDirectory', 'listPeople'],
    done: async ({ id, name }) => {
      notifications.show({ message: PERSON_WORDS.saved(name) });
      await navigate({ to: '/people/$personId', params: { personId: id } });
    },
  });
  return (
    <Page title={PERSON_WORDS.newTitle} lead={PERSON_WORDS.newLead}>
      <PersonForm error={make.error} isPending={make.isPending} onSave={(texts) => make.mutate(texts)} />
    </Page>
  );
}
