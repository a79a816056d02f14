import { Group, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { callOperation } from '../request/call-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { MERGE_WORDS } from '../words/merge-words.ts';
import { AcceptMerge } from './accept-merge.tsx';

export type MergeProposal = AnswerOf<'listMergeProposals'>['rows'][number];

export type MergeLineProps = {
  readonly proposal: MergeProposal;
  /** On its own page, to which it need not lead. */
  readonly isAlone?: boolean;
};

const TONES: Readonly<Record<MergeProposal['state'], Tone>> = {
  proposed: 'warn',
  accepted: 'good',
  declined: 'plain',
  undone: 'plain',
};
const CHANGES = ['listMergeProposals', 'readMergeProposal', 'listLibrary'] as const;

/** One proposal: what is alike, who is concerned, and the ways out. The server says who may take them. */
export function MergeLine({ proposal, isAlone = false }: MergeLineProps) {
  const { id, revision, state } = proposal;
  const step = { params: { id }, ifRevision: revision } as const;
  return (
    <div className="decision">
      <Group justify="space-between" gap="sm" align="flex-start">
        <div>
          <Group gap="xs">
            <Mark tone="plain">{MERGE_WORDS[proposal.kind]}</Mark>
            <Mark tone={TONES[state]}>{MERGE_WORDS.states[state]}</Mark>
            {proposal.proposedBy === null ? (
              <Text size="xs" c="dimmed">
                {MERGE_WORDS.alike(proposal.similarityPercent)}
              </Text>
            ) : null}
          </Group>
          <Subject proposal={proposal} />
          <Text size="xs" c="dimmed">
            {factsOf(proposal)}
          </Text>
          {isAlone ? null : (
            <TextLink to="/merges/$proposalId" params={{ proposalId: id }} size="xs">
              {MERGE_WORDS.look}
            </TextLink>
          )}
          {proposal.decisionReason === null ? null : (
            <Text size="xs" c="dimmed" dir="auto">
              {MERGE_WORDS.decided(proposal.decidedBy ?? '', proposal.decisionReason)}
            </Text>
          )}
        </div>
        <Group gap="xs">
          {state === 'proposed' ? (
            <>
              <AcceptMerge proposal={proposal} />
              <ReasonButton
                label={MERGE_WORDS.decline}
                note={MERGE_WORDS.declineNote}
                carryOut={(reason) => callOperation('declineMerge', { ...step, body: { reason } })}
                changes={CHANGES}
              />
            </>
          ) : null}
          {state === 'accepted' ? (
            <ReasonButton
              label={MERGE_WORDS.undo}
              note={MERGE_WORDS.undoNote}
              carryOut={(reason) => callOperation('undoMerge', { ...step, body: { reason } })}
              changes={CHANGES}
            />
          ) : null}
        </Group>
      </Group>
    </div>
  );
}

function Subject({ proposal: { kind, kept, merged, prompts, people, calls } }: { readonly proposal: MergeProposal }) {
  const asset = (one: NonNullable<MergeProposal['kept']>) => (
    <TextLink to="/library/$assetId" params={{ assetId: one.assetId }} size="md">
      {MERGE_WORDS.version(one.assetId, one.version)}
    </TextLink>
  );
  return (
    <Text size="md" my={4}>
      {merged === null ? MERGE_WORDS.promptsOf(prompts, people, count(calls)) : asset(merged)}
      {kept === null ? null : (
        <>
          {' '}
          {MERGE_WORDS.into} {asset(kept)}
        </>
      )}
      {kind === 'prompts' && kept === null ? '.' : ''}
    </Text>
  );
}

function factsOf({ teamIds, useCaseIds, proposedBy }: MergeProposal): string {
  return [
    ...(teamIds.length === 0 ? [] : [MERGE_WORDS.teams(teamIds.join(', '))]),
    ...(useCaseIds.length === 0 ? [] : [MERGE_WORDS.forWhat(useCaseIds.join(', '))]),
    proposedBy === null ? MERGE_WORDS.foundBy : MERGE_WORDS.proposedBy(proposedBy),
  ].join(' · ');
}
