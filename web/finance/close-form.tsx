import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { addMonths } from '../filters/calendar-days.ts';
import { useCalendar } from '../filters/use-range.ts';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { useNow } from '../states/use-now.ts';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { MONTH, periodInWords, periodsAt } from './periods.ts';

const WORDS = FINANCE_WORDS.closing;

/** Closes a month that is over; asked twice, because it cannot be undone. */
export function CloseForm({ closed }: { readonly closed: readonly string[] }) {
  const queries = useQueryClient();
  const last = closed.toSorted().at(-1);
  const over = periodsAt(useNow(), useCalendar())
    .filter(({ value }) => MONTH.test(value))
    .slice(1)
    .filter(({ value }) => last === undefined || value === monthAfter(last));
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [isAsking, setAsking] = useState(false);
  const [writeName, setWriteName] = useState(newWriteName);
  const month = chosen ?? over[0]?.value ?? '';
  const name = over.find(({ value }) => value === month)?.label ?? month;
  const close = useMutation({
    mutationFn: () => callOperation('closeMonth', { body: { month }, idempotencyKey: writeName }),
    onSuccess: async () => {
      setChosen(undefined);
      notifications.show({ message: WORDS.closed(name) });
      await forget(queries, ['listCloses', 'readShowback']);
    },
    onSettled: () => {
      setAsking(false);
      setWriteName(newWriteName());
    },
  });
  const sums = useOperation('readShowback', { query: { period: month, by: 'lane' } }, { enabled: isAsking });
  if (last !== undefined && over.length === 0) {
    return (
      <Panel title={WORDS.close} note={WORDS.closeNote}>
        <Text size="sm">{WORDS.closeNext(periodInWords(monthAfter(last)))}</Text>
      </Panel>
    );
  }
  return (
    <Panel title={WORDS.close} note={WORDS.closeNote}>
      <Stack gap="sm">
        {close.error === null ? null : <Trouble error={close.error} />}
        <NativeSelect
          label={WORDS.closeWhich}
          data={[...over]}
          value={month}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button onClick={() => setAsking(true)}>{WORDS.closeDo(name)}</Button>
        </Group>
      </Stack>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={WORDS.close}>
        <Stack gap="md">
          <Loaded query={sums} lines={1}>
            {({ totals }) => <Sums totals={totals} />}
          </Loaded>
          {last === undefined ? <Text size="sm">{WORDS.closeFirst}</Text> : null}
          <Text size="sm">{WORDS.closeSure(name)}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {WORDS.cancel}
            </Button>
            <Button loading={close.isPending} onClick={() => close.mutate()}>
              {WORDS.closeDo(name)}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Panel>
  );
}

function Sums({ totals }: Pick<AnswerOf<'readShowback'>, 'totals'>) {
  const unpriced = Number(totals.callsUnpriced);
  return (
    <Text size="sm">
      {WORDS.closeSums(decimalDollars(totals.costDollars), Number(totals.calls))}
      {unpriced === 0 ? null : ` ${WORDS.closeUnpriced(unpriced)}`}
    </Text>
  );
}

function monthAfter(month: string): string {
  return addMonths(`${month}-01`, 1).slice(0, 7);
}
