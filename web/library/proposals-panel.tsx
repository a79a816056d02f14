import { Group, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { Difference } from './difference.tsx';

type Waiting = AnswerOf<'listMyAssets'>['toDecide'][number];

const CHANGED = ['listMyAssets', 'listLibrary', 'listLibraryVersions', 'readLibraryAsset'] as const;

/** What waits for the reader as the owner of a use case, with what it says otherwise. */
export function ProposalsPanel({ waiting }: { readonly waiting: readonly Waiting[] }) {
  return (
    <Panel title={LIBRARY_WORDS.toDecide} note={LIBRARY_WORDS.toDecideNote}>
      <ul className="line-list">
        {waiting.map((one) => (
          <li key={one.version.id} className="finding">
            <Proposal waiting={one} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Proposal({ waiting: { asset, version, before } }: { readonly waiting: Waiting }) {
  const params = { id: asset.id, version: version.version };
  const day = momentInWords({ at: version.proposal?.proposedAt ?? version.updatedAt, day: true });
  return (
    <>
      <Group gap="xs">
        <TextLink to="/library/$assetId" params={{ assetId: asset.id }} fw={500}>
          {asset.name}
        </TextLink>
        <Text size="sm" c="dimmed">
          {LIBRARY_WORDS.version(version.version)} {LIBRARY_WORDS.proposedBy(version.writtenBy, day)}
        </Text>
      </Group>
      <Text size="sm" mb={6} dir="auto">
        {version.changeNotes}
      </Text>
      <Difference before={before?.text ?? ''} after={version.text} />
      <Group gap="xs" mt="xs">
        <ReasonButton
          label={LIBRARY_WORDS.approve}
          note={LIBRARY_WORDS.approveNote}
          carryOut={(_reason, idempotencyKey) =>
            callOperation('approveLibraryVersion', { params, body: { inUse: true }, idempotencyKey })
          }
          changes={CHANGED}
          plain
          filled
        />
        <ReasonButton
          label={LIBRARY_WORDS.decline}
          note={LIBRARY_WORDS.declineNote}
          carryOut={(reason, idempotencyKey) =>
            callOperation('declineLibraryVersion', { params, body: { reason }, idempotencyKey })
          }
          changes={CHANGED}
        />
      </Group>
    </>
  );
}
