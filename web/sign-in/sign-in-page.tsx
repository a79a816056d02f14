import { Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import type { Visit } from '../shell/session.tsx';
import { SIGN_IN_WORDS } from '../words/sign-in-words.ts';
import { Mark } from './mark.tsx';
import { SIGN_IN_PATH, SignInForm } from './sign-in-form.tsx';

export type SignInPageProps = { readonly options: Visit['signIn']; readonly onSignedIn: () => void };

/** On whichever address somebody opened: after signing in they are where they wanted to be. */
export function SignInPage({ options, onSignedIn }: SignInPageProps) {
  useEffect(() => {
    document.title = `${SIGN_IN_WORDS.title} · ${SIGN_IN_WORDS.product}`;
  }, []);
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Stack gap={6} mb="lg" align="center">
          <Mark size={36} />
          <Title order={1} size="h3" mt={6}>
            {SIGN_IN_WORDS.title}
          </Title>
          <Text c="dimmed" ta="center">
            {SIGN_IN_WORDS.lead}
          </Text>
        </Stack>
        <Paper withBorder p="lg" radius="lg" bg="var(--house-surface)">
          <Refused />
          <Reasons options={options} />
          {options.refusedBecause === null ? <SignInForm options={options} onSignedIn={onSignedIn} /> : null}
        </Paper>
        <Text size="xs" c="dimmed" ta="center" mt="md">
          {SIGN_IN_WORDS.noAccount}
        </Text>
      </div>
    </main>
  );
}

/** Why a provider's word let nobody in; which of the reasons it was stands in the log alone. */
function Refused() {
  if (location.pathname !== SIGN_IN_PATH) return null;
  const problem = new URLSearchParams(location.search).get('problem');
  if (problem === null) return null;
  const words = problem === 'sign_in_limited' ? SIGN_IN_WORDS.refusedOften : SIGN_IN_WORDS.refused;
  return (
    <Text size="sm" role="alert" mb="md">
      {words}
    </Text>
  );
}

function Reasons({ options }: { readonly options: Visit['signIn'] }) {
  if (options.refusedBecause !== null) return <Text role="alert">{options.refusedBecause}</Text>;
  if (options.needsSetUp) {
    return (
      <Text size="sm" mb="md">
        {SIGN_IN_WORDS.needsSetUp}
      </Text>
    );
  }
  return null;
}
