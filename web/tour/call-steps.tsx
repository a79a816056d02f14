import { Button, Group, Stack, Text } from '@mantine/core';
import { useId, useRef } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { CallRecord } from '../record/call-record.tsx';
import { ButtonLink } from '../shell/links.tsx';
import { Mark } from '../states/mark.tsx';
import { TOUR_WORDS } from '../words/tour-words.ts';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';
import { Composer } from '../workbench/composer.tsx';
import { InspectionPanel } from '../workbench/inspection-panel.tsx';
import { TurnList } from '../workbench/turn-list.tsx';
import type { TourCall } from './use-tour-call.ts';

type UseCaseRules = AnswerOf<'readMyRules'>['useCases'][number];

export function WriteStep({ call }: { readonly call: TourCall }) {
  const input = useRef<HTMLTextAreaElement>(null);
  const verdictId = useId();
  const { text, rendered, inspection, isRefused } = call;
  return (
    <Stack gap="sm">
      <Text size="sm">{TOUR_WORDS.writeLead}</Text>
      {rendered === null ? null : (
        <div>
          <Mark tone="good">{WORKBENCH_WORDS.byTemplate(rendered.header)}</Mark>
        </div>
      )}
      <div className="composer-framed">
        <Composer
          text={text}
          spans={inspection.spans}
          onChange={call.setText}
          onSend={() => undefined}
          describedBy={verdictId}
          input={input}
        />
      </div>
      <Text id={verdictId} className="sr-only" aria-live="polite">
        {isRefused ? WORKBENCH_WORDS.cannotSend : ''}
      </Text>
      <InspectionPanel inspection={inspection} isEmpty={text.trim() === ''} />
      <Text size="xs" c="dimmed">
        {TOUR_WORDS.tryIt}
      </Text>
    </Stack>
  );
}

export type SendStepProps = {
  readonly call: TourCall;
  readonly useCase: UseCaseRules;
  readonly onBack: () => void;
};

export function SendStep({ call, useCase, onBack }: SendStepProps) {
  const { conversation, text, model, isRefused } = call;
  if (conversation.turns.length > 0) return <Sent call={call} onBack={onBack} />;
  return (
    <Stack gap="sm">
      <Text size="sm">{TOUR_WORDS.sendLead}</Text>
      <Text size="sm" fw={500}>
        {TOUR_WORDS.goesTo(model, useCase.name)}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="asset-text" tabIndex={0} dir="auto">
        {text}
      </pre>
      <Group justify="flex-end">
        <Button disabled={text.trim() === '' || isRefused} onClick={() => void call.send()}>
          {TOUR_WORDS.send}
        </Button>
      </Group>
    </Stack>
  );
}

function Sent({ call, onBack }: { readonly call: TourCall; readonly onBack: () => void }) {
  const { conversation, recorded } = call;
  const isRefused = conversation.turns.some(({ kind }) => kind === 'refused');
  const again = () => {
    conversation.begin();
    onBack();
  };
  return (
    <Stack gap="md">
      <TurnList turns={conversation.turns} />
      {isRefused ? (
        <Group justify="flex-end">
          <Button onClick={again}>{TOUR_WORDS.again}</Button>
        </Group>
      ) : (
        <section aria-live="polite">
          <Text fw={500}>{TOUR_WORDS.record}</Text>
          {recorded === null ? (
            <Text size="sm" c="dimmed">
              {conversation.running ? TOUR_WORDS.sending : TOUR_WORDS.recording}
            </Text>
          ) : (
            <>
              <Text size="sm" c="dimmed" mb={6}>
                {TOUR_WORDS.recordNote}
              </Text>
              <CallRecord call={recorded} />
              <Text size="sm" mt="sm">
                {TOUR_WORDS.done}
              </Text>
              <Group gap="xs" mt="sm">
                <ButtonLink to="/workbench">{TOUR_WORDS.toBench}</ButtonLink>
                <ButtonLink to="/library" variant="default">
                  {TOUR_WORDS.toLibrary}
                </ButtonLink>
                <ButtonLink to="/record" variant="default">
                  {TOUR_WORDS.toRecord}
                </ButtonLink>
              </Group>
            </>
          )}
        </section>
      )}
    </Stack>
  );
}
