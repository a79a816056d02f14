import { Button, Group, PasswordInput, Stack, Switch, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { ButtonLink } from '../shell/links.tsx';
import { useSession } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { Trouble } from '../states/trouble.tsx';
import { ACCOUNT_WORDS } from '../words/account-words.ts';
import { TOUR_WORDS } from '../words/tour-words.ts';

/** Who the reader is here, what they may do, where they are signed in. */
export function AccountPage() {
  const queries = [useOperation('listMySessions', {}), useOperation('readMyDigest', {})];
  const { method } = useSession();
  return (
    <Page title={ACCOUNT_WORDS.title} lead={ACCOUNT_WORDS.lead}>
      <Together queries={queries} lines={10}>
        <div className="grid-two">
          <Stack gap="md">
            <Roles />
            <Sessions />
          </Stack>
          <Stack gap="md">
            {method === 'identity_provider' ? null : <Password />}
            <Digest />
            <TourAgain />
          </Stack>
        </div>
      </Together>
    </Page>
  );
}

function Roles() {
  const { person, roles } = useSession();
  return (
    <Panel title={ACCOUNT_WORDS.roles} note={`${person.email} · ${person.teamName}`}>
      <ul className="line-list">
        {roles.map(({ role, reach, from, expiresAt }) => (
          <li key={`${role} ${JSON.stringify(reach)} ${from}`} className="line">
            <span>{ACCOUNT_WORDS.names[role]}</span>
            <Text size="xs" c="dimmed" className="line-end">
              {reach.kind === 'team' ? ACCOUNT_WORDS.ofTeam(reach.teamId) : ''}
              {reach.kind === 'use_case' ? ACCOUNT_WORDS.ofUseCase(reach.useCaseId) : ''}
              {ACCOUNT_WORDS.from[from]}
              {expiresAt === null ? '' : ACCOUNT_WORDS.until(momentInWords({ at: expiresAt, day: true }))}
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Digest() {
  const queries = useQueryClient();
  const digest = useOperation('readMyDigest', {});
  const choose = useMutation({
    mutationFn: (wanted: boolean) => callOperation('chooseMyDigest', { body: { wanted } }),
    onSuccess: () => forget(queries, ['readMyDigest']),
  });
  return (
    <Panel title={ACCOUNT_WORDS.digest}>
      <Loaded query={digest} lines={2}>
        {({ wanted, channels, digest: last }) => (
          <Stack gap="sm">
            {choose.error === null ? null : <Trouble error={choose.error} />}
            <Switch
              label={ACCOUNT_WORDS.wanted}
              description={channels.length === 0 ? ACCOUNT_WORDS.noChannel : undefined}
              checked={choose.isPending ? choose.variables : wanted}
              onChange={(event) => choose.mutate(event.currentTarget.checked)}
            />
            {last === null ? null : (
              <pre className="asset-text" dir="auto">
                {last.words}
              </pre>
            )}
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}

function Sessions() {
  const queries = useQueryClient();
  const sessions = useOperation('listMySessions', {});
  const end = useMutation({
    mutationFn: (id: string) => callOperation('endMySession', { params: { id } }),
    onSuccess: () => forget(queries, ['listMySessions']),
  });
  return (
    <Panel title={ACCOUNT_WORDS.sessions}>
      {end.error === null ? null : <Trouble error={end.error} />}
      <Loaded query={sessions} lines={3}>
        {({ rows }) => (
          <ul className="line-list">
            {rows.map((session) => (
              <li key={session.id} className="line">
                <span>
                  {ACCOUNT_WORDS.methods[session.method]}
                  <Text size="xs" c="dimmed">
                    {ACCOUNT_WORDS.seen(momentInWords({ at: session.lastSeenAt }))}
                  </Text>
                </span>
                {session.isThis ? (
                  <Mark tone="good">{ACCOUNT_WORDS.isThis}</Mark>
                ) : (
                  <Button size="compact-sm" variant="default" onClick={() => end.mutate(session.id)}>
                    {ACCOUNT_WORDS.end}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}

function TourAgain() {
  const again = useWrite({
    carryOut: () => callOperation('setMyTour', { body: { state: 'offered' } }),
    changes: ['readMyTour'],
    done: () => notifications.show({ title: TOUR_WORDS.account, message: TOUR_WORDS.restarted }),
  });
  return (
    <Panel title={TOUR_WORDS.account} note={TOUR_WORDS.accountNote}>
      {again.error === null ? null : <Trouble error={again.error} />}
      <Group gap="xs">
        <ButtonLink to="/tour" size="compact-sm" variant="default">
          {TOUR_WORDS.begin}
        </ButtonLink>
        <Button size="compact-sm" variant="subtle" loading={again.isPending} onClick={() => again.mutate()}>
          {TOUR_WORDS.restart}
        </Button>
      </Group>
    </Panel>
  );
}

function Password() {
  const { person } = useSession();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: { newPassword: (password) => (password.length < 12 ? ACCOUNT_WORDS.tooShort : null) },
  });
  const change = useMutation({
    mutationFn: (body: typeof form.values) => callOperation('changeMyPassword', { body }),
    onSuccess: () => {
      form.reset();
      notifications.show({ title: ACCOUNT_WORDS.changed, message: ACCOUNT_WORDS.othersEnded });
    },
  });
  return (
    <Panel title={ACCOUNT_WORDS.password}>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack gap="sm">
          {change.error === null ? null : <Trouble error={change.error} />}
          {/* Tells password stores whose password it is. */}
          <input type="email" autoComplete="username" value={person.email} readOnly hidden />
          <PasswordInput
            label={ACCOUNT_WORDS.current}
            autoComplete="current-password"
            {...form.getInputProps('currentPassword')}
          />
          <PasswordInput
            label={ACCOUNT_WORDS.next}
            autoComplete="new-password"
            {...form.getInputProps('newPassword')}
          />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={change.isPending}>
              {ACCOUNT_WORDS.change}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
