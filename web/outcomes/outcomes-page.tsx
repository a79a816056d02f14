import { Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { ofUnit } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
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
        flush
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
          {(rows) => <OutcomeTable rows={rows} />}
        </Paged>
      </Panel>
    </Page>
  );
}

function OutcomeTable({ rows }: { readonly rows: readonly MyOutcome[] }) {
  return (
    <table className="table table-stack table-pairs">
      <thead>
        <tr>
          <th>{OUTCOME_WORDS.outcome}</th>
          <th className="number">{OUTCOME_WORDS.worthColumn}</th>
          <th>{OUTCOME_WORDS.claimedOn}</th>
          <th>{OUTCOME_WORDS.proof}</th>
          <th>{OUTCOME_WORDS.state}</th>
          <th>
            <span className="sr-only">{OUTCOME_WORDS.steps}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((outcome) => (
          <OutcomeRow key={outcome.id} outcome={outcome} />
        ))}
      </tbody>
    </table>
  );
}

function OutcomeRow({ outcome }: { readonly outcome: MyOutcome }) {
  const { id, state, validationId, measuredDollars } = outcome;
  const [appealing, setAppealing] = useState(false);
  const mayAppeal = validationId === null && (state === 'reverted' || state === 'unproven');
  return (
    <tr>
      <td>
        <TextLink to="/outcomes/$outcomeId" params={{ outcomeId: id }} fw={500}>
          {outcome.typeName}: {ofUnit(outcome.amount, outcome.unit)}
        </TextLink>
        <Text size="xs" c="dimmed" dir="auto">
          {outcome.note}
        </Text>
        {/* Of what simply counts, the columns say all that the sentence would. */}
        {state === 'counted' && validationId === null ? null : <Text size="xs">{outcome.sentence}</Text>}
        {mayAppeal && !appealing ? (
          <button type="button" className="text-button" onClick={() => setAppealing(true)}>
            {OUTCOME_WORDS.appeal}
          </button>
        ) : null}
        {appealing ? <AppealForm outcomeId={id} onDone={() => setAppealing(false)} /> : null}
      </td>
      <td className="number" data-label={OUTCOME_WORDS.worthColumn}>
        <span>
          {decimalDollars(measuredDollars ?? outcome.claimedDollars)}
          {measuredDollars === null ? null : <span className="interval">{OUTCOME_WORDS.measured}</span>}
        </span>
      </td>
      <td data-label={OUTCOME_WORDS.claimedOn}>
        <Moment at={outcome.claimedAt} day />
      </td>
      <td className="one-line pair-whole" data-label={OUTCOME_WORDS.proof}>
        {OUTCOME_WORDS.grades[outcome.grade]}
      </td>
      <td data-label={OUTCOME_WORDS.state}>
        <Mark tone={OUTCOME_TONES[state]}>{OUTCOME_WORDS.states[state]}</Mark>
      </td>
      <td className="row-steps">
        {WITHDRAWABLE.has(state) ? (
          <ReasonButton
            quiet
            label={OUTCOME_WORDS.withdraw}
            note={OUTCOME_WORDS.withdrawNote}
            carryOut={(reason, idempotencyKey) =>
              callOperation('withdrawOutcome', { params: { id }, body: { reason }, idempotencyKey })
            }
            changes={['listMyOutcomes', 'listMyScores']}
          />
        ) : null}
      </td>
    </tr>
  );
}
