import { Button, Group, Text } from '@mantine/core';
import { RequestProblem } from '../request/request-problem.ts';
import { STATE_WORDS } from '../words/state-words.ts';

export type TroubleProps = {
  readonly error: unknown;
  readonly retry?: () => void;
  /** Something older is still shown. */
  readonly stale?: boolean;
};

/** What went wrong in the server's own words, what to do, and the reference to ask with. */
export function Trouble({ error, retry, stale = false }: TroubleProps) {
  const { title, remedy, reference } = inWords(error);
  return (
    <div className="trouble" role="alert">
      <Text fw={600}>{stale ? `${STATE_WORDS.stale} ${title}` : title}</Text>
      <Text size="sm">{remedy}</Text>
      <Group gap="sm" mt={6}>
        {retry === undefined ? null : (
          <Button size="compact-sm" variant="default" onClick={retry}>
            {STATE_WORDS.retry}
          </Button>
        )}
        {reference === undefined ? null : (
          <Text size="xs" c="dimmed" className="figures">
            {STATE_WORDS.reference} {reference}
          </Text>
        )}
      </Group>
    </div>
  );
}

function inWords(error: unknown) {
  if (error instanceof RequestProblem) {
    const { title, detail, remedy, requestId } = error.problem;
    return { title: detail === '' ? title : `${title} ${detail}`, remedy, reference: requestId };
  }
  return { title: STATE_WORDS.noAnswer, remedy: STATE_WORDS.noAnswerRemedy, reference: undefined };
}
