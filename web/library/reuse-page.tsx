import { Group, NativeSelect, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { AsOf } from '../figures/as-of.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import { FilterText } from '../filters/filter-text.tsx';
import { useRange } from '../filters/use-range.ts';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../states/page.tsx';
import { Together } from '../states/together.tsx';
import { REUSE_WORDS } from '../words/reuse-words.ts';
import { DriftPanel } from './drift-panel.tsx';
import { REUSE_ROWS, type ReuseQuery, type ReuseSearch, readReuseSearch } from './reuse-search.ts';
import { SharingPanel } from './sharing-panel.tsx';
import { StartersPanel } from './starters-panel.tsx';
import { UsedPanel } from './used-panel.tsx';

const route = getRouteApi('/reuse');
const USUAL = '90d';

/** The library as a whole: reuse, drift, what teams give each other, and what new people begin with. */
export function ReusePage() {
  const search = readReuseSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { span } = useRange(search, USUAL);
  const { asset, by = 'asset' } = search;
  const query: ReuseQuery = { ...span, by, ...(asset === undefined ? {} : { assetId: asset }) };
  const reuse = useOperation('readLibraryReuse', { query });
  const drift = useOperation('readTemplateDrift', { query });
  const signals = useOperation('readLibrarySignals', { query: span });
  const starters = useOperation('listStarterRoles', { query: span });
  const rule = useOperation('readSimilarityRule', {});
  const change = (next: ReuseSearch) => void navigate({ search: readReuseSearch(next), replace: true });
  const isWhole = asset === undefined;
  // Whoever may not read the first may read none of them: once is enough to be told so.
  const isClosed = reuse.data === undefined && reuse.error !== null;
  return (
    <Page title={REUSE_WORDS.title} lead={REUSE_WORDS.lead}>
      <Group gap="md" mb="md" className="no-print">
        <TextLink to="/library">{REUSE_WORDS.back}</TextLink>
        <TextLink to="/merges">{REUSE_WORDS.merges}</TextLink>
      </Group>
      <FilterBar page="reuse" search={search} read={readReuseSearch} usual={USUAL} parts={[]} onChange={change}>
        <NativeSelect
          label={REUSE_WORDS.rows}
          value={by}
          data={REUSE_ROWS.map((name) => ({ value: name, label: REUSE_WORDS.by[name] }))}
          onChange={({ currentTarget: { value } }) =>
            change({ ...search, by: REUSE_ROWS.find((name) => name === value) })
          }
        />
        <FilterText label={REUSE_WORDS.asset} value={asset} onTake={(taken) => change({ ...search, asset: taken })} />
      </FilterBar>
      <Together queries={[reuse, drift, rule, ...(isWhole ? [signals, starters] : [])]} lines={16}>
        <Stack gap="md">
          <UsedPanel reuse={reuse} query={query} by={by} />
          {isClosed ? null : <DriftPanel drift={drift} rule={rule} query={query} by={by} />}
          {isWhole && !isClosed ? (
            <>
              <SharingPanel signals={signals} query={span} />
              <StartersPanel starters={starters} />
            </>
          ) : null}
          {isClosed ? null : <AsOf at={reuse.dataUpdatedAt || Date.now()} more={REUSE_WORDS.counts} />}
        </Stack>
      </Together>
    </Page>
  );
}
