import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { localMoment, momentOf } from '../filters/local-moment.ts';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { useNow } from '../states/use-now.ts';
import { DETECTION_WORDS } from '../words/detection-words.ts';

type Proposal = AnswerOf<'acceptDetectionProposal'>;

const QUARTER_MS = 90 * 86_400_000;
const CHANGES = ['listDetectionProposals', 'listDetectionAllowEntries'] as const;

/** What people hold for not sensitive and nobody has decided. */
export function ProposalsPanel() {
  const query = { state: 'proposed' } as const;
  const proposals = usePages('listDetectionProposals', { query }, (page, signal) =>
    callOperation('listDetectionProposals', { query: { ...query, ...page }, signal }),
  );
  return (
    <Panel title={DETECTION_WORDS.proposals} note={DETECTION_WORDS.proposalsNote} flush>
      <Paged
        query={proposals}
        empty={<Empty title={DETECTION_WORDS.noProposal}>{DETECTION_WORDS.noProposalWhy}</Empty>}
      >
        {(rows) => (
          <ul className="line-list inset">
            {rows.map((proposal) => (
              <li key={proposal.id} className="decision">
                <ProposalLine proposal={proposal} />
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </Panel>
  );
}

function ProposalLine({ proposal }: { readonly proposal: Proposal }) {
  const may = useMay();
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Mark tone="plain">{proposal.findingType.replaceAll('_', ' ')}</Mark>
        <Text size="sm" fw={500}>
          <bdi>{proposal.proposerId}</bdi>
        </Text>
        <Moment at={proposal.createdAt} size="xs" c="dimmed" />
      </Group>
      <Text size="sm" dir="auto">
        {proposal.note === null ? DETECTION_WORDS.noNote : `“${proposal.note}”`}
      </Text>
      {proposal.seconded === 0 ? null : (
        <Text size="xs" c="dimmed">
          {DETECTION_WORDS.seconded(proposal.seconded)}
        </Text>
      )}
      {may('control.write:protection') ? (
        <Group gap="xs" mt={4}>
          <AcceptButton proposal={proposal} />
          <ReasonButton
            label={DETECTION_WORDS.decline}
            note={DETECTION_WORDS.declineNote}
            changes={CHANGES}
            carryOut={(reason, idempotencyKey) =>
              callOperation('declineDetectionProposal', {
                params: { id: proposal.id },
                body: { reason },
                idempotencyKey,
              })
            }
          />
        </Group>
      ) : null}
    </Stack>
  );
}

function AcceptButton({ proposal }: { readonly proposal: Proposal }) {
  const now = useNow();
  const [until, setUntil] = useState(localMoment(now + QUARTER_MS));
  return (
    <ReasonButton
      filled
      label={DETECTION_WORDS.accept}
      note={DETECTION_WORDS.acceptNote}
      changes={CHANGES}
      fields={
        <TextInput
          type="datetime-local"
          label={DETECTION_WORDS.until}
          value={until}
          required
          onChange={({ currentTarget }) => setUntil(currentTarget.value)}
        />
      }
      carryOut={(reason, idempotencyKey) =>
        callOperation('acceptDetectionProposal', {
          params: { id: proposal.id },
          body: { reason, expiresAt: momentOf(until) ?? '' },
          idempotencyKey,
        })
      }
    />
  );
}
