import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { dayAt, dayStart, isDay } from '../filters/calendar-days.ts';
import { useCalendar } from '../filters/use-range.ts';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { useNow } from '../states/use-now.ts';
import { FINANCE_WORDS } from '../words/finance-words.ts';

type Price = AnswerOf<'listPrices'>['rows'][number];

const WORDS = FINANCE_WORDS.prices;

/** Lets a price end at the beginning of a day, or now. */
export function EndPriceButton({ price: { id, priceKey, revision } }: { readonly price: Price }) {
  const { timeZone } = useCalendar();
  const today = dayAt(useNow(), timeZone);
  const [day, setDay] = useState(today);
  return (
    <ReasonButton
      plain
      quiet
      label={WORDS.end}
      note={WORDS.endNote(priceKey)}
      isReady={isDay(day)}
      fields={
        <TextInput
          type="date"
          label={WORDS.endFrom}
          value={day}
          onChange={({ currentTarget }) => setDay(currentTarget.value)}
        />
      }
      carryOut={(_reason, idempotencyKey) => {
        const effectiveTo = new Date(day === today ? Date.now() : dayStart(day, timeZone)).toISOString();
        return callOperation('endPrice', {
          params: { id },
          body: { effectiveTo },
          ifRevision: revision,
          idempotencyKey,
        });
      }}
      changes={['listPrices']}
    />
  );
}
