import { Text } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../figures/moment.tsx';
import { FilterSelect } from '../filters/filter-select.tsx';
import { Named } from '../names/names.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { CASE_WORDS } from '../words/case-words.ts';
import { breachSentence } from './breaches-panel.tsx';
import { type Breach, useBreaches } from './use-breaches.ts';

/** Breaches that were decided, and what was found. */
export function DecidedPanel() {
  const [state, setState] = useState<'confirmed' | 'cleared'>('confirmed');
  const decided = useBreaches(state, { enabled: true });
  return (
    <Panel
      title={CASE_WORDS.decided}
      flush
      action={
        <FilterSelect
          small
          label={CASE_WORDS.state}
          all={CASE_WORDS.breachStates.confirmed}
          options={{ cleared: CASE_WORDS.breachStates.cleared }}
          value={state === 'cleared' ? state : undefined}
          onTake={(wanted) => setState(wanted ?? 'confirmed')}
        />
      }
    >
      <Loaded query={decided} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={CASE_WORDS.noDecided} />
            </div>
          ) : (
            <DecidedTable rows={rows} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function DecidedTable({ rows }: { readonly rows: readonly Breach[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{CASE_WORDS.whose}</th>
            <th>{CASE_WORDS.breach}</th>
            <th>{CASE_WORDS.found}</th>
            <th>{CASE_WORDS.by}</th>
            <th>{CASE_WORDS.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Named of="person" id={row.personId} />
              </td>
              <td data-label={CASE_WORDS.breach}>
                <span>
                  {breachSentence(row)}
                  <Text size="xs" c="dimmed" dir="auto">
                    {row.words}
                  </Text>
                </span>
              </td>
              <td data-label={CASE_WORDS.found} dir="auto">
                {row.reason ?? ''}
              </td>
              <td data-label={CASE_WORDS.by}>
                <span>
                  <Named of="person" id={row.decidedBy} />
                  <Text size="xs" c="dimmed">
                    {row.decidedAt === null ? null : <Moment at={row.decidedAt} day />}
                  </Text>
                </span>
              </td>
              <td data-label={CASE_WORDS.state}>
                <Mark tone={row.state === 'confirmed' ? 'stop' : 'good'}>{CASE_WORDS.breachStates[row.state]}</Mark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
