import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { Difference } from '../library/difference.tsx';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { useNow } from '../states/use-now.ts';
import { MERGE_WORDS } from '../words/merge-words.ts';
import { MergeLine, type MergeProposal } from './merge-line.tsx';

type Side = NonNullable<MergeProposal['kept']>;

const route = getRouteApi('/merges/$proposalId');
const DAY_MS = 86_400_000;
const REUSE_DAYS = 90;

/** One proposal: what either side says and how much it is used, so that somebody can decide by more than a number. */
export function MergePage() {
  const { proposalId } = route.useParams();
  const proposal = useOperation('readMergeProposal', { params: { id: proposalId } });
  const { kept = null, merged = null } = proposal.data ?? {};
  const sides = [useSide(merged), useSide(kept)] as const;
  const waits = [proposal, ...sides.flatMap(({ version, reuse, side }) => (side === null ? [] : [version, reuse]))];
  return (
    <Page title={titleOf(proposal.data)}>
      <Together queries={waits} lines={14}>
        <Stack gap="md">
          <TextLink to="/merges">{MERGE_WORDS.all}</TextLink>
          <Loaded query={proposal}>{(data) => <Whole proposal={data} sides={sides} />}</Loaded>
        </Stack>
      </Together>
    </Page>
  );
}

function titleOf(proposal: MergeProposal | undefined): string {
  if (proposal === undefined) return MERGE_WORDS.one;
  const { kind, kept, merged } = proposal;
  if (kind === 'prompts' || merged === null || kept === null) return MERGE_WORDS.onePrompts;
  return MERGE_WORDS.oneAssets(merged.assetId, kept.assetId);
}

/** A version as it is now, and how often others used its asset; asked only where there is one. */
function useSide(side: Side | null) {
  const isThere = side !== null;
  const { assetId = '', version = 1 } = side ?? {};
  const from = new Date(useNow() - REUSE_DAYS * DAY_MS).toISOString();
  const read = useOperation('readLibraryVersion', { params: { id: assetId, version } }, { enabled: isThere });
  const reuse = useOperation('readAssetReuse', { params: { id: assetId }, query: { from } }, { enabled: isThere });
  return { side, version: read, reuse };
}

type SideRead = ReturnType<typeof useSide>;
type WholeProps = { readonly proposal: MergeProposal; readonly sides: readonly [SideRead, SideRead] };

function Whole({ proposal, sides: [goes, stays] }: WholeProps) {
  return (
    <>
      <Panel title={MERGE_WORDS.proposed} note={<When proposal={proposal} />}>
        <MergeLine proposal={proposal} isAlone />
      </Panel>
      {proposal.kind === 'prompts' ? <Prompts proposal={proposal} /> : null}
      <div className="grid-two">
        {goes.side === null ? null : <SidePanel title={MERGE_WORDS.goes} read={goes} />}
        {stays.side === null ? null : <SidePanel title={MERGE_WORDS.stays} read={stays} />}
      </div>
      {goes.version.data === undefined || stays.version.data === undefined ? null : (
        <Panel title={MERGE_WORDS.difference} note={MERGE_WORDS.differenceNote}>
          <Difference before={goes.version.data.text} after={stays.version.data.text} />
        </Panel>
      )}
    </>
  );
}

function When({ proposal: { createdAt, updatedAt, decidedBy } }: { readonly proposal: MergeProposal }) {
  return (
    <>
      {MERGE_WORDS.since} <Moment at={createdAt} />
      {decidedBy === null ? null : (
        <>
          {' · '}
          {MERGE_WORDS.answered} <Moment at={updatedAt} />
        </>
      )}
    </>
  );
}

function Prompts({ proposal: { prompts, people, calls, teamIds, useCaseIds } }: { readonly proposal: MergeProposal }) {
  return (
    <Panel title={MERGE_WORDS.prompts} note={MERGE_WORDS.promptsNote}>
      <Facts
        facts={[
          [MERGE_WORDS.howMany, count(prompts)],
          [MERGE_WORDS.people, count(people)],
          [MERGE_WORDS.calls, count(calls)],
          [MERGE_WORDS.ofTeams, teamIds.join(', ')],
          [MERGE_WORDS.useCases, useCaseIds.join(', ')],
        ]}
      />
    </Panel>
  );
}

function SidePanel({ title, read: { side, version, reuse } }: { readonly title: string; readonly read: SideRead }) {
  if (side === null) return null;
  return (
    <Panel
      title={title}
      note={
        <TextLink to="/library/$assetId" params={{ assetId: side.assetId }} size="xs">
          {MERGE_WORDS.version(side.assetId, side.version)}
        </TextLink>
      }
    >
      <Loaded query={version} lines={6}>
        {(data) => <Says version={data} reuse={reuse.data} />}
      </Loaded>
    </Panel>
  );
}

type SaysProps = {
  readonly version: AnswerOf<'readLibraryVersion'>;
  readonly reuse: AnswerOf<'readAssetReuse'> | undefined;
};

function Says({ version, reuse }: SaysProps) {
  return (
    <>
      <Facts
        facts={[
          [MERGE_WORDS.writtenBy, version.writtenBy],
          [MERGE_WORDS.approved, version.approvedBy ?? MERGE_WORDS.notApproved],
          [
            MERGE_WORDS.used,
            reuse === undefined ? '–' : MERGE_WORDS.usedOften(count(reuse.calls), count(reuse.copies)),
          ],
        ]}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="asset-text under" tabIndex={0} dir="auto">
        {version.text}
      </pre>
    </>
  );
}
