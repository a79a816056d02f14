import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import type { Decision } from '../requests/decision.ts';
import { TextLink } from '../shell/links.tsx';
import { CONTEST_WORDS } from '../words/contest-words.ts';
import { ContestClock } from './contest-clock.tsx';

type Contest = Omit<AnswerOf<'readScoreContest'>['contest'], 'points'>;

/** A contest as something that waits for a word; both answers are said in a sentence. */
export function contestToDecide(contest: Contest, { hasLink }: { readonly hasLink: boolean }): Decision {
  const { id, personId, period, rule, words, openedAt, dueAt } = contest;
  const decide = (decision: 'upheld' | 'rejected', answer: string) =>
    callOperation('decideScoreContest', { params: { id }, body: { decision, answer } });
  return {
    id,
    kind: CONTEST_WORDS.kind,
    who: personId,
    sentence: CONTEST_WORDS.sentence(period, rule),
    why: words,
    facts: [[CONTEST_WORDS.opened, momentInWords({ at: openedAt, day: true })]],
    endsAt: null,
    clock: <ContestClock dueAt={dueAt} />,
    more: hasLink ? (
      <TextLink to="/contests/$contestId" params={{ contestId: id }} w="fit-content">
        {CONTEST_WORDS.look}
      </TextLink>
    ) : null,
    says: {
      yes: CONTEST_WORDS.uphold,
      no: CONTEST_WORDS.stand,
      saidYes: CONTEST_WORDS.saidUphold,
      saidNo: CONTEST_WORDS.saidStand,
    },
    approval: 'reasoned',
    approve: ({ reason }) => decide('upheld', reason),
    decline: (reason) => decide('rejected', reason),
    changes: ['listScoreContests', 'readScoreContest'],
  };
}
