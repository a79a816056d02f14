import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Figure } from '../figures/figure.tsx';
import { dollars } from '../figures/money.ts';
import { TextLink } from '../shell/links.tsx';
import { Panel } from '../states/panel.tsx';
import { OUTCOME_PAGE_WORDS } from '../words/outcome-page-words.ts';
import { MarkForm } from './mark-form.tsx';
import type { Outcome } from './outcome-page.tsx';

const WORDS = OUTCOME_PAGE_WORDS;

/** The tasks that led to an outcome, and what they cost. */
export function TasksPanel({ outcome }: { readonly outcome: Outcome }) {
  const [isNaming, setNaming] = useState(false);
  const { links, cost } = outcome;
  return (
    <Panel
      title={WORDS.tasks}
      note={WORDS.tasksNote}
      action={
        outcome.steps.includes('mark') && !isNaming ? (
          <button type="button" className="text-button" onClick={() => setNaming(true)}>
            {WORDS.name}
          </button>
        ) : undefined
      }
    >
      <Stack gap="md">
        {cost === null ? (
          <Text size="sm" c="dimmed">
            {WORDS.costNotYours}
          </Text>
        ) : cost.tasks === 0 ? null : (
          <div className="grid-figures">
            <Figure label={WORDS.cost} value={dollars(cost.nanodollars)} note={costNote(cost)} />
          </div>
        )}
        <Text size="sm">{outcome.linksInWords}</Text>
        {isNaming ? <MarkForm outcomeId={outcome.id} onDone={() => setNaming(false)} /> : null}
        {links.length === 0 ? null : <LinkTable links={links} />}
      </Stack>
    </Panel>
  );
}

function costNote({ tasks, unknownTasks, unpricedTasks }: NonNullable<Outcome['cost']>): string {
  return [
    WORDS.costOf(tasks),
    ...(unpricedTasks > 0 ? [WORDS.costLeast] : []),
    ...(unknownTasks > 0 ? [WORDS.costUnknown(unknownTasks)] : []),
  ].join(' · ');
}

function LinkTable({ links }: { readonly links: Outcome['links'] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack table-inset">
        <thead>
          <tr>
            <th>{WORDS.task}</th>
            <th>{WORDS.method}</th>
            <th className="number">{WORDS.share}</th>
            <th className="number">{WORDS.taskCost}</th>
          </tr>
        </thead>
        <tbody>
          {links.map(({ taskId, serviceAccountId, method, share, costNanodollars }) => (
            <tr key={`${serviceAccountId ?? ''} ${taskId}`}>
              <td>
                {serviceAccountId === null ? (
                  <TextLink to="/costs/$taskId" params={{ taskId }}>
                    <bdi>{taskId}</bdi>
                  </TextLink>
                ) : (
                  <span>
                    <bdi>{taskId}</bdi> {WORDS.ofAccount(serviceAccountId)}
                  </span>
                )}
              </td>
              <td data-label={WORDS.method}>{WORDS.methods[method]}</td>
              <td className="number" data-label={WORDS.share}>
                {Math.round(share * 100)} %
              </td>
              <td className="number" data-label={WORDS.taskCost}>
                {costNanodollars === null ? WORDS.gone : dollars(costNanodollars)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
