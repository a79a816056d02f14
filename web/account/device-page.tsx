import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useSession } from '../shell/session.tsx';
import { carriedCode, codeIn, dropCarriedCode } from '../sign-in/carried-code.ts';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { DEVICE_WORDS } from '../words/device-words.ts';

/** Lets a program in as oneself, once one has read which program asks. */
export function DevicePage() {
  const { hash } = useLocation();
  const { person } = useSession();
  const [code, setCode] = useState(() => codeIn(hash) || carriedCode());
  useEffect(dropCarriedCode, []);
  const look = useMutation({ mutationFn: () => callOperation('readDevice', { body: { userCode: code } }) });
  const answer = useMutation({
    mutationFn: (approve: boolean) => callOperation('answerDevice', { body: { userCode: code, approve } }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look.mutate();
  };
  return (
    <Page title={DEVICE_WORDS.title} lead={DEVICE_WORDS.lead}>
      <div className="narrow">
        <Panel title={look.data === undefined ? DEVICE_WORDS.enter : DEVICE_WORDS.asks}>
          {look.error === null ? null : <Trouble error={look.error} />}
          {answer.error === null ? null : <Trouble error={answer.error} />}
          {answer.data !== undefined ? (
            <Text role="status">{answer.variables ? DEVICE_WORDS.allowed : DEVICE_WORDS.denied}</Text>
          ) : look.data === undefined ? (
            <form onSubmit={submit}>
              <Group align="flex-end">
                <TextInput
                  label={DEVICE_WORDS.code}
                  value={code}
                  autoComplete="off"
                  onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
                />
                <Button type="submit" loading={look.isPending} disabled={code.trim().length < 8}>
                  {DEVICE_WORDS.next}
                </Button>
              </Group>
            </form>
          ) : (
            <Stack gap="sm">
              <Text>{DEVICE_WORDS.question(look.data.clientName, person.name)}</Text>
              <Text size="sm" c="dimmed">
                {DEVICE_WORDS.scopes(look.data.scopes)}
              </Text>
              <Group>
                <Button loading={answer.isPending} onClick={() => answer.mutate(true)}>
                  {DEVICE_WORDS.allow}
                </Button>
                <Button variant="default" onClick={() => answer.mutate(false)}>
                  {DEVICE_WORDS.deny}
                </Button>
              </Group>
            </Stack>
          )}
        </Panel>
      </div>
    </Page>
  );
}
