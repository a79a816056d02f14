import { Text } from '@mantine/core';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';
import { teamHints } from './team-hints.ts';
import type { TeamBoard } from './use-team-board.ts';

/** What the figures say that a manager could do. */
export function HintsPanel({ board }: { readonly board: TeamBoard }) {
  const hints = teamHints({
    costs: board.costs.data,
    signals: board.signals.data,
    safety: board.safety.data,
    forecasts: board.forecasts.data,
    outcomes: board.outcomes.data,
  });
  return (
    <Panel title={TEAM_WORDS.hints} note={TEAM_WORDS.hintsNote}>
      {hints.length === 0 ? (
        <Empty title={TEAM_WORDS.noHints}>{TEAM_WORDS.noHintsWhy}</Empty>
      ) : (
        <ul className="line-list">
          {hints.map(({ says, todo, to }) => (
            <li key={says} className="line line-wrap">
              <Text size="sm">{says}</Text>
              {to === null ? (
                <Text size="sm" c="dimmed">
                  {todo}
                </Text>
              ) : (
                <TextLink to={to}>{todo}</TextLink>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
