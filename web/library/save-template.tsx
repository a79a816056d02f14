import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { DefinitionFields } from './definition-fields.tsx';
import { SimilarFound } from './similar-found.tsx';
import { useLookedThrough } from './use-looked-through.ts';
import { beginWriting, definitionOf, slugOf, type Written } from './written.ts';

type UseCaseRules = AnswerOf<'readMyRules'>['useCases'][number];

export type SaveTemplateProps = {
  readonly text: string;
  readonly useCases: readonly UseCaseRules[];
  readonly useCaseId: string;
  readonly onClose: () => void;
};

type Named = { readonly name: string; readonly description: string; readonly useCaseId: string };

/** Makes a template of a text: what changes becomes a parameter, what must not stand in it is told, the owner is asked. */
export function SaveTemplate({ text, useCases, useCaseId, onClose }: SaveTemplateProps) {
  const [written, setWritten] = useState<Written>(() => beginWriting(text));
  const [named, setNamed] = useState<Named>({ name: '', description: '', useCaseId });
  const looked = useLookedThrough(written.text);
  const navigate = useNavigate();
  const save = useSave(written, named, async (assetId, isProposed) => {
    notifications.show({
      title: isProposed ? LIBRARY_WORDS.save.proposed : LIBRARY_WORDS.save.saved,
      message: LIBRARY_WORDS.save.where,
    });
    onClose();
    await navigate({ to: '/library/$assetId', params: { assetId } });
  });
  const useCase = useCases.find(({ id }) => id === named.useCaseId);
  const isReady = slugOf(named.name) !== '' && written.text.trim() !== '' && !looked.hasSecret && !looked.pending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) save.mutate(useCase?.askAt != null);
  };
  return (
    <Modal opened onClose={onClose} title={LIBRARY_WORDS.save.title} size="xl">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {LIBRARY_WORDS.save.lead}
          </Text>
          {save.error === null ? null : <Trouble error={save.error} />}
          <Naming named={named} onChange={setNamed} useCases={useCases} />
          <DefinitionFields
            written={written}
            onChange={setWritten}
            findings={looked.findings}
            classes={useCase?.dataClasses ?? []}
            isFirst
          />
          <SimilarFound text={written.text} />
          {looked.hasSecret ? (
            <Text size="sm" role="alert" fw={500}>
              {LIBRARY_WORDS.save.hasSecret}
            </Text>
          ) : null}
          <Group justify="space-between" gap="sm">
            <Text size="xs" c="dimmed">
              {useCase?.askAt == null ? LIBRARY_WORDS.save.noOwner : LIBRARY_WORDS.save.asks(useCase.askAt)}
            </Text>
            <Group gap="sm">
              <Button variant="default" disabled={!isReady} loading={save.isPending} onClick={() => save.mutate(false)}>
                {LIBRARY_WORDS.save.keep}
              </Button>
              {useCase?.askAt == null ? null : (
                <Button type="submit" disabled={!isReady} loading={save.isPending}>
                  {LIBRARY_WORDS.propose}
                </Button>
              )}
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Three steps under one name: what was begun already is gone on with, not begun twice. */
function useSave(written: Written, named: Named, done: (assetId: string, isProposed: boolean) => Promise<void>) {
  const begun = useRef<string>(null);
  return useWrite<boolean, { readonly assetId: string; readonly isProposed: boolean }>({
    carryOut: async (isProposed, writeName) => {
      const id = begun.current ?? slugOf(named.name);
      const said = { name: named.name.trim(), description: named.description.trim(), useCaseId: named.useCaseId };
      const keyed = (step: string) => ({ idempotencyKey: `${writeName}-${step}` });
      if (begun.current === null) {
        await callOperation('createLibraryAsset', { body: { id, kind: 'template', ...said }, ...keyed('begin') });
        begun.current = id;
      } else await callOperation('changeLibraryAsset', { params: { id }, body: said });
      const body = definitionOf(written);
      const { version } = await callOperation('draftLibraryVersion', { params: { id }, body, ...keyed('write') });
      if (isProposed) await callOperation('proposeLibraryVersion', { params: { id, version }, ...keyed('propose') });
      return { assetId: id, isProposed };
    },
    changes: ['listLibrary', 'listMyAssets'],
    done: ({ assetId, isProposed }) => done(assetId, isProposed),
  });
}

type NamingProps = {
  readonly named: Named;
  readonly onChange: (named: Named) => void;
  readonly useCases: readonly UseCaseRules[];
};

function Naming({ named, onChange, useCases }: NamingProps) {
  const change = (part: Partial<Named>) => onChange({ ...named, ...part });
  return (
    <>
      <Group gap="sm" align="flex-start">
        <TextInput
          label={LIBRARY_WORDS.save.name}
          description={
            slugOf(named.name) === '' ? LIBRARY_WORDS.save.nameHelp : LIBRARY_WORDS.save.id(slugOf(named.name))
          }
          flex="2 1 260px"
          maxLength={200}
          required
          data-autofocus
          dir="auto"
          value={named.name}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <NativeSelect
          label={LIBRARY_WORDS.save.useCase}
          description={LIBRARY_WORDS.save.useCaseHelp}
          flex="1 1 200px"
          data={useCases.map(({ id, name }) => ({ value: id, label: name }))}
          value={named.useCaseId}
          onChange={({ currentTarget }) => change({ useCaseId: currentTarget.value })}
        />
      </Group>
      <Textarea
        label={LIBRARY_WORDS.save.description}
        autosize
        minRows={1}
        maxLength={1_000}
        dir="auto"
        value={named.description}
        onChange={({ currentTarget }) => change({ description: currentTarget.value })}
      />
    </>
  );
}
