import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';

type Safety = AnswerOf<'readTeamSafety'>;

/** What protection did in the team's calls, in numbers. */
export function SafetyPanel({ safety }: { readonly safety: UseQueryResult<Safety> }) {
  return (
    <Panel id="safety" title={TEAM_WORDS.safety} note={TEAM_WORDS.safetyNote}>
      <Loaded query={safety} lines={6}>
        {(data) =>
          data.isTold ? (
            <Told safety={data} />
          ) : (
            <Empty title={TEAM_WORDS.safetyWithheld}>{TEAM_WORDS.safetyWithheldWhy}</Empty>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Told({ safety: { actions, types } }: { readonly safety: Safety }) {
  const shown = actions.filter(({ events, eventsBefore }) => events + eventsBefore > 0);
  if (shown.length === 0) return <Empty title={TEAM_WORDS.noSafety} />;
  return (
    <>
      <table className="table table-inset">
        <thead>
          <tr>
            <th>{TEAM_WORDS.action}</th>
            <th className="number">{TEAM_WORDS.now}</th>
            <th className="number">{TEAM_WORDS.before}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ action, events, eventsBefore }) => (
            <tr key={action}>
              <td>{TEAM_WORDS.actions[action]}</td>
              <td className="number">{count(events)}</td>
              <td className="number">{count(eventsBefore)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {types.length === 0 ? null : (
        <Text size="xs" c="dimmed" mt="xs">
          {TEAM_WORDS.found(types.map(({ type, events }) => `${type} (${count(events)})`).join(', '))}
        </Text>
      )}
    </>
  );
}
