import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { OUTCOME_WORDS } from '../words/outcome-words.ts';
import { AppealForm } from './appeal-form.tsx';

type MyOutcome = AnswerOf<'listMyOutcomes'>['rows'][number];

const TONES: Readonly<Record<MyOutcome['state'], Tone>> = {
  unproven: 'plain',
  maturing: 'warn',
  counted: 'good',
  reverted: 'stop',
  withdrawn: 'plain',
  duplicate: 'plain',
};
const SHOWN = 100;

/** What came of the reader's work, how well it is proven, and what it waits for. */
export function OutcomesPage() {
  const outcomes = useOperation('listMyOutcomes', { query: { limit: SHOWN } });
  return (
    <Page
      title={OUTCOME_WORDS.title}
      lead={OUTCOME_WORDS.lead}
      action={<ButtonLink to="/outcomes/new">{OUTCOME_WORDS.submit}</ButtonLink>}
    >
      <Panel title={OUTCOME_WORDS.mine} note={OUTCOME_WORDS.mineNote}>
        <Loaded query={outcomes} lines={6}>
          {({ rows, next }) =>
            rows.length === 0 ? (
              <Empty title={OUTCOME_WORDS.none} action={<TextLink to="/outcomes/new">{OUTCOME_WORDS.submit}</TextLink>}>
                {OUTCOME_WORDS.noneWhy}
              </Empty>
            ) : (
              <Stack gap="xs">
                <ul className="line-list">
                  {rows.map((outcome) => (
                    <li key={outcome.id}>
                      <OutcomeLine outcome={outcome} />
                    </li>
                  ))}
                </ul>
                {next === null ? null : (
                  <Text size="xs" c="dimmed">
                    {OUTCOME_WORDS.newest(SHOWN)}
                  </Text>
                )}
              </Stack>
            )
          }
        </Loaded>
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
          <Text fw={500}>
            {outcome.typeName}: {outcome.amount} {outcome.unit}
          </Text>
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
          <Mark tone={TONES[outcome.state]}>{OUTCOME_WORDS.states[outcome.state]}</Mark>
        </div>
      </div>
      {mayAppeal && !appealing ? (
        <button type="button" className="text-button" onClick={() => setAppealing(true)}>
          {OUTCOME_WORDS.appeal}
        </button>
      ) : null}
      {appealing ? <AppealForm outcomeId={outcome.id} onDone={() => setAppealing(false)} /> : null}
    </div>
  );
}
