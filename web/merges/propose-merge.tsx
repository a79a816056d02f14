import { NativeSelect } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { ReasonButton } from '../states/reason-button.tsx';
import { MERGE_WORDS } from '../words/merge-words.ts';

const ASSETS_MAX = 500;

/** What could be one of the two. */
export function useLibrary(): UseQueryResult<AnswerOf<'listLibrary'>> {
  return useOperation('listLibrary', { query: { limit: ASSETS_MAX } });
}

/** Proposes what comparing did not find. */
export function ProposeMerge({ library }: { readonly library: UseQueryResult<AnswerOf<'listLibrary'>> }) {
  const choices = (library.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const [stays, setStays] = useState('');
  const [goes, setGoes] = useState('');
  const keptAssetId = stays === '' ? (choices[0]?.value ?? '') : stays;
  const mergedAssetId = goes === '' ? (choices[1]?.value ?? '') : goes;
  if (choices.length < 2) return null;
  return (
    <ReasonButton
      label={MERGE_WORDS.propose}
      note={MERGE_WORDS.proposeNote}
      plain
      fields={
        <>
          <NativeSelect
            label={MERGE_WORDS.goes}
            data={choices}
            value={mergedAssetId}
            onChange={(event) => setGoes(event.currentTarget.value)}
          />
          <NativeSelect
            label={MERGE_WORDS.stays}
            data={choices}
            value={keptAssetId}
            onChange={(event) => setStays(event.currentTarget.value)}
          />
        </>
      }
      carryOut={(_reason, idempotencyKey) =>
        callOperation('proposeMerge', { body: { keptAssetId, mergedAssetId }, idempotencyKey })
      }
      changes={['listMergeProposals']}
    />
  );
}
