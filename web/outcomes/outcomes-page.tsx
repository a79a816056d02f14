import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { ofUnit } from '../figures/counts.ts';
import { momentInWords } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { OUTCOME_WORDS } from '../words/outcome-words.ts';
import { AppealForm } from './appeal-form.tsx';
import { OUTCOME_TONES } from './outcome-tones.ts';

type MyOutcome = AnswerOf<'listMyOutcomes'>['rows'][number];

/** What can still be taken back as if it had not been claimed. */
const WITHDRAWABLE: ReadonlySet<MyOutcome['state']> = new Set(['unproven', 'maturing', 'counted']);

/** What came of the reader's work, how well it is proven, and what it waits for. */
export function OutcomesPage() {
  const outcomes = usePages('listMyOutcomes', {}, (page, signal) =>
    callOperation('listMyOutcomes', { query: { ...page }, signal }),
  );
  return (
    <Page
      title={OUTCOME_WORDS.title}
      lead={
        <>
          {OUTCOME_WORDS.lead}{' '}
          <TextLink to="/outcomes/kinds" size="md" underline="always">
            {OUTCOME_WORDS.kinds}
          </TextLink>
        </>
      }
      action={<ButtonLink to="/outcomes/new">{OUTCOME_WORDS.submit}</ButtonLink>}
    >
      <Panel
        title={OUTCOME_WORDS.mine}
        note={OUTCOME_WORDS.mineNote}
        action={<RowsExport of="exportMyOutcomesCsv" request={{}} />}
      >
        <Paged
          query={outcomes}
          empty={
            <Empty title={OUTCOME_WORDS.none} action={<TextLink to="/outcomes/new">{OUTCOME_WORDS.submit}</TextLink>}>
              {OUTCOME_WORDS.noneWhy}
            </Empty>
          }
        >
          {(rows) => (
            <ul className="line-list">
              {rows.map((outcome) => (
                <li key={outcome.id}>
                  <OutcomeLine outcome={outcome} />
                </li>
              ))}
            </ul>
          )}
        </Paged>
      </Panel>
    </Page>
  );
}

function OutcomeLine({ outcome }: { readonly outcome: MyOutcome }) {
  const [appealing, setAppealing] = useState(false);
  const mayAppeal = outcome.validationId === null && (outcome.state === 'reverted' || outcome.state === 'unproven');
  return (
    <div className="decision">
      <div className="line line-top">
        <div>
          <TextLink to="/outcomes/$outcomeId" params={{ outcomeId: outcome.id }} fw={500} size="md">
            {outcome.typeName}: {ofUnit(outcome.amount, outcome.unit)}
          </TextLink>
          <Text size="sm">{outcome.sentence}</Text>
          <Text size="sm" c="dimmed" dir="auto">
            {outcome.note}
          </Text>
          <Text size="xs" c="dimmed" mt={2}>
            {OUTCOME_WORDS.facts(
              momentInWords({ at: outcome.claimedAt, day: true }),
              OUTCOME_WORDS.grades[outcome.grade],
              outcome.measuredDollars ?? outcome.claimedDollars,
              outcome.measuredDollars !== null,
            )}
          </Text>
        </div>
        <div className="line-end">
          <Mark tone={OUTCOME_TONES[outcome.state]}>{OUTCOME_WORDS.states[outcome.state]}</Mark>
        </div>
      </div>
      <Group gap="sm">
        {mayAppeal && !appealing ? (
          <button type="button" className="text-button" onClick={() => setAppealing(true)}>
            {OUTCOME_WORDS.appeal}
          </button>
        ) : null}
        {WITHDRAWABLE.has(outcome.state) ? (
          <ReasonButton
            label={OUTCOME_WORDS.withdraw}
            note={OUTCOME_WORDS.withdrawNote}
            carryOut={(reason, idempotencyKey) =>
              callOperation('withdrawOutcome', { params: { id: outcome.id }, body: { reason }, idempotencyKey })
            }
            changes={['listMyOutcomes', 'listMyScores']}
          />
        ) : null}
      </Group>
      {appealing ? <AppealForm outcomeId={outcome.id} onDone={() => setAppealing(false)} /> : null}
    </div>
  );
}
