import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';

/** What the team as a whole was recognised for. */
export function RecognitionPanel({ awards }: { readonly awards: UseQueryResult<AnswerOf<'listRecognition'>> }) {
  return (
    <Panel title={TEAM_WORDS.recognition} action={<TextLink to="/recognition">{TEAM_WORDS.recognitionAll}</TextLink>}>
      <Loaded query={awards} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={TEAM_WORDS.noRecognition}>{TEAM_WORDS.noRecognitionWhy}</Empty>
          ) : (
            <ul className="line-list">
              {rows.map((award) => (
                <li key={award.id} className="line">
                  <span>
                    <Text size="sm" fw={500}>
                      {award.categoryName}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {award.citation}
                    </Text>
                  </span>
                  <Mark tone={award.state === 'given' ? 'good' : 'plain'}>{award.level ?? award.givenLevel}</Mark>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
