import { Group, NativeSelect, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { MERGE_WORDS } from '../words/merge-words.ts';
import { MergeLine } from './merge-line.tsx';
import { MERGE_STATES } from './merge-search.ts';
import { ProposeMerge, useLibrary } from './propose-merge.tsx';
import { SimilarityPanel } from './similarity-panel.tsx';

const route = getRouteApi('/merges');
const PAGE_ROWS = 30;

/** What may become one, and who decides that. */
export function MergesPage() {
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const query = state === undefined ? {} : { state };
  const proposals = usePages(
    'listMergeProposals',
    { query },
    (page, signal) =>
      callOperation('listMergeProposals', {
        query: { ...query, ...page },
        signal,
      }),
    PAGE_ROWS,
  );
  const rule = useOperation('readSimilarityRule', {});
  const library = useLibrary();
  // The head grows with what can be proposed, so that it comes with the rest.
  const isReady = !rule.isPending && !library.isPending;
  const choose = (wanted: string) => {
    const chosen = MERGE_STATES.find((one) => one === wanted);
    void navigate({ search: chosen === undefined ? {} : { state: chosen }, replace: true });
  };
  return (
    <Page
      title={MERGE_WORDS.title}
      lead={MERGE_WORDS.lead}
      action={isReady ? <ProposeMerge library={library} /> : undefined}
    >
      <Together queries={[rule, library]} lines={10}>
        <Stack gap="md">
          <Panel
            title={MERGE_WORDS.list}
            flush
            action={
              <Group gap="xs">
                <NativeSelect
                  size="xs"
                  aria-label={MERGE_WORDS.state}
                  value={state ?? ''}
                  data={[
                    { value: '', label: MERGE_WORDS.everyState },
                    ...MERGE_STATES.map((one) => ({ value: one, label: MERGE_WORDS.states[one] })),
                  ]}
                  onChange={(event) => choose(event.currentTarget.value)}
                />
                <RowsExport of="exportMergeProposalsCsv" request={{ query }} />
              </Group>
            }
          >
            <Paged query={proposals} empty={<Empty title={MERGE_WORDS.none}>{MERGE_WORDS.noneWhy}</Empty>}>
              {(rows) => (
                <ul className="line-list inset">
                  {rows.map((proposal) => (
                    <li key={proposal.id}>
                      <MergeLine proposal={proposal} />
                    </li>
                  ))}
                </ul>
              )}
            </Paged>
          </Panel>
          {proposals.isPending ? null : <SimilarityPanel rule={rule} />}
        </Stack>
      </Together>
    </Page>
  );
}
