import { Button, Menu, Text } from '@mantine/core';
import IconBookmark from '@tabler/icons-react/dist/esm/icons/IconBookmark.mjs';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { VIEW_WORDS } from '../words/view-words.ts';
import { keptSearch, type SavedView, type ViewPage, type ViewSearch } from './kept-search.ts';
import { ViewForm } from './view-form.tsx';

export type ViewsMenuProps = {
  readonly page: ViewPage;
  readonly search: ViewSearch;
  readonly onOpen: (search: SavedView['search']) => void;
};

type Editing = { readonly kind: 'new' } | { readonly kind: 'change'; readonly view: SavedView };

/** Views of this page: to open, to keep what is shown, and to look after one's own. */
export function ViewsMenu({ page, search, onOpen }: ViewsMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [gone, setGone] = useState<SavedView | null>(null);
  const views = useOperation('listMyViews', { query: { page } }, { enabled: isOpen });
  const rows = views.data?.rows ?? [];
  return (
    <>
      <Menu opened={isOpen} onChange={setOpen} position="bottom-end" withinPortal={false} width={340}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} />}>
            {VIEW_WORDS.views}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.error === null ? null : <Trouble error={views.error} retry={() => void views.refetch()} />}
          {views.data !== undefined && rows.length === 0 ? <Menu.Label>{VIEW_WORDS.none}</Menu.Label> : null}
          <Listed label={VIEW_WORDS.own} rows={rows.filter(({ isOwn }) => isOwn)} onOpen={onOpen} />
          <Listed label={VIEW_WORDS.shared} rows={rows.filter(({ isOwn }) => !isOwn)} onOpen={onOpen} />
          <Menu.Divider />
          <Menu.Item onClick={() => setEditing({ kind: 'new' })}>{VIEW_WORDS.save}</Menu.Item>
          <Manage rows={rows} search={search} onEdit={setEditing} onGone={setGone} />
        </Menu.Dropdown>
      </Menu>
      {gone === null ? null : <Gone view={gone} onDone={() => setGone(null)} />}
      {editing === null ? null : (
        <ViewForm page={page} search={search} editing={editing} onDone={() => setEditing(null)} />
      )}
    </>
  );
}

type ListedProps = {
  readonly label: string;
  readonly rows: readonly SavedView[];
  readonly onOpen: ViewsMenuProps['onOpen'];
};

function Listed({ label, rows, onOpen }: ListedProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      {rows.map((view) => (
        <Menu.Item key={view.id} onClick={() => onOpen(view.search)}>
          <bdi>{view.name}</bdi>
          <Text size="xs" c="dimmed">
            {audienceInWords(view)}
          </Text>
        </Menu.Item>
      ))}
    </>
  );
}

function audienceInWords({ isOwn, hasOwner, ownerName, sharedWith }: SavedView): string {
  if (isOwn) return VIEW_WORDS.audiences[sharedWith];
  return hasOwner ? VIEW_WORDS.by(ownerName) : VIEW_WORDS.noOwner(ownerName);
}

type ManageProps = {
  readonly rows: readonly SavedView[];
  readonly search: ViewSearch;
  readonly onEdit: (editing: Editing) => void;
  readonly onGone: (view: SavedView) => void;
};

/** What can be done with the view that is open now, which is the one whose address this is. */
function Manage({ rows, search, onEdit, onGone }: ManageProps) {
  const here = JSON.stringify(sorted(keptSearch(search)));
  const view = rows.find((row) => JSON.stringify(sorted(row.search)) === here);
  const adopt = useWrite({
    carryOut: (id: string, idempotencyKey) => callOperation('adoptView', { params: { id }, idempotencyKey }),
    changes: ['listMyViews'],
  });
  const remove = useWrite({
    carryOut: (id: string, idempotencyKey) => callOperation('archiveMyView', { params: { id }, idempotencyKey }),
    changes: ['listMyViews'],
    done: onGone,
  });
  if (view === undefined) return null;
  if (!view.isOwn)
    return view.hasOwner ? null : <Menu.Item onClick={() => adopt.mutate(view.id)}>{VIEW_WORDS.adopt}</Menu.Item>;
  return (
    <>
      <Menu.Label>{VIEW_WORDS.manage(view.name)}</Menu.Label>
      <Menu.Item onClick={() => onEdit({ kind: 'change', view })}>{VIEW_WORDS.change}</Menu.Item>
      <Menu.Item onClick={() => remove.mutate(view.id)}>{VIEW_WORDS.remove}</Menu.Item>
    </>
  );
}

function sorted(search: SavedView['search']): readonly (readonly [string, string])[] {
  return Object.entries(search).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function Gone({ view, onDone }: { readonly view: SavedView; readonly onDone: () => void }) {
  const restore = useWrite({
    carryOut: (id: string, idempotencyKey) => callOperation('restoreMyView', { params: { id }, idempotencyKey }),
    changes: ['listMyViews'],
    done: onDone,
  });
  return (
    <Text size="sm" role="status" className="view-gone">
      {VIEW_WORDS.removed(view.name)}{' '}
      <Button variant="subtle" size="compact-sm" loading={restore.isPending} onClick={() => restore.mutate(view.id)}>
        {VIEW_WORDS.undo}
      </Button>
    </Text>
  );
}
