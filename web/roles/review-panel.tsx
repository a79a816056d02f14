import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { localMoment, momentOf } from '../filters/local-moment.ts';
import { addressOf } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Panel } from '../states/panel.tsx';
import { useNow } from '../states/use-now.ts';
import { ROLE_PAGE_WORDS } from '../words/organisation-words.ts';

const WORDS = ROLE_PAGE_WORDS;
const QUARTER_MS = 90 * 86_400_000;
const DAY_CHARACTERS = 10;

/** The review of who can see or change what, and who did, as one file. */
export function ReviewPanel() {
  const nowMs = useNow();
  const may = useMay();
  const [from, setFrom] = useState(dayOf(nowMs - QUARTER_MS));
  const [to, setTo] = useState(dayOf(nowMs));
  if (!may('audit.read:audit')) return null;
  const begin = momentOf(`${from}T00:00`);
  const end = momentOf(`${to}T23:59`);
  const isTime = begin !== null && end !== null && begin < end;
  return (
    <Panel title={WORDS.review} note={WORDS.reviewNote}>
      <Group gap="sm" align="end">
        <TextInput
          type="date"
          label={WORDS.reviewFrom}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <TextInput
          type="date"
          label={WORDS.reviewTo}
          value={to}
          error={isTime ? undefined : WORDS.noTime}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        {isTime ? (
          <Button
            component="a"
            variant="default"
            href={addressOf('readAccessReview', { query: { from: begin, to: end } })}
            download={`tokenward-access-review-${from}-to-${to}.json`}
          >
            {WORDS.download}
          </Button>
        ) : (
          <Button disabled>{WORDS.download}</Button>
        )}
      </Group>
    </Panel>
  );
}

function dayOf(atMs: number): string {
  return localMoment(atMs).slice(0, DAY_CHARACTERS);
}
