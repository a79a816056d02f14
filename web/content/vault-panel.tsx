import { Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { KEEPING_WORDS } from '../words/content-words.ts';

/** The step after the vault has a new key: the old one can be given up once every text is locked by the new one. */
export function VaultPanel() {
  const [done, setDone] = useState<AnswerOf<'rewrapContent'> | null>(null);
  return (
    <Panel
      title={KEEPING_WORDS.vault}
      note={KEEPING_WORDS.vaultNote}
      action={
        <ReasonButton
          plain
          label={KEEPING_WORDS.rewrap}
          note={KEEPING_WORDS.rewrapNote}
          changes={[]}
          carryOut={async (_reason, idempotencyKey) =>
            setDone(await callOperation('rewrapContent', { body: {}, idempotencyKey }))
          }
        />
      }
    >
      <Text size="sm" role="status">
        {done === null ? KEEPING_WORDS.notRewrapped : KEEPING_WORDS.rewrapped(done.rewrapped)}{' '}
        {done === null || done.unknown === 0 ? null : KEEPING_WORDS.unknownKeys(done.unknown)}
      </Text>
    </Panel>
  );
}
