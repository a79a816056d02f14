import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { forget } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Trouble } from '../states/trouble.tsx';
import { REQUEST_WORDS } from '../words/request-words.ts';
import { ExtendButton } from './extend-button.tsx';

type Exception = AnswerOf<'listMyExceptions'>['asked'][number];

const TONES: Readonly<Record<Exception['state'], Tone>> = {
  requested: 'warn',
  granted: 'good',
  declined: 'stop',
  withdrawn: 'plain',
  expired: 'plain',
  revoked: 'stop',
};

/** One exception that the reader asked for: where it stands, who decides, and the way back. */
export function AskedLine({ exception }: { readonly exception: Exception }) {
  const queries = useQueryClient();
  // Whoever decides may never have been let in; whoever can do that finds them from here.
  const mayLetIn = useMay()('control.write:access');
  const withdraw = useMutation({
    mutationFn: () =>
      callOperation('withdrawException', { params: { id: exception.id }, ifRevision: exception.revision }),
    onSuccess: () => forget(queries, ['listMyExceptions']),
  });
  return (
    <div className="asked">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm">{exception.sentence}</Text>
          <Text size="xs" c="dimmed">
            {exception.state === 'requested'
              ? REQUEST_WORDS.decidedBy(exception.approverId, exception.approverWhy)
              : REQUEST_WORDS.askedOf(exception.approverId)}{' '}
            · {momentInWords({ at: exception.requestedAt })}
            {exception.decisionReason === null ? '' : ` · ${REQUEST_WORDS.said(exception.decisionReason)}`}
            {exception.state === 'requested' && mayLetIn ? (
              <>
                {' · '}
                <TextLink size="xs" to="/people/$personId" params={{ personId: exception.approverId }}>
                  {REQUEST_WORDS.about(exception.approverId)}
                </TextLink>
              </>
            ) : null}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Mark tone={TONES[exception.state]}>{REQUEST_WORDS.states[exception.state]}</Mark>
          {exception.state === 'requested' ? (
            <Button size="compact-xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
              {REQUEST_WORDS.withdraw}
            </Button>
          ) : null}
          {exception.state === 'granted' ? <ExtendButton exception={exception} /> : null}
        </Group>
      </Group>
      {withdraw.error === null ? null : <Trouble error={withdraw.error} />}
    </div>
  );
}
