import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { RECORD_WORDS } from '../words/record-words.ts';

export type ReadersPanelProps = {
  readonly readings: AnswerOf<'readMyRecord'>['readings'];
  readonly looks: AnswerOf<'listLooksAtMe'>['rows'];
};

type Look = { readonly at: string; readonly who: string; readonly what: string; readonly why: string };

const SHOWN = 20;

/** Who looked at what is kept of the reader, texts and records alike, each with the reason. */
export function ReadersPanel({ readings, looks }: ReadersPanelProps) {
  const all: readonly Look[] = [
    ...readings.map(({ readAt, readerId, purpose }) => ({
      ...{ at: readAt, who: readerId, what: RECORD_WORDS.aText, why: purpose },
    })),
    ...looks.map(({ lookedAt, lookerId, what, why }) => ({ at: lookedAt, who: lookerId, what, why })),
  ];
  const newest = all.toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <Panel id="readers" title={RECORD_WORDS.readers} note={RECORD_WORDS.readersNote}>
      {newest.length === 0 ? (
        <Empty title={RECORD_WORDS.nobodyLooked}>{RECORD_WORDS.nobodyLookedWhy}</Empty>
      ) : (
        <ul className="line-list">
          {newest.slice(0, SHOWN).map(({ at, who, what, why }) => (
            <li key={`${at} ${who} ${what}`} className="line">
              <span>
                <bdi>{who}</bdi>: {what}
                <Text size="xs" c="dimmed" dir="auto">
                  {why}
                </Text>
              </span>
              <Moment at={at} c="dimmed" className="line-end" />
            </li>
          ))}
        </ul>
      )}
      {newest.length > SHOWN ? (
        <Text size="xs" c="dimmed">
          {RECORD_WORDS.newestLooks(SHOWN, newest.length)}
        </Text>
      ) : null}
    </Panel>
  );
}
