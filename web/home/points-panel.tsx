import { Stack, Text } from '@mantine/core';
import { Figure } from '../figures/figure.tsx';
import { periodInWords } from '../finance/periods.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { HOME_WORDS } from '../words/home-words.ts';

/** The newest month's points; every one of them, and the way to contest it, is a click away. */
export function PointsPanel() {
  const scores = useOperation('listMyScores', {});
  return (
    <Panel title={HOME_WORDS.points} action={<TextLink to="/points">{HOME_WORDS.pointsLink}</TextLink>}>
      <Loaded query={scores} lines={4}>
        {({ rows }) => {
          const [newest] = rows;
          if (newest === undefined)
            return (
              <Empty title={HOME_WORDS.noPoints} action={<TextLink to="/outcomes/new">{HOME_WORDS.submit}</TextLink>}>
                {HOME_WORDS.noPointsWhy}
              </Empty>
            );
          const { points, shown, outcomes, period, sentence } = newest;
          return (
            <Stack gap="md">
              <div className="grid-figures">
                <Figure
                  label={HOME_WORDS.pointsOf(periodInWords(period))}
                  value={
                    <TextLink to="/points" inherit>
                      {points === null ? HOME_WORDS.withheld : points.toFixed(1)}
                    </TextLink>
                  }
                  note={shown === null ? undefined : HOME_WORDS.between(shown.lower.toFixed(1), shown.upper.toFixed(1))}
                />
                <Figure
                  label={HOME_WORDS.outcomes}
                  value={
                    <TextLink to="/outcomes" inherit>
                      {outcomes}
                    </TextLink>
                  }
                  note={HOME_WORDS.outcomesNote}
                />
              </div>
              {points === null ? (
                <Text size="sm" c="dimmed">
                  {sentence}
                </Text>
              ) : (
                <Text size="sm" c="dimmed">
                  {HOME_WORDS.pointsFrom}
                </Text>
              )}
            </Stack>
          );
        }}
      </Loaded>
    </Panel>
  );
}
