import { Button, Group, Text } from '@mantine/core';
import { lazy } from 'react';
import { RequestProblem } from '../request/request-problem.ts';
import { STATE_WORDS } from '../words/state-words.ts';
import { Part } from './broken.tsx';

export type TroubleProps = {
  readonly error: unknown;
  readonly retry?: () => void;
  /** Something older is still shown. */
  readonly stale?: boolean;
};

const Forbidden = lazy(async () => ({ default: (await import('./forbidden.tsx')).Forbidden }));
const PERMISSION = /"([a-z_.]+:[a-z_]+)"/;

/** What went wrong in the server's own words, what to do, and the reference to ask with. */
export function Trouble({ error, retry, stale = false }: TroubleProps) {
  const { title, remedy, reference } = inWords(error);
  const permission = missingPermission(error);
  if (permission !== undefined) return <NotYours permission={permission} reference={reference} />;
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

export type NotYoursProps = {
  readonly permission: string;
  /** Of the server's refusal; a page that asked for nothing has none. */
  readonly reference?: string | undefined;
};

/** Somebody opened what none of their roles allows. */
export function NotYours(props: NotYoursProps) {
  return (
    <div className="trouble" role="alert">
      <Text fw={600}>{STATE_WORDS.forbidden}</Text>
      <Part waiting={<Text size="sm" mih="1.5em" />} without={null}>
        <Forbidden {...props} />
      </Part>
    </div>
  );
}

/** Of whoever has no role for it; the server names the permission. */
function missingPermission(error: unknown): string | undefined {
  if (!(error instanceof RequestProblem) || error.problem.code !== 'permission_missing') return undefined;
  return PERMISSION.exec(error.problem.detail)?.[1];
}

function inWords(error: unknown) {
  if (error instanceof RequestProblem) {
    const { title, detail, remedy, requestId } = error.problem;
    return { title: detail === '' ? title : `${title} ${detail}`, remedy, reference: requestId };
  }
  return { title: STATE_WORDS.noAnswer, remedy: STATE_WORDS.noAnswerRemedy, reference: undefined };
}
