import { Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
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
  const [isNotYet, setNotYet] = useState(false);
  const look = async (): Promise<boolean> => {
    const visit = await callOperation('readVisit', {});
    if (visit.session === null) return false;
    if (visit.session.person.id !== session.person.id) location.reload();
    queries.setQueryData(['readVisit', {}], visit);
    onSignedIn();
    await queries.refetchQueries({ type: 'active' });
    return true;
  };
  // Back from the provider's tab nobody has to say that they were there.
  const back = useEffectEvent(() => void look().catch(() => undefined));
  useEffect(() => {
    const heard = () => back();
    addEventListener('focus', heard);
    return () => removeEventListener('focus', heard);
  }, []);
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
      {isNotYet ? (
        <Text size="sm" role="status" mb="md">
          {SIGN_IN_WORDS.notYet}
        </Text>
      ) : null}
      <SignInForm
        options={options}
        email={session.person.email}
        elsewhere
        onSignedIn={() => void look().then((isIn) => setNotYet(!isIn))}
      />
    </Modal>
  );
}
