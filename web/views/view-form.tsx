import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { VIEW_WORDS } from '../words/view-words.ts';
import { keptSearch, type SavedView, type ViewPage, type ViewSearch } from './kept-search.ts';

export type ViewFormProps = {
  readonly page: ViewPage;
  readonly search: ViewSearch;
  readonly editing: { readonly kind: 'new' } | { readonly kind: 'change'; readonly view: SavedView };
  readonly onDone: () => void;
};

const NAME_MAX = 200;

/** The name of a view and who sees it. */
export function ViewForm({ page, search, editing, onDone }: ViewFormProps) {
  const before = editing.kind === 'change' ? editing.view : null;
  const [name, setName] = useState(before?.name ?? '');
  const [sharedWith, setSharedWith] = useState(before?.sharedWith ?? 'nobody');
  const [isWrong, setWrong] = useState(false);
  const save = useWrite({
    carryOut: (body: { readonly name: string; readonly sharedWith: SavedView['sharedWith'] }, idempotencyKey) =>
      before === null
        ? callOperation('createMyView', { body: { ...body, page, search: keptSearch(search) }, idempotencyKey })
        : callOperation('changeMyView', { params: { id: before.id }, body, ifRevision: before.revision }),
    changes: ['listMyViews'],
    done: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim();
    setWrong(given === '' || given.length > NAME_MAX);
    if (given !== '' && given.length <= NAME_MAX) save.mutate({ name: given, sharedWith });
  };
  return (
    <Modal opened onClose={onDone} title={before === null ? VIEW_WORDS.save : VIEW_WORDS.change}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {save.error === null ? null : <Trouble error={save.error} />}
          <TextInput
            label={VIEW_WORDS.name}
            value={name}
            maxLength={NAME_MAX}
            data-autofocus
            error={isWrong ? VIEW_WORDS.nameWrong : undefined}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <NativeSelect
            label={VIEW_WORDS.sharedWith}
            data={namesOf(VIEW_WORDS.audiences).map((value) => ({ value, label: VIEW_WORDS.audiences[value] }))}
            value={sharedWith}
            onChange={({ currentTarget: { value } }) =>
              setSharedWith(namesOf(VIEW_WORDS.audiences).find((audience) => audience === value) ?? sharedWith)
            }
          />
          <Text size="xs" c="dimmed">
            {VIEW_WORDS.shareNote}
          </Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onDone}>
              {VIEW_WORDS.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {VIEW_WORDS.keep}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
