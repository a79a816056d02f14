import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { RECOGNITION_WORDS } from '../words/recognition-words.ts';

const ROWS_MAX = 200;

/** Teams of which nobody outside is told. */
export function PrivatePanel() {
  const mayChange = useMay()('control.write:programmes');
  const cards = useOperation('listPrivateScorecards', { query: { limit: ROWS_MAX } });
  return (
    <Panel
      title={RECOGNITION_WORDS.private}
      note={RECOGNITION_WORDS.privateNote}
      action={mayChange ? <MakePrivate /> : undefined}
    >
      <Loaded query={cards} lines={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={RECOGNITION_WORDS.noPrivate} />
          ) : (
            <ul className="line-list">
              {rows.map(({ teamId, status, reason }) => (
                <li key={teamId} className="line">
                  <span>
                    <Text size="sm" fw={500}>
                      {teamId}
                    </Text>
                    <Text size="sm" c="dimmed" dir="auto">
                      {reason}
                    </Text>
                  </span>
                  {mayChange && status === 'active' ? (
                    <ReasonButton
                      label={RECOGNITION_WORDS.makeSeen}
                      carryOut={(why) =>
                        callOperation('setPrivateScorecard', { body: { teamId, private: false, reason: why } })
                      }
                      changes={['listPrivateScorecards', 'listRecognition']}
                    />
                  ) : (
                    <Mark tone="plain">{RECOGNITION_WORDS[status]}</Mark>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function MakePrivate() {
  const teams = useOperation('listTeams', { query: { status: 'active', limit: ROWS_MAX } });
  const rows = teams.data?.rows ?? [];
  const [chosen, setChosen] = useState('');
  const teamId = chosen === '' ? (rows[0]?.id ?? '') : chosen;
  return (
    <ReasonButton
      label={RECOGNITION_WORDS.makePrivate}
      fields={
        <NativeSelect
          label={RECOGNITION_WORDS.which}
          value={teamId}
          data={rows.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      }
      carryOut={(reason) => callOperation('setPrivateScorecard', { body: { teamId, private: true, reason } })}
      changes={['listPrivateScorecards', 'listRecognition']}
    />
  );
}
