import { Group } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { DETECTION_WORDS, SETTINGS_WORDS } from '../words/detection-words.ts';
import { DictionaryButton } from './dictionary-button.tsx';
import { FillButton } from './fill-button.tsx';

type Dictionary = AnswerOf<'saveDetectionDictionary'>;

/** The dictionaries; asked for by the page too, so that its parts appear together. */
export function useDictionaries() {
  return usePages('listDetectionDictionaries', {}, (page, signal) =>
    callOperation('listDetectionDictionaries', { query: page, signal }),
  );
}

/** Dictionaries of the organisation: how many entries, never which. */
export function DictionariesPanel() {
  const mayChange = useMay()('control.write:protection');
  const dictionaries = useDictionaries();
  return (
    <Panel
      title={SETTINGS_WORDS.dictionaries}
      note={SETTINGS_WORDS.dictionariesNote}
      action={mayChange ? <DictionaryButton /> : undefined}
      flush
    >
      <Paged query={dictionaries} empty={<Empty title={SETTINGS_WORDS.noDictionary} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{SETTINGS_WORDS.dictionary}</th>
                <th className="number">{SETTINGS_WORDS.entries}</th>
                <th>{SETTINGS_WORDS.dataClass}</th>
                <th>{SETTINGS_WORDS.filled}</th>
                <th>{SETTINGS_WORDS.state}</th>
                <th>
                  <span className="sr-only">{SETTINGS_WORDS.fill}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((dictionary) => (
                <DictionaryRow key={dictionary.id} dictionary={dictionary} mayChange={mayChange} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

type DictionaryRowProps = { readonly dictionary: Dictionary; readonly mayChange: boolean };

function DictionaryRow({ dictionary, mayChange }: DictionaryRowProps) {
  const isActive = dictionary.status === 'active';
  return (
    <tr>
      <td>{dictionary.id}</td>
      <td data-label={SETTINGS_WORDS.entries} className="number">
        {count(dictionary.entries)}
      </td>
      <td data-label={SETTINGS_WORDS.dataClass}>{DETECTION_WORDS.classes[dictionary.dataClass]}</td>
      <td data-label={SETTINGS_WORDS.filled}>
        {dictionary.filledAt === null ? SETTINGS_WORDS.never : <Moment at={dictionary.filledAt} />}
      </td>
      <td data-label={SETTINGS_WORDS.state}>
        <Mark tone={isActive ? 'good' : 'plain'}>{isActive ? SETTINGS_WORDS.active : SETTINGS_WORDS.archived}</Mark>
      </td>
      <td>
        {mayChange && isActive ? (
          <Group gap="xs" wrap="nowrap">
            <FillButton id={dictionary.id} />
            <ReasonButton
              plain
              label={SETTINGS_WORDS.archive}
              note={SETTINGS_WORDS.destroyNote}
              changes={['listDetectionDictionaries']}
              carryOut={(_reason, idempotencyKey) =>
                callOperation('archiveDetectionDictionary', { params: { id: dictionary.id }, idempotencyKey })
              }
            />
          </Group>
        ) : null}
      </td>
    </tr>
  );
}
