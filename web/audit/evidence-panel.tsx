import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { localMoment, momentOf } from '../filters/local-moment.ts';
import { spanOf } from '../filters/range.ts';
import { addressOf } from '../request/call-operation.ts';
import { Panel } from '../states/panel.tsx';
import { useNow } from '../states/use-now.ts';
import { AUDIT_WORDS } from '../words/audit-words.ts';

const WORDS = AUDIT_WORDS.pack;
/** What a field for a day holds of a local moment: `2026-11-01`. */
const DAY_CHARACTERS = 10;

/** The evidence of a period as one file. It is made while it comes, so it is a link and no button that waits. */
export function EvidencePanel() {
  const lastMonth = spanOf('last-month', useNow());
  const [from, setFrom] = useState(dayOf(lastMonth.from));
  const [to, setTo] = useState(dayOf(lastMonth.to));
  const period = periodOf({ from, to });
  return (
    <Panel title={WORDS.title} note={WORDS.note}>
      <div className="grid-two">
        <Stack gap="sm">
          <Group gap="sm" align="end">
            <DayField label={WORDS.from} value={from} onChange={setFrom} />
            <DayField label={WORDS.to} value={to} onChange={setTo} error={period === null ? WORDS.noTime : undefined} />
            {period === null ? (
              <Button disabled>{WORDS.make}</Button>
            ) : (
              <Button
                component="a"
                href={addressOf('makeEvidencePack', { query: period })}
                download={`tokenward-evidence-${from}-to-${to}.tar.gz`}
              >
                {WORDS.make}
              </Button>
            )}
          </Group>
          <Text size="sm">{WORDS.contents}</Text>
          <Text size="xs" c="dimmed">
            {WORDS.recorded}
          </Text>
        </Stack>
        <Stack gap="xs">
          <Text size="sm">{WORDS.verify}</Text>
          <pre className="event-body">{WORDS.commands}</pre>
        </Stack>
      </div>
    </Panel>
  );
}

type DayFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly error?: string | undefined;
};

function DayField({ label, value, onChange, error }: DayFieldProps) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** From the beginning of one day to the beginning of the other, where the reader is; null where that is no time. */
function periodOf({ from, to }: { readonly from: string; readonly to: string }) {
  const begin = momentOf(`${from}T00:00`);
  const end = momentOf(`${to}T00:00`);
  return begin === null || end === null || begin >= end ? null : { from: begin, to: end };
}

function dayOf(moment: string): string {
  return localMoment(Date.parse(moment)).slice(0, DAY_CHARACTERS);
}
