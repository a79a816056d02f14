import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { momentInWords } from '../figures/moment.tsx';
import { Mark } from '../states/mark.tsx';
import { REQUEST_WORDS } from '../words/request-words.ts';
import { AnswerForm } from './answer-form.tsx';
import type { Decision, Says } from './decision.ts';
import { type Choice, type PendingDecision, useDecisions } from './use-decisions.ts';
import { useQueueKeys } from './use-queue-keys.ts';

type Asking = { readonly id: string; readonly kind: 'approve' | 'decline' };

export type DecisionQueueProps = { readonly decisions: readonly Decision[]; readonly empty: ReactNode };

/** Worked by keyboard: j and k move, a says yes, r asks for the reason of a no, u takes the last one back. */
export function DecisionQueue({ decisions, empty }: DecisionQueueProps) {
  const { open, pending, decide, undo } = useDecisions(decisions);
  const [asking, setAsking] = useState<Asking | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const approve = (decision: Decision) =>
    decision.approval === 'plain'
      ? decide(decision, { kind: 'approve', reason: '', amount: 0 })
      : setAsking({ id: decision.id, kind: 'approve' });
  const decline = (decision: Decision) =>
    decision.refusal === 'plain'
      ? decide(decision, { kind: 'decline', reason: '' })
      : setAsking({ id: decision.id, kind: 'decline' });
  const withRow = (id: string, act: (decision: Decision) => void) => {
    const row = open.find((decision) => decision.id === id);
    if (row !== undefined) act(row);
  };
  useQueueKeys({
    list,
    onApprove: (id) => withRow(id, approve),
    onDecline: (id) => withRow(id, decline),
    onUndo: undo,
  });
  return (
    <div>
      <div aria-live="polite">
        {pending === null ? null : (
          <Group className="pending" gap="sm">
            <Text size="sm">{pendingInWords(pending)}</Text>
            <Button size="compact-sm" variant="default" onClick={undo}>
              {REQUEST_WORDS.undo}
            </Button>
          </Group>
        )}
      </div>
      {open.length === 0 ? (
        empty
      ) : (
        <>
          <ol className="line-list" ref={list}>
            {open.map((decision) => (
              <DecisionRow
                key={decision.id}
                decision={decision}
                asking={asking?.id === decision.id ? asking.kind : null}
                onApprove={() => approve(decision)}
                onDecline={() => decline(decision)}
                onAnswer={(choice) => {
                  focusBeside(list.current, decision.id);
                  setAsking(null);
                  decide(decision, choice);
                }}
                onCancel={() => {
                  rowOf(list.current, decision.id)?.focus();
                  setAsking(null);
                }}
              />
            ))}
          </ol>
          <Text size="xs" c="dimmed" mt="xs" className="no-touch">
            {REQUEST_WORDS.keys}
          </Text>
        </>
      )}
    </div>
  );
}

function rowOf(list: HTMLElement | null, id: string): HTMLElement | undefined {
  return [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].find((row) => row.dataset['row'] === id);
}

/** The form goes with its row: whoever answers by keys goes on at the next one. */
function focusBeside(list: HTMLElement | null, id: string): void {
  const row = rowOf(list, id);
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  if (beside instanceof HTMLElement) beside.focus();
}

type DecisionRowProps = {
  readonly decision: Decision;
  readonly asking: Asking['kind'] | null;
  readonly onApprove: () => void;
  readonly onDecline: () => void;
  readonly onAnswer: (choice: Choice) => void;
  readonly onCancel: () => void;
};

function DecisionRow({ decision, asking, onApprove, onDecline, onAnswer, onCancel }: DecisionRowProps) {
  return (
    <li
      className="decision"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: rows are walked by j and k
      tabIndex={0}
      data-row={decision.id}
      aria-label={decision.sentence}
    >
      <div className="decision-row">
        <DecisionText decision={decision} />
        {asking === null ? (
          <Group gap="xs" wrap="nowrap" className="decision-steps">
            <Button size="compact-sm" variant="light" onClick={onApprove}>
              {saysOf(decision).yes}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onDecline}>
              {saysOf(decision).no}
            </Button>
          </Group>
        ) : null}
      </div>
      {asking === null ? null : (
        <AnswerForm
          kind={asking}
          label={asking === 'approve' ? saysOf(decision).yes : saysOf(decision).no}
          isMeasured={decision.approval === 'measured' && asking === 'approve'}
          onAnswer={(given) => onAnswer({ kind: asking, ...given })}
          onCancel={onCancel}
        />
      )}
    </li>
  );
}

function DecisionText({ decision }: { readonly decision: Decision }) {
  return (
    <Stack gap={4} miw={0}>
      <Group gap="xs">
        <Mark tone="plain">{decision.kind}</Mark>
        <Text size="sm">
          <bdi>{decision.who}</bdi>
        </Text>
        {decision.clock}
        {decision.endsAt === null ? null : (
          <Text size="xs" c="dimmed">
            {REQUEST_WORDS.until(momentInWords({ at: decision.endsAt }))}
          </Text>
        )}
      </Group>
      <Text size="md" fw={500}>
        {decision.sentence}
      </Text>
      {decision.why === null ? null : (
        <Text size="sm" dir="auto">
          “{decision.why}”
        </Text>
      )}
      <Text size="xs" c="dimmed" maw={720}>
        {/* A value may be a sentence of its own, whose stop would stand before the dot. */}
        {decision.facts.map(([name, value]) => `${name}: ${value.replace(/\.$/, '')}`).join(' · ')}
      </Text>
      {isPage(decision.pageUrl) ? (
        <Anchor href={decision.pageUrl} target="_blank" rel="noreferrer" size="sm" w="fit-content">
          {REQUEST_WORDS.openEvidence}
        </Anchor>
      ) : null}
      {decision.more}
    </Stack>
  );
}

function saysOf({ says }: Decision): Says {
  if (says !== undefined) return says;
  const { approve, decline, approved, declined } = REQUEST_WORDS;
  return { yes: approve, no: decline, saidYes: approved, saidNo: declined };
}

function pendingInWords({ decision, choice }: PendingDecision): string {
  const { saidYes, saidNo } = saysOf(decision);
  return REQUEST_WORDS.pending(choice.kind === 'approve' ? saidYes : saidNo, decision.sentence);
}

/** People write addresses: only pages of the web are led to. */
function isPage(url: string | null | undefined): url is string {
  return url !== null && url !== undefined && /^https?:\/\//i.test(url);
}
