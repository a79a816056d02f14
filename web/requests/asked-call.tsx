import { Collapse, Group, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { REQUEST_WORDS } from '../words/request-words.ts';

type Approval = AnswerOf<'readApproval'>;

const TONES: Readonly<Record<Approval['state'], Tone>> = {
  pending: 'warn',
  approved: 'good',
  declined: 'stop',
  expired: 'plain',
  withdrawn: 'plain',
};

/** A call of the reader's that waits for somebody: the gist in a line, below it whose yes it takes and the way back. */
export function AskedCall({ approval }: { readonly approval: Approval }) {
  const [isOpen, disclosure] = useDisclosure(false);
  const id = useId();
  return (
    <>
      <UnstyledButton
        className="line line-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={disclosure.toggle}
      >
        <span>
          {REQUEST_WORDS.callSentence(approval.useCaseId, approval.modelId)}
          <Text size="xs" c="dimmed">
            <Moment at={approval.askedAt} />
          </Text>
        </span>
        <Mark tone={TONES[approval.state]}>{REQUEST_WORDS.states[approval.state]}</Mark>
      </UnstyledButton>
      <Collapse expanded={isOpen} id={id}>
        {isOpen ? <ApprovalFacts approvalId={approval.id} /> : null}
      </Collapse>
    </>
  );
}

/** All that is known of a call that waits, asked for when somebody opens it. */
function ApprovalFacts({ approvalId }: { readonly approvalId: string }) {
  const approval = useOperation('readApproval', { params: { id: approvalId } });
  return (
    <Loaded query={approval} lines={6}>
      {(facts) => (
        <>
          <Facts facts={factsOf(facts)} />
          {facts.state === 'pending' || facts.state === 'approved' ? <Withdraw approval={facts} /> : null}
        </>
      )}
    </Loaded>
  );
}

function factsOf(approval: Approval) {
  const found = Object.entries(approval.findings).map(([type, number]) => `${type.replaceAll('_', ' ')} × ${number}`);
  const given = approval.given.map(({ personId, requirement }) => REQUEST_WORDS.yesOf(personId, requirement));
  const { decidedBy, decidedAt, grantedUntil } = approval;
  return [
    [REQUEST_WORDS.whyHeld, approval.why],
    [REQUEST_WORDS.purpose, approval.purpose ?? REQUEST_WORDS.notSaid],
    [REQUEST_WORDS.dataClass, approval.dataClass],
    [REQUEST_WORDS.found, found.length === 0 ? REQUEST_WORDS.nothingFound : found.join(', ')],
    [REQUEST_WORDS.rules, approval.rules.join(', ')],
    [REQUEST_WORDS.needs, approval.requirements.join(', ')],
    [REQUEST_WORDS.given, given.length === 0 ? REQUEST_WORDS.nobodyYet : given.join(', ')],
    [REQUEST_WORDS.answerBy, <Moment key="until" at={approval.expiresAt} />],
    ...(decidedBy === null || decidedAt === null
      ? []
      : [[REQUEST_WORDS.answered, REQUEST_WORDS.answeredBy(decidedBy, approval.reason)] as const]),
    ...(grantedUntil === null
      ? []
      : [[REQUEST_WORDS.goesThrough, <Moment key="through" at={grantedUntil} />] as const]),
    [
      REQUEST_WORDS.number,
      <span key="id" className="hash">
        {approval.id}
      </span>,
    ],
  ] as const;
}

function Withdraw({ approval }: { readonly approval: Approval }) {
  const isWaiting = approval.state === 'pending';
  return (
    <Group justify="flex-end" pb="sm">
      <ReasonButton
        plain
        label={isWaiting ? REQUEST_WORDS.takeBack : REQUEST_WORDS.giveUp}
        note={isWaiting ? REQUEST_WORDS.takeBackNote : REQUEST_WORDS.giveUpNote}
        changes={['listMyApprovals', 'readApproval', 'listApprovals']}
        carryOut={(_reason, idempotencyKey) =>
          callOperation('withdrawApproval', { params: { id: approval.id }, idempotencyKey })
        }
      />
    </Group>
  );
}
