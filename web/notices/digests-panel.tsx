import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { dayInWords } from '../figures/moment.tsx';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { NOTICE_WORDS } from '../words/notice-words.ts';

const WORDS = NOTICE_WORDS.digests;
const TEAMS_NAMED_MAX = 4;

/** What teams are told of their last week, before it goes out; added up when somebody wants to see it. */
export function DigestsPanel() {
  const [isShown, setShown] = useState(false);
  const digests = useOperation('previewTeamDigests', {}, { enabled: isShown });
  const note = digests.data === undefined ? WORDS.note : WORDS.week(dayInWords(digests.data.week));
  return (
    <Panel
      title={WORDS.title}
      note={note}
      action={
        isShown ? undefined : (
          <Button size="compact-sm" variant="default" onClick={() => setShown(true)}>
            {WORDS.show}
          </Button>
        )
      }
    >
      {isShown ? (
        <Loaded query={digests} lines={6}>
          {({ digests: rows }) =>
            rows.length === 0 ? (
              <Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>
            ) : (
              <div className="grid-two">
                {rows.map(({ teamIds, people, subject, words }) => (
                  <article key={teamIds.join()}>
                    <Text fw={500} dir="auto">
                      {subject}
                    </Text>
                    <Text size="xs" c="dimmed" mb={6}>
                      {WORDS.to(teamsInWords(teamIds), people)}
                    </Text>
                    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
                    <div className="asset-text told" tabIndex={0} dir="auto">
                      {words}
                    </div>
                  </article>
                ))}
              </div>
            )
          }
        </Loaded>
      ) : (
        <Text size="sm" c="dimmed">
          {WORDS.what}
        </Text>
      )}
    </Panel>
  );
}

/** Of many it says how many: the words below name them. */
function teamsInWords(teamIds: readonly (string | null)[]): string {
  return teamIds.length > TEAMS_NAMED_MAX
    ? WORDS.teams(teamIds.length)
    : teamIds.map((id) => id ?? WORDS.noTeam).join(', ');
}
