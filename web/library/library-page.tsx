import { Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { FilterSelect } from '../filters/filter-select.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { REUSE_WORDS } from '../words/reuse-words.ts';
import { AssetGrid } from './asset-grid.tsx';
import type { LibrarySearch } from './library-search.ts';
import { ProposalsPanel } from './proposals-panel.tsx';

type Asset = AnswerOf<'listLibrary'>['rows'][number];

const route = getRouteApi('/library');
const ASSETS_MAX = 500;

/** What others made and anybody may use again, what is one's own, and what waits for a yes. */
export function LibraryPage() {
  const library = useOperation('listLibrary', { query: { limit: ASSETS_MAX } });
  const starter = useOperation('listStarterSet', {});
  const mine = useOperation('listMyAssets', {});
  const mayRead = useMay()('control.read:library');
  const { own = [], toDecide = [] } = mine.data ?? {};
  const { kind, useCase } = route.useSearch();
  const fileQuery = {
    ...(kind === undefined ? {} : { kind }),
    ...(useCase === undefined ? {} : { useCaseId: useCase }),
  };
  return (
    <Page
      title={LIBRARY_WORDS.title}
      lead={LIBRARY_WORDS.lead}
      action={
        mayRead ? (
          <ButtonLink to="/reuse" variant="default">
            {REUSE_WORDS.open}
          </ButtonLink>
        ) : undefined
      }
    >
      <Together queries={[library, starter, mine]} lines={12}>
        <Stack gap="md">
          {toDecide.length === 0 ? null : <ProposalsPanel waiting={toDecide} />}
          {own.length === 0 ? null : (
            <Panel title={LIBRARY_WORDS.mine} note={LIBRARY_WORDS.mineNote}>
              <AssetGrid assets={own} />
            </Panel>
          )}
          <Panel title={LIBRARY_WORDS.starter} note={LIBRARY_WORDS.starterNote(starter.data?.roles ?? [])}>
            <Loaded query={starter} lines={3}>
              {({ rows }) =>
                rows.length === 0 ? (
                  <Empty title={LIBRARY_WORDS.noStarter} />
                ) : (
                  <AssetGrid assets={rows.map(({ asset, used }) => ({ ...asset, isUsed: used }))} />
                )
              }
            </Loaded>
          </Panel>
          <Panel
            title={LIBRARY_WORDS.all}
            action={<RowsExport of="exportLibraryCsv" request={{ query: fileQuery }} note={LIBRARY_WORDS.fileNote} />}
          >
            <Loaded query={library} lines={8}>
              {({ rows, next }) => <Everything assets={rows} isPartial={next !== null} />}
            </Loaded>
          </Panel>
        </Stack>
      </Together>
    </Page>
  );
}

function Everything({ assets, isPartial }: { readonly assets: readonly Asset[]; readonly isPartial: boolean }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: LibrarySearch) => void navigate({ search: { ...search, ...part }, replace: true });
  const useCases = [...new Set(assets.map(({ useCaseId }) => useCaseId))].sort();
  const found = matching(assets, search);
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        <TextInput
          label={LIBRARY_WORDS.search}
          type="search"
          value={search.text ?? ''}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
          flex="1 1 220px"
        />
        <FilterSelect
          label={LIBRARY_WORDS.kind}
          all={LIBRARY_WORDS.everyKind}
          options={LIBRARY_WORDS.kinds}
          value={search.kind}
          onTake={(kind) => change({ kind })}
        />
        <NativeSelect
          label={LIBRARY_WORDS.useCase}
          data={[{ value: '', label: LIBRARY_WORDS.everyUseCase }, ...useCases]}
          value={search.useCase ?? ''}
          onChange={({ currentTarget: { value } }) => change({ useCase: value === '' ? undefined : value })}
        />
        <Checkbox
          label={LIBRARY_WORDS.onlyApproved}
          pb={8}
          checked={search.approved === true}
          onChange={({ currentTarget }) => change({ approved: currentTarget.checked ? true : undefined })}
        />
      </Group>
      {found.length === 0 ? (
        <Empty title={assets.length === 0 ? LIBRARY_WORDS.empty : LIBRARY_WORDS.nothingFound}>
          {LIBRARY_WORDS.nothingFoundWhy}
        </Empty>
      ) : (
        <AssetGrid assets={found} />
      )}
      {isPartial ? (
        <Text size="xs" c="dimmed">
          {LIBRARY_WORDS.tooMany(ASSETS_MAX)}
        </Text>
      ) : null}
    </Stack>
  );
}

function matching(assets: readonly Asset[], search: LibrarySearch): readonly Asset[] {
  const { text = '', kind, useCase, approved = false } = search;
  const wanted = text.trim().toLowerCase();
  return assets.filter(
    (asset) =>
      (kind === undefined || asset.kind === kind) &&
      (useCase === undefined || asset.useCaseId === useCase) &&
      (!approved || asset.standing.inUse?.isApproved === true) &&
      [asset.name, asset.description, asset.id, asset.useCaseId].some((part) => part.toLowerCase().includes(wanted)),
  );
}
