import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { callOperation } from '../request/call-operation.ts';
import { Loaded } from '../states/loaded.tsx';
import { Trouble } from '../states/trouble.tsx';
import { SIGN_IN_WORDS } from '../words/sign-in-words.ts';
import { Mark } from './mark.tsx';
import { SIGN_IN_PATH } from './sign-in-form.tsx';

/** What stands behind `#link=` of a set-up link or an invitation; servers and logs never see it. */
export function linkTokenIn({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): string | undefined {
  return pathname === SIGN_IN_PATH ? /^#link=([\w-]{20,100})$/.exec(hash)?.[1] : undefined;
}

/** A link that lets somebody choose a password; the first one makes the administrator. */
export function LinkPage({ token, onSignedIn }: { readonly token: string; readonly onSignedIn: () => void }) {
  const facts = useQuery({
    queryKey: ['readSignInLink'],
    queryFn: () => callOperation('readSignInLink', { body: { token } }),
  });
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Stack gap={6} mb="lg" align="center">
          <Mark size={36} />
          <Title order={1} size="h3" mt={6}>
            {SIGN_IN_WORDS.welcome}
          </Title>
          <Text c="dimmed" ta="center">
            {SIGN_IN_WORDS.choosePassword}
          </Text>
        </Stack>
        <Paper withBorder p="lg" radius="lg" bg="var(--house-surface)">
          <Loaded query={facts} lines={4}>
            {({ kind, email, name }) => (
              <LinkForm
                token={token}
                email={email ?? ''}
                name={name ?? ''}
                isSetUp={kind === 'set_up'}
                onSignedIn={onSignedIn}
              />
            )}
          </Loaded>
        </Paper>
      </div>
    </main>
  );
}

type LinkFormProps = {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly isSetUp: boolean;
  readonly onSignedIn: () => void;
};

const PASSWORD_CHARACTERS_MIN = 12;

function LinkForm({ token, email, name, isSetUp, onSignedIn }: LinkFormProps) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email, name, password: '', again: '' },
    validate: {
      password: (password) => (password.length < PASSWORD_CHARACTERS_MIN ? SIGN_IN_WORDS.tooShort : null),
      again: (again, { password }) => (again === password ? null : SIGN_IN_WORDS.notTheSame),
    },
  });
  const use = useMutation({
    mutationFn: (values: typeof form.values) =>
      callOperation('signInByLink', {
        body: {
          token,
          password: values.password,
          ...(isSetUp ? { person: { name: values.name, email: values.email } } : {}),
        },
      }),
    onSuccess: onSignedIn,
  });
  return (
    <form onSubmit={form.onSubmit((values) => use.mutate(values))}>
      <Stack gap="sm">
        {use.error === null ? null : <Trouble error={use.error} />}
        {isSetUp ? (
          <TextInput
            label={SIGN_IN_WORDS.name}
            autoComplete="name"
            required
            withAsterisk={false}
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
        ) : null}
        <TextInput
          label={SIGN_IN_WORDS.email}
          type="email"
          autoComplete="username"
          readOnly={!isSetUp}
          required
          withAsterisk={false}
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={SIGN_IN_WORDS.newPassword}
          description={SIGN_IN_WORDS.passwordRule}
          autoComplete="new-password"
          required
          withAsterisk={false}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <PasswordInput
          label={SIGN_IN_WORDS.passwordAgain}
          autoComplete="new-password"
          required
          withAsterisk={false}
          key={form.key('again')}
          {...form.getInputProps('again')}
        />
        <Button type="submit" loading={use.isPending} mt={4}>
          {SIGN_IN_WORDS.begin}
        </Button>
      </Stack>
    </form>
  );
}
