import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useOperation } from '../request/use-operation.ts';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { EDITOR_WORDS } from '../words/policy-words.ts';
import { EMPTY_POLICY, readPolicy } from './policy-document.ts';
import { PolicyEditor } from './policy-editor.tsx';
import { type RowWish, wishOf } from './row-wish.ts';

const route = getRouteApi('/policy/new');

/** Writes a version, from the one that decides unless the address names another. */
export function EditorPage() {
  const search = route.useSearch();
  const { from } = search;
  const opens = wishOf(search);
  const inForce = useOperation('readPolicy', {});
  return (
    <Page title={EDITOR_WORDS.title} lead={EDITOR_WORDS.lead}>
      <Loaded query={inForce} lines={12}>
        {({ activeId }) => {
          const beginId = from ?? activeId;
          return beginId === null ? (
            <>
              <Text size="sm" c="dimmed" mb="md">
                {EDITOR_WORDS.fromNothing}
              </Text>
              <PolicyEditor begin={EMPTY_POLICY} before={EMPTY_POLICY} opens={opens} />
            </>
          ) : (
            <FromVersion key={beginId} id={beginId} activeId={activeId} opens={opens} />
          );
        }}
      </Loaded>
    </Page>
  );
}

type FromVersionProps = {
  readonly id: string;
  readonly activeId: string | null;
  readonly opens: RowWish | undefined;
};

function FromVersion({ id, activeId, opens }: FromVersionProps) {
  const version = useOperation('readPolicyVersion', { params: { id } });
  const active = useOperation('readPolicyVersion', { params: { id: activeId ?? id } });
  return (
    <Loaded query={version} lines={12}>
      {({ document }) => (
        <>
          <Text size="sm" c="dimmed" mb="md">
            {EDITOR_WORDS.from(id)}
          </Text>
          <PolicyEditor
            begin={readPolicy(document)}
            before={readPolicy(active.data?.document ?? document)}
            opens={opens}
          />
        </>
      )}
    </Loaded>
  );
}
