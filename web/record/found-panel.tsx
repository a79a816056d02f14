import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import type { Span } from '../filters/range.ts';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { PROTECTION_WORDS } from '../words/protection-words.ts';
import { RECORD_WORDS } from '../words/record-words.ts';

type Event = AnswerOf<'listMyProtectionEvents'>['rows'][number];

const TONES: Readonly<Record<Event['action'], Tone>> = {
  refused: 'stop',
  withheld: 'stop',
  asked: 'warn',
  redacted: 'good',
  warned: 'warn',
};
const SHOWN = 10;

/** What was found in the reader's own calls; asked for by the page too, so that its parts appear together. */
export function useMyFound(span: Span) {
  return usePages(
    'listMyProtectionEvents',
    { query: span },
    (page, signal) => callOperation('listMyProtectionEvents', { query: { ...span, ...page }, signal }),
    SHOWN,
  );
}

/** What was found in the reader's prompts and answers and what became of it, as whoever protects sees it. */
export function FoundPanel({ events }: { readonly events: ReturnType<typeof useMyFound> }) {
  return (
    <Panel title={RECORD_WORDS.found} note={RECORD_WORDS.foundNote} flush>
      <Paged query={events} empty={<Empty title={RECORD_WORDS.noFound}>{RECORD_WORDS.noFoundWhy}</Empty>}>
        {(rows) => (
          <ul className="line-list inset">
            {rows.map((event) => (
              <li key={event.id} className="line">
                <span>
                  <Mark tone={TONES[event.action]}>{PROTECTION_WORDS.actions[event.action]}</Mark>{' '}
                  {Object.entries(event.types)
                    .map(([type, number]) => `${type.replaceAll('_', ' ')} × ${number}`)
                    .join(', ')}
                  <Text size="xs" c="dimmed">
                    {RECORD_WORDS.foundIn(PROTECTION_WORDS.directions[event.direction], event.useCaseId, event.calls)}
                  </Text>
                </span>
                <Moment at={event.lastAt} c="dimmed" className="line-end" />
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </Panel>
  );
}
