import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useMyRules } from '../rules/use-my-rules.ts';
import { Trouble } from '../states/trouble.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { slugOf } from './written.ts';

type Asset = AnswerOf<'readLibraryAsset'>;

/** Begins something of one's own from it, and keeps where it comes from. */
export function ForkButton({ asset }: { readonly asset: Asset }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {LIBRARY_WORDS.forkIt}
      </Button>
      {isOpen ? <ForkDialog asset={asset} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ForkDialog({ asset, onClose }: { readonly asset: Asset; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const rules = useMyRules();
  const [name, setName] = useState('');
  const [useCaseId, setUseCaseId] = useState(asset.useCaseId);
  const id = slugOf(name);
  const fork = useWrite<void, { readonly id: string }>({
    carryOut: (_nothing, idempotencyKey) =>
      callOperation('forkLibraryAsset', {
        params: { id: asset.id },
        body: { id, name: name.trim(), useCaseId },
        idempotencyKey,
      }),
    changes: ['listLibrary', 'listMyAssets', 'readLineage'],
    done: async (made) => {
      onClose();
      await navigate({ to: '/library/$assetId', params: { assetId: made.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (id !== '') fork.mutate();
  };
  const mine = (rules.data?.useCases ?? []).filter((one) => one.id !== asset.useCaseId);
  const options = [asset.useCaseId, ...mine.map((one) => one.id)];
  return (
    <Modal opened onClose={onClose} title={LIBRARY_WORDS.forkTitle(asset.name)}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{LIBRARY_WORDS.forkNote}</Text>
          {fork.error === null ? null : <Trouble error={fork.error} />}
          <TextInput
            label={LIBRARY_WORDS.save.name}
            description={id === '' ? LIBRARY_WORDS.save.nameHelp : LIBRARY_WORDS.save.id(id)}
            required
            data-autofocus
            maxLength={200}
            dir="auto"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <NativeSelect
            label={LIBRARY_WORDS.save.useCase}
            data={options}
            value={useCaseId}
            onChange={({ currentTarget }) => setUseCaseId(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {LIBRARY_WORDS.next.back}
            </Button>
            <Button type="submit" disabled={id === ''} loading={fork.isPending}>
              {LIBRARY_WORDS.forkIt}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
