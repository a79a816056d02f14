import { Group } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { DETECTION_WORDS, SETTINGS_WORDS } from '../words/detection-words.ts';
import { PatternButton } from './pattern-button.tsx';

type Pattern = AnswerOf<'archiveDetectionPattern'>;

/** The patterns; asked for by the page too, so that its parts appear together. */
export function usePatterns() {
  return usePages('listDetectionPatterns', {}, (page, signal) =>
    callOperation('listDetectionPatterns', { query: page, signal }),
  );
}

/** Patterns of the organisation: what they look for, and whether they are in use. */
export function PatternsPanel() {
  const mayChange = useMay()('control.write:protection');
  const patterns = usePatterns();
  return (
    <Panel
      title={SETTINGS_WORDS.patterns}
      note={SETTINGS_WORDS.patternsNote}
      action={mayChange ? <PatternButton /> : undefined}
      flush
    >
      <Paged query={patterns} empty={<Empty title={SETTINGS_WORDS.noPattern} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{SETTINGS_WORDS.pattern}</th>
                <th>{SETTINGS_WORDS.source}</th>
                <th>{SETTINGS_WORDS.dataClass}</th>
                <th className="number">{SETTINGS_WORDS.sure}</th>
                <th>{SETTINGS_WORDS.state}</th>
                <th>
                  <span className="sr-only">{SETTINGS_WORDS.archive}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((pattern) => (
                <PatternRow key={pattern.id} pattern={pattern} mayChange={mayChange} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function PatternRow({ pattern, mayChange }: { readonly pattern: Pattern; readonly mayChange: boolean }) {
  return (
    <tr>
      <td>{pattern.id}</td>
      <td data-label={SETTINGS_WORDS.source}>
        <code className="hash">{pattern.source}</code>
      </td>
      <td data-label={SETTINGS_WORDS.dataClass}>{DETECTION_WORDS.classes[pattern.dataClass]}</td>
      <td data-label={SETTINGS_WORDS.sure} className="number">
        {pattern.confidence} %
      </td>
      <td data-label={SETTINGS_WORDS.state}>
        <PatternState pattern={pattern} />
      </td>
      <td>
        {mayChange && pattern.status === 'active' ? (
          <Group gap="xs" wrap="nowrap">
            <ReasonButton
              plain
              label={SETTINGS_WORDS.archive}
              note={SETTINGS_WORDS.archiveNote}
              changes={['listDetectionPatterns']}
              carryOut={(_reason, idempotencyKey) =>
                callOperation('archiveDetectionPattern', { params: { id: pattern.id }, idempotencyKey })
              }
            />
          </Group>
        ) : null}
      </td>
    </tr>
  );
}

function PatternState({ pattern }: { readonly pattern: Pattern }) {
  if (pattern.status === 'archived') return <Mark tone="plain">{SETTINGS_WORDS.archived}</Mark>;
  if (pattern.slowAt !== null) return <Mark tone="stop">{SETTINGS_WORDS.slow}</Mark>;
  return <Mark tone="good">{SETTINGS_WORDS.active}</Mark>;
}
