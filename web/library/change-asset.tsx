import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { PersonChoice } from '../people/person-choice.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';

type Asset = AnswerOf<'readLibraryAsset'>;
type ChangeProps = {
  readonly asset: Asset;
  /** Whether the reader may also say whose it is, and who starts with it. */
  readonly mayReach: boolean;
};

/** Changes what is said of an asset; what it says itself has versions. */
export function ChangeAsset({ asset, mayReach }: ChangeProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {LIBRARY_WORDS.change.open}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={LIBRARY_WORDS.change.title}>
        <ChangeForm asset={asset} mayReach={mayReach} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function ChangeForm({ asset, mayReach, onClose }: ChangeProps & { readonly onClose: () => void }) {
  const [written, setWritten] = useState(() => ({
    ...{ name: asset.name, description: asset.description, ownerPersonId: asset.ownerPersonId },
    roles: asset.starterRoles.join(', '),
  }));
  const change = (part: Partial<typeof written>) => setWritten((now) => ({ ...now, ...part }));
  const write = useWrite({
    carryOut: (_nothing: undefined) =>
      callOperation('changeLibraryAsset', {
        params: { id: asset.id },
        ifRevision: asset.revision,
        body: {
          ...{ name: written.name.trim(), description: written.description.trim() },
          ...(mayReach ? { ownerPersonId: written.ownerPersonId.trim(), starterRoles: rolesOf(written.roles) } : {}),
        },
      }),
    changes: ['readLibraryAsset', 'listLibrary', 'listMyAssets', 'listStarterSet', 'listStarterRoles'],
    done: onClose,
  });
  const isWhole = written.name.trim() !== '' && written.ownerPersonId.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) write.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {write.error === null ? null : <Trouble error={write.error} />}
        <TextInput
          label={LIBRARY_WORDS.save.name}
          value={written.name}
          maxLength={200}
          dir="auto"
          required
          data-autofocus
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <Textarea
          label={LIBRARY_WORDS.save.description}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1_000}
          dir="auto"
          value={written.description}
          onChange={({ currentTarget }) => change({ description: currentTarget.value })}
        />
        {mayReach ? (
          <>
            <PersonChoice
              label={LIBRARY_WORDS.change.owner}
              value={written.ownerPersonId}
              onChange={(ownerPersonId) => change({ ownerPersonId })}
            />
            <TextInput
              label={LIBRARY_WORDS.change.starters}
              description={LIBRARY_WORDS.change.startersHelp}
              value={written.roles}
              maxLength={1_000}
              onChange={({ currentTarget }) => change({ roles: currentTarget.value })}
            />
          </>
        ) : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {LIBRARY_WORDS.change.cancel}
          </Button>
          <Button type="submit" disabled={!isWhole} loading={write.isPending}>
            {LIBRARY_WORDS.change.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function rolesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((role) => role !== ''))];
}
