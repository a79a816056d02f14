import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addDays, dayStart, isDay } from '../filters/calendar-days.ts';
import { useCalendar, useRange } from '../filters/use-range.ts';
import { addressOf } from '../request/call-operation.ts';
import { Panel } from '../states/panel.tsx';
import { AUDIT_WORDS } from '../words/audit-words.ts';

const WORDS = AUDIT_WORDS.pack;

/** The evidence of a period as one file. It is made while it comes, so it is a link and no button that waits. */
export function EvidencePanel() {
  const { stretch } = useRange({}, 'last-month');
  const [from, setFrom] = useState(stretch.first);
  const [to, setTo] = useState(addDays(stretch.last, 1));
  const period = periodOf({ from, to }, useCalendar().timeZone);
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

/** From the beginning of one day to the beginning of the other, by the organisation's clock; null where that is no time. */
function periodOf({ from, to }: { readonly from: string; readonly to: string }, timeZone: string) {
  if (!isDay(from) || !isDay(to) || from >= to) return null;
  const momentOf = (day: string) => new Date(dayStart(day, timeZone)).toISOString();
  return { from: momentOf(from), to: momentOf(to) };
}
