import { NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { callOperation } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { RECOGNITION_WORDS } from '../words/recognition-words.ts';

type Mine = AnswerOf<'readMyRecognition'>;
type Choice = Partial<Mine['choice']>;

const SHOWN = ['nobody', 'team', 'organisation'] as const;

/** What the reader was recognised for, how far this month has come, and who else is told: the reader's own choice. */
export function MinePanel() {
  const mine = useOperation('readMyRecognition', {});
  return (
    <Panel title={RECOGNITION_WORDS.mine} note={RECOGNITION_WORDS.mineNote}>
      <Loaded query={mine} lines={6}>
        {(data) => (
          <div className="grid-two">
            <Stack gap="xs">
              <Given awards={data.awards} />
              <Progress progress={data.progress} />
            </Stack>
            <Chosen mine={data} />
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

function Given({ awards }: Pick<Mine, 'awards'>) {
  if (awards.length === 0) return <Text size="sm">{RECOGNITION_WORDS.mineNone}</Text>;
  return (
    <ul className="line-list">
      {awards.map(({ id, month, categoryName, level, givenLevel, citation, changeReason }) => (
        <li key={id} className="line line-wrap">
          <Text size="sm" fw={500}>
            {RECOGNITION_WORDS.mineGiven(categoryName, level ?? givenLevel, month)}
          </Text>
          <Text size="xs" c="dimmed">
            {changeReason ?? citation}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** By the scores so far; nothing of it is given yet. */
function Progress({ progress }: Pick<Mine, 'progress'>) {
  return progress.map(({ categoryId, name, scorePoints, reached, next }) => (
    <Text key={categoryId} size="sm">
      {RECOGNITION_WORDS.soFar(name, count(Math.floor(scorePoints)))}{' '}
      <Text span c="dimmed">
        {reached === null ? null : RECOGNITION_WORDS.reached(reached)}{' '}
        {next === null ? null : RECOGNITION_WORDS.next(next.level, count(next.points))}
      </Text>
    </Text>
  ));
}

function Chosen({ mine: { choice, shownTo, privateTeam } }: { readonly mine: Mine }) {
  const queries = useQueryClient();
  const choose = useMutation({
    mutationFn: (changed: Choice) => callOperation('chooseMyRecognition', { body: changed }),
    onSuccess: () => forget(queries, ['readMyRecognition', 'listRecognition']),
  });
  const shown = { ...choice, ...(choose.isPending ? choose.variables : {}) };
  return (
    <Stack gap="sm">
      {choose.error === null ? null : <Trouble error={choose.error} />}
      <NativeSelect
        label={RECOGNITION_WORDS.showTo}
        description={RECOGNITION_WORDS.showToNote}
        value={shown.shownTo}
        data={SHOWN.map((value) => ({ value, label: RECOGNITION_WORDS.showToMine[value] }))}
        onChange={({ currentTarget: { value } }) => {
          const found = SHOWN.find((name) => name === value);
          if (found !== undefined) choose.mutate({ shownTo: found });
        }}
      />
      {choose.isPending || shownTo === choice.shownTo ? null : (
        <Text size="xs" c="dimmed">
          {privateTeam
            ? RECOGNITION_WORDS.narrowedByTeam
            : RECOGNITION_WORDS.narrowedByRule(RECOGNITION_WORDS.showToMine[shownTo])}
        </Text>
      )}
      <Switch
        label={RECOGNITION_WORDS.exportable}
        description={RECOGNITION_WORDS.exportableNote}
        checked={shown.exportable}
        onChange={(event) => choose.mutate({ exportable: event.currentTarget.checked })}
      />
    </Stack>
  );
}
