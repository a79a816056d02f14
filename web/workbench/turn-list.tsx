import { Button, CopyButton, Group, Loader, Text } from '@mantine/core';
import { lazy } from 'react';
import { TextLink } from '../shell/links.tsx';
import { Part } from '../states/broken.tsx';
import { Mark } from '../states/mark.tsx';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';
import type { CallRefusal } from './stream-answer.ts';
import type { Turn } from './use-conversation.ts';

/** What reads Markdown is loaded with the first answer; until then the text stands as it came. */
const AnswerText = lazy(async () => ({ default: (await import('./answer-text.tsx')).AnswerText }));

export type TurnListProps = {
  readonly turns: readonly Turn[];
  /** Makes a template of what was asked. */
  readonly onSave?: (text: string) => void;
};

/** The conversation, oldest first. */
export function TurnList({ turns, onSave }: TurnListProps) {
  return (
    <ol className="turns" aria-live="polite" aria-label={WORKBENCH_WORDS.conversation}>
      {turns.map((turn) => (
        <li key={turn.id} className="turn" data-kind={turn.kind}>
          <TurnText turn={turn} onSave={onSave} />
        </li>
      ))}
    </ol>
  );
}

function TurnText({ turn, onSave }: { readonly turn: Turn; readonly onSave: TurnListProps['onSave'] }) {
  switch (turn.kind) {
    case 'asked':
      return (
        <>
          {turn.template === null ? null : <Mark tone="good">{WORKBENCH_WORDS.byTemplate(turn.template)}</Mark>}
          <div className="turn-asked" dir="auto">
            {turn.text}
          </div>
          {onSave === undefined || turn.template !== null ? null : (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onSave(turn.text)}>
              {WORKBENCH_WORDS.saveTemplate}
            </Button>
          )}
        </>
      );
    case 'answered':
      return (
        <>
          <Group gap="xs" mb={4}>
            <Text size="xs" c="dimmed">
              {turn.model}
            </Text>
            {turn.state === 'running' ? <Loader size={12} aria-label={WORKBENCH_WORDS.answering} /> : null}
            {turn.state === 'cut' ? <Mark tone="warn">{WORKBENCH_WORDS.cut}</Mark> : null}
          </Group>
          <Part waiting={<PlainText text={turn.text} />} without={<PlainText text={turn.text} />}>
            <AnswerText text={turn.text} />
          </Part>
          {turn.state === 'running' ? null : (
            <CopyButton value={turn.text}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="subtle" color="gray" mt={4} ml={-8} onClick={copy}>
                  {copied ? WORKBENCH_WORDS.copied : WORKBENCH_WORDS.copy}
                </Button>
              )}
            </CopyButton>
          )}
        </>
      );
    case 'refused':
      return <Refusal refusal={turn.refusal} />;
  }
}

/** The gateway's own words: every client reads the same. */
function Refusal({ refusal: { message, alternative, reference } }: { readonly refusal: CallRefusal }) {
  return (
    <div className="trouble" role="alert">
      <Text fw={600}>{WORKBENCH_WORDS.refused}</Text>
      <Text size="sm">{message}</Text>
      {alternative === null || message.includes(alternative) ? null : <Text size="sm">{alternative}</Text>}
      <Group gap="md" mt={6}>
        <TextLink to="/requests/new" size="sm">
          {WORKBENCH_WORDS.askException}
        </TextLink>
        {reference === null ? null : (
          <Text size="xs" c="dimmed" className="figures">
            {WORKBENCH_WORDS.reference(reference)}
          </Text>
        )}
      </Group>
    </div>
  );
}

/** As it came. */
function PlainText({ text }: { readonly text: string }) {
  return <div className="answer-text">{text}</div>;
}
