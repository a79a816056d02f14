import { NativeSelect, TextInput } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { CONFIGURATION_WORDS } from '../words/configuration-words.ts';

type Calendar = AnswerOf<'readCalendar'>;

const WORDS = CONFIGURATION_WORDS;
const ZONES = 'time-zones';

/** By what calendar days, weeks and years begin: every period of a budget and every preset of a time goes by it. */
export function CalendarPanel({ calendar }: { readonly calendar: UseQueryResult<Calendar> }) {
  const mayChange = useMay()('control.write:budgets');
  const kept = calendar.data;
  const isFiled = kept !== undefined && kept.revision > 0 && kept.managedBy === 'file';
  return (
    <Panel
      title={WORDS.calendar}
      note={isFiled ? WORDS.byFile : WORDS.calendarNote}
      action={
        mayChange && kept !== undefined && !isFiled ? <ChangeButton key={kept.revision} calendar={kept} /> : undefined
      }
    >
      <Loaded query={calendar} lines={4}>
        {(row) => (
          <Facts
            facts={[
              [WORDS.timeZone, row.timeZone],
              [WORDS.week, WORDS.days[row.weekStartsOn - 1]],
              [WORDS.year, WORDS.months[row.yearStartsInMonth - 1]],
              [WORDS.changed, row.revision === 0 ? WORDS.neverSet : <Moment key="at" at={row.updatedAt} />],
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function ChangeButton({ calendar }: { readonly calendar: Calendar }) {
  const [timeZone, setTimeZone] = useState(calendar.timeZone);
  const [week, setWeek] = useState(String(calendar.weekStartsOn));
  const [year, setYear] = useState(String(calendar.yearStartsInMonth));
  return (
    <ReasonButton
      plain
      label={WORDS.change}
      note={WORDS.changeNote}
      changes={['readCalendar', 'readVisit']}
      isReady={timeZone.trim() !== ''}
      fields={
        <>
          <TextInput
            label={WORDS.timeZone}
            description={WORDS.timeZoneHelp}
            value={timeZone}
            list={ZONES}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            onChange={({ currentTarget }) => setTimeZone(currentTarget.value)}
          />
          <datalist id={ZONES}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          <NativeSelect
            label={WORDS.week}
            value={week}
            data={WORDS.days.map((label, place) => ({ value: String(place + 1), label }))}
            onChange={({ currentTarget }) => setWeek(currentTarget.value)}
          />
          <NativeSelect
            label={WORDS.year}
            value={year}
            data={WORDS.months.map((label, place) => ({ value: String(place + 1), label }))}
            onChange={({ currentTarget }) => setYear(currentTarget.value)}
          />
        </>
      }
      carryOut={(_reason, idempotencyKey) =>
        callOperation('changeCalendar', {
          ifRevision: calendar.revision,
          body: { timeZone: timeZone.trim(), weekStartsOn: Number(week), yearStartsInMonth: Number(year) },
          idempotencyKey,
        })
      }
    />
  );
}
