import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';

/** What must be in force before a draft starts, whether it is, and what to do. */
export function PreconditionsPanel({ programme }: { readonly programme: AnswerOf<'readProgramme'> }) {
  const { id, revision } = programme;
  const mayStart = useMay()('control.write:programmes');
  const needs = useOperation('readProgrammePreconditions', { params: { id } });
  const missing = (needs.data?.preconditions ?? []).filter(({ isMet }) => !isMet).length;
  const note = missing === 0 ? PROGRAMME_WORDS.allMet : PROGRAMME_WORDS.someUnmet(missing);
  return (
    <Panel
      title={PROGRAMME_WORDS.preconditions}
      note={needs.data === undefined ? undefined : note}
      action={
        mayStart && needs.data?.isMet === true ? (
          <ReasonButton
            label={PROGRAMME_WORDS.start}
            note={PROGRAMME_WORDS.startNote}
            plain
            filled
            carryOut={() => callOperation('startProgramme', { params: { id }, body: {}, ifRevision: revision })}
            changes={['readProgramme', 'listProgrammes', 'readProgrammeBoard', 'listMyProgrammes']}
          />
        ) : undefined
      }
    >
      <Loaded query={needs} lines={5}>
        {({ preconditions }) => (
          <ul className="line-list">
            {preconditions.map((one) => (
              <li key={one.id} className="line">
                <span>
                  <Text size="sm">{one.words}</Text>
                  {one.isMet ? null : (
                    <Text size="sm" c="dimmed">
                      {one.remedy}
                    </Text>
                  )}
                </span>
                <Mark tone={one.isMet ? 'good' : 'warn'}>
                  {one.isMet ? PROGRAMME_WORDS.met : PROGRAMME_WORDS.unmet}
                </Mark>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
