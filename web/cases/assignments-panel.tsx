import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment, momentInWords } from '../figures/moment.tsx';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import type { Decision } from '../requests/decision.ts';
import { DecisionQueue } from '../requests/decision-queue.tsx';
import { useMayOpen } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { CASE_WORDS } from '../words/case-words.ts';
import { AssignButton } from './assign-button.tsx';

type Work = AnswerOf<'listMyAssignments'>;
type Assignment = Work['mine'][number];

const TONES: Readonly<Record<Assignment['state'], Tone>> = {
  asked: 'warn',
  accepted: 'good',
  declined: 'stop',
  reassigned: 'plain',
};
const CHANGES = ['listMyAssignments'] as const;

/** What the reader was asked to do and has not answered. */
export function AssignedPanel({ work }: { readonly work: UseQueryResult<Work> }) {
  return (
    <Panel title={CASE_WORDS.work} note={CASE_WORDS.workNote}>
      <Loaded query={work} lines={3}>
        {({ mine }) => (
          <DecisionQueue
            decisions={mine.filter(({ state }) => state === 'asked').map(workToDecide)}
            empty={<Empty title={CASE_WORDS.noWork}>{CASE_WORDS.noWorkWhy}</Empty>}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function workToDecide(assignment: Assignment): Decision {
  const { id, useCaseId, difficulty, words, assignedBy, assignedAt } = assignment;
  const answer = (state: 'accepted' | 'declined', reason: string | null) =>
    callOperation('answerAssignment', { params: { id }, body: { state, reason } });
  return {
    id,
    kind: CASE_WORDS.assignment,
    who: assignedBy,
    sentence: words,
    why: null,
    facts: [
      [CASE_WORDS.useCase, useCaseId],
      [CASE_WORDS.difficulty, CASE_WORDS.difficulties[difficulty]],
      [CASE_WORDS.asked, momentInWords({ at: assignedAt, day: true })],
    ],
    endsAt: null,
    says: {
      ...{ yes: CASE_WORDS.accept, no: CASE_WORDS.decline },
      ...{ saidYes: CASE_WORDS.accepted, saidNo: CASE_WORDS.declined },
    },
    approval: 'plain',
    approve: () => answer('accepted', null),
    decline: (reason) => answer('declined', reason),
    changes: CHANGES,
  };
}

/** What the reader asked others to do, with their answers; only for those who can ask. */
export function GivenPanel({ work }: { readonly work: UseQueryResult<Work> }) {
  const mayAsk = useMayOpen()({ permission: 'control.write:outcomes', forLeads: true });
  if (!mayAsk && (work.data?.asked.length ?? 0) === 0) return null;
  return (
    <Panel title={CASE_WORDS.given} note={CASE_WORDS.givenNote} flush action={mayAsk ? <AssignButton /> : undefined}>
      <Loaded query={work} lines={3}>
        {({ asked }) =>
          asked.length === 0 ? (
            <div className="more">
              <Empty title={CASE_WORDS.noGiven} />
            </div>
          ) : (
            <GivenTable rows={asked.toReversed()} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function GivenTable({ rows }: { readonly rows: readonly Assignment[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{CASE_WORDS.assignment}</th>
            <th>{CASE_WORDS.whose}</th>
            <th>{CASE_WORDS.asked}</th>
            <th>{CASE_WORDS.state}</th>
            <th>{CASE_WORDS.reason}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td dir="auto">
                {row.words}
                <Text size="xs" c="dimmed">
                  <Named of="use_case" id={row.useCaseId} /> · {CASE_WORDS.difficulties[row.difficulty]}
                </Text>
              </td>
              <td data-label={CASE_WORDS.whose}>
                <Named of="person" id={row.personId} />
              </td>
              <td data-label={CASE_WORDS.asked}>
                <Moment at={row.assignedAt} day />
              </td>
              <td data-label={CASE_WORDS.state}>
                <Mark tone={TONES[row.state]}>{CASE_WORDS.workStates[row.state]}</Mark>
              </td>
              <td data-label={CASE_WORDS.reason} dir="auto">
                <span>
                  {row.reason ?? ''}
                  {row.state === 'reassigned' ? null : (
                    <span className="under">
                      <ReasonButton
                        label={CASE_WORDS.reassign}
                        note={CASE_WORDS.reassignNote}
                        isOptional
                        carryOut={(reason) =>
                          callOperation('answerAssignment', {
                            params: { id: row.id },
                            body: { state: 'reassigned', reason: reason === '' ? null : reason },
                          })
                        }
                        changes={CHANGES}
                      />
                    </span>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
