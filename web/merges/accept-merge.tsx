import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { MERGE_WORDS } from '../words/merge-words.ts';
import type { MergeProposal } from './merge-line.tsx';

const ASSETS_MAX = 500;

/** Makes one of two: of assets either may stay, of prompts somebody says which asset they are. */
export function AcceptMerge({ proposal }: { readonly proposal: MergeProposal }) {
  const { id, revision, kept, merged } = proposal;
  const isPrompts = proposal.kind === 'prompts';
  const library = useOperation('listLibrary', { query: { limit: ASSETS_MAX } }, { enabled: isPrompts });
  const choices = isPrompts
    ? (library.data?.rows ?? []).map(({ id: assetId, name }) => ({ value: assetId, label: name }))
    : [kept, merged].flatMap((one) => (one === null ? [] : [{ value: one.assetId, label: one.assetId }]));
  const [chosen, setChosen] = useState('');
  const keptAssetId = chosen === '' ? (choices[0]?.value ?? null) : chosen;
  return (
    <ReasonButton
      label={MERGE_WORDS.accept}
      note={isPrompts ? MERGE_WORDS.acceptPromptsNote : MERGE_WORDS.acceptNote}
      fields={
        <NativeSelect
          label={isPrompts ? MERGE_WORDS.keepAsset : MERGE_WORDS.keep}
          data={choices}
          value={keptAssetId ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      }
      carryOut={(reason) =>
        callOperation('acceptMerge', { params: { id }, ifRevision: revision, body: { keptAssetId, reason } })
      }
      changes={['listMergeProposals', 'readMergeProposal', 'listLibrary']}
      filled
    />
  );
}
