import { Text } from '@mantine/core';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { HOME_WORDS } from '../words/home-words.ts';

/** What waits for the reader, and what the reader waits for. */
export function WaitingPanel() {
  const exceptions = useOperation('listMyExceptions', {});
  const approvals = useOperation('listMyApprovals', {});
  return (
    <Panel title={HOME_WORDS.waiting} note={HOME_WORDS.waitingNote}>
      <Loaded query={exceptions} lines={3}>
        {({ asked, toDecide }) => {
          const rows = [
            ...toDecide.map(({ id, sentence }) => ({ id, text: sentence, state: HOME_WORDS.yourAnswer })),
            ...(approvals.data?.toDecide ?? []).map(({ id, why }) => ({ id, text: why, state: HOME_WORDS.yourAnswer })),
            ...asked
              .filter(({ state }) => state === 'requested')
              .map(({ id, sentence }) => ({ id, text: sentence, state: HOME_WORDS.othersAnswer })),
          ];
          if (rows.length === 0) return <Empty title={HOME_WORDS.nothingWaits}>{HOME_WORDS.nothingWaitsWhy}</Empty>;
          return (
            <ul className="line-list">
              {rows.map(({ id, text, state }) => (
                <li key={id} className="line">
                  <Text size="sm">{text}</Text>
                  <Text size="xs" c="dimmed" className="line-end">
                    {state}
                  </Text>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
