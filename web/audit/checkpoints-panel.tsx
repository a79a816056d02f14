import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { AUDIT_WORDS } from '../words/audit-words.ts';
import { saveFile } from './save-file.ts';

type Checkpoint = AnswerOf<'signAuditCheckpoint'>;

const LISTED_MAX = 500;
const SHOWN = 5;

/** What the panel shows, asked by the page: all below it appears with it. */
export function useCheckpoints() {
  const checkpoints = useOperation('listAuditCheckpoints', { query: { limit: LISTED_MAX } });
  const publicKey = useOperation('readAuditPublicKey', {});
  return { checkpoints, publicKey };
}

/** What was signed, the newest first, to be kept elsewhere. */
export function CheckpointsPanel({ checkpoints, publicKey }: ReturnType<typeof useCheckpoints>) {
  const queries = useQueryClient();
  const sign = useMutation({
    mutationFn: () => callOperation('signAuditCheckpoint', { idempotencyKey: newWriteName() }),
    onSuccess: async (made) => {
      notifications.show({ message: AUDIT_WORDS.signed(made.sequence) });
      await forget(queries, ['listAuditCheckpoints']);
    },
  });
  return (
    <Panel title={AUDIT_WORDS.checkpoints} note={AUDIT_WORDS.checkpointsNote}>
      <Stack gap="sm">
        {sign.error === null ? null : <Trouble error={sign.error} />}
        <Loaded query={checkpoints} lines={4}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty title={AUDIT_WORDS.noCheckpoint} />
            ) : (
              <ul className="line-list">
                {rows
                  .toReversed()
                  .slice(0, SHOWN)
                  .map((checkpoint) => (
                    <CheckpointLine key={checkpoint.sequence} checkpoint={checkpoint} />
                  ))}
              </ul>
            )
          }
        </Loaded>
        <Group gap="sm">
          <Button variant="default" loading={sign.isPending} onClick={() => sign.mutate()}>
            {AUDIT_WORDS.sign}
          </Button>
          {publicKey.data === undefined ? null : (
            <Button
              variant="default"
              title={AUDIT_WORDS.publicKeyNote}
              onClick={() => saveFile({ name: 'tokenward-audit.pem', text: publicKey.data.publicKeyPem })}
            >
              {AUDIT_WORDS.publicKey}
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  );
}

function CheckpointLine({ checkpoint }: { readonly checkpoint: Checkpoint }) {
  return (
    <li className="line">
      <span>
        <Text span size="sm" className="figures">
          {AUDIT_WORDS.sequence} {count(checkpoint.sequence)}
        </Text>
        <Text size="xs" c="dimmed">
          <Moment at={new Date(checkpoint.atMs).toISOString()} />
        </Text>
      </span>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() =>
          saveFile({ name: `checkpoint-${checkpoint.sequence}.json`, text: `${JSON.stringify(checkpoint)}\n` })
        }
      >
        {AUDIT_WORDS.download}
      </Button>
    </li>
  );
}
