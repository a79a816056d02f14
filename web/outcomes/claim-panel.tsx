import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { decimalDollars } from '../figures/amounts.ts';
import { Moment } from '../figures/moment.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { type Fact, Facts } from '../states/facts.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { OUTCOME_PAGE_WORDS } from '../words/outcome-page-words.ts';
import { OUTCOME_WORDS } from '../words/outcome-words.ts';
import { AppealForm } from './appeal-form.tsx';
import type { Outcome } from './outcome-page.tsx';
import { OutcomeSteps } from './outcome-steps.tsx';
import { OUTCOME_TONES } from './outcome-tones.ts';

const WORDS = OUTCOME_PAGE_WORDS;

/** What was claimed and how it stands, and what the reader may do about it. */
export function ClaimPanel({ outcome }: { readonly outcome: Outcome }) {
  const [appealing, setAppealing] = useState(false);
  const { sourceId } = outcome;
  return (
    <Panel
      title={WORDS.claim}
      note={sourceId === null ? WORDS.byPerson : WORDS.bySystem(sourceId)}
      action={<Mark tone={OUTCOME_TONES[outcome.state]}>{OUTCOME_WORDS.states[outcome.state]}</Mark>}
    >
      <Stack gap="md">
        <Text fw={500}>{outcome.sentence}</Text>
        {outcome.note === null ? (
          <Text size="sm" c="dimmed">
            {WORDS.unnamed}
          </Text>
        ) : (
          <div>
            <Text className="prose" dir="auto">
              “{outcome.note}”
            </Text>
            <Text size="sm" c="dimmed">
              {WORDS.evidence}: <Evidence outcome={outcome} />
            </Text>
          </div>
        )}
        <Facts facts={factsOf(outcome)} />
        <Group gap="sm">
          {outcome.steps.includes('appeal') && !appealing ? (
            <button type="button" className="text-button" onClick={() => setAppealing(true)}>
              {OUTCOME_WORDS.appeal}
            </button>
          ) : null}
          <OutcomeSteps outcome={outcome} />
        </Group>
        {appealing ? <AppealForm outcomeId={outcome.id} onDone={() => setAppealing(false)} /> : null}
      </Stack>
    </Panel>
  );
}

function factsOf(outcome: Outcome): readonly Fact[] {
  const { personId, measuredDollars, claimedDollars, verifiedAt, revertedAt, cleanUpMinutes, declineReason } = outcome;
  const claimed = decimalDollars(claimedDollars);
  const isDone = outcome.state === 'maturing' || outcome.state === 'counted';
  const facts: (Fact | undefined)[] = [
    [
      WORDS.worth,
      measuredDollars === null
        ? `${claimed} ${WORDS.claimed}`
        : `${decimalDollars(measuredDollars)} ${WORDS.measured(claimed)}`,
    ],
    [WORDS.proof, OUTCOME_WORDS.grades[outcome.grade]],
    personId === null ? undefined : [WORDS.who, <PersonLink key="who" id={personId} />],
    [WORDS.claimedAt, <Moment key="claimed" at={outcome.claimedAt} />],
    verifiedAt === null || !isDone ? undefined : [WORDS.countsFrom, <Moment key="from" at={verifiedAt} day />],
    revertedAt === null || outcome.state !== 'reverted'
      ? undefined
      : [WORDS.reverted, <Moment key="reverted" at={revertedAt} />],
    declineReason === null ? undefined : [WORDS.declined, <bdi key="declined">{declineReason}</bdi>],
    cleanUpMinutes === 0 ? undefined : [WORDS.cleanUp, WORDS.minutes(cleanUpMinutes)],
    [WORDS.useCase, outcome.useCaseId ?? WORDS.none],
    [WORDS.team, outcome.teamId ?? WORDS.none],
  ];
  return facts.filter((fact) => fact !== undefined);
}

function Evidence({ outcome: { evidence, evidenceUrl } }: { readonly outcome: Outcome }) {
  if (evidenceUrl !== null && /^https?:\/\//i.test(evidenceUrl))
    return (
      <Anchor href={evidenceUrl} target="_blank" rel="noreferrer" size="sm" underline="always">
        {evidence ?? evidenceUrl}
      </Anchor>
    );
  return <bdi>{evidence ?? WORDS.noEvidence}</bdi>;
}
