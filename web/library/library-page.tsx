import { Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { ASSET_KINDS, type LibrarySearch } from './library-search.ts';

type Asset = AnswerOf<'listLibrary'>['rows'][number];

const route = getRouteApi('/library');
const ASSETS_MAX = 500;

/** What others made and anybody may use again. */
export function LibraryPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const library = useOperation('listLibrary', { query: { limit: ASSETS_MAX } });
  const starter = useOperation('listStarterSet', {});
  const change = (part: LibrarySearch) => void navigate({ search: { ...search, ...part }, replace: true });
  return (
    <Page title={LIBRARY_WORDS.title} lead={LIBRARY_WORDS.lead}>
      <Together queries={[library, starter]} lines={12}>
        <Stack gap="md">
          <Panel title={LIBRARY_WORDS.starter} note={LIBRARY_WORDS.starterNote}>
            <Loaded query={starter} lines={3}>
              {({ rows }) => <AssetGrid assets={rows.map(({ asset }) => asset)} empty={LIBRARY_WORDS.noStarter} />}
            </Loaded>
          </Panel>
          <Panel title={LIBRARY_WORDS.all}>
            <Group gap="sm" mb="md" align="flex-end">
              <TextInput
                label={LIBRARY_WORDS.search}
                type="search"
                value={search.text ?? ''}
                onChange={(event) => change({ text: event.currentTarget.value })}
                style={{ flex: '1 1 240px' }}
              />
              <NativeSelect
                label={LIBRARY_WORDS.kind}
                data={[
                  { value: '', label: LIBRARY_WORDS.everyKind },
                  ...ASSET_KINDS.map((kind) => ({ value: kind, label: LIBRARY_WORDS.kinds[kind] })),
                ]}
                value={search.kind ?? ''}
                onChange={(event) => change({ kind: ASSET_KINDS.find((kind) => kind === event.currentTarget.value) })}
              />
            </Group>
            <Loaded query={library} lines={8}>
              {({ rows }) => <AssetGrid assets={matching(rows, search)} empty={LIBRARY_WORDS.nothingFound} />}
            </Loaded>
          </Panel>
        </Stack>
      </Together>
    </Page>
  );
}

function AssetGrid({ assets, empty }: { readonly assets: readonly Asset[]; readonly empty: string }) {
  if (assets.length === 0) return <Empty title={empty} />;
  return (
    <ul className="asset-grid">
      {assets.map((asset) => (
        <li key={asset.id} className="asset">
          <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
            <TextLink to="/library/$assetId" params={{ assetId: asset.id }} fw={500} size="md">
              {asset.name}
            </TextLink>
            <Mark tone={asset.status === 'deprecated' ? 'warn' : 'plain'}>
              {asset.status === 'deprecated' ? LIBRARY_WORDS.deprecated : LIBRARY_WORDS.kinds[asset.kind]}
            </Mark>
          </Group>
          <Text size="sm" c="dimmed" mt={4}>
            {asset.description}
          </Text>
          <Text size="xs" c="dimmed" mt="auto" pt={8}>
            {LIBRARY_WORDS.forWhat(asset.useCaseId, asset.ownerPersonId)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function matching(assets: readonly Asset[], { text = '', kind }: LibrarySearch): readonly Asset[] {
  const wanted = text.trim().toLowerCase();
  return assets.filter(
    (asset) =>
      (kind === undefined || asset.kind === kind) &&
      [asset.name, asset.description, asset.id, asset.useCaseId].some((part) => part.toLowerCase().includes(wanted)),
  );
}
