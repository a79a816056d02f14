import { Stack, Text } from '@mantine/core';
import { Mark, type Tone } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';
import type { Inspected, InspectedSpan, Inspection } from './use-inspection.ts';

export type InspectionPanelProps = { readonly inspection: Inspection; readonly isEmpty: boolean };

/** What was found in the draft, what would become of it, and what to write instead. */
export function InspectionPanel({ inspection, isEmpty }: InspectionPanelProps) {
  const { inspected, spans, error, pending } = inspection;
  return (
    <Panel title={WORKBENCH_WORDS.checked} note={pending ? WORKBENCH_WORDS.checking : WORKBENCH_WORDS.checkedNote}>
      <div aria-live="polite">
        {error === null ? null : <Trouble error={error} />}
        {isEmpty || inspected === undefined ? (
          <Text size="sm" c="dimmed">
            {WORKBENCH_WORDS.nothingTyped}
          </Text>
        ) : (
          <Stack gap="sm">
            <Verdict inspected={inspected} />
            {spans.length === 0 ? null : <Findings spans={spans} />}
          </Stack>
        )}
      </div>
    </Panel>
  );
}

function Verdict({ inspected: { policy, dataClass } }: { readonly inspected: Inspected }) {
  const decision = policy?.decision ?? 'allow';
  const redacted = policy?.obligations.some(({ kind }) => kind === 'redact') === true;
  const tone: Tone = decision === 'refuse' ? 'stop' : decision === 'ask' || redacted ? 'warn' : 'good';
  return (
    <Stack gap={4}>
      <span>
        <Mark tone={tone}>
          {redacted && decision === 'allow' ? WORKBENCH_WORDS.replaced : WORKBENCH_WORDS.decisions[decision]}
        </Mark>{' '}
        <Text span size="sm" c="dimmed">
          {WORKBENCH_WORDS.dataClass(dataClass)}
        </Text>
      </span>
      {decision === 'allow' ? null : <Text size="sm">{policy?.why}</Text>}
      {(policy?.obligations ?? []).map((obligation) =>
        obligation.kind === 'warn' ? (
          <Text key={obligation.sentence} size="sm">
            {obligation.sentence}
          </Text>
        ) : null,
      )}
    </Stack>
  );
}

function Findings({ spans }: { readonly spans: readonly InspectedSpan[] }) {
  return (
    <ul className="line-list">
      {spans.map((span) => (
        <li key={`${span.start} ${span.type}`} className="finding">
          <Text size="sm" fw={500}>
            {WORKBENCH_WORDS.found(span.label)}
          </Text>
          <Text size="sm" c="dimmed">
            {span.instead}
          </Text>
        </li>
      ))}
    </ul>
  );
}
