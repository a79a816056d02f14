import { Button, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Waiting } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Trouble } from '../states/trouble.tsx';
import { UPSTREAM_WORDS } from '../words/model-words.ts';

type Check = AnswerOf<'testUpstream'>['checks'][number];

const WORDS = UPSTREAM_WORDS;
const TONES: Readonly<Record<Check['state'], Tone>> = { ok: 'good', warning: 'warn', fault: 'stop' };
const SAID: Readonly<Record<Check['state'], string>> = { ok: '✓', warning: '!', fault: '✗' };

/** Lets the server try an upstream, and shows what it found. */
export function TryUpstream({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false);
  const test = useWrite({
    carryOut: (_input: undefined, idempotencyKey) => callOperation('testUpstream', { params: { id }, idempotencyKey }),
    changes: [],
  });
  const begin = () => {
    setOpen(true);
    test.mutate(undefined);
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={begin}>
        {WORDS.test}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={`${WORDS.test}: ${id}`}>
        <Stack gap="sm" aria-live="polite">
          <Text size="sm" c="dimmed">
            {WORDS.testing}
          </Text>
          {test.error === null ? null : <Trouble error={test.error} retry={begin} />}
          {test.isPending ? <Waiting lines={2} /> : null}
          {test.isPending ? null : (
            <ul className="line-list">
              {(test.data?.checks ?? []).map(({ state, sentence, remedy }) => (
                <li key={sentence} className="rule">
                  <Text size="sm">
                    <Mark tone={TONES[state]}>{SAID[state]}</Mark> {sentence}
                  </Text>
                  {remedy === null ? null : (
                    <Text size="xs" c="dimmed">
                      {remedy}
                    </Text>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Stack>
      </Modal>
    </>
  );
}
