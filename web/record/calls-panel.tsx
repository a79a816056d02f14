import { Anchor, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import type { Span } from '../filters/range.ts';
import { addressOf } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { RECORD_WORDS } from '../words/record-words.ts';
import { CallRecord } from './call-record.tsx';

/** As many as one answer holds. */
const SHOWN_MAX = 100;

export type CallsPanelProps = { readonly record: AnswerOf<'readMyRecord'>; readonly span: Span };

/** The calls themselves: the newest at once, a hundred on wish, and all of them as a file. */
export function CallsPanel({ record, span }: CallsPanelProps) {
  const [isLong, setLong] = useState(false);
  const more = useOperation('readMyRecord', { query: { ...span, calls: SHOWN_MAX } }, { enabled: isLong });
  const calls = (isLong ? more.data?.calls : undefined) ?? record.calls;
  const { calls: all } = record.totals;
  return (
    <Panel id="calls" title={RECORD_WORDS.calls} note={RECORD_WORDS.callsNote}>
      {calls.length === 0 ? (
        <Empty title={RECORD_WORDS.noCalls} action={<TextLink to="/workbench">{RECORD_WORDS.makeOne}</TextLink>}>
          {RECORD_WORDS.noCallsWhy}
        </Empty>
      ) : (
        <ul className="line-list">
          {calls.map((call) => (
            <li key={call.callId}>
              <CallRecord call={call} />
            </li>
          ))}
        </ul>
      )}
      {more.error === null ? null : <Trouble error={more.error} retry={() => void more.refetch()} />}
      {calls.length >= all ? null : (
        <Group gap="sm" mt="sm">
          {calls.length >= SHOWN_MAX ? null : (
            <Button
              size="compact-sm"
              variant="default"
              loading={isLong && more.isFetching}
              onClick={() => setLong(true)}
            >
              {RECORD_WORDS.showMore(Math.min(all, SHOWN_MAX))}
            </Button>
          )}
          <Text size="xs" c="dimmed">
            {RECORD_WORDS.shownOf(calls.length, all)}{' '}
            <Anchor size="xs" href={addressOf('exportMyCallsCsv', { query: span })} download="my-calls.csv">
              {RECORD_WORDS.file}
            </Anchor>
          </Text>
        </Group>
      )}
    </Panel>
  );
}
