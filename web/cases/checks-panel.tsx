import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { periodInWords } from '../finance/periods.ts';
import { usePersonNames } from '../people/use-person-names.ts';
import { callOperation } from '../request/call-operation.ts';
import type { Decision } from '../requests/decision.ts';
import { DecisionQueue } from '../requests/decision-queue.tsx';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { CASE_WORDS } from '../words/case-words.ts';

type Checks = AnswerOf<'listMyAdoptionChecks'>;

/** Reuse that the reader was drawn to look at. */
export function ChecksPanel({ checks }: { readonly checks: UseQueryResult<Checks> }) {
  const nameOf = usePersonNames();
  return (
    <Panel title={CASE_WORDS.checks} note={CASE_WORDS.checksNote}>
      <Loaded query={checks} lines={3}>
        {({ rows }) => (
          <DecisionQueue
            decisions={rows.map((row) => checkToDecide(row, nameOf))}
            empty={<Empty title={CASE_WORDS.noChecks}>{CASE_WORDS.noChecksWhy}</Empty>}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function checkToDecide(check: Checks['rows'][number], nameOf: (id: string) => string): Decision {
  const { id, assetId, authorId, adopterId, taskId, period, drawnAt } = check;
  const decide = (verdict: 'carried' | 'not_carried', reason: string) =>
    callOperation('decideAdoptionCheck', { body: { id, verdict, reason } });
  return {
    id,
    kind: CASE_WORDS.check,
    who: nameOf(adopterId),
    sentence: CASE_WORDS.checkSentence(assetId),
    why: CASE_WORDS.checkWhy(nameOf(adopterId), nameOf(authorId)),
    facts: [
      [CASE_WORDS.month, periodInWords(period)],
      [CASE_WORDS.task, taskId.split(':').at(-1) ?? taskId],
      [CASE_WORDS.drawn, momentInWords({ at: drawnAt, day: true })],
    ],
    endsAt: null,
    more: (
      <TextLink to="/library/$assetId" params={{ assetId }} w="fit-content">
        {CASE_WORDS.openAsset}
      </TextLink>
    ),
    says: {
      ...{ yes: CASE_WORDS.carried, no: CASE_WORDS.notCarried },
      ...{ saidYes: CASE_WORDS.carried, saidNo: CASE_WORDS.notCarried },
    },
    approval: 'reasoned',
    approve: ({ reason }) => decide('carried', reason),
    decline: (reason) => decide('not_carried', reason),
    changes: ['listMyAdoptionChecks'],
  };
}
