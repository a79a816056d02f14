import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { Named, Owner } from '../names/names.tsx';
import { TextLink } from '../shell/links.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { PROTECTION_WORDS } from '../words/protection-words.ts';

export type ProtectionEvent = AnswerOf<'readProtectionEvent'>;

export const ACTION_TONES: Readonly<Record<ProtectionEvent['action'], Tone>> = {
  refused: 'stop',
  withheld: 'stop',
  asked: 'warn',
  redacted: 'good',
  warned: 'warn',
};

/** Events in their order, those of one session together under its name. */
export function EventsTable({ events }: { readonly events: readonly ProtectionEvent[] }) {
  return (
    <table className="table table-stack table-lines">
      <thead>
        <tr>
          <th>{PROTECTION_WORDS.last}</th>
          <th>{PROTECTION_WORDS.action}</th>
          <th>{PROTECTION_WORDS.found}</th>
          <th>{PROTECTION_WORDS.whose}</th>
          <th>{PROTECTION_WORDS.where}</th>
          <th className="number">{PROTECTION_WORDS.calls}</th>
        </tr>
      </thead>
      {bySession(events).map(([sessionId, group]) => (
        <tbody key={`${sessionId} ${group[0]?.id}`}>
          {sessionId === null || group.length === 1 ? null : (
            <tr>
              <th colSpan={6} scope="rowgroup" className="table-group">
                {PROTECTION_WORDS.session(sessionId, group.length)}
              </th>
            </tr>
          )}
          {group.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function EventRow({ event }: { readonly event: ProtectionEvent }) {
  return (
    <tr>
      <td>
        <TextLink to="/protection/$eventId" params={{ eventId: event.id }}>
          <Moment at={event.lastAt} />
        </TextLink>
      </td>
      <td data-label={PROTECTION_WORDS.action} className="line-figure">
        <span>
          <Mark tone={ACTION_TONES[event.action]}>{PROTECTION_WORDS.actions[event.action]}</Mark>{' '}
          <Text span size="xs" c="dimmed">
            {PROTECTION_WORDS.directions[event.direction]}
          </Text>
        </span>
      </td>
      <td data-label={PROTECTION_WORDS.found}>{typesInWords(event.types)}</td>
      <td data-label={PROTECTION_WORDS.whose}>
        <Owner of={event.owner} />
      </td>
      <td data-label={PROTECTION_WORDS.where}>
        <Named of="use_case" id={event.useCaseId} />
      </td>
      <td data-label={PROTECTION_WORDS.calls} className={event.calls === 1 ? 'number line-usual' : 'number line-named'}>
        {count(event.calls)}
      </td>
    </tr>
  );
}

export function typesInWords(types: ProtectionEvent['types']): string {
  return Object.entries(types)
    .map(([type, number]) => `${type.replaceAll('_', ' ')}${number === 1 ? '' : ` ${PROTECTION_WORDS.times(number)}`}`)
    .join(', ');
}

/** Each session where its newest event stands; what has no session stands alone. */
function bySession(
  events: readonly ProtectionEvent[],
): readonly (readonly [string | null, readonly ProtectionEvent[]])[] {
  const groups = new Map<string, ProtectionEvent[]>();
  for (const event of events) {
    const key = event.sessionId === null ? `alone ${event.id}` : `session ${event.sessionId} ${event.owner}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return [...groups.values()].map((group) => [group[0]?.sessionId ?? null, group] as const);
}
