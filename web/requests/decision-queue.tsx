import { Button, Group, Stack, Text } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { momentInWords } from '../figures/moment.tsx';
import { Mark } from '../states/mark.tsx';
import { REQUEST_WORDS } from '../words/request-words.ts';
import { AnswerForm } from './answer-form.tsx';
import type { Decision } from './decision.ts';
import { useDecisions } from './use-decisions.ts';

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
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.metaKey || event.ctrlKey || event.altKey) return;
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const row = open.find(({ id }) => id === all[at]?.dataset['row']);
    if (event.key === 'j') all[Math.min(at + 1, all.length - 1)]?.focus();
    else if (event.key === 'k') all[Math.max(at - 1, 0)]?.focus();
    else if (event.key === 'u') undo();
    else if (event.key === 'a' && row !== undefined) approve(row);
    else if (event.key === 'r' && row !== undefined) setAsking({ id: row.id, kind: 'decline' });
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys reach the rows within, which take the focus
    <div onKeyDown={onKeyDown}>
      <div aria-live="polite">
        {pending === null ? null : (
          <Group className="pending" gap="sm">
            <Text size="sm">{REQUEST_WORDS.pending(pending.choice.kind, pending.decision.sentence)}</Text>
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
              <li
                key={decision.id}
                className="decision"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: rows are walked by j and k
                tabIndex={0}
                data-row={decision.id}
                aria-label={decision.sentence}
              >
                <DecisionText decision={decision} />
                {asking?.id === decision.id ? (
                  <AnswerForm
                    kind={asking.kind}
                    isMeasured={decision.approval === 'measured' && asking.kind === 'approve'}
                    onAnswer={(given) => {
                      setAsking(null);
                      decide(decision, { kind: asking.kind, ...given });
                    }}
                    onCancel={() => setAsking(null)}
                  />
                ) : (
                  <Group gap="xs" mt={8}>
                    <Button size="compact-sm" onClick={() => approve(decision)}>
                      {REQUEST_WORDS.approve}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => setAsking({ id: decision.id, kind: 'decline' })}
                    >
                      {REQUEST_WORDS.decline}
                    </Button>
                  </Group>
                )}
              </li>
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

function DecisionText({ decision }: { readonly decision: Decision }) {
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Mark tone="plain">{decision.kind}</Mark>
        <Text size="sm" fw={500}>
          <bdi>{decision.who}</bdi>
        </Text>
        {decision.endsAt === null ? null : (
          <Text size="xs" c="dimmed">
            {REQUEST_WORDS.until(momentInWords({ at: decision.endsAt }))}
          </Text>
        )}
      </Group>
      <Text size="md">{decision.sentence}</Text>
      <Text size="sm" dir="auto">
        “{decision.why}”
      </Text>
      <Text size="xs" c="dimmed">
        {decision.facts.map(([name, value]) => `${name}: ${value}`).join(' · ')}
      </Text>
    </Stack>
  );
}
