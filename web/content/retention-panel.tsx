import { NativeSelect, NumberInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { KEEPING_WORDS } from '../words/content-words.ts';

const CLASSES = namesOf(KEEPING_WORDS.classes);
const CHANGES = ['listContentRetention'] as const;
const DAYS_MAX = 3_650;

/** The listing behind the panel, asked by the page, which waits for it. */
export function useRetention() {
  return usePages('listContentRetention', {}, (page, signal) =>
    callOperation('listContentRetention', { query: page, signal }),
  );
}

export type RetentionPanelProps = {
  readonly rules: ReturnType<typeof useRetention>;
  readonly mayManage: boolean;
};

/** The rules that say for how many days content is kept. */
export function RetentionPanel({ rules, mayManage }: RetentionPanelProps) {
  return (
    <Panel
      title={KEEPING_WORDS.retention}
      note={KEEPING_WORDS.retentionNote}
      action={mayManage ? <SetButton /> : undefined}
      flush
    >
      <Paged query={rules} empty={<Empty title={KEEPING_WORDS.noRetention} />}>
        {(rows) => (
          <ul className="line-list inset">
            {rows
              .filter(({ status }) => status === 'active')
              .map((rule) => (
                <li key={rule.id} className="line">
                  <Text size="sm">
                    {rule.useCaseId ?? KEEPING_WORDS.anyUseCase} ·{' '}
                    {rule.dataClass === null ? KEEPING_WORDS.anyClass : KEEPING_WORDS.classes[rule.dataClass]}
                  </Text>
                  <span className="line-end">
                    {KEEPING_WORDS.days(rule.days)}{' '}
                    {mayManage ? (
                      <ReasonButton
                        plain
                        label={KEEPING_WORDS.end}
                        note={KEEPING_WORDS.endNote}
                        changes={CHANGES}
                        carryOut={(_reason, idempotencyKey) =>
                          callOperation('endContentRetention', { params: { id: rule.id }, body: {}, idempotencyKey })
                        }
                      />
                    ) : null}
                  </span>
                </li>
              ))}
          </ul>
        )}
      </Paged>
    </Panel>
  );
}

function SetButton() {
  const [useCase, setUseCase] = useState('');
  const [dataClass, setDataClass] = useState('');
  const [days, setDays] = useState<number | string>(14);
  return (
    <ReasonButton
      plain
      isReady={typeof days === 'number'}
      label={KEEPING_WORDS.setRule}
      changes={CHANGES}
      fields={
        <>
          <TextInput
            label={KEEPING_WORDS.useCase}
            description={KEEPING_WORDS.useCaseHelp}
            value={useCase}
            onChange={({ currentTarget }) => setUseCase(currentTarget.value)}
          />
          <NativeSelect
            label={KEEPING_WORDS.dataClass}
            value={dataClass}
            data={[
              { value: '', label: KEEPING_WORDS.anyClass },
              ...CLASSES.map((name) => ({ value: name, label: KEEPING_WORDS.classes[name] })),
            ]}
            onChange={({ currentTarget }) => setDataClass(currentTarget.value)}
          />
          <NumberInput
            label={KEEPING_WORDS.setDays}
            value={days}
            min={1}
            max={DAYS_MAX}
            allowDecimal={false}
            onChange={setDays}
          />
        </>
      }
      carryOut={(_reason, idempotencyKey) => {
        const body = {
          useCaseId: useCase.trim() === '' ? null : useCase.trim(),
          dataClass: CLASSES.find((name) => name === dataClass) ?? null,
          days: Number(days),
        };
        return callOperation('setContentRetention', { body, idempotencyKey });
      }}
    />
  );
}
