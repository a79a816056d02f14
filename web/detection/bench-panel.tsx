import { NativeSelect, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useId, useRef, useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Trouble } from '../states/trouble.tsx';
import { DETECTION_WORDS } from '../words/detection-words.ts';
import { markedParts } from '../workbench/composer.tsx';
import { type BenchSpan, useBench } from './use-bench.ts';

const USE_CASES_MAX = 500;
const DECISION_TONES = { allow: 'good', ask: 'warn', refuse: 'stop' } as const;

/** A text is inspected while it is typed; nothing of it is kept. */
export function BenchPanel() {
  const [text, setText] = useState('');
  const [useCaseId, setUseCaseId] = useState('');
  const useCases = useOperation('listUseCases', { query: { status: 'active', limit: USE_CASES_MAX } });
  const bench = useBench({ text, useCaseId });
  return (
    <Panel title={DETECTION_WORDS.bench} note={DETECTION_WORDS.benchNote}>
      <Stack gap="sm">
        <NativeSelect
          label={DETECTION_WORDS.useCase}
          value={useCaseId}
          data={[
            { value: '', label: DETECTION_WORDS.noUseCase },
            ...(useCases.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget }) => setUseCaseId(currentTarget.value)}
        />
        <BenchText text={text} spans={bench.spans} onChange={setText} />
        <div aria-live="polite">
          {bench.error === null ? null : <Trouble error={bench.error} />}
          {bench.inspected === undefined ? (
            <Text size="sm" c="dimmed">
              {DETECTION_WORDS.nothingTyped}
            </Text>
          ) : (
            <Stack gap={6}>
              <Verdict inspected={bench.inspected} />
              <ul className="line-list">
                {bench.spans.map((span) => (
                  <FindingLine key={`${span.start} ${span.type}`} span={span} />
                ))}
              </ul>
            </Stack>
          )}
        </div>
      </Stack>
    </Panel>
  );
}

type BenchTextProps = {
  readonly text: string;
  readonly spans: readonly BenchSpan[];
  readonly onChange: (text: string) => void;
};

function BenchText({ text, spans, onChange }: BenchTextProps) {
  const id = useId();
  const beneath = useRef<HTMLDivElement>(null);
  return (
    <div>
      <label htmlFor={id} className="field-label">
        {DETECTION_WORDS.text}
      </label>
      <div className="composer composer-framed">
        <div className="composer-text composer-beneath" aria-hidden ref={beneath}>
          {markedParts(text, spans)}
          {'\n'}
        </div>
        <textarea
          id={id}
          className="composer-text"
          rows={6}
          dir="auto"
          spellCheck={false}
          placeholder={DETECTION_WORDS.placeholder}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (beneath.current !== null) beneath.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
    </div>
  );
}

function Verdict({ inspected }: { readonly inspected: NonNullable<ReturnType<typeof useBench>['inspected']> }) {
  const { policy, dataClass, decidedBy, failures, texts } = inspected;
  const isClean = texts.every(({ spans }) => spans.length === 0);
  return (
    <Stack gap={4}>
      <span>
        {policy === null ? null : (
          <>
            <Mark tone={DECISION_TONES[policy.decision]}>{DETECTION_WORDS.decisions[policy.decision]}</Mark>{' '}
          </>
        )}
        <Text span size="sm">
          {DETECTION_WORDS.dataClass(dataClass)}{' '}
          <Text span size="sm" c="dimmed">
            {DETECTION_WORDS.decidedBy[decidedBy]}
          </Text>
        </Text>
      </span>
      {policy === null ? null : <Text size="sm">{policy.why}</Text>}
      {failures.length === 0 ? null : <Text size="sm">{DETECTION_WORDS.failures(failures)}</Text>}
      {isClean ? <Text size="sm">{DETECTION_WORDS.nothingFound}</Text> : null}
    </Stack>
  );
}

function FindingLine({ span }: { readonly span: BenchSpan }) {
  return (
    <li className="line">
      <span>
        <Text size="sm" fw={500}>
          {span.label}
        </Text>
        <Text size="xs" c="dimmed">
          {span.type} · {span.group} · {DETECTION_WORDS.sure(span.confidence)}
        </Text>
      </span>
      <ReasonButton
        label={DETECTION_WORDS.notSensitive}
        note={DETECTION_WORDS.notSensitiveNote}
        carryOut={async (note, idempotencyKey) => {
          const body = { findingType: span.type, digest: span.digest, note };
          await callOperation('sendFindingFeedback', { body, idempotencyKey });
          notifications.show({ message: DETECTION_WORDS.proposed });
        }}
        changes={['listDetectionProposals']}
      />
    </li>
  );
}
