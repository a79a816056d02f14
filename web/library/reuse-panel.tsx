import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { useNow } from '../states/use-now.ts';
import { LIBRARY_WORDS } from '../words/library-words.ts';

type Related = AnswerOf<'readLineage'>['origins'][number];

const DAY_MS = 86_400_000;
const REUSE_DAYS = 90;

/** How often others used it, where it comes from, and what was made of it: counted while the text is read. */
export function ReusePanel({ assetId }: { readonly assetId: string }) {
  const mayRead = useMay()('control.read:library');
  const from = new Date(useNow() - REUSE_DAYS * DAY_MS).toISOString();
  const reuse = useOperation('readAssetReuse', { params: { id: assetId }, query: { from } });
  const lineage = useOperation('readLineage', { params: { id: assetId } });
  return (
    <Panel
      title={LIBRARY_WORDS.reuse}
      note={LIBRARY_WORDS.reuseNote}
      action={
        mayRead ? (
          <TextLink to="/reuse" search={{ asset: assetId, by: 'version' }}>
            {LIBRARY_WORDS.reuseByVersion}
          </TextLink>
        ) : undefined
      }
    >
      <Together queries={[reuse, lineage]} lines={4}>
        <Stack gap="md">
          <Loaded query={reuse}>
            {({ calls, tasks, adopters, copies, forkCalls }) => (
              <div className="grid-figures">
                <Figure label={LIBRARY_WORDS.calls} value={count(calls)} note={LIBRARY_WORDS.inTasks(tasks)} />
                <Figure
                  label={LIBRARY_WORDS.people}
                  value={adopters === null ? LIBRARY_WORDS.few : count(adopters)}
                  note={LIBRARY_WORDS.peopleNote}
                />
                <Figure label={LIBRARY_WORDS.copies} value={count(copies)} note={LIBRARY_WORDS.copiesNote} />
                <Figure label={LIBRARY_WORDS.byForks} value={count(forkCalls)} note={LIBRARY_WORDS.byForksNote} />
              </div>
            )}
          </Loaded>
          <Loaded query={lineage} lines={1}>
            {({ origins, forks }) => (
              <>
                <RelatedList title={LIBRARY_WORDS.origins} related={origins} />
                <RelatedList title={LIBRARY_WORDS.forks} related={forks} />
              </>
            )}
          </Loaded>
        </Stack>
      </Together>
    </Panel>
  );
}

function RelatedList({ title, related }: { readonly title: string; readonly related: readonly Related[] }) {
  if (related.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500}>
        {title}
      </Text>
      <ul className="line-list">
        {related.map(({ assetId, name, version }) => (
          <li key={assetId} className="line">
            <TextLink to="/library/$assetId" params={{ assetId }}>
              {name}
            </TextLink>
            <Text size="xs" c="dimmed" className="line-end">
              {LIBRARY_WORDS.version(version)}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
