import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Figure } from '../figures/figure.tsx';
import { momentInWords } from '../figures/moment.tsx';
import { Named } from '../names/names.tsx';
import { operationQuery } from '../request/use-operation.ts';
import { DecisionQueue } from '../requests/decision-queue.tsx';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { CONTEST_WORDS } from '../words/contest-words.ts';
import { ContestClock } from './contest-clock.tsx';
import { contestToDecide } from './contest-to-decide.tsx';
import { CONTEST_TONES } from './contests-page.tsx';
import { DisputedPanels, pointsInWords } from './disputed-panel.tsx';

type Read = AnswerOf<'readScoreContest'>;

const route = getRouteApi('/contests/$contestId');

/** One contest: what is disputed, what it rests on, and the answer. */
export function ContestPage() {
  const { contestId } = route.useParams();
  // Each reading is written down for good: it is not read again by itself.
  const read = useQuery({
    ...operationQuery('readScoreContest', { params: { id: contestId } }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const contest = read.data?.contest;
  return (
    <Page
      title={contest === undefined ? CONTEST_WORDS.one : CONTEST_WORDS.sentence(contest.period, contest.rule)}
      lead={contest === undefined ? undefined : CONTEST_WORDS.lookNote(contest.personId)}
    >
      <Stack gap="md">
        <TextLink to="/contests">{CONTEST_WORDS.back}</TextLink>
        <Loaded query={read} lines={14}>
          {(data) => <ContestParts read={data} />}
        </Loaded>
      </Stack>
    </Page>
  );
}

function ContestParts({ read: { contest, score } }: { readonly read: Read }) {
  return (
    <Stack gap="md">
      <Panel
        title={CONTEST_WORDS.said}
        action={
          contest.state === 'open' ? (
            <ContestClock dueAt={contest.dueAt} />
          ) : (
            <Mark tone={CONTEST_TONES[contest.state]}>{CONTEST_WORDS.states[contest.state]}</Mark>
          )
        }
      >
        <Stack gap="md">
          <Text className="prose" dir="auto">
            “{contest.words}”
          </Text>
          <Facts
            facts={[
              [CONTEST_WORDS.who, <Named key="who" of="person" id={contest.personId} />],
              [CONTEST_WORDS.opened, momentInWords({ at: contest.openedAt })],
            ]}
          />
          {contest.answer === null ? null : <Answered contest={contest} />}
        </Stack>
      </Panel>
      {contest.state === 'open' ? <Decide contest={contest} /> : null}
      {score === null ? (
        <Panel title={CONTEST_WORDS.now}>
          <Empty title={CONTEST_WORDS.gone}>{CONTEST_WORDS.goneWhy}</Empty>
        </Panel>
      ) : (
        <ScoreNow contest={contest} score={score} />
      )}
    </Stack>
  );
}

function Answered({ contest }: { readonly contest: Read['contest'] }) {
  const when = contest.decidedAt === null ? '' : momentInWords({ at: contest.decidedAt, day: true });
  return (
    <div>
      <Text size="xs" c="dimmed">
        {CONTEST_WORDS.decided(CONTEST_WORDS.states[contest.state], contest.decidedBy ?? '', when)}
      </Text>
      <Text className="prose" dir="auto">
        “{contest.answer}”
      </Text>
    </div>
  );
}

function Decide({ contest }: { readonly contest: Read['contest'] }) {
  return (
    <Panel title={CONTEST_WORDS.decide} note={CONTEST_WORDS.decideNote}>
      <DecisionQueue decisions={[contestToDecide(contest, { hasLink: false })]} empty={null} />
      <Text size="xs" c="dimmed" mt="xs">
        {CONTEST_WORDS.mend}{' '}
        <TextLink size="xs" to="/validations">
          {CONTEST_WORDS.mendOutcomes}
        </TextLink>
        {', '}
        <TextLink size="xs" to="/cases">
          {CONTEST_WORDS.mendCases}
        </TextLink>
        {', '}
        <TextLink size="xs" to="/sources">
          {CONTEST_WORDS.mendSources}
        </TextLink>
        .
      </Text>
    </Panel>
  );
}

function ScoreNow({
  contest,
  score,
}: {
  readonly contest: Read['contest'];
  readonly score: NonNullable<Read['score']>;
}) {
  return (
    <>
      <Panel title={CONTEST_WORDS.sum}>
        <Stack gap="md">
          <div className="grid-figures">
            <Figure
              label={CONTEST_WORDS.contested}
              value={pointsInWords(contest.points)}
              note={CONTEST_WORDS.ofHundred(contest.formulaVersion)}
            />
            <Figure
              label={CONTEST_WORDS.now}
              value={score.points === null ? CONTEST_WORDS.withheld : pointsInWords(score.points)}
              note={score.points === null ? CONTEST_WORDS.withheldWhy : CONTEST_WORDS.ofHundred(score.formulaVersion)}
            />
          </div>
          <Text size="sm" c="dimmed" className="figures">
            {score.arithmetic}
          </Text>
        </Stack>
      </Panel>
      {score.parts.length === 0 ? null : <DisputedPanels score={score} rule={contest.rule} />}
    </>
  );
}
