import { Group, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import type { Version } from './written.ts';

type Asset = AnswerOf<'readLibraryAsset'>;

export type VersionStepsProps = {
  readonly asset: Asset;
  readonly version: Version;
  readonly may: { readonly change: boolean; readonly approve: boolean };
};

const LABELS = ['production', 'canary'] as const;
const CHANGED = ['readLibraryAsset', 'listLibraryVersions', 'listLibrary', 'listMyAssets'] as const;

/** From a draft to what every call gets, a step at a time; nobody sees steps that are not theirs. */
export function VersionSteps({ asset, version, may }: VersionStepsProps) {
  const { version: number, publishedAt, approvedBy } = version;
  const params = { id: asset.id, version: number };
  const isDraft = publishedAt === null;
  // What was proposed is answered where it waits.
  const isWaiting = version.proposal?.state === 'waiting';
  if (isWaiting || !(may.change || (may.approve && !isDraft && approvedBy === null))) return null;
  return (
    <Group gap="xs">
      {isDraft && may.change ? (
        <ReasonButton
          plain
          label={LIBRARY_WORDS.publish}
          note={LIBRARY_WORDS.publishNote}
          carryOut={(_reason, idempotencyKey) => callOperation('publishLibraryVersion', { params, idempotencyKey })}
          changes={CHANGED}
        />
      ) : null}
      {!isDraft && approvedBy === null && may.approve ? (
        <ReasonButton
          plain
          filled
          label={LIBRARY_WORDS.approveVersion}
          note={LIBRARY_WORDS.approveVersionNote}
          carryOut={(_reason, idempotencyKey) =>
            callOperation('approveLibraryVersion', { params, body: { inUse: false }, idempotencyKey })
          }
          changes={CHANGED}
        />
      ) : null}
      {isDraft || !may.change ? null : <Labels asset={asset} version={version} />}
    </Group>
  );
}

function Labels({ asset, version: { version, approvedBy } }: Omit<VersionStepsProps, 'may'>) {
  const { id, revision, labels } = asset;
  return (
    <>
      {LABELS.map((label) => {
        const isSet = labels[label] === version;
        if (label === 'production' && approvedBy === null && !isSet)
          return (
            <Text key={label} size="xs" c="dimmed">
              {LIBRARY_WORDS.needsApproval}
            </Text>
          );
        return (
          <ReasonButton
            key={`${label} ${isSet}`}
            plain
            label={(isSet ? LIBRARY_WORDS.takeLabel : LIBRARY_WORDS.setLabel)[label]}
            note={(isSet ? LIBRARY_WORDS.takeLabelNote : LIBRARY_WORDS.setLabelNote)[label]}
            carryOut={(_reason, idempotencyKey) =>
              callOperation('labelLibraryAsset', {
                ...{ params: { id }, body: { label, version: isSet ? null : version } },
                ...{ ifRevision: revision, idempotencyKey },
              })
            }
            changes={CHANGED}
          />
        );
      })}
    </>
  );
}
