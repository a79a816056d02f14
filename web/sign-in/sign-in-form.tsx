import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { BodyOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import type { Visit } from '../shell/session.tsx';
import { Trouble } from '../states/trouble.tsx';
import { SIGN_IN_WORDS } from '../words/sign-in-words.ts';
import { carryCode } from './carried-code.ts';

/** Where links, refusals and sign-outs at a provider lead. */
export const SIGN_IN_PATH = '/sign-in';

export type SignInFormProps = {
  readonly options: Visit['signIn'];
  readonly email?: string;
  readonly onSignedIn: () => void;
  /** The provider's page in a tab of its own, where this page must stay as it is. */
  readonly elsewhere?: boolean;
};

/** Password and identity providers, whichever this installation has. */
export function SignInForm({ options, email = '', onSignedIn, elsewhere = false }: SignInFormProps) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { email, password: '' } });
  const signIn = useMutation({
    mutationFn: (body: BodyOf<'signIn'>) => callOperation('signIn', { body }),
    onSuccess: onSignedIn,
  });
  // The door itself is no place to come back to.
  const here = location.pathname === SIGN_IN_PATH ? '/' : `${location.pathname}${location.search}`;
  return (
    <Stack gap="md">
      {signIn.error === null ? null : <Trouble error={signIn.error} />}
      {options.providers.map((provider) => (
        <Button
          key={provider.id}
          component="a"
          href={`${provider.path}?returnTo=${encodeURIComponent(elsewhere ? '/' : here)}`}
          target={elsewhere ? '_blank' : undefined}
          rel="noopener"
          onClick={() => carryCode(location.hash)}
          variant={options.passwords ? 'default' : 'filled'}
        >
          {SIGN_IN_WORDS.withProvider(provider.name)}
        </Button>
      ))}
      {options.passwords ? (
        <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
          <Stack gap="sm">
            <TextInput
              label={SIGN_IN_WORDS.email}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              key={form.key('email')}
              {...form.getInputProps('email')}
            />
            <PasswordInput
              label={SIGN_IN_WORDS.password}
              autoComplete="current-password"
              required
              withAsterisk={false}
              key={form.key('password')}
              {...form.getInputProps('password')}
            />
            <Button type="submit" loading={signIn.isPending} mt={4}>
              {SIGN_IN_WORDS.signIn}
            </Button>
          </Stack>
        </form>
      ) : null}
      {elsewhere && options.providers.length > 0 ? (
        <Anchor component="button" type="button" size="sm" onClick={onSignedIn}>
          {SIGN_IN_WORDS.didElsewhere}
        </Anchor>
      ) : null}
    </Stack>
  );
}
