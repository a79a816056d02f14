import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { NAMES_WORDS } from '../words/people-words.ts';
import { PersonChoice } from './person-choice.tsx';
import type { Person } from './person-form.tsx';
import { PersonLink } from './person-link.tsx';

const WORDS = NAMES_WORDS;
const CHANGES = ['readPersonNames', 'listOutcomes'] as const;

/** Where one human being stands here under two names: which, why, and the way to tell them apart again. */
export function NamesPanel({ person: { id } }: { readonly person: Person }) {
  const may = useMay();
  const mayRead = may('control.read:outcomes');
  const names = useOperation('readPersonNames', { params: { id } }, { enabled: mayRead });
  const mayChange = may('control.write:outcomes');
  if (!mayRead) return null;
  return (
    <Panel title={WORDS.title} note={WORDS.note}>
      <Loaded query={names} lines={2}>
        {({ readAs, alsoNamed }) => (
          <>
            {readAs === null && alsoNamed.length === 0 ? <Text size="sm">{WORDS.none}</Text> : null}
            {readAs === null ? null : <NameLine label={WORDS.readAs} personId={readAs.personId} why={readAs.why} />}
            {alsoNamed.map(({ personId, why }) => (
              <NameLine key={personId} label={WORDS.also} personId={personId} why={why} />
            ))}
            {mayChange ? (
              <Group gap="sm" mt="sm">
                {readAs === null ? <MergeButton id={id} /> : <SplitButton id={id} />}
              </Group>
            ) : null}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

type NameLineProps = { readonly label: string; readonly personId: string; readonly why: string };

function NameLine({ label, personId, why }: NameLineProps) {
  return (
    <Text size="sm" component="div">
      {label} <PersonLink id={personId} />
      <Text size="xs" c="dimmed" dir="auto">
        {why}
      </Text>
    </Text>
  );
}

function MergeButton({ id }: { readonly id: string }) {
  const [into, setInto] = useState('');
  return (
    <ReasonButton
      label={WORDS.merge}
      note={WORDS.mergeNote}
      changes={CHANGES}
      isReady={into.trim() !== '' && into.trim() !== id}
      fields={<PersonChoice label={WORDS.into} description={WORDS.intoHelp} value={into} onChange={setInto} />}
      carryOut={(why, idempotencyKey) =>
        callOperation('mergePeople', {
          params: { id },
          body: { intoPersonId: into.trim(), why },
          idempotencyKey,
        })
      }
    />
  );
}

function SplitButton({ id }: { readonly id: string }) {
  return (
    <ReasonButton
      label={WORDS.split}
      note={WORDS.splitNote}
      changes={CHANGES}
      carryOut={(why, idempotencyKey) =>
        callOperation('splitPerson', { params: { id }, body: { why }, idempotencyKey })
      }
    />
  );
}
