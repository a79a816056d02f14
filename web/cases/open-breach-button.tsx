import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { momentOf } from '../filters/local-moment.ts';
import { PersonField } from '../filters/person-field.tsx';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { CASE_WORDS } from '../words/case-words.ts';

const SEVERITIES = namesOf(CASE_WORDS.severities);
const WORDS_MAX = 2_000;
const EMPTY = { personId: '', words: '', severity: 'minor', happened: '', report: '' };

/** Opens the case of a rule that was broken; somebody else decides. */
export function OpenBreachButton() {
  const [said, setSaid] = useState(EMPTY);
  const happenedAt = momentOf(said.happened);
  return (
    <ReasonButton
      label={CASE_WORDS.openBreach}
      note={CASE_WORDS.openBreachNote}
      plain
      isReady={said.personId.trim() !== '' && said.words.trim() !== '' && happenedAt !== null}
      fields={
        <>
          <PersonField
            label={CASE_WORDS.whose}
            value={said.personId}
            onChange={(personId) => setSaid({ ...said, personId })}
          />
          <NativeSelect
            label={CASE_WORDS.severity}
            value={said.severity}
            data={SEVERITIES.map((name) => ({ value: name, label: CASE_WORDS.severities[name] }))}
            onChange={({ currentTarget }) => setSaid({ ...said, severity: currentTarget.value })}
          />
          <TextInput
            label={CASE_WORDS.happened}
            type="datetime-local"
            value={said.happened}
            onChange={({ currentTarget }) => setSaid({ ...said, happened: currentTarget.value })}
          />
          <Textarea
            label={CASE_WORDS.found}
            autosize
            minRows={2}
            maxLength={WORDS_MAX}
            dir="auto"
            value={said.words}
            onChange={({ currentTarget }) => setSaid({ ...said, words: currentTarget.value })}
          />
          <TextInput
            label={CASE_WORDS.report}
            description={CASE_WORDS.reportHelp}
            value={said.report}
            autoComplete="off"
            onChange={({ currentTarget }) => setSaid({ ...said, report: currentTarget.value })}
          />
        </>
      }
      carryOut={async (_reason, idempotencyKey) => {
        const { personId, words, severity, report } = said;
        await callOperation('openBreach', {
          body: {
            personId: personId.trim(),
            words: words.trim(),
            severity: SEVERITIES.find((name) => name === severity) ?? 'minor',
            happenedAt: happenedAt ?? '',
            reportId: report.trim() === '' ? null : report.trim(),
          },
          idempotencyKey,
        });
        setSaid(EMPTY);
      }}
      changes={['listBreaches']}
    />
  );
}
