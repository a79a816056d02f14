import { Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { callOperation } from '../request/call-operation.ts';
import type { SessionFacts, Visit } from '../shell/session.tsx';
import { SIGN_IN_WORDS } from '../words/sign-in-words.ts';
import { SignInForm } from './sign-in-form.tsx';

export type SignInAgainProps = {
  readonly session: SessionFacts;
  readonly options: Visit['signIn'];
  readonly onSignedIn: () => void;
};

/** Above the page that was being used, which waits underneath. Another person gets a page of their own. */
export function SignInAgain({ session, options, onSignedIn }: SignInAgainProps) {
  const queries = useQueryClient();
  const look = async () => {
    const visit = await callOperation('readVisit', {});
    if (visit.session === null) return;
    if (visit.session.person.id !== session.person.id) return location.reload();
    queries.setQueryData(['readVisit', {}], visit);
    onSignedIn();
    await queries.refetchQueries({ type: 'active' });
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={SIGN_IN_WORDS.again}
    >
      <Text size="sm" c="dimmed" mb="md">
        {SIGN_IN_WORDS.againLead}
      </Text>
      <SignInForm options={options} email={session.person.email} elsewhere onSignedIn={() => void look()} />
    </Modal>
  );
}
